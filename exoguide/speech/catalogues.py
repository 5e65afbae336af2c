"""The catalogues: what the program says in each language but English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

LANGUAGES: Final = ("es",)
"""The languages that there are catalogues for; English needs none."""

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def bare(language: str) -> str:
    """The language of a tag without its region: ``es`` for ``es-US``."""
    return language.partition("-")[0].lower()


def is_english(language: str) -> bool:
    """Whether the program's words need no translation; no language at all is English too."""
    return bare(language) in {"", "en"}


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """What the program says in ``language`` ("es-US" as "es"); empty where it cannot.

    Phrases are keyed by their English template, words by their name (``word.yes``).
    """
    name = bare(language)
    if name not in LANGUAGES:
        return _NOTHING
    found: Mapping[str, str] = import_module(f"exoguide.speech.{name}").CATALOGUE
    return found


@cache
def typed_words(language: str) -> Mapping[str, str]:
    """Words of dates as people type them in ``language``, without accents, with their English."""
    name = bare(language)
    if name not in LANGUAGES:
        return _NOTHING
    found: Mapping[str, str] = import_module(f"exoguide.speech.{name}.typed").TYPED
    return found
