"""Answers, confirmations, undo, notes and skipped stages: what an event of each must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal, Why, refusal
from exoguide.engine.encoding import Answer, Roster, decode, encode, field
from exoguide.engine.events import Event, Kind
from exoguide.engine.path import Position, Status
from exoguide.engine.rendering import flag_name, text
from exoguide.engine.rosters import roster_refusal
from exoguide.engine.state import State
from exoguide.engine.surroundings import BINDING, Surroundings
from exoguide.engine.walk import walk
from exoguide.flow.model import StepKind
from exoguide.speech import phrase

ENDED = Refusal(
    Why.ENDED,
    phrase("This session has ended; its answers no longer change."),
    phrase(
        "Add an amendment, reopen it if its end allows that,"
        " or begin a new session that follows it."
    ),
)


def answered(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """An answer to any question on the path: the value must be allowed where it is asked."""
    if state.ledger.ended:
        return ENDED
    body = event.body
    key = field(body, "key")
    position = state.position(key)
    if position is None:
        return Refusal(
            Why.PLACE, phrase("“{key}” is not a question that has come up.", key=f"{key:.80}")
        )
    try:
        value = decode(body.get("value"))
    except ValueError as error:
        return Refusal(Why.KIND, phrase("This is {error}.", error=str(error)))
    refused = _refused(state, position, value, sure=body.get("sure") is True)
    if refused is not None:
        return refused
    missing = needs_reason(state, key, value)
    if missing is not None and not field(body, "reason").strip():
        return missing
    made: dict[str, Json] = {"key": key, "value": encode(value), "basis": position.basis}
    for name in ("words", "sure", "reason"):
        if body.get(name):
            made[name] = body[name]
    return differing(body, made) or made


def _refused(state: State, position: Position, value: Answer, *, sure: bool) -> Refusal | None:
    plan = state.plan
    group = plan.groups.get(position.key)
    if group is not None:
        earlier = state.ledger.answers.get(position.key)
        before = earlier.value if earlier and isinstance(earlier.value, Roster) else None
        used = state.ledger.serials.get(position.key, 0)
        return roster_refusal(group, used, before, value)
    node = plan.nodes[position.node]
    if node.kind is StepKind.SIGNATURE:
        return Refusal(Why.KIND, phrase("A signature is given by signing, with a name and a role."))
    return refusal(node, surroundings_at(state, position), value, sure=sure)


def surroundings_at(state: State, position: Position) -> Surroundings:
    """What conditions see at a question on the path, before its answer."""
    if state.walk.path and state.walk.path[-1] == position and position.status is Status.OPEN:
        return state.around
    return walk(state.plan, state.ledger, position.key).around


def needs_reason(state: State, key: str, value: Answer | None) -> Refusal | None:
    """The refusal that asks for a reason: an input of a standing stop, defer or refer changes."""
    given = state.ledger.answers.get(key)
    position = state.position(key)
    if given is None or position is None or given.value == value:
        return None
    if position.status not in (Status.ANSWERED, Status.TO_CONFIRM):
        return None
    name = state.plan.nodes[position.node].key
    for flag in state.standing:
        if flag.action in BINDING and (name in flag.inputs or key in flag.inputs):
            return Refusal(
                Why.REASON,
                phrase(
                    "This answer raised “{flag}”.", flag=partial(flag_name, state.around, flag.id)
                ),
                phrase("Say why it changes; the reason is kept in the record."),
            )
    return None


def confirmed(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """A confirmation of an answer whose question has changed, or that a new visit asks for."""
    if state.ledger.ended:
        return ENDED
    key = field(event.body, "key")
    position = state.position(key)
    if position is None or position.status is not Status.TO_CONFIRM:
        return Refusal(
            Why.PLACE, phrase("“{key}” has no answer that waits to be confirmed.", key=f"{key:.80}")
        )
    made: dict[str, Json] = {"key": key, "basis": position.basis}
    return differing(event.body, made) or made


def undone(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """The taking back of an answer, confirmation or skip; the one before it holds again."""
    if state.ledger.ended:
        return ENDED
    ledger = state.ledger
    named = field(event.body, "event")
    key, seq = _undoable(state, named)
    if not key:
        return Refusal(
            Why.EVENT, phrase("There is nothing to undo here, or something later replaced it.")
        )
    if seq <= ledger.barrier:
        return Refusal(
            Why.EVENT,
            phrase("Undo does not reach across a signature, an override or an end."),
            phrase("Change the answer instead: what follows from it is shown first."),
        )
    missing = needs_reason(state, key, None)
    if missing is not None and not field(event.body, "reason").strip():
        return missing
    made: dict[str, Json] = {"event": named, "key": key}
    if event.body.get("reason"):
        made["reason"] = event.body["reason"]
    return differing(event.body, made) or made


def _undoable(state: State, event: str) -> tuple[str, int]:
    """The key and sequence number of what ``event`` holds in force; ``("", 0)`` for nothing."""
    for key, seq, name in _in_force(state):
        if name == event:
            return key, seq
    return "", 0


def last_undoable(state: State) -> str:
    """The id of the newest event that undo can take back; empty when there is none."""
    after = state.ledger.barrier
    return max(((seq, name) for _, seq, name in _in_force(state) if seq > after), default=(0, ""))[
        1
    ]


def _in_force(state: State) -> Iterator[tuple[str, int, str]]:
    for key, given in state.ledger.answers.items():
        if given.event.kind is not Kind.SIGNED:
            yield key, given.seq, given.event.id
    for stage, skip in state.ledger.skipped.items():
        yield stage, skip.seq, skip.id


def noted(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """A clinician's note beside a question."""
    if state.ledger.ended:
        return ENDED
    key = field(event.body, "key")
    if state.plan.node(key) is None and key not in state.plan.groups:
        return Refusal(
            Why.PLACE, phrase("There is no question “{key}” to note this at.", key=f"{key:.80}")
        )
    return {"key": key, "text": field(event.body, "text")}


def skipped(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """The skipping of a whole stage, where the flow allows it, with a reason."""
    if state.ledger.ended:
        return ENDED
    name = field(event.body, "stage")
    reason = field(event.body, "reason")
    stage = next((one for one in state.plan.flow.stages if one.id == name), None)
    if stage is None:
        return Refusal(Why.EVENT, phrase("There is no stage “{name}”.", name=f"{name:.80}"))
    title = partial(text, state.around, f"stage.{name}.title")
    if not stage.skippable:
        return Refusal(Why.EVENT, phrase("The stage “{title}” cannot be skipped.", title=title))
    cursor = state.cursor
    if cursor is None or state.plan.nodes[cursor.node].stage != name:
        return Refusal(
            Why.PLACE, phrase("The consultation is not at the stage “{title}”.", title=title)
        )
    if not reason.strip():
        return Refusal(Why.REASON, phrase("Say why “{title}” is skipped.", title=title))
    return {"stage": name, "reason": reason}


def differing(given: Mapping[str, Json], derived: Mapping[str, Json]) -> Refusal | None:
    """A refusal when ``given`` already holds a derived field with another value."""
    for name, value in derived.items():
        if name in given and given[name] != value:
            return Refusal(
                Why.EVENT,
                phrase(
                    "The stored {name} of this event is not what its session leads to.", name=name
                ),
            )
    return None
