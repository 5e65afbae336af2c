"""Sessions as lines of a list: what is in progress, what is due, what has ended lately."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.consultation.clock import SystemClock
from exoguide.records.store import Query, SessionRow, State, Store
from exoguide.speech import joined, phrase
from exoguide.tui.parts import Role, Row

MOST = 20
"""Sessions of each list, and of a search."""


def session_rows(store: Store, words: str) -> Iterator[Row]:
    """The sessions that hold all of ``words``; without words what waits, is due and has ended."""
    if words:
        found = store.search(words, MOST)
        yield from (_row(row) for row in found)
        return
    today = SystemClock().today().isoformat()
    waiting = store.sessions(Query(state=State.OPEN, limit=MOST))
    due = store.sessions(Query(due_by=today, limit=MOST))
    recent = store.sessions(Query(state=State.ENDED, limit=MOST))
    if waiting:
        yield Row("", phrase("In progress"), role=Role.KEY)
        for number, row in enumerate(waiting, 1):
            yield _row(row, str(number) if number < 10 else "")
    if due:
        yield Row("", phrase("Follow-up due"), role=Role.KEY)
        yield from (_row(row, due=True) for row in due)
    if recent:
        yield Row("", phrase("Ended lately"), role=Role.KEY)
        yield from (_row(row) for row in recent)


def _row(row: SessionRow, mark: str = "", *, due: bool = False) -> Row:
    who = row.patient or row.id
    day = phrase("due {day}", day=row.due) if due and row.due else row.opened_at[:10]
    words = row.state or phrase("in progress")
    if row.superseded_by:
        words = phrase("replaced by {session}", session=row.superseded_by)
    elif row.question and row.projected == row.seq:
        words = phrase("next: {question}", question=row.question)
    return Row(row.id, joined(day, words, by="  "), mark, label=who)
