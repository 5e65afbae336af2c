"""Taking an event: the one way in which a session changes.

A face sends an event whose body holds what a person did. What the engine derives from it (the
basis of an answer, the digest of a signature, the answers that led to an end) is filled in here;
where it is there already, as in a log that is verified, it must be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeAlias

import attrs

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal, Why, storable
from exoguide.engine.answering import answered, confirmed, noted, skipped, undone
from exoguide.engine.closing import (
    amended,
    annotated,
    ended,
    opened,
    reopened,
    resumed,
    spoken,
)
from exoguide.engine.events import Event, Kind
from exoguide.engine.ledger import Ledger
from exoguide.engine.lifting import overridden, resolved, signed
from exoguide.engine.path import Walk
from exoguide.engine.recording import record
from exoguide.engine.state import State
from exoguide.engine.walk import go_on, walk
from exoguide.flow.plan import Plan

Body: TypeAlias = Mapping[str, Json]
Completion: TypeAlias = "Refusal | Body"
"""Either why not, or the body with everything derived filled in."""


@attrs.frozen
class Effects:
    """What an event brought about, for a face to announce."""

    raised: tuple[str, ...] = ()
    """Flags that were not raised before."""
    cleared: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    """Signatures that no longer hold."""
    shelved: tuple[str, ...] = ()
    """Answers that left the path."""
    arrived: str = ""
    """The end that is reached now and was not before."""


@attrs.frozen(slots=False)
class Taken:
    """An event that was taken: as it must be stored, and the state it led to."""

    before: State | None
    state: State
    event: Event

    @cached_property
    def effects(self) -> Effects:
        """What it brought about; worked out when a face asks."""
        before, after = self.before, self.state
        if before is None:
            return Effects(raised=tuple(flag.id for flag in after.raised), arrived=after.walk.end)
        old, new = before.raised, after.raised
        return Effects(
            raised=tuple(flag.id for flag in new if flag not in old),
            cleared=tuple(flag.id for flag in old if flag not in new),
            void=tuple(key for key in after.void if key not in before.void),
            shelved=tuple(key for key in after.shelved if key not in before.shelved),
            arrived=after.walk.end if after.walk.end != before.walk.end else "",
        )


_COMPLETERS: Mapping[Kind, Callable[[State, Event], Completion]] = {
    Kind.ANSWERED: answered,
    Kind.CONFIRMED: confirmed,
    Kind.UNDONE: undone,
    Kind.NOTED: noted,
    Kind.SKIPPED: skipped,
    Kind.OVERRIDDEN: overridden,
    Kind.RESOLVED: resolved,
    Kind.SIGNED: signed,
    Kind.LANGUAGE: spoken,
    Kind.ENDED: ended,
    Kind.REOPENED: reopened,
    Kind.RESUMED: resumed,
    Kind.AMENDED: amended,
    Kind.TICKED: annotated,
    Kind.UNTICKED: annotated,
    Kind.DONE: annotated,
    Kind.ADVERSE: annotated,
    Kind.WITHDRAWN: annotated,
    Kind.IDENTIFIED: annotated,
}

_KEEPS_WALK = {
    Kind.NOTED,
    Kind.LANGUAGE,
    Kind.ENDED,
    Kind.AMENDED,
    Kind.TICKED,
    Kind.UNTICKED,
    Kind.DONE,
    Kind.ADVERSE,
    Kind.WITHDRAWN,
    Kind.IDENTIFIED,
}
"""Kinds that change nothing a walk reads."""


def begin(plan: Plan, event: Event) -> Taken | Refusal:
    """Open a session with its first event."""
    refused = storable(_texts(event.body)) or opened(plan, event)
    if refused is not None:
        return refused
    ledger = Ledger()
    record(ledger, event)
    state = State(plan, ledger, walk(plan, ledger))
    return Taken(None, state, event)


def apply(state: State, event: Event) -> Taken | Refusal:
    """Take ``event`` in ``state``, or say why not. ``FlowError`` when the flow itself is at fault.

    ``state`` stays as it is.
    """
    completer = _COMPLETERS.get(event.kind)
    if completer is None:
        return Refusal(Why.EVENT, f"A session cannot take “{event.kind.value}” here.")
    if event.seq != state.ledger.seq + 1:
        return Refusal(Why.EVENT, f"Event {event.seq} does not follow event {state.ledger.seq}.")
    refused = storable(_texts(event.body))
    if refused is not None:
        return refused
    completed = completer(state, event)
    if isinstance(completed, Refusal):
        return completed
    event = attrs.evolve(event, body=completed)
    ledger = state.ledger.copy()
    record(ledger, event)
    after = State(state.plan, ledger, _walk(state, ledger, event))
    return Taken(state, after, event)


def _walk(state: State, ledger: Ledger, event: Event) -> Walk:
    if event.kind in _KEEPS_WALK:
        return attrs.evolve(state.walk, around=state.around.over(ledger))
    cursor = state.walk.cursor
    if (
        cursor is not None
        and event.kind in (Kind.ANSWERED, Kind.SIGNED)
        and cursor.key == event.body["key"]
    ):
        return go_on(state.walk, ledger)
    return walk(state.plan, ledger)


def _texts(value: Json) -> list[str]:
    """Every text in a body, for the check that it can be stored."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for one in value.items() for part in one for text in _texts(part)]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in _texts(one)]
    return []
