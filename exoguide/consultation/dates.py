"""Dates as people type them; one that can be read in two ways is asked back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

import attrs

from exoguide.consultation.typing import in_english
from exoguide.flow.values import Span
from exoguide.speech import phrase
from exoguide.speech.figures import calendar_names

_FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = tuple(name[:3] for name in _FULL_MONTHS)
WEEKDAYS = tuple(name[:3] for name in _FULL_WEEKDAYS)
_LONGEST = 40


@attrs.frozen
class Unclear:
    """Typed text that spells no answer, or more than one: what about it, and what to do."""

    message: str
    todo: str = ""


def read_date(
    words: str, today: date, *, day_first: bool | None = None, language: str = ""
) -> date | Unclear:
    """The date that ``words`` spell, seen from ``today``.

    ``2026-11-23``, ``23 nov 2026``, ``Nov 23, 2026``, ``23/11/2026``, ``today``, ``tomorrow``,
    ``next tue``, ``in 2 weeks``, ``3 days ago``. ``day_first`` decides 3/12/2026; without it both
    readings are asked back. In another ``language`` its own words are taken too.
    """
    asked = in_english(" ".join(words.lower().replace(",", " ").split()), language)
    if len(asked) > _LONGEST:
        return _not_a_date(words)
    try:
        found = (
            _relative(asked, today) or _spelled(asked) or _in_figures(asked, day_first=day_first)
        )
    except (ValueError, OverflowError):
        return Unclear(
            phrase("There is no such day as “{words}”.", words=words[:_LONGEST]),
            phrase("Check the date."),
        )
    return found or _not_a_date(words)


def in_full(day: date, language: str = "") -> str:
    """A date that cannot be misread: ``Mon 23 Nov 2026``."""
    names = calendar_names(language)
    weekday = names.get(f"weekday.{day.isoweekday()}") or WEEKDAYS[day.weekday()].title()
    month = names.get(f"month.{day.month}") or MONTHS[day.month - 1].title()
    return f"{weekday} {day.day} {month} {day.year}"


def _weekday(number: int, language: str) -> str:
    named = calendar_names(language).get(f"weekday.{number + 1}")
    return named or _FULL_WEEKDAYS[number].title()


def _not_a_date(words: str) -> Unclear:
    return Unclear(
        phrase("“{words}” is not a date.", words=words[:_LONGEST]),
        phrase("Type it with its year, such as 2026-11-23 or 23 Nov 2026."),
    )


def _relative(asked: str, today: date) -> date | None:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if asked in days:
        return today + timedelta(days=days[asked])
    named = re.fullmatch(r"(?:next |on )?([a-z]+)", asked)
    weekday = _index(named[1], _FULL_WEEKDAYS) if named else None
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    away = re.fullmatch(r"(in )?([0-9]{1,3}|an?|one) (day|week|month|year)s?( ago)?", asked)
    if away is None or bool(away[1]) == bool(away[4]):
        return None
    count = int(away[2]) if away[2].isdigit() else 1
    count = -count if away[4] else count
    unit = away[3]
    months = {"month": 1, "year": 12}.get(unit, 0)
    return Span(count * months, count * {"day": 1, "week": 7}.get(unit, 0)).after(today)


def _spelled(asked: str) -> date | Unclear | None:
    """A date with its month in letters."""
    weekday, rest = None, asked
    first, _, others = asked.partition(" ")
    if others:
        weekday = _index(first, _FULL_WEEKDAYS)
        rest = others if weekday is not None else asked
    found = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]*([a-z]+)[ .-]*([0-9]{4})?", rest)
    if found is not None:
        day, name, year = found[1], found[2], found[3]
    else:
        found = re.fullmatch(r"([a-z]+)[ .-]*([0-9]{1,2})(?:st|nd|rd|th)?(?: +([0-9]{4}))?", rest)
        if found is None:
            return None
        name, day, year = found[1], found[2], found[3]
    month = _index(name, _FULL_MONTHS)
    if month is None:
        return None
    if year is None:
        return Unclear(
            phrase("The year is missing."),
            phrase("Type it with the year in four digits at its end."),
        )
    meant = date(int(year), month + 1, int(day))
    if weekday is not None and meant.weekday() != weekday:
        return Unclear(
            phrase(
                "{meant} is not a {weekday}.",
                meant=partial(in_full, meant),
                weekday=partial(_weekday, weekday),
            ),
            phrase("Check the date."),
        )
    return meant


def _in_figures(asked: str, *, day_first: bool | None) -> date | Unclear | None:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", asked)
    if found is not None:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"([0-9]{1,2})([/. -])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})", asked)
    if found is None:
        return None
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        return Unclear(phrase("Which year is meant?"), phrase("Type all four digits of the year."))
    if one != other and one <= 12 and other <= 12 and day_first is None:
        first, second = date(year, other, one), date(year, one, other)
        return Unclear(
            phrase(
                "“{asked}” could be {first} or {second}.",
                asked=asked,
                first=partial(in_full, first),
                second=partial(in_full, second),
            ),
            phrase("Type {first} or {second}.", first=first.isoformat(), second=second.isoformat()),
        )
    if one > 12 or (other <= 12 and day_first is not False):
        return date(year, other, one)
    return date(year, one, other)


def _index(word: str, full: tuple[str, ...]) -> int | None:
    """Which month or weekday a word begins: three letters at least, and no others."""
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(full) if name.startswith(word)), None)
