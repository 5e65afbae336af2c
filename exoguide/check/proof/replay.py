"""An example played in the real engine, event by event.

Nothing that the sweep says exists is believed before an interview shows it here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from exoguide.canonical import Json
from exoguide.check.cells import ANY, scale_limits
from exoguide.check.proof.states import Happened
from exoguide.check.proof.sweep import Sweep
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.encoding import Answer, Roster, Text, encode
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.state import State
from exoguide.errors import FlowError
from exoguide.flow.clinic import clinic_values
from exoguide.flow.model import Step, StepKind
from exoguide.flow.plan import Plan, base
from exoguide.flow.values import Known, Money, NonAnswer

TODAY: Final = dt.date(2026, 6, 15)
"""The day on which every example takes place."""


@attrs.frozen
class Played:
    """What became of an example in the engine."""

    state: State | None
    """The last state; ``None`` when it could not even begin."""
    stopped: str
    """What the engine said when the flow could not go on; empty when it could."""
    refused: str
    """Why an event was not taken; empty when all were."""


class Player:
    """Plays examples of one sweep."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.layout = sweep.layout
        self.plan = Plan(sweep.layout.flow, "0" * 64)
        self.steps = sweep.layout.asked
        self.turn = 0

    def answers(self, example: Sequence[Happened]) -> Iterator[tuple[Happened, Answer | None]]:
        """What happens, with the answer that is given where one is."""
        for number, one in enumerate(example):
            kind, name = one.label.kind, one.label.name
            if kind == "answer":
                yield one, self._answer(one, base(name))
            elif kind == "list":
                yield one, Roster(tuple(range(1, _items(example, number, name) + 1)), closed=True)
            elif kind.startswith("gate "):
                yield one, kind.removeprefix("gate ")
            else:
                yield one, None

    def play(self, example: Sequence[Happened], clinic: Mapping[str, int], turn: int = 0) -> Played:
        """Play an example; ``turn`` chooses other values where no condition tells them apart."""
        self.turn = turn
        state: State | None = None
        try:
            begun = begin(self.plan, _event(1, Kind.OPENED, self._opening(clinic)))
            if isinstance(begun, Refusal):
                return Played(None, "", begun.message)
            state = begun.state
            for one, answer in self.answers(example):
                refused = ""
                for kind, body in self._bodies(one, answer, state):
                    taken = apply(state, _event(state.ledger.seq + 1, kind, body))
                    if isinstance(taken, Taken):
                        state, refused = taken.state, ""
                        break
                    refused = f"{one.label.name}: {taken.message}"
                if refused:
                    return Played(state, "", refused)
        except FlowError as error:
            return Played(state, error.message, "")
        return Played(state, "", "")

    def _opening(self, values: Mapping[str, int]) -> dict[str, Json]:
        clinic: dict[str, Known] = dict(clinic_values(self.layout.flow, {}))
        for value in self.layout.flow.clinic:
            name = f"clinic.{value.id}"
            number = values.get(name, 0)
            if number:
                chosen = self.sweep.vocabulary.variable(name).cells[number - 1].value
                if chosen != ANY:
                    clinic[value.id] = chosen  # type: ignore[assignment]
        return {
            "semantics": SEMANTICS,
            "bundle": self.plan.digest,
            "today": TODAY.isoformat(),
            "clinic": {name: encode(one) for name, one in clinic.items()},
            "locale": self.layout.flow.head.language,
            "clinician": {"name": "Example", "role": "example", "account": "example"},
        }

    @property
    def _currency(self) -> str:
        return self.layout.flow.head.currency

    def _bodies(
        self, one: Happened, answer: Answer | None, state: State
    ) -> Iterator[tuple[Kind, dict[str, Json]]]:
        kind, name = one.label.kind, one.label.name
        if kind == "lift":
            if any(flag.id == name for flag in state.standing):
                yield Kind.RESOLVED, {
                    "flag": name, "who": "Dr Example", "document": "letter",
                    "date": TODAY.isoformat(),
                }  # fmt: skip
        elif kind == "sign":
            role = self.steps[base(name)].role
            yield Kind.SIGNED, {"key": name, "name": "Example", "role": role}
        elif kind == "skip":
            cursor = state.cursor
            if cursor is not None and self.plan.nodes[cursor.node].stage == name:
                yield Kind.SKIPPED, {"stage": name, "reason": "example"}
        elif answer is not None:
            step = self.steps.get(base(name))
            values = [answer]
            if step is not None and kind == "answer" and one.value < 1:
                values = [*self._spares(step, answer)]
            for value in values:
                yield Kind.ANSWERED, {"key": name, "value": encode(value), "sure": True}

    def _answer(self, one: Happened, name: str) -> Answer:
        cells = self.sweep.vocabulary.variable(name).cells
        number = one.value if one.value > 0 else one.label.values[0]
        value = cells[number - 1].value
        step = self.steps[name]
        if value == ANY and not isinstance(value, NonAnswer):
            return _concrete(step, step.currency or self._currency, self.turn)
        return value  # type: ignore[return-value]

    def _spares(self, step: Step, answer: Answer) -> Iterator[Answer]:
        """Other answers, for a question of which any does."""
        yield answer
        for turn in range(4):
            if step.kind in _SCALES:
                yield _concrete(step, step.currency or self._currency, turn)
        for cell in self.sweep.vocabulary.variable(step.id).cells:
            if cell.value not in {ANY, answer}:
                yield cell.value  # type: ignore[misc]


_SCALES: Final = frozenset({StepKind.NUMBER, StepKind.MONEY, StepKind.DATE})


def _items(example: Sequence[Happened], start: int, group: str) -> int:
    count = 0
    for one in example[start + 1 :]:
        if one.label.name == group:
            if one.label.kind == "list":
                break
            count += one.label.kind == "item"
    return count


def _event(seq: int, kind: Kind, body: Mapping[str, Json]) -> Event:
    return Event(seq, f"e{seq}", f"{TODAY.isoformat()}T10:00:00+00:00", seq, "example", kind, body)


def _concrete(step: Step, currency: str, turn: int) -> Answer:
    """An answer to a question whose value no condition looks at."""
    match step.kind:
        case StepKind.TEXT:
            return Text("an example")
        case StepKind.DATE:
            return TODAY + dt.timedelta(days=(0, -400, 400, -20_000)[turn % 4])
        case StepKind.NUMBER | StepKind.MONEY:
            low, high = scale_limits(step)
            least = low if isinstance(low, Decimal) else Decimal(0)
            most = high if isinstance(high, Decimal) else least + 1000
            number = (least, most, (least + most) // 2, Decimal(1))[turn % 4]
            return Money(number, currency) if step.kind is StepKind.MONEY else number
    return "…"
