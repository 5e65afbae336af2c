"""What the page on the content says of the flow is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from exoguide.flow.finding import built_in_flows
from exoguide.flow.loading import load_flow
from exoguide.flow.model import Flow

ITEMS: Final = [
    *(f"Q{number}" for number in range(1, 7)),
    *(f"T{number}" for number in range(1, 11)),
    *(f"U{number}" for number in range(1, 29)),
]
"""The 44 items of IPDASi v4: qualifying, certifying, quality."""
NOT_OURS: Final = {"T7", "T8", "T9", "T10", "U24", "U25", "U26", "U27", "U28"}
"""Items about tests for a disease."""
NOT_DONE: Final = {"U12", "U13", "U14", "U15", "U16", "U17", "U20", "U22", "U23"}
"""Items that need people who have not been asked."""


@pytest.fixture(scope="module")
def flow() -> Flow:
    return load_flow(built_in_flows() / "exosome-therapy").flow


@pytest.fixture
def page(checkout: Path) -> str:
    return (checkout / "docs" / "content.md").read_text(encoding="utf-8")


def test_nobody_is_said_to_have_reviewed_it_while_nobody_has(flow: Flow, page: str) -> None:
    assert flow.head.reviewed_by == ""
    assert "No licensed clinician has reviewed this flow" in page


def test_no_card_has_a_grade_that_the_page_denies(flow: Flow, page: str) -> None:
    assert "No card has an A or a B" in page
    assert {card.grade.value for card in flow.cards if card.grade} <= {"C", "D", "N", "R"}


def test_the_dates_of_the_page_and_of_the_sheet_are_those_of_the_flow(
    flow: Flow, page: str
) -> None:
    days = {card.review_by for card in flow.cards if card.review_by}
    assert {f"{day.day} {day:%B %Y}" for day in days} == {"1 May 2027"}
    about = next(output.text for output in flow.outputs if output.id == "about_guide")
    assert "1 May 2027" in page
    assert "1 May 2027" in about
    status = next(value.default for value in flow.clinic if value.id == "status_checked")
    assert status == "2026-06-30"
    assert "30 June 2026" in page


def test_every_item_of_the_instrument_is_scored_once_and_not_too_well(page: str) -> None:
    rows = dict(re.findall(r"^\| ([QTU]\d+) \| [^|]+ \| ([^|]+) \|", page, re.MULTILINE))
    assert list(rows) == ITEMS
    assert {item for item, score in rows.items() if score == "n/a"} == NOT_OURS
    assert {item for item, score in rows.items() if score == "1"} == NOT_DONE
    assert {score for item, score in rows.items() if item[0] == "Q"} <= {"yes", "in part", "no"}
    scored = {score for item, score in rows.items() if item[0] != "Q"}
    assert scored <= {"1", "2", "3", "4", "n/a"}


def test_money_and_updates_are_said_to_the_patient_too(flow: Flow, page: str) -> None:
    about = next(output.text for output in flow.outputs if output.id == "about_guide")
    assert "No maker or seller of exosomes paid for it" in about
    assert "No maker or seller of exosomes paid for this content" in page
