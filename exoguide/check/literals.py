"""Values that are written out: a number, an amount or a date, with or without a sign."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeAlias

from exoguide.flow.conditions import ConditionError, Node, parse
from exoguide.flow.conditions.nodes import Literal, Negative
from exoguide.flow.values import Known, Money

Scale: TypeAlias = "Decimal | dt.date"
"""A number, the number of an amount, or a date: what has an order."""

_MOST_KEPT: Final = 4096
"""Limits of questions are few and the same again and again: 0, 100, 1000."""


def literal(node: Node) -> Known | None:
    """The number, amount or date that a node writes out; ``None`` for everything else."""
    match node:
        case Literal(value=Decimal() | dt.date() | Money() as value):
            return value
        case Negative(operand=Literal(value=Decimal() as value)):
            return -value
        case Negative(operand=Literal(value=Money() as value)):
            return Money(-value.amount, value.currency)
    return None


@lru_cache(maxsize=_MOST_KEPT)
def written_value(text: str) -> Known | None:
    """The value that a limit writes out; ``None`` where it is empty, broken or reads something."""
    try:
        return literal(parse(text)) if text else None
    except ConditionError:
        return None


def on_scale(value: Known | None) -> Scale | None:
    """A value without its currency; ``None`` for what has no order."""
    if isinstance(value, Money):
        return value.amount
    return value if isinstance(value, (Decimal, dt.date)) else None


def plain_limit(text: str) -> Decimal | None:
    """A limit that is a plain number."""
    value = written_value(text)
    return value if isinstance(value, Decimal) else None
