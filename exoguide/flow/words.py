"""The program's own words by name, in English; other languages are in ``exoguide.speech``.

They are looked up like the texts of the flow first (``word.<name>`` in ``texts/<language>.toml``),
so that a clinic can put its own words in their place, or give them in a language that the program
does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exoguide.flow.model import Flow
from exoguide.flow.sheet_words import SHEET_WORDS
from exoguide.flow.texts import Text, translation
from exoguide.speech.catalogues import catalogue, is_english
from exoguide.speech.figures import calendar_names

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "word.unknown": "Don't know",
        "word.declined": "Rather not say",
        "word.not_applicable": "Does not apply",
        "word.not_known": "not known",
        "word.not_said": "not said",
        "word.not_set": "not set by the clinic",
        "word.none": "none",
        "word.yes": "Yes",
        "word.no": "No",
        "word.and": "and",
        "word.or": "or",
        "word.acknowledged": "Acknowledged",
        "word.correct": "Explained correctly",
        "word.retaught": "Explained again, then correctly",
        "word.not_yet": "Not yet understood",
        "word.signed": "Signed",
        "word.end": "End now",
        "word.information": "Go on for information only",
        "word.until": "until",
        "word.from": "from",
        "word.to": "to",
        "word.on": "on",
        "word.from_to": "from {start} to {end}",
        "word.today": "today",
        "word.planned": "planned",
        "word.total": "Total",
        "word.hour": "hour",
        "word.hours": "hours",
        "word.day": "day",
        "word.days": "days",
        "word.week": "week",
        "word.weeks": "weeks",
        "word.month": "month",
        "word.months": "months",
        "word.not_asked": "not asked",
        "word.unavailable": "not available after the earlier answers",
        **{f"word.month.{number}": name for number, name in enumerate(_MONTHS, start=1)},
        **{f"word.weekday.{number}": name for number, name in enumerate(_WEEKDAYS, start=1)},
        **SHEET_WORDS,
    }
)
"""Every word by its key; words in braces stand for dates, names and numbers."""


def word(flow: Flow, name: str, language: str) -> Text:
    """The word ``name`` (without ``word.``) in ``language``; English, marked, when it is missing.

    Raises ``KeyError`` for a name that the program does not have.
    """
    key = f"word.{name}"
    found = translation(flow, key, language)
    if found is None and not is_english(language):
        found = catalogue(language).get(key) or calendar_names(language).get(name)
    if found is not None:
        return Text(found, translated=True)
    return Text(WORDS[key], translated=is_english(language))


def missing_words(flow: Flow, language: str) -> tuple[str, ...]:
    """The keys of the program's words that nothing gives in ``language``."""
    names = (key.removeprefix("word.") for key in WORDS)
    return tuple(f"word.{name}" for name in names if not word(flow, name, language).translated)
