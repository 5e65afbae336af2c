"""What stands on the terminal, cell by cell, so that only cells that differ are sent.

Textual repaints whole lines of every widget that moved, and often the same line twice. On a slow
link that is most of what a step costs. The picture is trusted only as far as it was painted:
whoever loses a frame, or changes the size, has it forgotten, and everything is sent once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs
from rich.cells import get_character_cell_size

from exoguide.tui.frames import PLAIN, SEEN_ON_BLANKS, Pen, change_of, lean, with_parameters

_PARTS: Final = re.compile(r"(\x1b\[[\d;:]*m|\x1b\[\d+;\d+H)")
_LINE_END: Final = re.compile(r"\n((?:\x1b\[[\d;:]*m)*)(?=\x1b\[\d+;\d+H|\Z)")
_GAP: Final = 6
"""Cells that stay and are sent all the same, because moving past them costs as much."""

Cell = tuple[str, Pen]
"""A character with its marks, and how it is drawn; no character behind a wide one."""


class _Odd(Exception):
    """The frame holds something that is no picture: it is sent as it is."""


@attrs.define
class Picture:
    """The cells that were painted so far."""

    _rows: dict[int, dict[int, Cell]] = attrs.Factory(dict)
    _uneven: set[int] = attrs.Factory(set)
    """Rows with characters that terminals may not agree upon how wide they are."""

    def forget(self) -> None:
        """Trust nothing: what comes next is sent whole."""
        self._rows = {}
        self._uneven = set()

    def changes(self, frame: str) -> str:
        """What of ``frame`` differs from the picture; it is part of the picture then."""
        try:
            painted = _cells(frame)
        except _Odd:
            self.forget()
            return lean(frame)
        out: list[str] = []
        pen = PLAIN
        for row, cells in painted.items():
            before = self._rows.setdefault(row, {})
            uneven = row in self._uneven or any(_is_uneven(text) for text, _ in cells.values())
            for first, run in _runs(cells, before, whole=uneven):
                out.append(f"\x1b[{row};{first}H")
                for text, wanted in run:
                    look = _like(pen, wanted) if text.isspace() else wanted
                    out.append(change_of(pen, look))
                    pen = look
                    out.append(text)
            before.update(cells)
            if uneven:
                self._uneven.add(row)
        if not out:
            return ""
        return "".join((*out, change_of(pen, PLAIN)))


def _cells(frame: str) -> dict[int, dict[int, Cell]]:
    """The cells that a frame paints, by row and column from 1."""
    rows: dict[int, dict[int, Cell]] = {}
    pen = PLAIN
    cells: dict[int, Cell] | None = None
    column = 0
    for part in _PARTS.split(_LINE_END.sub(r"\1", frame)):
        if not part:
            continue
        if part[0] == "\x1b" and part[-1] == "m" and len(part) > 2 and part[1] == "[":
            pen = with_parameters(pen, part[2:-1])
        elif part[0] == "\x1b" and part[-1] == "H":
            at, _, column_text = part[2:-1].partition(";")
            cells = rows.setdefault(int(at), {})
            column = int(column_text)
        elif cells is None or "\x1b" in part or "\n" in part or "\r" in part:
            raise _Odd
        else:
            column = _write(cells, column, part, pen)
    return rows


def _write(cells: dict[int, Cell], column: int, text: str, pen: Pen) -> int:
    blank = pen
    if pen.fore != PLAIN.fore or pen.attributes:
        blank = Pen(PLAIN.fore, pen.back, pen.attributes & SEEN_ON_BLANKS)
        if blank.attributes:
            blank = pen
    for char in text:
        if char == " ":
            cells[column] = (" ", blank)
            column += 1
            continue
        wide = 1 if char.isascii() else get_character_cell_size(char)
        if wide == 0:
            at = column - 1 if cells.get(column - 1, ("", pen))[0] else column - 2
            before = cells.get(at)
            if before is None:
                raise _Odd
            cells[at] = (before[0] + char, pen)
            continue
        cells[column] = (char, pen)
        if wide == 2:
            cells[column + 1] = ("", pen)
        column += wide
    return column


def _is_uneven(text: str) -> bool:
    return len(text) != 1 or (not text.isascii() and get_character_cell_size(text) != 1)


def _runs(
    cells: dict[int, Cell], before: dict[int, Cell], *, whole: bool
) -> Iterator[tuple[int, list[Cell]]]:
    """Stretches of cells to send; all that a frame painted of a row if it goes ``whole``."""
    changed = [column for column, cell in cells.items() if before.get(column) != cell]
    if not changed:
        return
    columns = sorted(cells) if whole else sorted(changed)
    first = last = columns[0]
    for column in columns[1:]:
        between = range(last + 1, column)
        if column - last <= _GAP and all(one in cells for one in between):
            last = column
            continue
        yield first, [cells[one] for one in range(first, last + 1)]
        first = last = column
    yield first, [cells[one] for one in range(first, last + 1)]


def _like(said: Pen, meant: Pen) -> Pen:
    """The pen to draw a blank with: the one at hand, if the blank looks the same with it."""
    alike = said.back == meant.back and not (said.attributes | meant.attributes) & SEEN_ON_BLANKS
    return said if alike else meant
