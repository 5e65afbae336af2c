"""The program's words on a page, and dates and spans written with them.

A document carries the words that its pages need, so that a page reads the same for ever and a
date that moves later is written in the document's own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

CARRIED: Final = (
    *(f"month.{number}" for number in range(1, 13)),
    *(f"weekday.{number}" for number in range(1, 8)),
    *(f"severity.{name}" for name in ("mild", "moderate", "severe", "life-threatening")),
    *(f"urgency.{name}" for name in ("emergency", "same_day", "days")),
    *("hour", "hours", "day", "days", "week", "weeks", "month", "months"),
    *("until", "from", "from_to", "on", "planned", "total"),
    "sheet.adverse",
    "sheet.after",
    "sheet.article",
    "sheet.before",
    "sheet.call",
    "sheet.checked",
    "sheet.corrected",
    "sheet.corrected_old",
    "sheet.corrected_why",
    "sheet.decision",
    "sheet.done",
    "sheet.done_lot",
    "sheet.evidence",
    "sheet.flow",
    "sheet.for_after",
    "sheet.hours_short",
    "sheet.next_clinician",
    "sheet.note",
    "sheet.on_day",
    "sheet.own_words",
    "sheet.page",
    "sheet.practice",
    "sheet.reason",
    "sheet.record",
    "sheet.superseded",
    "sheet.ticked",
    "sheet.void",
    "sheet.withdrawn",
    "sheet.withdrawn_why",
)
"""Names of the words that a document carries."""


def day_text(words: Mapping[str, str], day: date, *, year: bool = True) -> str:
    """A date with its weekday: ``Fri 12 Jun 2026``, or without the year."""
    weekday, month = words[f"weekday.{day.isoweekday()}"], words[f"month.{day.month}"]
    return f"{weekday} {day.day} {month}" + (f" {day.year}" if year else "")


def iso_day(words: Mapping[str, str], stored: str) -> str:
    """The date at the head of an ISO date or time in words; as it is when it is none."""
    try:
        return day_text(words, date.fromisoformat(stored[:10]))
    except ValueError:
        return stored


def iso_time(words: Mapping[str, str], stored: str) -> str:
    """An ISO time in words: ``Fri 12 Jun 2026, 14:03 (+02:00)``."""
    day, _, clock = stored.partition("T")
    zone = clock[8:].lstrip(".0123456789")
    zone = "UTC" if zone in {"Z", "+00:00"} else zone
    return f"{iso_day(words, day)}, {clock[:5]}" + (f" ({zone})" if zone else "")
