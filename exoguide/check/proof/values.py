"""Numbers, amounts and dates to try where an example leaves open which one is given.

What a condition compares an answer with is worked out in the session as it stands then, and tried
with its neighbours: so a date fits behind an earlier one, and a sum matches its lines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import attrs

from exoguide.check.layout import Layout
from exoguide.engine.encoding import Answer
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.conditions import ConditionStop, Node, Typed, strict, walk_nodes
from exoguide.flow.conditions.nodes import Compare, Name
from exoguide.flow.model import Step
from exoguide.flow.values import Money


class Values:
    """What the answers of one flow are compared with."""

    def __init__(self, layout: Layout) -> None:
        self._beside: dict[str, list[Typed]] = {}
        for path, expression in layout.expressions.items():
            typed = expression.typed
            if typed is None:
                continue
            if path[0] == "step" and path[-1] in {"min", "max"}:
                self._beside.setdefault(layout.step(int(path[1])).id, []).append(typed)
            for part in walk_nodes(typed.node):
                if isinstance(part, Compare):
                    for name, other in _pairs(part):
                        found = attrs.evolve(typed, node=other, type=other.type)
                        self._beside.setdefault(name, []).append(found)

    def near(self, step: Step, around: Surroundings) -> Iterator[Answer]:
        """Answers to ``step`` at and beside what it is compared with, each once."""
        told: set[object] = set()
        for typed in self._beside.get(step.id, ()):
            try:
                value = strict(typed)(around)
            except (ConditionStop, ArithmeticError, OverflowError):
                continue
            for one in _neighbours(value):
                if one not in told:
                    told.add(one)
                    yield one


def _pairs(node: Compare) -> Iterator[tuple[str, Node]]:
    for operand in node.operands:
        if isinstance(operand, Name):
            for other in node.operands:
                if other is not operand:
                    yield operand.name, other


def _neighbours(value: object) -> Iterator[Answer]:
    match value:
        case Decimal():
            yield from (value, value + 1, value - 1)
        case Money(amount=amount, currency=currency):
            yield from (Money(amount + by, currency) for by in (0, 1, -1))
        case dt.date() if dt.date.min < value < dt.date.max:
            yield from (value + dt.timedelta(days=by) for by in (0, 1, -1))
