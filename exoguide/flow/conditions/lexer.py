"""Cutting the text of a condition into words, numbers and signs."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from exoguide.flow.conditions.problems import ConditionError

MAX_LENGTH: Final = 2000
"""The longest condition, in characters; with it reading time is bounded."""

KEYWORDS: Final = frozenset(
    {"and", "or", "not", "is", "in", "has", "else", "true", "false", "today", "information_only"}
)
"""Words that cannot be the id of a step, a compute or an option."""

_OPERATORS: Final = frozenset({"and", "or", "not", "is", "in", "has", "else", "true", "false"})


class Token(NamedTuple):
    """One word or sign with its place; kind is number, date, name, sign or end.

    A keyword is a sign too.
    """

    kind: str
    text: str
    start: int
    end: int


_TOKEN: Final = re.compile(
    r"""[ \t\r\n]*(?:(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w.]))
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))
    |(?P<slip>==|=>|=<|<>|&&|\|\||!(?!=)|[≠≤≥×÷−&|"'“”‘’$€£%;^])
    |(?P<sign><=|>=|!=|[-+*/()\[\],<>=])
    |(?P<badnumber>\.?[0-9][\w.]*))""",
    re.VERBOSE,
)

_SLIPS: Final = {
    "==": "Write `=` for numbers and dates, `is` for a choice.",
    "=>": "Write `>=`.",
    "=<": "Write `<=`.",
    "<>": "Write `!=`.",
    "≠": "Write `!=`.",
    "≤": "Write `<=`.",
    "≥": "Write `>=`.",
    "×": "Write `*`.",
    "÷": "Write `/`.",
    "−": "Write `-`.",
    "&&": "Write `and`.",
    "&": "Write `and`.",
    "||": "Write `or`.",
    "|": "Write `or`.",
    "!": "Write `not`.",
    "%": "Write a share as a number, for example `0.2 * fee`.",
    "^": "Write a power as a product, for example `height * height`.",
    ";": "Join conditions with `and` or `or`.",
    **dict.fromkeys("\"'“”‘’", "Option names stand without quotes."),
    **dict.fromkeys("$€£", "Write money with its currency code, for example `USD 20`."),
}


def tokens(text: str) -> list[Token]:
    """All tokens of ``text``, the last of kind ``end``.

    Raises :class:`ConditionError` for a text that is too long or a sign that means nothing.
    """
    if len(text) > MAX_LENGTH:
        raise ConditionError(
            (MAX_LENGTH, len(text)),
            f"the condition is too long: {len(text):,} characters, at most {MAX_LENGTH:,}",
            "Move parts of it into computed values.",
        )
    found: list[Token] = []
    at, stop = 0, len(text.rstrip(" \t\r\n"))
    while at < stop:
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n"))
            raise ConditionError((at, at + 1), f"{_shown(text[at])} means nothing here")
        kind = str(match.lastgroup)
        start, at = match.span(kind)
        word = match[kind]
        if kind == "name":
            if word in _OPERATORS:
                kind = "sign"
        elif kind == "slip":
            raise ConditionError((start, at), f"`{word}` is not part of conditions", _SLIPS[word])
        elif kind == "badnumber":
            raise _bad_number(start, at, word)
        found.append(Token(kind, word, start, at))
    found.append(Token("end", "", len(text), len(text)))
    return found


def _shown(character: str) -> str:
    """A character as it may be printed in a message."""
    code = f"U+{ord(character):04X}"
    return (
        f"the character `{character}` ({code})" if character.isprintable() else f"character {code}"
    )


def _bad_number(start: int, end: int, word: str) -> ConditionError:
    """The error for something that begins like a number and is none."""
    if glued := re.fullmatch(r"([0-9]+)([^\W\d]+)", word):
        advice = f"Put a space between them: `{glued[1]} {glued[2]}`."
    else:
        advice = "Write numbers as `12` or `0.5`, dates as `2026-11-23`."
    return ConditionError((start, end), f"`{short(word)}` is not a number", advice)


def short(word: str) -> str:
    """A word cut to a length that fits a message."""
    return word if len(word) <= 40 else word[:39] + "…"
