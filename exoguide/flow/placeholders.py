"""Placeholders in texts: ``{fever}``, ``{clinic.rest}``, ``{today}``, ``{date_of(disclosure)}``.

There is no logic in a text. ``{{`` and ``}}`` are literal braces. What stands in the place of a
name is the engine's to say; here a text is only taken apart, and never fails to be.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final

import attrs

MANY: Final = 4096
"""Templates that are kept taken apart."""

_BRACES: Final = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")
_NAME: Final = re.compile(
    r"(?P<clinic>clinic\.)?(?P<name>[a-z][a-z0-9_]*)|date_of\(\s*(?P<step>[a-z][a-z0-9_]*)\s*\)"
)


class Reads(str, Enum):
    """What a placeholder stands for."""

    VALUE = "value"
    """The value of a step, compute or group."""
    CLINIC = "clinic"
    """A value of the clinic profile."""
    TODAY = "today"
    DATE_OF = "date_of"
    """The day on which a step was answered."""


@attrs.frozen
class Literal:
    """Text that stands for itself; ``start`` and ``end`` count characters of the template."""

    text: str
    start: int
    end: int


@attrs.frozen
class Placeholder:
    """A name in braces, without ``clinic.`` or ``date_of``; empty for today."""

    reads: Reads
    name: str
    start: int
    end: int


@attrs.frozen
class TemplateError:
    """Braces that hold nothing that can be read; they stay in the text as they are."""

    message: str
    help: str
    start: int
    end: int


@attrs.frozen
class Template:
    """A text taken apart. ``errors`` is empty when every brace is understood."""

    text: str
    parts: tuple[Literal | Placeholder, ...]
    errors: tuple[TemplateError, ...] = ()

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders in order."""
        return tuple(part for part in self.parts if isinstance(part, Placeholder))

    @property
    def names(self) -> tuple[str, ...]:
        """What is read, each once: ``fever``, ``clinic.rest``, ``today``."""
        return tuple(dict.fromkeys(_named(one) for one in self.placeholders))


def parse_template(text: str) -> Template:
    """``text`` taken apart. What cannot be read stays literal and is listed in ``errors``."""
    if "{" not in text and "}" not in text:
        return Template(text, (Literal(text, 0, len(text)),) if text else ())
    return _parse(text)


@lru_cache(maxsize=MANY)
def _parse(text: str) -> Template:
    parts: list[Literal | Placeholder] = []
    errors: list[TemplateError] = []
    at = 0
    for found in _BRACES.finditer(text):
        start, end = found.span()
        if at < start:
            parts.append(Literal(text[at:start], at, start))
        parts.append(_part(found[0], start, end, errors))
        at = end
    if at < len(text):
        parts.append(Literal(text[at:], at, len(text)))
    return Template(text, tuple(parts), tuple(errors))


def _part(braces: str, start: int, end: int, errors: list[TemplateError]) -> Literal | Placeholder:
    if braces in {"{{", "}}"}:
        return Literal(braces[0], start, end)
    inside = braces[1:-1].strip()
    found = _NAME.fullmatch(inside) if len(braces) > 1 else None
    if found is None:
        errors.append(TemplateError(*_complaint(braces, inside), start, end))
        return Literal(braces, start, end)
    if found["step"]:
        return Placeholder(Reads.DATE_OF, found["step"], start, end)
    if found["clinic"]:
        return Placeholder(Reads.CLINIC, found["name"], start, end)
    if found["name"] == "today":
        return Placeholder(Reads.TODAY, "", start, end)
    return Placeholder(Reads.VALUE, found["name"], start, end)


def _complaint(braces: str, inside: str) -> tuple[str, str]:
    if len(braces) == 1:
        opened = "is never closed" if braces == "{" else "was never opened"
        return f"A “{braces}” {opened}.", f"Write {braces * 2} for the character itself."
    if not inside:
        return "There is no name between { and }.", "Write {{ and }} for the characters themselves."
    said = f"“{{{inside[:60]}}}” is no placeholder."
    return said, "Write {name}, {clinic.name}, {today} or {date_of(step)}; there is no logic here."


def _named(one: Placeholder) -> str:
    match one.reads:
        case Reads.CLINIC:
            return f"clinic.{one.name}"
        case Reads.TODAY:
            return "today"
        case Reads.VALUE | Reads.DATE_OF:
            return one.name
