"""Reading written values: numbers, lengths of time, dates, money, true and false."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from exoguide.flow.conditions.lexer import Token
from exoguide.flow.conditions.nodes import Literal
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.conditions.stream import Stream
from exoguide.flow.values import Money, Span

_MAX_DIGITS: Final = 28
_MAX_SPAN: Final = 99_999
_UNITS: Final = {
    word: parts
    for unit, parts in {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}.items()
    for word in (unit, f"{unit}s")
}
_CURRENCY: Final = re.compile("[A-Z]{3}")


def literal(stream: Stream) -> Literal | None:
    """The written value that comes next, None if something else does.

    Raises :class:`ConditionError` for a value that does not exist or is too long.
    """
    token = stream.token
    match token.kind:
        case "number":
            return _number(stream)
        case "date":
            stream.take()
            try:
                return Literal(date.fromisoformat(token.text), span=token[2:])
            except ValueError:
                message = f"there is no date {token.text}"
                raise ConditionError(token[2:], message, "Write year-month-day.") from None
        case "sign" if token.text in {"true", "false"}:
            stream.take()
            return Literal(token.text == "true", span=token[2:])
        case "name" if _CURRENCY.fullmatch(token.text):
            if stream.tokens[stream.at + 1].kind == "number":
                stream.take()
                amount = _decimal(stream.take())
                return Literal(Money(amount, token.text), span=stream.since(token.start))
    return None


def _number(stream: Stream) -> Literal:
    """A number, or a length of time."""
    token = stream.take()
    unit = stream.token
    parts = _UNITS.get(unit.text)
    if parts is None:
        return Literal(_decimal(token), span=token[2:])
    stream.take()
    span = stream.since(token.start)
    if "." in token.text:
        message = "a length of time is a whole number"
        raise ConditionError(span, message, "Write it in a smaller unit.")
    if len(token.text) > _MAX_DIGITS or int(token.text) > _MAX_SPAN:
        raise ConditionError(span, f"a length of time is at most {_MAX_SPAN:,} {unit.text}")
    months, days = parts
    return Literal(Span(months * int(token.text), days * int(token.text)), span=span)


def _decimal(token: Token) -> Decimal:
    """A number token's value."""
    if len(token.text.replace(".", "")) > _MAX_DIGITS:
        raise ConditionError(token[2:], f"a number has at most {_MAX_DIGITS} digits")
    return Decimal(token.text)
