"""What people type is read as they mean it, and asked back where it could mean two things."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.consultation.dates import Unclear, in_full, read_date
from exoguide.consultation.reading import Reading, hint, read
from exoguide.engine.encoding import Answer, Text
from exoguide.engine.path import Status
from exoguide.engine.questions import Choice, Question
from exoguide.flow.model import StepKind
from exoguide.flow.values import Money, NonAnswer

TODAY = date(2026, 11, 23)  # a Monday
HOW = Reading(TODAY)
ALL = (
    (NonAnswer.UNKNOWN, "Don’t know"),
    (NonAnswer.DECLINED, "Rather not say"),
    (NonAnswer.NOT_APPLICABLE, "Does not apply"),
)


def _asked(
    kind: StepKind, *labels: str, unit: str = "", currency: str = "USD", none: bool = True
) -> Question:
    choices = tuple(Choice(label.lower().replace(" ", "_"), label) for label in labels)
    return Question(
        key="q",
        stage="s",
        kind=kind,
        status=Status.OPEN,
        title="Q",
        ask="Q?",
        choices=choices,
        non_answers=ALL if none else (),
        unit=unit,
        currency=currency,
    )


TOOLS = _asked(StepKind.CHOICE, "Spade", "Saw", "Saw bench", "Dibber", "Nothing at all")
SEVERAL = _asked(StepKind.MULTI, "Dig", "Cut branches", "Carry", "None of these")
TEMPERATURE = _asked(StepKind.NUMBER, unit="°C")
YEARS = _asked(StepKind.NUMBER, unit="years")
COST = _asked(StepKind.MONEY)
DAY = _asked(StepKind.DATE)


@pytest.mark.parametrize(
    ("asked", "typed", "meant"),
    [
        (TOOLS, "1", "spade"),
        (TOOLS, " 2 ", "saw"),
        (TOOLS, "saw", "saw"),
        (TOOLS, "SAW BENCH", "saw_bench"),
        (TOOLS, "saw_bench", "saw_bench"),
        (TOOLS, "noth", "nothing_at_all"),
        (TOOLS, "d", NonAnswer.UNKNOWN),
        (TOOLS, "don't know", NonAnswer.UNKNOWN),
        (TOOLS, "Don’t know", NonAnswer.UNKNOWN),
        (TOOLS, "x", NonAnswer.DECLINED),
        (TOOLS, "-", NonAnswer.NOT_APPLICABLE),
        (TOOLS, "di", "dibber"),
        (SEVERAL, "1 3", frozenset({"dig", "carry"})),
        (SEVERAL, "1,3", frozenset({"dig", "carry"})),
        (SEVERAL, "1, 2 3", frozenset({"dig", "cut_branches", "carry"})),
        (SEVERAL, "dig, cut", frozenset({"dig", "cut_branches"})),
        (SEVERAL, "cut branches", frozenset({"cut_branches"})),
        (SEVERAL, "dig carry", frozenset({"dig", "carry"})),
        (SEVERAL, "4", frozenset({"none_of_these"})),
        (TEMPERATURE, "38.5", Decimal("38.5")),
        (TEMPERATURE, "38,5", Decimal("38.5")),
        (TEMPERATURE, "38.5 °C", Decimal("38.5")),
        (TEMPERATURE, "38.5C", Decimal("38.5")),
        (TEMPERATURE, "-3", Decimal(-3)),
        (YEARS, "1,200", Decimal(1200)),
        (YEARS, "52 years", Decimal(52)),
        (YEARS, "1 year", Decimal(1)),
        (YEARS, "1,20", Decimal("1.20")),
        (COST, "2500", Money(Decimal(2500), "USD")),
        (COST, "$2,000", Money(Decimal(2000), "USD")),
        (COST, "1.5k", Money(Decimal(1500), "USD")),
        (COST, "USD 99.50", Money(Decimal("99.50"), "USD")),
        (COST, "2500 usd", Money(Decimal(2500), "USD")),
        (DAY, "2026-11-23", date(2026, 11, 23)),
        (DAY, "x", NonAnswer.DECLINED),
    ],
)
def test_typed_text_is_the_answer_it_spells(asked: Question, typed: str, meant: Answer) -> None:
    assert read(asked, typed, HOW) == meant


@pytest.mark.parametrize(
    ("asked", "typed", "why"),
    [
        (TOOLS, "", "Nothing was answered"),
        (TOOLS, "   ", "Nothing was answered"),
        (TOOLS, "0", "from 1 to 5"),
        (TOOLS, "6", "from 1 to 5"),
        (TOOLS, "²", "not one of the answers"),
        (TOOLS, "s", "could be 1 Spade, 2 Saw, 3 Saw bench"),
        (TOOLS, "hammer", "not one of the answers"),
        (SEVERAL, "1 9", "from 1 to 4"),
        (SEVERAL, "dig saw", "not one of the answers"),
        (YEARS, "old", "not a number"),
        (YEARS, "1e3", "not a number"),
        (YEARS, "nan", "not a number"),
        (YEARS, "٣", "not a number"),
        (YEARS, "9" * 50, "not a number"),
        (COST, "€20", "not in €"),
        (COST, "20 EUR", "not in EUR"),
        (COST, "much", "not an amount"),
        (DAY, "soon", "not a date"),
    ],
)
def test_what_spells_no_answer_is_told_with_what_to_type(
    asked: Question, typed: str, why: str
) -> None:
    got = read(asked, typed, HOW)
    assert isinstance(got, Unclear)
    assert why in got.message
    assert got.todo or hint(asked)


def test_a_non_answer_that_is_not_offered_is_no_answer() -> None:
    asked = _asked(StepKind.CHOICE, "Spade", none=False)
    assert isinstance(read(asked, "d", HOW), Unclear)


def test_an_option_whose_id_is_the_letter_of_a_non_answer_wins_over_it() -> None:
    asked = _asked(StepKind.CHOICE, "X", "Y")
    assert read(asked, "x", HOW) == "x"


def test_ok_acknowledges_a_statement_and_nothing_typed_does_not() -> None:
    asked = _asked(StepKind.STATEMENT, "Acknowledged", none=False)
    assert read(asked, "ok", HOW) == "acknowledged"
    assert isinstance(read(asked, "", HOW), Unclear)


@given(st.text())
def test_text_is_taken_exactly_as_it_came(typed: str) -> None:
    assert read(_asked(StepKind.TEXT), typed, HOW) == Text(typed)


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind is not StepKind.TEXT])
@given(typed=st.text())
def test_whatever_is_typed_is_an_answer_or_told(kind: StepKind, typed: str) -> None:
    asked = _asked(kind, "Spade", "Saw", unit="years")
    got = read(asked, typed, HOW)
    if isinstance(got, Unclear):
        assert got.message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026-3-2", "2026-03-02"),
        ("23 nov 2026", "2026-11-23"),
        ("23rd November 2026", "2026-11-23"),
        ("Nov 23, 2026", "2026-11-23"),
        ("Mon 23 Nov 2026", "2026-11-23"),
        ("4 sept 2026", "2026-09-04"),
        ("23/11/2026", "2026-11-23"),
        ("11/23/2026", "2026-11-23"),
        ("23.11.2026", "2026-11-23"),
        ("11/11/2026", "2026-11-11"),
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("next tue", "2026-11-24"),
        ("next monday", "2026-11-30"),
        ("fri", "2026-11-27"),
        ("in 2 weeks", "2026-12-07"),
        ("in a month", "2026-12-23"),
        ("3 days ago", "2026-11-20"),
        ("in 1 year", "2027-11-23"),
        ("in 999 years", "3025-11-23"),
        ("29 feb 2028", "2028-02-29"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert read_date(typed, TODAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("3/12/26", "Which year"),
        ("23 nov", "The year is missing"),
        ("Tue 23 Nov 2026", "Mon 23 Nov 2026 is not a Tuesday"),
        ("31/02/2026", "no such day"),
        ("30 feb 2026", "no such day"),
        ("2026-13-01", "no such day"),
        ("in 2 weeks ago", "not a date"),
        ("2 weeks", "not a date"),
        ("ma 2026", "not a date"),
        ("٢٣/11/2026", "not a date"),
        ("0000-01-01", "no such day"),
    ],
)
def test_a_date_that_cannot_be_is_told(typed: str, why: str) -> None:
    got = read_date(typed, TODAY)
    assert isinstance(got, Unclear)
    assert why in got.message


def test_a_date_that_can_be_read_in_two_ways_is_asked_back_with_both() -> None:
    got = read_date("3/12/2026", TODAY)
    assert isinstance(got, Unclear)
    assert "Thu 3 Dec 2026" in got.message
    assert "Thu 12 Mar 2026" in got.message
    assert "2026-12-03" in got.todo


def test_a_clinic_that_says_how_it_writes_dates_is_not_asked_back() -> None:
    assert read_date("3/12/2026", TODAY, day_first=True) == date(2026, 12, 3)
    assert read_date("3/12/2026", TODAY, day_first=False) == date(2026, 3, 12)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_a_date_shown_in_full_is_read_as_itself(day: date) -> None:
    assert read_date(in_full(day), TODAY) == day
    assert read_date(day.isoformat(), TODAY) == day
