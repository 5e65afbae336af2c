"""Calculating with values: decimals, money, dates and lengths of time.

Everything is exact to 28 digits and rounds half to even, except ``round()`` itself, which
rounds half away from zero as people do on paper. Exponents are bounded, so that no number
takes more than bounded time and memory.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Any, Final, cast

from exoguide.flow.conditions.problems import ArithmeticStop
from exoguide.flow.values import Known, Money, Span

CONTEXT: Final = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-999,
    Emax=999,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""The arithmetic of conditions and computes."""

_MAX_TIMES: Final = 99_999
"""The most often a length of time is taken; a date cannot be moved further anyway."""

_TIMES: Final = f"A length of time was not taken a whole number of times up to {_MAX_TIMES:,}."

_ROUND: Final = Context(
    prec=28, rounding=ROUND_HALF_UP, Emin=-999, Emax=999, traps=[InvalidOperation, Overflow]
)

_RANGE: Final = "A number is out of range."

COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""What each sign of comparison does."""


def calculate(op: str, left: Known, right: Known, span: tuple[int, int]) -> Known:
    """``left op right`` (``+ - * /``) for values whose types have been checked.

    Raises :class:`ArithmeticStop` at ``span`` where there is no result.
    """
    try:
        if op == "+":
            return _added(left, right)
        if op == "-":
            if isinstance(left, date) and isinstance(right, date):
                return Span(days=(left - right).days)
            return _added(left, negative(right))
        return _scaled(op, left, right)
    except DecimalException:
        message = "Something was divided by zero." if _is_zero(right) else _RANGE
        raise ArithmeticStop(span, message) from None
    except (OverflowError, ValueError):
        message = "A date is out of range." if op in "+-" else _TIMES
        raise ArithmeticStop(span, message) from None


def _added(left: Known, right: Known) -> Known:
    """The sum of two values of which a date is at most one."""
    match left, right:
        case Money(), Money():
            _same_currency(left, right)
            return Money(CONTEXT.add(left.amount, right.amount), left.currency)
        case date(), Span():
            return right.after(left)
        case Span(), date():
            return left.after(right)
        case Span(), Span():
            return Span(left.months + right.months, left.days + right.days)
    return CONTEXT.add(cast("Decimal", left), cast("Decimal", right))


def _scaled(op: str, left: Known, right: Known) -> Known:
    """A product or quotient."""
    work = CONTEXT.multiply if op == "*" else CONTEXT.divide
    match left, right:
        case Money(), Money():
            _same_currency(left, right)
            return work(left.amount, right.amount)
        case Money(), Decimal():
            return Money(work(left.amount, right), left.currency)
        case Decimal(), Money():
            return Money(work(left, right.amount), right.currency)
        case (Decimal() as times, Span() as span) | (Span() as span, Decimal() as times):
            return _multiplied(span, times)
    return work(cast("Decimal", left), cast("Decimal", right))


def _multiplied(span: Span, times: Decimal) -> Span:
    """A length of time a whole number of times; ``ValueError`` for a fraction of a day."""
    if times != times.to_integral_value() or abs(times) > _MAX_TIMES:
        raise ValueError
    return Span(span.months * int(times), span.days * int(times))


def _same_currency(left: Money, right: Money) -> None:
    """Refuse to mix currencies."""
    if left.currency != right.currency:
        raise InvalidOperation


def _is_zero(value: Known) -> bool:
    """Whether a number or an amount is zero."""
    return (value.amount if isinstance(value, Money) else value) == 0


def negative(value: Known) -> Known:
    """Minus a number, an amount or a length of time."""
    match value:
        case Money():
            return Money(CONTEXT.minus(value.amount), value.currency)
        case Span():
            return -value
    return CONTEXT.minus(cast("Decimal", value))


def absolute(value: Known) -> Known:
    """A number, an amount or a length of time without its sign."""
    match value:
        case Money():
            return Money(CONTEXT.abs(value.amount), value.currency)
        case Span():
            return Span(abs(value.months), abs(value.days))
    return CONTEXT.abs(cast("Decimal", value))


def rounded(value: Known, places: int, span: tuple[int, int]) -> Known:
    """A number or an amount to ``places`` decimal places, halves away from zero."""
    if isinstance(value, Money):
        return Money(cast("Decimal", rounded(value.amount, places, span)), value.currency)
    try:
        return _ROUND.quantize(cast("Decimal", value), Decimal(1).scaleb(-places))
    except DecimalException:
        raise ArithmeticStop(span, _RANGE) from None


def ordered(value: Known, other: Known, span: tuple[int, int]) -> tuple[object, object]:
    """Two plain things that compare as the two values do.

    Raises :class:`ArithmeticStop` for lengths of time in days and months, whose order depends
    on the date they start from, and for two currencies.
    """
    match value, other:
        case Money(), Money():
            if value.currency != other.currency:
                raise ArithmeticStop(span, "Amounts in two currencies were compared.")
            return value.amount, other.amount
        case Span(), Span():
            if not (value.months or other.months):
                return value.days, other.days
            if not (value.days or other.days):
                return value.months, other.months
            raise ArithmeticStop(span, "A length in days was compared with one in months.")
    return value, other


def age_on(birth: date, day: date) -> Decimal:
    """Completed years from ``birth`` to ``day``.

    Who was born on 29 February turns on 1 March in common years.
    """
    turned = (day.month, day.day) >= (birth.month, birth.day)
    return Decimal(day.year - birth.year - (0 if turned else 1))
