"""A consultation as its screen shows it. Everything here is worked out, and nothing decided.

What rests on the answers alone is worked out once for each answer, and not for each key: a
consultation does not become slower to type in the longer it gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from exoguide.consultation.evidence import overdue_line
from exoguide.consultation.wording import told
from exoguide.plaintext import width
from exoguide.speech import joined, phrase, spoken
from exoguide.tui.arriving import end_lines
from exoguide.tui.asking import echo_lines, lines_below, question_lines
from exoguide.tui.evidence import all_known, what_is_known
from exoguide.tui.flags import flag_lines
from exoguide.tui.footing import keys_now
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.pacing import pace
from exoguide.tui.panels import open_parts
from exoguide.tui.parts import WIDE, Bar, Role, Span, View
from exoguide.tui.sitting import Sitting
from exoguide.tui.stages import rail, stage_bar

AROUND: Final = 8
"""Lines of a window that the rail does not have: bars, rules, and an empty one above it."""


SAVED: Final = 18
"""Columns at the right end of the header. What there is no room for beside it is left out whole."""


def view_of(sitting: Sitting, columns: int, lines: int, glyphs: Glyphs) -> View:
    """The whole screen for a window of this size."""
    wide = columns >= WIDE
    around = sitting.once(
        "around", (columns, lines), lambda: _around(sitting, columns, lines, glyphs)
    )
    made = attrs.evolve(
        around,
        header=_header(sitting, columns, glyphs),
        status=tuple(_status(sitting)),
        keys=tuple(keys_now(sitting)),
        entry=sitting.entry(),
    )
    opened = open_parts(sitting, made)
    if opened is not None:
        return opened
    page = sitting.once("page", (wide,), lambda: _page(sitting, glyphs, wide=wide))
    made = attrs.evolve(made, body=page.body, below=page.below, aside=page.aside)
    form = sitting.form
    if sitting.evidence:
        return made
    if form is None:
        return attrs.evolve(made, rows=sitting.answers.rows, selected=sitting.answers.at)
    return attrs.evolve(
        made,
        echo=tuple(echo_lines(sitting, form)),
        rows=form.selection.rows,
        selected=form.selection.at,
    )


def _around(sitting: Sitting, columns: int, lines: int, glyphs: Glyphs) -> View:
    """How far the consultation is; for the patient no more than which stage of how many."""
    if sitting.patient_view:
        bar = stage_bar(sitting, columns, glyphs, railed=True)
        return View(stages=attrs.evolve(bar, right=()), spacious=True)
    wide = columns >= WIDE
    return View(
        stages=stage_bar(sitting, columns, glyphs, railed=wide),
        rail=rail(sitting, lines - AROUND, glyphs) if wide else (),
    )


def _page(sitting: Sitting, glyphs: Glyphs, *, wide: bool) -> View:
    """What is read: the question and what is known about it, or the end."""
    form = sitting.form
    if sitting.evidence:
        return View(body=tuple(all_known(sitting)))
    if form is None:
        return View(body=tuple(end_lines(sitting)), below=tuple(flag_lines(sitting)))
    return View(
        body=tuple(question_lines(sitting, form, glyphs)),
        below=tuple(lines_below(sitting, form, glyphs)),
        aside=tuple(what_is_known(sitting, whole=wide and not sitting.patient_view)),
    )


def _status(sitting: Sitting) -> Iterator[Span]:
    """What must be said all the time, then what happened last or who else is here."""
    made = sitting.consultation
    if sitting.patient_view:
        yield from sitting.message
        return
    if overdue := sitting.once("overdue", (), lambda: overdue_line(made)):
        yield Span(overdue, Role.CARE)
    if sitting.message:
        yield from sitting.message
    elif made.others is not None:
        holder = made.others.holder
        where = holder.terminal or holder.host
        said = phrase(
            "Open elsewhere too: {user} at {where} since {since}.",
            user=holder.user,
            where=where,
            since=holder.since[11:16],
        )
        yield Span(said, Role.CARE)
    elif made.store.read_only:
        yield Span(phrase("Nothing can be saved: {why}.", why=made.store.read_only), Role.STOP)
    elif made.store.notice:
        yield Span(made.store.notice, Role.STOP)


def _header(sitting: Sitting, columns: int, glyphs: Glyphs) -> Bar:
    made = sitting.consultation
    opened = made.state.ledger.opened
    parts: list[str] = []
    if opened is not None:
        patient = opened.body.get("patient")
        parts += [phrase("patient {patient}", patient=str(patient))] if patient else []
    if not sitting.patient_view:
        parts += pace(sitting)
    left = [Span(phrase("PRACTICE"), Role.CARE)] if made.practice else []
    dot = f" {glyphs.dot} "
    title = told(made, "flow.title")
    room = columns - SAVED - sum(width(span.text) + 1 for span in left)
    parts.append(title)
    while len(parts) > 1 and width(spoken(joined(*parts, by=dot), sitting.language)) > room:
        parts.pop()
    left.append(Span(joined(*parts, by=dot)))
    if sitting.unsaved:
        right = Span(phrase("NOT SAVED"), Role.STOP)
    elif made.store.read_only:
        right = Span(phrase("READ ONLY"), Role.STOP)
    else:
        right = Span(
            phrase("saved {at}", at=sitting.saved_at) if sitting.saved_at else "",
            Role.QUIET,
        )
    return Bar(tuple(left), (right,))
