"""Sessions as lines of a list: what is in progress, what is due, what has ended lately."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from exoguide.consultation.dates import in_full
from exoguide.records.held import Query, SessionRow, State
from exoguide.records.store import Store
from exoguide.speech import phrase
from exoguide.tui.parts import Role, Row

MOST = 20
"""Sessions of each list, and of a search."""


def session_rows(store: Store, words: str, today: date) -> Iterator[Row]:
    """The sessions that hold all of ``words``; without words what waits, is due and has ended.

    A follow-up is due from ``today`` on.
    """
    if words:
        found = store.search(words, MOST)
        yield from (_row(row, today) for row in found)
        return
    waiting = store.sessions(Query(state=State.OPEN, limit=MOST))
    due = store.sessions(Query(due_by=today.isoformat(), limit=MOST))
    recent = store.sessions(Query(state=State.ENDED, limit=MOST))
    if waiting:
        yield Row("", phrase("In progress"), role=Role.KEY)
        for number, row in enumerate(waiting, 1):
            yield _row(row, today, str(number) if number < 10 else "")
    if due:
        yield Row("", phrase("Follow-up due"), role=Role.KEY)
        yield from (_row(row, today, due=True) for row in due)
    if recent:
        yield Row("", phrase("Ended lately"), role=Role.KEY)
        yield from (_row(row, today) for row in recent)


def _row(row: SessionRow, today: date, mark: str = "", *, due: bool = False) -> Row:
    who = row.patient or row.id
    opened = row.opened_at[:10]
    day: str = phrase("{day}", day=_in_full(opened))
    if due and row.due:
        day = phrase("due {day}", day=_in_full(row.due))
    elif opened == today.isoformat():
        day = phrase("today {time}", time=row.opened_at[11:16])
    words = row.state or phrase("in progress")
    if row.superseded_by:
        words = phrase("replaced by {session}", session=row.superseded_by)
    elif row.question and row.projected == row.seq:
        words = phrase("next: {question}", question=row.question)
    return Row(row.id, day, mark, label=who, said=words)


def _in_full(day: str) -> Callable[[str], str]:
    """A day as each language writes it."""
    return partial(in_full, date.fromisoformat(day))
