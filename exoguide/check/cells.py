"""Answers that stand for all others: enough values to decide every condition that reads them.

A number is cut at each number that it is compared with: the numbers themselves, and one between
each two of them, on the grid that ``places`` allows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import attrs

from exoguide.check.literals import Scale, literal, on_scale, plain_limit, written_value
from exoguide.check.words import NON_ANSWERS, amount_words, option_words
from exoguide.flow.conditions import Node, walk_nodes
from exoguide.flow.conditions.nodes import Compare, Name
from exoguide.flow.model import Flow, Step, StepKind
from exoguide.flow.scope import option_ids
from exoguide.flow.values import Known, Money, Value

SCALES: Final = frozenset({StepKind.NUMBER, StepKind.MONEY, StepKind.DATE})
"""Kinds whose answers have an order."""

ANY: Final = "…"
"""Stands for an answer of which no condition looks at more than whether it is there."""

_OPEN: Final = frozenset({StepKind.MULTI, StepKind.TEXT})
_FIXED: Final = {
    StepKind.YES_NO: {"yes": "“yes”", "no": "“no”"},
    StepKind.STATEMENT: {"acknowledged": "“acknowledged”"},
    StepKind.TEACH_BACK: {
        "correct": "“correct”",
        "retaught": "“retaught”",
        "not_yet": "“not yet”",
    },
    StepKind.SIGNATURE: {"signed": "“signed”"},
    StepKind.GATE: {"end": "“end now”", "information": "“for information only”"},
}


@attrs.frozen
class Cell:
    """One answer and what it is called (“4 hours exactly”, “don't know”)."""

    value: Value
    words: str


def cells(flow: Flow, step: Step, nodes: Iterable[Node]) -> tuple[Cell, ...]:
    """Answers to ``step`` that stand for all as far as ``nodes`` can tell them apart."""
    given = [Cell(answer, NON_ANSWERS[answer]) for answer in step.non_answers]
    if step.kind in SCALES:
        return (*_scale(flow, step, cuts(step.id, nodes)), *given)
    if step.kind in _OPEN:
        return (Cell(ANY, "an answer"), *given)
    fixed = _FIXED.get(step.kind or StepKind.CHOICE, {})
    options = (Cell(one, fixed.get(one) or option_words(step, one)) for one in option_ids(step))
    return (*options, *given)


def comparison(node: Node) -> tuple[str, tuple[Known, ...]] | None:
    """The name and the written values of a comparison of one name with nothing else."""
    if not isinstance(node, Compare):
        return None
    names = {operand.name for operand in node.operands if isinstance(operand, Name)}
    values = [literal(one) for one in node.operands if not isinstance(one, Name)]
    if len(names) != 1:
        return None
    known = tuple(value for value in values if value is not None)
    return (names.pop(), known) if len(known) == len(values) else None


def cuts(name: str, nodes: Iterable[Node]) -> tuple[Known, ...]:
    """Every written value that ``name`` is compared with."""
    found: list[Known] = []
    for node in nodes:
        for part in walk_nodes(node):
            compared = comparison(part)
            if compared is not None and compared[0] == name:
                found += compared[1]
    return tuple(found)


def scale_limits(step: Step) -> tuple[Scale | None, Scale | None]:
    """The smallest and the largest answer, where both are written out; dates have none."""
    if step.kind is StepKind.DATE:
        return None, None
    if step.kind is StepKind.MONEY:
        return on_scale(written_value(step.min)), on_scale(written_value(step.max))
    return plain_limit(step.min), plain_limit(step.max)


def _scale(flow: Flow, step: Step, compared: tuple[Known, ...]) -> list[Cell]:
    points = sorted({plain for value in compared if (plain := on_scale(value)) is not None})
    if not points:
        return [Cell(ANY, "an answer")]
    low, high = scale_limits(step)
    points = [p for p in points if _within(p, low, high)]
    if not points:  # it is only compared with what it can never be
        limit = low if low is not None else high
        return [_cell(flow, step, limit, "an answer")] if limit is not None else []
    found: list[Cell] = []
    for number, point in enumerate(points):
        if number == 0:
            below = _between(step, low, point, at_low=True)
            if below is not None:
                found.append(_cell(flow, step, below, f"below {_said(flow, step, point)}"))
        else:
            inner = _between(step, points[number - 1], point)
            if inner is not None:
                ends = (_said(flow, step, points[number - 1]), _said(flow, step, point))
                found.append(_cell(flow, step, inner, f"between {ends[0]} and {ends[1]}"))
        found.append(_cell(flow, step, point, f"{_said(flow, step, point)} exactly"))
    above = _between(step, points[-1], high, at_high=True)
    if above is not None:
        found.append(_cell(flow, step, above, f"above {_said(flow, step, points[-1])}"))
    return found


def _within(point: Scale, low: Scale | None, high: Scale | None) -> bool:
    above = low is None or point >= low  # type: ignore[operator]  # points of one line are of one kind
    return above and (high is None or point <= high)  # type: ignore[operator]  # points of one line are of one kind


def _between(
    step: Step,
    low: Scale | None,
    high: Scale | None,
    *,
    at_low: bool = False,
    at_high: bool = False,
) -> Scale | None:
    """A value of the step between two, the ends left out unless said; ``None`` if there is none."""
    if isinstance(low, dt.date) or isinstance(high, dt.date):
        return _day(low, high)
    grid = _grid(step)
    if low is None or high is None:
        one = grid or Decimal(1)
        return high - one if high is not None else low + one if low is not None else None
    if at_low and low < high:
        return low
    if at_high and low < high:
        return high
    if grid is None:
        return (low + high) / 2 if low < high else None
    return low + grid if low + grid < high else None


def _day(low: Scale | None, high: Scale | None) -> dt.date | None:
    day = dt.timedelta(days=1)
    try:
        if isinstance(low, dt.date):
            after = low + day
            return after if not isinstance(high, dt.date) or after < high else None
        return high - day if isinstance(high, dt.date) else None
    except OverflowError:
        return None


def _grid(step: Step) -> Decimal | None:
    places = step.places
    if places is None and step.kind is StepKind.MONEY:
        places = 2
    return None if places is None else Decimal(1).scaleb(-places)


def _cell(flow: Flow, step: Step, value: Scale, words: str) -> Cell:
    if step.kind is StepKind.MONEY and isinstance(value, Decimal):
        return Cell(Money(value, step.currency or flow.head.currency), words)
    return Cell(value, words)


def _said(flow: Flow, step: Step, value: Scale) -> str:
    return value.isoformat() if isinstance(value, dt.date) else amount_words(flow, step, value)
