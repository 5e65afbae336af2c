"""Whether a number, amount, date or count lies within its limits, and how to say that it does not.

Nothing here refuses; :mod:`exoguide.engine.allowed` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from exoguide.engine.encoding import Answer, number_text
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Node
from exoguide.flow.texts import text_of
from exoguide.flow.values import Known, Money
from exoguide.speech import phrase
from exoguide.speech.figures import number

MOST_DIGITS = 28
"""Digits that a number may have, the precision that conditions calculate with."""


def digits_refused(node: Node, given: Decimal) -> str:
    """Why a number has too many digits for the step; empty when it has not."""
    exponent = given.as_tuple().exponent
    if not isinstance(exponent, int) or len(number_text(given).strip("-")) > MOST_DIGITS:
        return phrase("Give a number of at most {most} digits.", most=MOST_DIGITS)
    places = node.step.places
    if places is None and node.kind is StepKind.MONEY:
        places = 2
    if places is None or given == round(given, places):
        return ""
    if places == 0:
        return phrase("Give whole numbers only.")
    return phrase("Give at most {places} digits after the point.", places=places)


def limits_crossed(node: Node, around: Surroundings, value: Answer) -> Iterator[tuple[bool, str]]:
    """Every limit of the step that ``value`` lies beyond: whether it is a soft one, and what it is.

    Of several options, their count is measured.
    """
    several = isinstance(value, frozenset)
    measured: object = Decimal(len(value)) if isinstance(value, frozenset) else value
    for name, condition in node.limits:
        limit = condition.test(around)
        low = name.endswith("min")
        if _below(measured, limit) if low else _below(limit, measured):
            soft = name.startswith("soft")
            said = _normally if soft else _choose if several else _give
            yield soft, said(low, partial(shown, limit, node))


def _normally(low: bool, limit: Callable[[str], str]) -> str:  # noqa: FBT001 -- called above alone
    if low:
        return phrase("This is unusual: normally at least {limit}.", limit=limit)
    return phrase("This is unusual: normally at most {limit}.", limit=limit)


def _choose(low: bool, limit: Callable[[str], str]) -> str:  # noqa: FBT001 -- called above alone
    if low:
        return phrase("Choose at least {limit}.", limit=limit)
    return phrase("Choose at most {limit}.", limit=limit)


def _give(low: bool, limit: Callable[[str], str]) -> str:  # noqa: FBT001 -- called above alone
    if low:
        return phrase("Give a value of at least {limit}.", limit=limit)
    return phrase("Give a value of at most {limit}.", limit=limit)


def shown(limit: Known, node: Node, language: str) -> str:
    """A limit of the step in words, with its unit."""
    match limit:
        case Decimal():
            unit = text_of(node.plan.flow, f"step.{node.key}.unit", language).value
            return f"{number(limit, language)} {unit}".strip()
        case Money():
            return f"{limit.currency} {number(limit.amount, language)}"
        case date():
            return limit.isoformat()
    return str(limit)


def _below(one: object, other: object) -> bool:
    if isinstance(one, Money) and isinstance(other, Money):
        return one.amount < other.amount
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    return False
