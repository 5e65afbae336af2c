"""The static types of the condition language.

Every expression has exactly one type, known before anything is answered. Units belong to
numbers, currencies to money and a basis (days or months) to lengths of time, so that two
things that cannot be added or compared are refused when the flow is read.
"""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Type:
    """The kind of value an expression gives."""

    def words(self) -> str:
        """This type as a person would say it in a message."""
        return "something unclear"


@attrs.frozen
class Bool(Type):
    """True or false: what a condition gives."""

    def words(self) -> str:
        """``a condition``."""
        return "a condition (true or false)"


@attrs.frozen
class Number(Type):
    """A decimal number; ``unit`` is a plain word such as ``years``, or None for a bare number."""

    unit: str | None = None

    def words(self) -> str:
        """``a number of years``."""
        return f"a number of {self.unit}" if self.unit else "a number"


@attrs.frozen
class Money(Type):
    """An amount in one currency (ISO 4217 code)."""

    currency: str

    def words(self) -> str:
        """``an amount in USD``."""
        return f"an amount in {self.currency}"


@attrs.frozen
class Date(Type):
    """A calendar day."""

    def words(self) -> str:
        """``a date``."""
        return "a date"


@attrs.frozen
class Duration(Type):
    """A length of time; ``basis`` is ``days``, ``months`` or ``mixed``, None if not known before.

    Weeks count in days and years in months. Only two lengths of the same basis can be compared,
    because a month has no fixed number of days; with None that is seen when the condition runs.
    """

    basis: str | None = None

    def words(self) -> str:
        """``a length of time in days``."""
        if self.basis == "mixed":
            return "a length of time in months and days"
        return f"a length of time in {self.basis}" if self.basis else "a length of time"


@attrs.frozen
class Choice(Type):
    """One option out of several; yes/no and the other closed answers are choices too."""

    options: tuple[str, ...]

    def words(self) -> str:
        """``a choice``."""
        return "a choice"


@attrs.frozen
class Multi(Type):
    """Any number of options out of several."""

    options: tuple[str, ...]

    def words(self) -> str:
        """``a set of choices``."""
        return "a set of choices"


@attrs.frozen
class Text(Type):
    """Free text, which conditions cannot look into."""

    def words(self) -> str:
        """``free text``."""
        return "free text"


@attrs.frozen
class Roster(Type):
    """The items of a repeating group."""

    def words(self) -> str:
        """``a repeating group``."""
        return "a repeating group"


UNTYPED: Final = Type()
"""The type of a node before checking, and of one that is in error."""
BOOL: Final = Bool()
NUMBER: Final = Number()
DATE: Final = Date()
DURATION: Final = Duration()
TEXT: Final = Text()
ROSTER: Final = Roster()
YES_NO: Final = Choice(("yes", "no"))


def joined(one: Type, other: Type) -> Type | None:
    """The type that holds both, for adding, comparing or choosing between them, else None.

    A number without a unit takes the other's unit.
    """
    match one, other:
        case Number(a), Number(b) if a is None or b is None or a == b:
            return one if a else other
        case Duration(a), Duration(b):
            mixed = "mixed" in (a, b)
            if mixed or (a and b and a != b):
                return None
            return one if a else other
        case (Money() | Date() | Bool(), _) if one == other:
            return one
    return None


def accepts(expected: Type, actual: Type) -> bool:
    """Whether a value of type ``actual`` may stand where ``expected`` is asked for."""
    match expected, actual:
        case Number(wanted), Number(given):
            return wanted is None or given is None or wanted == given
        case Duration(wanted), Duration(given):
            return wanted is None or wanted == given
        case (Choice(allowed), Choice(given_options)) | (Multi(allowed), Multi(given_options)):
            return set(given_options) <= set(allowed)
    return expected == actual
