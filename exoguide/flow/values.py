"""The values that an answer, a compute or a condition can have.

An option, ``yes``/``no``, an acknowledgement, a teach-back result and a gate's outcome are
plain strings (their option id); several options are a frozenset of ids; a number is a
:class:`~decimal.Decimal` and never a binary float; a roster of repeated items is a tuple of
serial numbers.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

import attrs


class NonAnswer(Enum):
    """An answer of its own kind: given, and yet no real value (design, section 4)."""

    UNKNOWN = "unknown"
    DECLINED = "declined"
    NOT_APPLICABLE = "not_applicable"


class Unset(Enum):
    """The mark of an answer that this walk has not met."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@attrs.frozen
class Money:
    """An amount in one currency (ISO 4217 code); two currencies never mix."""

    amount: Decimal
    currency: str


@attrs.frozen
class Span:
    """A length of time: calendar months and days, added in that order.

    Years are 12 months and weeks are 7 days. A month added to the 31st ends on the last day of
    a shorter month.
    """

    months: int = 0
    days: int = 0

    def after(self, start: date) -> date:
        """The date this span after ``start`` (``OverflowError`` beyond year 9999)."""
        if self.months:
            year, month = divmod(start.year * 12 + start.month - 1 + self.months, 12)
            month += 1
            if not 1 <= year <= 9999:
                raise OverflowError("date out of range")
            start = start.replace(
                year=year, month=month, day=min(start.day, monthrange(year, month)[1])
            )
        return start + timedelta(days=self.days)

    def __neg__(self) -> Span:
        """The same length backwards."""
        return Span(-self.months, -self.days)


Known: TypeAlias = "str | frozenset[str] | Decimal | Money | date | Span | tuple[int, ...] | bool"
"""A real value. ``bool`` occurs in conditions and computes only, never as an answer."""

Value: TypeAlias = "Known | NonAnswer"
"""What an answer holds."""
