"""Values as JSON, and back: the form in which answers are stored.

An option is a plain string and several options a sorted list; every other type says its name,
so that a log can be read without its flow::

    "prp_own"   ["bleeding", "clots"]   {"number": "38.5"}   {"money": "2500", "currency": "USD"}
    {"date": "2026-11-23"}   {"text": "…"}   {"none": "unknown"}   {"items": [1, 3], "closed": true}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

import attrs

from exoguide.canonical import Json
from exoguide.flow.values import Known, Money, NonAnswer, Span, Value

MOST_PLACES = 60
"""Places before or after the point that a stored number may have: ``1E+999999999`` is short to
write and would fill the memory once it is spelled out."""


@attrs.frozen
class Text:
    """Words that a person wrote; told apart from an option id."""

    text: str


@attrs.frozen
class Roster:
    """The items of a repeat by serial number, and whether the list is complete."""

    serials: tuple[int, ...]
    closed: bool = False


Answer: TypeAlias = "str | frozenset[str] | Decimal | Money | date | Text | Roster | NonAnswer"
"""What a person can answer."""


def plain(value: Answer) -> Value:
    """The value as conditions read it."""
    if type(value) is Text:
        return value.text
    if type(value) is Roster:
        return value.serials
    return value  # type: ignore[return-value]  # both classes are final


def number_text(value: Decimal) -> str:
    """One spelling for equal numbers: ``2.50`` and ``2.5`` are both ``2.5``."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}" if value else "0"
    return f"{value.normalize():f}"


def encode(value: Answer | Known) -> Json:
    """The stored form of ``value``."""
    match value:
        case NonAnswer():
            return {"none": value.value}
        case bool() | str():
            return value
        case frozenset():
            return sorted(value)
        case Decimal():
            return {"number": number_text(value)}
        case Money():
            return {"money": number_text(value.amount), "currency": value.currency}
        case Text():
            return {"text": value.text}
        case Roster():
            return {"items": list(value.serials), "closed": value.closed}
        case Span():
            return {"months": value.months, "days": value.days}
        case tuple():
            return {"items": list(value)}
        case date():
            return {"date": value.isoformat()}


def decode(stored: Json) -> Answer:
    """The value that ``stored`` spells; ``ValueError`` when it spells none."""
    if type(stored) is str:
        return stored
    if type(stored) is dict and len(stored) == 1:
        ((kind, spelled),) = stored.items()
        reader = _READERS.get(kind)
        if reader is not None and type(spelled) is str:
            return reader(spelled)
    match stored:
        case {"money": str(amount), "currency": str(currency)}:
            return Money(_decimal(amount), currency)
        case {"items": [*items], "closed": bool(closed)}:
            serials = tuple(serial for serial in items if type(serial) is int)
            if len(serials) == len(items):
                return Roster(serials, closed)
        case [*names]:
            options = frozenset(name for name in names if isinstance(name, str))
            if len(options) == len(names):
                return options
    raise ValueError(f"not a stored answer: {stored!r:.80}")


def field(body: Mapping[str, Json], name: str) -> str:
    """A text field of an event's body; empty when it is not there."""
    value = body.get(name, "")
    return value if isinstance(value, str) else ""


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a number: {text!r:.80}") from None
    if not value.is_finite():
        raise ValueError(f"not a finite number: {text!r:.80}")
    if "e" in text.lower() and abs(value.adjusted()) > MOST_PLACES:
        raise ValueError(f"not a number of a size that can be written down: {text!r:.80}")
    return value


_READERS: Mapping[str, Callable[[str], Answer]] = {
    "none": NonAnswer,
    "number": _decimal,
    "date": date.fromisoformat,
    "text": Text,
}
"""How the types with one field are read."""
