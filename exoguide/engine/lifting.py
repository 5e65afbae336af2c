"""Overrides, resolutions and signatures: what an event of each must hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.answering import ENDED, differing
from exoguide.engine.encoding import field
from exoguide.engine.events import Event
from exoguide.engine.path import Status
from exoguide.engine.rendering import render, text
from exoguide.engine.state import State
from exoguide.engine.surroundings import BINDING
from exoguide.flow.model import StepKind
from exoguide.flow.plan import FlagNode
from exoguide.speech import phrase


def overridden(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """A flag set aside by the clinician, with a reason, where the flow allows it."""
    flag = _standing(state, event)
    if isinstance(flag, Refusal):
        return flag
    if not flag.flag.override:
        return Refusal(Why.EVENT, phrase("This flag cannot be overridden; it can be resolved."))
    reason = field(event.body, "reason")
    if not reason.strip():
        return Refusal(Why.REASON, phrase("Say why the consultation may go on in spite of this."))
    made: dict[str, Json] = {
        "flag": flag.id,
        "reason": reason,
        "inputs": state.around.inputs(flag),
    }
    return differing(event.body, made) or made


def resolved(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """A flag settled by somebody's document, such as a specialist's letter."""
    flag = _standing(state, event)
    if isinstance(flag, Refusal):
        return flag
    who, document, day = (field(event.body, name) for name in ("who", "document", "date"))
    if not who.strip() or not document.strip():
        return Refusal(Why.REASON, phrase("Say who settled this, and in which document."))
    try:
        date.fromisoformat(day)
    except ValueError:
        return Refusal(Why.KIND, phrase("Give the date of the document."))
    made: dict[str, Json] = {
        "flag": flag.id,
        "who": who,
        "document": document,
        "date": day,
        "inputs": state.around.inputs(flag),
    }
    return differing(event.body, made) or made


def _standing(state: State, event: Event) -> FlagNode | Refusal:
    if state.ledger.ended:
        return ENDED
    name = field(event.body, "flag")
    for flag in state.standing:
        if flag.id == name and flag.action in BINDING:
            return flag
    return Refusal(
        Why.EVENT, phrase("No flag “{name}” stands that could be set aside.", name=f"{name:.80}")
    )


def signed(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """A signature: a typed name, confirmed by role, at a time, with a meaning."""
    if state.ledger.ended:
        return ENDED
    key = field(event.body, "key")
    cursor = state.cursor
    if cursor is None or cursor.key != key:
        return Refusal(
            Why.PLACE, phrase("“{key}” is not what is to be signed now.", key=f"{key:.80}")
        )
    node = state.plan.nodes[cursor.node]
    if node.kind is not StepKind.SIGNATURE:
        return Refusal(Why.KIND, phrase("This question is answered, not signed."))
    if cursor.status is Status.BLOCKED:
        return blocked(state)
    name, role = field(event.body, "name"), field(event.body, "role")
    if not name.strip():
        return Refusal(Why.LIMITS, phrase("Type the full name of the person who signs."))
    if role != node.step.role:
        return Refusal(Why.KIND, phrase("This signature is the {role}'s.", role=node.step.role))
    made: dict[str, Json] = {
        "key": key,
        "name": name,
        "role": role,
        "meaning": render(state.around, node.step.signs or node.step.ask, language=""),
        "digest": cursor.basis,
    }
    return differing(event.body, made) or made


def blocked(state: State) -> Refusal:
    """Why nobody can sign or accept now."""

    def why(language: str) -> str:
        flags = (flag.id for flag in state.plan.flow.flags if flag.id in state.walk.blocked)
        return " ".join(text(state.around, f"flag.{name}.message", language) for name in flags)

    return Refusal(
        Why.BLOCKED,
        phrase("Nobody can sign now: {why}", why=why),
        phrase("Change an answer, resolve or override what stands, or choose another way to end."),
    )
