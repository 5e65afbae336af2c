"""Typed words made alike: without accents, and the words of a date in English."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import combining, normalize

from exoguide.speech import typed_words

_SHORTEST = 3
"""Letters that a name of a month or day can be cut to."""


def folded(words: str) -> str:
    """``words`` in small letters without accents, so that ``si`` is ``Sí``."""
    apart = normalize("NFD", words.lower().replace("’", "'"))
    return "".join(sign for sign in apart if not combining(sign))


def in_english(words: str, language: str) -> str:
    """The words of a date with those of ``language`` put in English; the rest stays as it is.

    ``12 de junio de 2026`` is "12 june 2026", ``hace 3 días`` is "3 days ago".
    """
    known = typed_words(language)
    if not known:
        return words
    parts = [_english(part, known) for part in folded(words).split()]
    said = [part for part in parts if part]
    if said[:1] == ["ago"]:
        said = [*said[1:], "ago"]
    return " ".join(said)


def _english(word: str, known: Mapping[str, str]) -> str:
    if word in known:
        return known[word]
    begun = {known[name] for name in known if len(word) >= _SHORTEST and name.startswith(word)}
    return begun.pop() if len(begun) == 1 else word
