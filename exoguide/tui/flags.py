"""Flags as lines of text: how grave, what they say, and which answer raised them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exoguide.consultation.wording import SEVERITY, flag_message, title_of, told
from exoguide.flow.model import Action
from exoguide.flow.plan import FlagNode
from exoguide.speech import joined, phrase
from exoguide.tui.parts import Line, Role
from exoguide.tui.sitting import Sitting

_GRAVE = (Action.STOP, Action.REFER, Action.DEFER)


def flag_lines(sitting: Sitting, beside: Sequence[str] = ()) -> Iterator[Line]:
    """Every raised flag but those ``beside``, the gravest first."""
    state = sitting.consultation.state
    raised = [flag for flag in state.raised if flag.id not in beside]
    order = list(Action)
    for flag in sorted(raised, key=lambda one: order.index(one.action)):
        said = flag_message(state.around, flag, state.ledger.language)
        aside = _aside(sitting, flag)
        role = Role.STOP if flag.action in _GRAVE and not aside else Role.CARE
        source = _source(sitting, flag)
        beside_it = phrase(" ({source})", source=source) if source else ""
        words = joined(SEVERITY[flag.action], joined(said, beside_it, aside, by=""), by=": ")
        yield Line(words, role, label="!", label_role=role, column=2)
        note = told(sitting.consultation, f"flag.{flag.id}.note")
        if note and not sitting.patient_view and flag.action is Action.STOP:
            yield Line(note, label=phrase("Clinician"), indent=4, column=11)


def ways_around(sitting: Sitting) -> str:
    """How a flag that stands in the way is set aside, with the keys for it."""
    settle, override = (sitting.key(f"consultation.{name}") for name in ("resolve", "override"))
    return phrase(
        "settle the flag ({settle}), override it ({override})", settle=settle, override=override
    )


def _source(sitting: Sitting, flag: FlagNode) -> str:
    """The questions whose answers raised the flag."""
    plan = sitting.consultation.plan
    positions = sitting.consultation.state.positions
    met = {plan.nodes[position.node].key: key for key, position in positions.items()}
    found = [met[name] for name in flag.inputs if name in met]
    return joined(*(title_of(sitting.consultation, key) for key in found[:2]), by=", ")


def _aside(sitting: Sitting, flag: FlagNode) -> str:
    """Who set a flag aside, and why."""
    state = sitting.consultation.state
    lifted = state.around.lifted(flag)
    if flag in state.standing or lifted is None:
        return ""
    who = (
        phrase(" by {who}, {document}", who=lifted.who, document=lifted.document)
        if lifted.who
        else ""
    )
    why = f": {lifted.reason}" if lifted.reason and not sitting.patient_view else ""
    return phrase(" Set aside{who}{why}.", who=who, why=why)
