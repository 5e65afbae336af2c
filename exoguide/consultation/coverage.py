"""How much of a flow its stories reach: what there is, what was met, and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal

import attrs

from exoguide.consultation.expecting import printed
from exoguide.consultation.session import Consultation
from exoguide.engine.apply import Taken
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.engine.state import State
from exoguide.engine.tracing import (
    CHOSEN,
    EMPTY,
    EXHAUSTED,
    LISTED,
    NEXT,
    OTHERWISE,
    UNTIL,
    Met,
    Part,
    met,
)
from exoguide.flow.model import Flow, Step
from exoguide.flow.plan import Plan
from exoguide.flow.scope import option_ids


@attrs.frozen
class Coverage:
    """Everything that a flow has, by part and in file order, and what of it was reached."""

    all: Mapping[Part, tuple[str, ...]]
    reached: Mapping[Part, frozenset[str]]

    def missing(self, part: Part) -> tuple[str, ...]:
        """What was not reached, in file order."""
        return tuple(one for one in self.all[part] if one not in self.reached[part])

    def figure(self, part: Part | None = None) -> tuple[int, int]:
        """How many were reached of how many; of all parts together without ``part``."""
        parts = tuple(self.all) if part is None else (part,)
        whole = sum(len(self.all[one]) for one in parts)
        return whole - sum(len(self.missing(one)) for one in parts), whole

    def percent(self, part: Part | None = None) -> Decimal:
        """The figure in percent, one digit, rounded down; 100 of nothing."""
        reached, whole = self.figure(part)
        share = Decimal(100 * reached) / whole if whole else Decimal(100)
        return share.quantize(Decimal("0.1"), ROUND_DOWN)


class Collector:
    """Watches sessions and notes what their walks meet.

    Give :meth:`watch` to a ``Stage`` and call :meth:`end` behind each story.
    """

    def __init__(self) -> None:
        self._met: set[Met] = set()
        self._last: State | None = None

    def watch(self, _: Consultation, taken: Taken) -> None:
        """Note what an event led to.

        A walk that goes on from the one before passes everything that it passed, so only the last
        of such walks is looked at.
        """
        if taken.before is not None and not _goes_on(taken.before, taken):
            self._met |= met(taken.before)
        if taken.event.kind is Kind.ENDED:
            self._met |= met(taken.state)
            for name in printed(taken.state):
                part = Part.ITEM if "." in name else Part.OUTPUT
                self._met.add(Met(part, name))
        self._last = taken.state

    def end(self) -> None:
        """The story is over; what was watched last is its last state."""
        if self._last is not None:
            self._met |= met(self._last)
        self._last = None

    def coverage(self, flow: Flow) -> Coverage:
        """What was reached of ``flow``."""
        plan = Plan(flow, "")
        every = {part: tuple(dict.fromkeys(names)) for part, names in _everything(plan)}
        reached = {
            part: frozenset(one.id for one in self._met if one.part is part) for part in every
        }
        return Coverage(every, reached)


def _goes_on(before: State, taken: Taken) -> bool:
    """Whether the walk after an event passes all that the one before it passed."""
    cursor = before.walk.cursor
    return (
        cursor is not None
        and cursor.status is Status.OPEN
        and taken.event.kind in {Kind.ANSWERED, Kind.SIGNED}
        and taken.event.body["key"] == cursor.key
    )


def _everything(plan: Plan) -> Iterator[tuple[Part, Iterable[str]]]:
    flow = plan.flow
    yield Part.STEP, (step.id for step in flow.steps)
    yield Part.SKIP, (step.id for step in flow.steps if step.when)
    yield Part.ROUTE, _routes(plan)
    yield Part.OPTION, _options(flow)
    yield Part.RAISED, (flag.id for flag in flow.flags)
    yield Part.NEARLY, (flag.id for flag in flow.flags)
    yield Part.END, (end.id for end in flow.ends)
    yield Part.OUTPUT, (output.id for output in flow.outputs)
    items = (f"{output.id}.{item.id}" for output in flow.outputs for item in output.items)
    yield Part.ITEM, items


def _routes(plan: Plan) -> Iterator[str]:
    for node in plan.nodes:
        if not node.leads:
            continue
        name = node.entry.id
        for option in node.gotos:
            yield f"{name}.{option}"
        for number, row in enumerate(node.entry.route, 1):
            yield f"{name}.{OTHERWISE if row.otherwise else number}"
        answers = {*node.option_ids, *(one.value for one in node.step.non_answers)}
        if not node.entry.route and answers - node.gotos.keys():
            yield f"{name}.{NEXT}"
    for group in plan.flow.groups:
        if group.rounds:
            yield f"{group.id}.{UNTIL}"
            yield f"{group.id}.{EXHAUSTED}"


def _options(flow: Flow) -> Iterator[str]:
    for step in flow.steps:
        for name in _answers(step):
            yield f"{step.id}.{name}"
    for group in flow.groups:
        if group.max:
            yield f"{group.id}.{LISTED}"
            if not group.min:
                yield f"{group.id}.{EMPTY}"


def _answers(step: Step) -> Iterator[str]:
    if step.kind in CHOSEN:
        yield from option_ids(step)
    yield from (one.value for one in step.non_answers)
