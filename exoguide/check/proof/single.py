"""Deciding an atomic condition for one answer at a time, with the condition as it runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from exoguide.check.alone import Alone, compiled
from exoguide.check.cells import comparison
from exoguide.flow.conditions import ConditionStop, Node, walk_nodes
from exoguide.flow.conditions.nodes import Call, Compare, Else, Has, Is, Name
from exoguide.flow.values import Known, Money, Value

Verdicts: TypeAlias = "Callable[[Value], bool | None]"
"""Whether an atom holds for a value; ``None`` where it stops."""


def verdicts(atom: Node, name: str) -> Verdicts:
    """``atom`` as a function of the value of ``name``, the one thing that it looks at."""
    test = compiled(atom)
    bare = name.partition(".")[2]

    def decide(value: Value) -> bool | None:
        given = {name: value}
        clinic: Mapping[str, Any] = {bare: value} if bare else {}
        try:
            return test(Alone(given, clinic, given)) is True
        except ConditionStop:
            return None

    return decide


def subject(atom: Node) -> str | None:
    """The one name whose value, cut at written values, decides ``atom``; ``None`` for others."""
    match atom:
        case Is(subject=Name(name=name)) | Has(subject=Name(name=name)):
            return name
        case Call(function="risk", arguments=(Name(name=name),)):
            return name
        case Is(subject=Else(subject=Name(name=name))):
            names = {part.name for part in walk_nodes(atom) if isinstance(part, Name)}
            return name if names == {name} else None
        case Compare():
            compared = comparison(atom)
            return compared[0] if compared else None
    return None


def scale_values(points: tuple[Known, ...]) -> tuple[Known, ...]:
    """Values below, at, between and above ``points``, which are of one kind."""
    ordered = sorted(set(points), key=_order)
    found: list[Known] = []
    for number, point in enumerate(ordered):
        if number == 0:
            found += _kept(_moved(point, -1))
        else:
            found += _kept(_between(ordered[number - 1], point))
        found.append(point)
    return (*found, *(_kept(_moved(ordered[-1], 1)) if ordered else ()))


def _kept(value: Known | None) -> list[Known]:
    return [] if value is None else [value]


def _order(value: Known) -> Any:
    return value.amount if isinstance(value, Money) else value


def _moved(value: Known, by: int) -> Known | None:
    match value:
        case Money(amount, currency):
            return Money(amount + by, currency)
        case dt.date():
            try:
                return value + dt.timedelta(days=by)
            except OverflowError:
                return None
        case Decimal():
            return value + by
    return None


def _between(low: Known, high: Known) -> Known | None:
    match low, high:
        case Money(a, currency), Money(b, _):
            return Money((a + b) / 2, currency)
        case dt.date(), dt.date():
            day = low + dt.timedelta(days=1)
            return day if day < high else None
        case Decimal(), Decimal():
            return (low + high) / 2
    return None
