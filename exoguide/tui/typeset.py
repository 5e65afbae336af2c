"""Plain data set in lines of a given width: wrapped, labelled, harmless. Knows no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import attrs

from exoguide.plaintext import harmless, width, wrap
from exoguide.speech import fill
from exoguide.tui.parts import Bar, Key, Line, Role, Row, Span

Drawn = tuple[Span, ...]
"""One line of the screen, not yet filled up to its width."""

NARROWEST = 10
MOST_LABEL = 28
WIDEST_GAP = 3
"""Columns between two keys of the footer."""
KEPT: Final = 1024
"""Lines and rows that are remembered as they were set: a key changes few of those shown."""


def set_lines(lines: Iterable[Line], columns: int) -> list[Drawn]:
    """Paragraphs, wrapped to so many columns; a label stands in a column before its text."""
    made: list[Drawn] = []
    for line in lines:
        made += _paragraph(line, columns)
    return made


@lru_cache(KEPT)
def _paragraph(line: Line, columns: int) -> tuple[Drawn, ...]:
    indent = " " * line.indent
    label = harmless(line.label)
    column = line.column
    made: list[Drawn] = []
    if line.brief:
        label = cut(label, column - 2) if column else label
        return (_brief(indent, label, column, line, columns),)
    if label and (width(label) >= column or columns - line.indent - column < NARROWEST):
        room = max(columns - line.indent - 1, NARROWEST)
        made += [(Span(indent + part, line.label_role),) for part in wrap(label, room)]
        label, column = "", min(column, 2)
        if not line.text:
            return tuple(made)
    room = max(columns - line.indent - column - 1, NARROWEST)
    text = wrap(harmless(line.text, multiline=True), room)
    for number, part in enumerate(text):
        if number or not label:
            made.append((Span(f"{indent}{' ' * column}{part}", line.role),))
        else:
            before = label + " " * (column - width(label))
            made.append((Span(indent + before, line.label_role), Span(part, line.role)))
    return tuple(made)


def _brief(indent: str, label: str, column: int, line: Line, columns: int) -> Drawn:
    before = label + " " * (column - width(label))
    text = cut(harmless(line.text), max(columns - len(indent) - width(before) - 1, 0))
    return (Span(indent + before, line.label_role), Span(text, line.role))


def set_printed(lines: Iterable[str], columns: int) -> list[Drawn]:
    """Lines of a printed page as they stand; those that are too long are folded, indented alike."""
    made: list[Drawn] = []
    left = " " if columns > 82 else ""
    for line in lines:
        words = harmless(line)
        if width(words) <= columns - len(left):
            made.append((Span(f"{left}{words}"),))
            continue
        margin = min(len(words) - len(words.lstrip()), columns // 2)
        parts = wrap(words, max(columns - margin, NARROWEST))
        made += [(Span(f"{' ' * margin}{part}"),) for part in parts]
    return made


def set_bar(bar: Bar, columns: int) -> Drawn:
    """Words from the left and to the right; the left gives way where there is not room."""
    right = [Span(f"  {harmless(span.text)}", span.role) for span in bar.right if span.text]
    room = columns - sum(width(span.text) for span in right) - 1
    left: list[Span] = [Span(" ")]
    used = 1
    for number, span in enumerate(bar.left):
        words = harmless(span.text)
        if number and not words.startswith(" ") and not left[-1].text.endswith(" "):
            words = f" {words}"
        words = cut(words, max(room - used, 0))
        used += width(words)
        left.append(Span(words, span.role))
    return (*left, Span(" " * max(room - used, 0)), *right)


def set_keys(keys: Sequence[Key], columns: int) -> Drawn:
    """The footer: keys with what they do, as many as fit; the last, help, has its place.

    Where not all of them fit they stand closer, and then those that come late are left out: so
    a place names the keys that matter most first.
    """
    made: list[Span] = [Span(" ")]
    used = 1
    last = sum(width(key.key) + width(key.does) + 1 for key in keys[-1:])
    whole = sum(width(f"{key.key} {key.does}") for key in keys) + WIDEST_GAP * (len(keys) - 1)
    gap = " " * (WIDEST_GAP if whole <= columns - 2 else WIDEST_GAP - 1)
    for number, key in enumerate(keys, 1):
        words = f" {key.does}{gap}"
        room = columns - 1 - (last if number < len(keys) else 0)
        needed = width(key.key) + (width(words) if number < len(keys) else width(words.rstrip()))
        if used + needed > room:
            continue
        made += [Span(key.key, Role.KEY), Span(words, Role.QUIET)]
        used += width(key.key) + width(words)
    return tuple(made)


def set_rows(
    rows: Sequence[Row],
    selected: int | None,
    columns: int,
    barred: str = "{reason}",
    *,
    apart: bool = False,
) -> tuple[list[Drawn], list[int]]:
    """A list, and on which line each row begins; ``>`` stands before the selected one.

    ``barred`` says of a row that it cannot be chosen, with its ``{reason}``. Rows may be set
    ``apart`` by an empty line.
    """
    made: list[Drawn] = []
    begins: list[int] = []
    marks = any(row.mark for row in rows)
    labels = max((width(row.label) for row in rows), default=0)
    column = min(labels, MOST_LABEL, columns // 3) + 2 if labels else 0
    answered = [width(row.text) for row in rows if row.name and row.said]
    under = max(answered, default=0)
    if under > MOST_LABEL or len(answered) < sum(bool(row.name) for row in rows):
        under = 0  # too long, or too few, to stand in a column
    for number, row in enumerate(rows):
        if number and (apart or not row.name):
            made.append(())
        begins.append(len(made))
        shown = attrs.evolve(row, reason=fill(barred, reason=row.reason)) if row.reason else row
        made += _row(shown, columns, (column, under), marks=marks, chosen=number == selected)
    begins.append(len(made))
    return made, begins


@lru_cache(KEPT)
def _row(
    row: Row, columns: int, aligned: tuple[int, int], *, marks: bool, chosen: bool
) -> tuple[Drawn, ...]:
    column, under = aligned
    if not row.name:
        heading = wrap(harmless(row.text), columns - 3)
        return tuple((Span(f"  {part}", row.role),) for part in heading)
    before = "  > " if chosen else "    "
    mark = f"{row.mark or ' '}  " if marks else ""
    tick = "" if row.ticked is None else "[x] " if row.ticked else "[ ] "
    words = harmless(row.text)
    role = Role.QUIET if row.reason else Role.CHOSEN if chosen else row.role
    label = cut(harmless(row.label), column - 2) if column else ""
    label += " " * (column - width(label))
    margin = " " * (4 + len(mark) + len(tick) + column)
    room = max(columns - len(margin) - 1, NARROWEST)
    first, *rest = wrap(words, room)
    said = wrap(harmless(row.said), room - 2) if row.said else []
    beside = len(said) == 1 and not rest and max(width(first), under) + 2 + width(said[0]) <= room
    above = Role.QUIET if row.said and not chosen else role
    made: list[Drawn] = [
        (
            Span(before, Role.CHOSEN),
            Span(mark, Role.QUIET if row.reason else Role.KEY),
            Span(f"{tick}{label}", role),
            Span(first, above),
            *((Span(f"{' ' * max(under - width(first), 0)}  {said[0]}", role),) if beside else ()),
        )
    ]
    made += [(Span(margin + part, above),) for part in rest]
    made += [(Span(f"{margin}  {part}", role),) for part in said[beside:]]
    more = row.reason or row.help
    if more:
        made += [(Span(margin + part, Role.QUIET),) for part in wrap(harmless(more), room)]
    return tuple(made)


def cut(text: str, columns: int) -> str:
    """``text`` in at most so many columns."""
    if width(text) <= columns:
        return text
    made = ""
    for char in text:
        if width(made + char) > columns - 1:
            break
        made += char
    return f"{made}…" if columns > 0 else ""
