"""Sessions of small flows led by chance, and the same answers taken by another version."""

from __future__ import annotations

import random
from collections.abc import Iterator

import attrs

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.encoding import Roster, encode
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.path import Status
from exoguide.engine.state import State
from exoguide.errors import FlowError
from exoguide.flow.model import Flow, StepKind
from exoguide.flow.plan import Plan
from exoguide.flow.scope import option_ids

OPENING: dict[str, Json] = {
    "semantics": SEMANTICS,
    "bundle": "0" * 64,
    "today": "2026-11-23",
    "clinic": {},
    "locale": "en",
    "clinician": {"name": "Dr Grey", "role": "physician", "account": "grey"},
}


@attrs.frozen
class Led:
    """A session: what was sent, and where it stood before each of that and at the last."""

    sent: tuple[tuple[Kind, dict[str, Json]], ...]
    stood: tuple[tuple[object, ...], ...]


def event(seq: int, kind: Kind, body: dict[str, Json]) -> Event:
    """An event with everything but its kind and body made up."""
    return Event(seq, f"e{seq}", "2026-11-23T10:00:00+00:00", seq, "grey", kind, body)


def opened(flow: Flow) -> State:
    """A session of ``flow`` that has just begun."""
    begun = begin(Plan(flow, "0" * 64), event(1, Kind.OPENED, OPENING))
    assert isinstance(begun, Taken), begun
    return begun.state


def led(flow: Flow, dice: random.Random) -> Led | None:
    """A session with answers by chance, to its end; ``None`` where the flow has a mistake."""
    sent: list[tuple[Kind, dict[str, Json]]] = []
    try:
        state = opened(flow)
        stood = [_standing(state)]
        while moves := list(_moves(state)):
            kind, body = dice.choice(moves)
            taken = apply(state, event(state.ledger.seq + 1, kind, body))
            if isinstance(taken, Refusal):
                return None
            state = taken.state
            sent.append((kind, body))
            stood.append(_standing(state))
    except FlowError:
        return None
    return Led(tuple(sent), tuple(stood))


def differs(flow: Flow, session: Led) -> str:
    """Where the same answers lead elsewhere in ``flow``; empty where they do not."""
    try:
        state = opened(flow)
        for number, (kind, body) in enumerate(session.sent):
            if _standing(state) != session.stood[number]:
                return f"{_standing(state)} and not {session.stood[number]}"
            taken = apply(state, event(state.ledger.seq + 1, kind, body))
            if isinstance(taken, Refusal):
                return taken.message
            state = taken.state
    except FlowError as error:
        return error.message
    last = session.stood[-1]
    return "" if _standing(state) == last else f"{_standing(state)} and not {last}"


def _standing(state: State) -> tuple[object, ...]:
    """The question at hand, the end that is reached, and the flags that are raised."""
    cursor = state.cursor
    end = state.arrived.id if state.arrived else ""
    return (
        (cursor.key, cursor.status) if cursor else None,
        end,
        tuple(sorted(flag.id for flag in state.raised)),
    )


def _moves(state: State) -> Iterator[tuple[Kind, dict[str, Json]]]:
    """What can be answered where a session stands."""
    cursor = state.cursor
    if cursor is None or cursor.status is Status.BLOCKED:
        return
    groups = state.plan.groups
    if cursor.key in groups:
        group = groups[cursor.key].group
        for items in range(group.min, group.max + 1):
            roster = Roster(tuple(range(1, items + 1)), closed=True)
            yield Kind.ANSWERED, {"key": cursor.key, "value": encode(roster)}
        return
    step = state.plan.nodes[cursor.node].step
    if step.kind is StepKind.SIGNATURE:
        yield Kind.SIGNED, {"key": cursor.key, "name": "A", "role": step.role}
        return
    values: list[Json] = [{"none": one.value} for one in step.non_answers]
    if step.kind is StepKind.NUMBER:
        values += [{"number": str(number)} for number in range(10)]
    elif step.kind is StepKind.MULTI:
        values += [[one] for one in option_ids(step)]
    else:
        values += option_ids(step)
    for value in values:
        yield Kind.ANSWERED, {"key": cursor.key, "value": value, "sure": True}
