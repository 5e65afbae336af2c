"""Going to a stage or a question by a word of it, line by line; nothing changes by looking."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.consultation.session import Consultation
from tests.consultation.places import a_store, begun, garden
from tests.line.persons import at
from tests.line.test_face import _kinds, answered


@pytest.fixture
def fresh(tmp_path: Path) -> Consultation:
    return begun(a_store(tmp_path / "store"), garden())


def test_a_word_of_a_question_shows_it_with_its_answer(fresh: Consultation) -> None:
    answered(fresh, "blade")
    before = _kinds(fresh)
    heard = at(fresh, "goto borrowed", "quit")
    assert "3. Borrowed before: Yes" in heard
    assert "Type change 3 to change it" in heard
    assert _kinds(fresh) == before


def test_words_of_what_is_asked_find_it_too_and_a_number_is_that_of_the_review(
    fresh: Consultation,
) -> None:
    answered(fresh, "blade")
    assert "1. Hurt now: No" in at(fresh, "goto hurt right", "quit")
    assert "2. How old are you?: 40 years" in at(fresh, "goto 2", "quit")


@pytest.mark.parametrize("named", ["goto 0", "goto 99", "goto nowhere", "goto -1"])
def test_what_is_not_there_is_told_with_the_way_to_find_it(named: str, fresh: Consultation) -> None:
    heard = at(answered(fresh, "blade"), named, "quit")
    assert f"“{named.removeprefix('goto ')}” names no question and no stage so far" in heard


def test_several_that_fit_are_listed_by_number(fresh: Consultation) -> None:
    heard = at(answered(fresh, "blade"), "goto you", "quit")
    assert "Several fit. Type goto and a number:" in heard
    assert "  2. How old are you?" in heard.lines


def test_alone_it_lists_the_stages_with_how_far_each_is(fresh: Consultation) -> None:
    heard = at(answered(fresh, "blade"), "goto", "quit")
    assert "1. Who you are: 3 answered" in heard
    assert "2. The tool: 1 answered" in heard
    assert "not reached yet" in heard


def test_a_stage_is_gone_to_by_a_word_of_its_title(fresh: Consultation) -> None:
    heard = at(answered(fresh, "blade"), "goto who", "quit")
    assert "1. Hurt now: No" in heard


def test_back_and_forward_go_on_from_there_and_forward_ends_at_the_question_at_hand(
    fresh: Consultation,
) -> None:
    heard = at(answered(fresh, "blade"), "goto 2", "back", "forward", "forward", "quit")
    looked = [line.split(":")[0] for line in heard.lines if line[:2] in ("1.", "2.", "3.")]
    assert looked == [
        "2. How old are you?",
        "1. Hurt now",
        "2. How old are you?",
        "3. Borrowed before",
    ]
    at_hand = at(fresh, "back", "forward", "quit")
    assert at_hand.said.count("Question 5: Blade guard") == 2


def test_the_question_at_hand_is_shown_whole_again(fresh: Consultation) -> None:
    heard = at(answered(fresh, "blade"), "goto blade guard", "quit")
    assert heard.said.count("Question 5: Blade guard") == 2


def test_a_whole_title_is_meant_alone_where_other_questions_hold_its_words(
    fresh: Consultation,
) -> None:
    answered(fresh, "sign_borrower")
    assert "4. Tool: A saw" in at(fresh, ":goto tool", ":quit")
