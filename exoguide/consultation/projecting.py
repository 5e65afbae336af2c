"""What lists and searches show of a session, worked out from its state and its summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from exoguide.engine.questions import question
from exoguide.engine.rendering import show_answer, text
from exoguide.engine.state import State
from exoguide.records.held import Projection

if TYPE_CHECKING:
    from exoguide.summary.document import Document


def projection(state: State, document: Document | None) -> Projection:
    """What lists show of the session; ``document`` is its summary with what came after the end."""
    end = state.ended
    asked = ""
    if end is not None:
        words = text(state.around, f"end.{end.id}.title", "")
    elif state.arrived is not None:
        words = f"at its end, not closed: {text(state.around, f'end.{state.arrived.id}.title', '')}"
    else:
        words = "in progress"
        if state.cursor is not None:
            asked = question(state, state.cursor.key).title
    return Projection(
        seq=state.ledger.seq,
        title=state.plan.flow.head.title,
        state=words,
        question=asked,
        ended=end.id if end else None,
        due=next_due(document) if document is not None else None,
        text="\n".join(_found_by(state, words)),
    )


def next_due(document: Document) -> str | None:
    """The day (ISO) of the first follow-up that is not ticked; ``None`` when none is dated."""
    from exoguide.summary.document import PartKind
    from exoguide.summary.lines import Item

    days = [
        line.start_on or line.end_on
        for part in document.parts
        if part.kind is PartKind.FOLLOW_UP
        for line in part.lines
        if isinstance(line, Item) and not line.ticked_on
    ]
    found = [date.fromisoformat(day) for day in days if day]
    return min(found).isoformat() if found else None


def _found_by(state: State, words: str) -> Iterator[str]:
    """What a search finds the session by: its answers in words, notes, and who it is about."""
    yield words
    for key, given in state.answers.items():
        yield show_answer(state.plan, key, given.value, "")
        yield from (part for part in (given.words, given.name) if part)
    yield from state.ledger.notes.values()
    yield from (str(value) for value in state.ledger.identity.values())
