"""From when until when: whole days, never cut short."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from exoguide.flow.words import WORDS
from exoguide.speech import fill
from exoguide.summary.lines import Base, Item, Offset, Unit
from exoguide.summary.timing import dated, day_at, offset, phrase
from exoguide.summary.wording import CARRIED, iso_time

WORDING = {name: WORDS[f"word.{name}"] for name in CARRIED}
DAY = date(2026, 6, 10)


def item(start: str = "", end: str = "", *, base: str = "2026-06-10", text: str = "Rest") -> Item:
    made = Item(
        id="a.b",
        text=text,
        base=Base.PROCEDURE,
        base_on=base,
        base_name="the procedure",
        start=offset(start),
        end=offset(end),
    )
    return dated(made, WORDING, "2026-06-10")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48 hours", Offset(48, Unit.HOURS)),
        ("1 hour", Offset(1, Unit.HOURS)),
        ("-2 weeks", Offset(-2, Unit.WEEKS)),
        ("0 days", Offset(0, Unit.DAYS)),
        ("3 months", Offset(3, Unit.MONTHS)),
        ("1.5 days", None),
        ("days", None),
        ("? hours", None),
        ("2 years", None),
        ("9999999 days", None),
        ("", None),
    ],
)
def test_an_offset_is_a_whole_number_and_a_unit(text: str, expected: Offset | None) -> None:
    assert offset(text) == expected


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("48 hours", date(2026, 6, 12), date(2026, 6, 12)),
        ("5 hours", date(2026, 6, 10), date(2026, 6, 11)),
        ("-5 hours", date(2026, 6, 9), date(2026, 6, 10)),
        ("2 weeks", date(2026, 6, 24), date(2026, 6, 24)),
        ("-2 weeks", date(2026, 5, 27), date(2026, 5, 27)),
        ("3 months", date(2026, 9, 10), date(2026, 9, 10)),
    ],
)
def test_a_part_of_a_day_is_widened_to_the_whole_day(
    text: str, earliest: date, latest: date
) -> None:
    length = offset(text)
    assert length is not None
    assert day_at(DAY, length, latest=False) == earliest
    assert day_at(DAY, length, latest=True) == latest


def test_a_month_from_the_last_day_ends_on_a_last_day() -> None:
    assert day_at(date(2027, 1, 31), Offset(1, Unit.MONTHS), latest=True) == date(2027, 2, 28)


def test_a_date_beyond_the_calendar_is_told_as_a_length() -> None:
    far = item(end="999999 months")
    assert far.end_on == ""
    assert far.when == "for 999999 months after the procedure"


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("", "48 hours", "until Fri 12 Jun (48 h)"),
        ("", "1 day", "until Thu 11 Jun (1 day)"),
        ("", "0 days", "until Wed 10 Jun"),
        ("2 days", "1 week", "from Fri 12 Jun to Wed 17 Jun"),
        ("1 week", "1 week", "on Wed 17 Jun"),
        ("10 days", "", "from Sat 20 Jun"),
        ("", "12 months", "until Thu 10 Jun 2027 (12 months)"),
        ("", "", ""),
    ],
)
def test_dates_are_told_with_their_weekday(start: str, end: str, when: str) -> None:
    assert item(start, end).when == when


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("", "48 hours", "for 48 hours after the procedure"),
        ("", "-2 days", "until 2 days before the procedure"),
        ("", "0 days", "until the procedure"),
        ("-1 week", "", "from 1 week before the procedure"),
        (
            "-1 week",
            "2 days",
            "from 1 week before the procedure to 2 days after the procedure",
        ),
        ("1 week", "1 week", "1 week after the procedure"),
        ("0 days", "0 days", "on the day of the procedure"),
    ],
)
def test_without_a_date_to_count_from_lengths_are_told(start: str, end: str, when: str) -> None:
    assert item(start, end, base="").when == when


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No heavy exercise", "No heavy exercise until Fri 12 Jun (48 h)"),
        ("No heavy exercise.", "No heavy exercise until Fri 12 Jun (48 h)."),
        ("Rest it. Walk.", "Rest it until Fri 12 Jun (48 h). Walk."),
        ("Keep under 38.5 °C", "Keep under 38.5 °C until Fri 12 Jun (48 h)"),
        ("No cream, no sun.", "No cream, no sun - until Fri 12 Jun (48 h)."),
    ],
)
def test_dates_stand_in_the_sentence_that_says_what_to_do(text: str, said: str) -> None:
    assert phrase(item(end="48 hours", text=text), WORDING) == said


def test_a_tick_and_a_value_stand_behind_the_line() -> None:
    ticked = attrs.evolve(item(text="Call"), value="555-0142", ticked_on="2026-06-12")
    assert phrase(ticked, WORDING) == "Call: 555-0142 - done Fri 12 Jun 2026"


def test_what_people_typed_is_never_filled_in_again() -> None:
    assert fill("{who}: {text}", who="{text}", text="{who}") == "{text}: {who}"
    assert fill("{nobody} {", who="x") == "{nobody} {"


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("2026-06-10T14:03:22+02:00", "Wed 10 Jun 2026, 14:03 (+02:00)"),
        ("2026-06-10T14:03:22.123456+00:00", "Wed 10 Jun 2026, 14:03 (UTC)"),
        ("2026-06-10T14:03:22-05:00", "Wed 10 Jun 2026, 14:03 (-05:00)"),
        ("2026-06-10T14:03:22Z", "Wed 10 Jun 2026, 14:03 (UTC)"),
    ],
)
def test_a_time_is_told_with_its_zone(stored: str, said: str) -> None:
    assert iso_time(WORDING, stored) == said
