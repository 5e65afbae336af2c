"""From when until when a line holds: as dates where a date is known, else as lengths of time.

Days are whole: no line knows the hour of a procedure. A start is the earliest day it may fall on
and an end the latest, so that a span of hours is never cut short; the length itself stands beside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs

from exoguide.flow.values import Span
from exoguide.speech import fill
from exoguide.summary.lines import Item, Offset, Unit
from exoguide.summary.wording import day_text, iso_day

BLANK: Final = "________"
"""Where a clinic has set no length, a person writes it."""

_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)")
_OFFSET: Final = re.compile(r"(-?\d{1,6}) +(hour|day|week|month)s?")


def offset(text: str) -> Offset | None:
    """The offset that ``text`` spells ("48 hours", "-2 weeks"); ``None`` when it spells none."""
    found = _OFFSET.fullmatch(text.strip())
    return Offset(int(found[1]), Unit(f"{found[2]}s")) if found else None


def day_at(base: date, length: Offset, *, latest: bool) -> date | None:
    """The day ``length`` from ``base``; of a part of a day the latest or the earliest day."""
    days = length.amount
    try:
        if length.unit is Unit.MONTHS:
            return Span(months=days).after(base)
        if length.unit is Unit.WEEKS:
            days *= 7
        elif length.unit is Unit.HOURS:
            days = -(-days // 24) if latest else days // 24
        return Span(days=days).after(base)
    except OverflowError:
        return None


def dated(item: Item, words: Mapping[str, str], today: str) -> Item:
    """``item`` with its dates and their wording worked out from its base.

    ``today`` is the ISO date of the document: a date of the same year is written without it.
    """
    start = end = None
    if item.base_on:
        base = date.fromisoformat(item.base_on)
        start = day_at(base, item.start, latest=False) if item.start else None
        end = day_at(base, item.end, latest=True) if item.end else None
    item = attrs.evolve(
        item,
        start_on=start.isoformat() if start else "",
        end_on=end.isoformat() if end else "",
    )
    return attrs.evolve(item, when=_when(item, words, today))


def phrase(item: Item, words: Mapping[str, str]) -> str:
    """The line as it is read: its dates stand in the first sentence, which says what to do.

    ``Use the joint gently. Bed rest does not help.`` becomes ``Use the joint gently until Fri 12
    Jun (48 h). Bed rest does not help.`` A dash sets them off from a sentence of several parts, so
    that they cannot be read as belonging to the last of them.
    """
    first, rest = item.text, ""
    ending = _SENTENCE_END.search(item.text)
    if ending is not None:
        first, rest = item.text[: ending.start()], item.text[ending.start() :]
    between = " - " if any(sign in first for sign in ",:;") else " "
    said = between.join(part for part in (first, item.when) if part) + rest
    if item.value:
        said = f"{said}: {item.value}"
    if item.ticked_on:
        said = f"{said} - {fill(words['sheet.ticked'], date=iso_day(words, item.ticked_on))}"
    return said


def _when(item: Item, words: Mapping[str, str], today: str) -> str:
    starts, ends = item.start is not None or item.open_start, item.end is not None or item.open_end
    if not starts and not ends:
        return ""
    if item.base_on and (item.start_on or not starts) and (item.end_on or not ends):
        return _dates(item, words, today)
    return _lengths(item, words, starts=starts, ends=ends)


def _dates(item: Item, words: Mapping[str, str], today: str) -> str:
    start, end = (
        day_text(words, date.fromisoformat(stored), year=stored[:4] != today[:4]) if stored else ""
        for stored in (item.start_on, item.end_on)
    )
    beside = [words["planned"]] if item.planned else []
    if start and end and start != end:
        said = fill(words["from_to"], start=start, end=end)
    elif start and end:
        said = f"{words['on']} {start}"
    elif start:
        said = f"{words['from']} {start}"
    else:
        said = f"{words['until']} {end}"
        if item.end is not None and item.end.amount > 0:
            beside.insert(0, _span(item.end, words, short=True))
    return said + (f" ({', '.join(beside)})" if beside else "")


def _lengths(item: Item, words: Mapping[str, str], *, starts: bool, ends: bool) -> str:
    start, end = (_point(length, item.base_name, words) for length in (item.start, item.end))
    if starts and ends:
        if start == end:
            same_day = item.start is not None and item.start.amount == 0
            return fill(words["sheet.on_day"], base=start) if same_day else start
        return fill(words["from_to"], start=start, end=end)
    if starts:
        return f"{words['from']} {start}"
    if item.end is not None and item.end.amount > 0:
        return fill(words["sheet.for_after"], span=_span(item.end, words), base=item.base_name)
    return f"{words['until']} {end}"


def _point(length: Offset | None, base: str, words: Mapping[str, str]) -> str:
    if length is None:
        return BLANK
    if length.amount == 0:
        return base
    side = "after" if length.amount > 0 else "before"
    return fill(words[f"sheet.{side}"], span=_span(length, words), base=base)


def _span(length: Offset, words: Mapping[str, str], *, short: bool = False) -> str:
    amount = abs(length.amount)
    if short and length.unit is Unit.HOURS:
        return f"{amount} {words['sheet.hours_short']}"
    name = length.unit.value
    return f"{amount} {words[name.removesuffix('s') if amount == 1 else name]}"
