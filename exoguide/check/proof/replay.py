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
from exoguide.check.proof.tape import TODAY, Tape
from exoguide.check.proof.values import Values
from exoguide.engine.encoding import Answer, Roster, Text, encode
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.path import Status
from exoguide.engine.state import State
from exoguide.errors import FlowError
from exoguide.flow.clinic import clinic_values
from exoguide.flow.model import Step, StepKind
from exoguide.flow.plan import Plan, base
from exoguide.flow.values import Known, Money, NonAnswer

_MOST_UNFORESEEN: Final = 100
"""Questions that only a later day asks again or for the first time, settled on the way."""


@attrs.frozen
class Played:
    """What became of an example in the engine."""

    state: State | None
    """The last state; ``None`` when it could not even begin."""
    stopped: str
    """What the engine said when the flow could not go on; empty when it could."""
    refused: str
    """Why an event was not taken; empty when all were."""
    events: tuple[Event, ...] = ()
    """All that the engine took, and the one at which it stopped."""


class Player:
    """Plays examples of one sweep."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.layout = sweep.layout
        self.plan = Plan(sweep.layout.flow, "0" * 64)
        self.steps = sweep.layout.asked
        self.turn = 0
        self.values = Values(sweep.layout)

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
        tape = Tape(self.plan)
        stopped = refused = ""
        try:
            refused = tape.take(Kind.OPENED, self._opening(clinic))
            for one, answer in self.answers(example):
                if refused:
                    break
                refused = self._happens(tape, one, answer)
                if refused and tape.another_day():
                    self._unforeseen(tape, one)
                    refused = self._happens(tape, one, answer)
        except FlowError as error:
            stopped, refused = error.message, ""
        return Played(tape.state, stopped, refused, tuple(tape.events))

    def _happens(self, tape: Tape, one: Happened, answer: Answer | None) -> str:
        """Let one thing happen, in any of the ways in which it can; why not, where it cannot."""
        refused = ""
        assert tape.state is not None  # noqa: S101 - nothing happens before it is opened
        bodies = [*self._bodies(one, answer, tape.state)]
        if len(bodies) > 1 and self.turn == 0:
            bodies.sort(key=lambda each: tape.alarms(*each))
        for kind, body in bodies:
            refused = tape.take(kind, body)
            if not refused:
                return ""
            refused = f"{one.label.name}: {refused}"
        return refused

    def _unforeseen(self, tape: Tape, one: Happened) -> None:
        """Answer what only a later day asks, with what alarms nobody."""
        for _ in range(_MOST_UNFORESEEN):
            state = tape.state
            cursor = state.cursor if state is not None else None
            if state is None or cursor is None or cursor.key == one.label.name:
                return
            if cursor.status is Status.TO_CONFIRM:
                if tape.take(Kind.CONFIRMED, {"key": cursor.key}):
                    return
                continue
            step = self.steps.get(base(cursor.key))
            if step is None or step.kind in {StepKind.GATE, StepKind.SIGNATURE}:
                return
            bodies = [
                {"key": cursor.key, "value": encode(value), "sure": True}
                for value in self._spares(step, state, tracked=False)
            ]
            bodies.sort(key=lambda body: tape.alarms(Kind.ANSWERED, body))
            if not bodies or tape.take(Kind.ANSWERED, bodies[0]):
                return

    def _opening(self, values: Mapping[str, int]) -> dict[str, Json]:
        clinic: dict[str, Known] = dict(clinic_values(self.layout.flow, {}))
        for value in self.layout.flow.clinic:
            name = f"clinic.{value.id}"
            number = values.get(name, 0)
            if number:
                chosen = self.sweep.vocabulary.variable(name).cells[number - 1].value
                if chosen != ANY:
                    clinic[value.id] = chosen  # type: ignore[assignment]  # a clinic value of the type just chosen for
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
            if step is not None and kind == "answer" and (one.value < 1 or self._any(one, step)):
                spares = self._spares(step, state, tracked=one.value > 0)
                values = [answer, *(spare for spare in spares if spare != answer)]
            for value in values:
                yield Kind.ANSWERED, {"key": name, "value": encode(value), "sure": True}

    def _answer(self, one: Happened, name: str) -> Answer:
        cells = self.sweep.vocabulary.variable(name).cells
        number = one.value if one.value > 0 else one.label.values[0]
        value = cells[number - 1].value
        step = self.steps[name]
        if value == ANY and not isinstance(value, NonAnswer):
            return _concrete(step, step.currency or self._currency, self.turn)
        return value  # type: ignore[return-value]  # the kind was looked at above

    def _any(self, one: Happened, step: Step) -> bool:
        """Whether the example leaves open which number, amount or date is given."""
        cell = self.sweep.vocabulary.variable(step.id).cells[one.value - 1]
        return step.kind in _SCALES and cell.value == ANY

    def _spares(self, step: Step, state: State, *, tracked: bool) -> Iterator[Answer]:
        """Answers to a question of which any does; of one that is ``tracked``, values only."""
        if step.kind in _SCALES:
            yield from self.values.near(step, state.around)
            for turn in range(len(_DAYS)):
                yield _concrete(step, step.currency or self._currency, turn)
        for cell in self.sweep.vocabulary.variable(step.id).cells:
            if not tracked and cell.value != ANY:
                yield cell.value  # type: ignore[misc]  # values of cells are answers


_SCALES: Final = frozenset({StepKind.NUMBER, StepKind.MONEY, StepKind.DATE})
_DAYS: Final = (0, -400, 400, -20_000, 10, 40, 100)
"""Days from the first one of an example, of which one is tried after the other."""


def _items(example: Sequence[Happened], start: int, group: str) -> int:
    count = 0
    for one in example[start + 1 :]:
        if one.label.name == group:
            if one.label.kind == "list":
                break
            count += one.label.kind == "item"
    return count


def _concrete(step: Step, currency: str, turn: int) -> Answer:
    """An answer to a question whose value no condition looks at."""
    match step.kind:
        case StepKind.TEXT:
            return Text("an example")
        case StepKind.DATE:
            return TODAY + dt.timedelta(days=_DAYS[turn % len(_DAYS)])
        case StepKind.NUMBER | StepKind.MONEY:
            low, high = scale_limits(step)
            least = low if isinstance(low, Decimal) else Decimal(0)
            most = high if isinstance(high, Decimal) else least + 1000
            number = (least, most, (least + most) // 2, Decimal(1))[turn % 4]
            return Money(number, currency) if step.kind is StepKind.MONEY else number
    return "…"
