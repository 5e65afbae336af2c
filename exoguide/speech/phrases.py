"""Phrases: English that knows how it was made, so that a face can say it in another language.

A phrase is an ordinary string, and reads as one wherever English is meant: in the record, in a
test, in a log. It is made far from any face (an engine that refuses, a reader that asks back),
where nobody knows who will read it; only the face that shows it says it in the language of the
session. Text of a flow or a person is never a phrase, so it is never translated by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from exoguide.speech.catalogues import catalogue, is_english
from exoguide.speech.figures import number

Value: TypeAlias = "str | int | Decimal | Callable[[str], str]"
"""What stands in a phrase: text, another phrase, a number, or what gives the text in a language."""


class Phrase(str):
    """A filled-in ``template`` in English, with the ``values`` that fill it."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Value]


def phrase(template: str, /, **values: Value) -> Phrase:
    """``template`` with ``{name}`` replaced by the value of that name."""
    english = {name: _said(one, "") for name, one in values.items()}
    made = Phrase(fill(template, **english) if values else template)
    made.template, made.values = template, values
    return made


def joined(*parts: str, by: str = " ") -> Phrase:
    """The parts that are not empty as one text; each is said in the language it can be."""
    named = {f"part{number}": part for number, part in enumerate(parts) if part}
    return phrase(by.join(f"{{{name}}}" for name in named), **named)


def spoken(words: str, language: str) -> str:
    """``words`` in ``language`` where they are a phrase with a translation; else as they are."""
    if not isinstance(words, Phrase) or is_english(language):
        return words
    template = catalogue(language).get(words.template, words.template)
    values = {name: _said(one, language) for name, one in words.values.items()}
    return fill(template, **values) if values else template


def _said(value: Value, language: str) -> str:
    match value:
        case str():
            return spoken(value, language)
        case int() | Decimal():
            return number(Decimal(value), language)
        case _:
            return value(language)


def fill(template: str, **values: str) -> str:
    """``template`` with ``{name}`` replaced; braces inside a value are left alone."""
    parts = []
    rest = template
    while rest:
        before, brace, after = rest.partition("{")
        parts.append(before)
        name, closed, behind = after.partition("}")
        if brace and closed and name in values:
            parts.append(values[name])
            rest = behind
        else:
            parts.append(brace)
            rest = after
    return "".join(parts)
