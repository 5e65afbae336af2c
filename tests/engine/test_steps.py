"""Every kind of step, what it takes, and what it refuses with which words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from exoguide.engine.allowed import Why
from exoguide.engine.encoding import Text
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.errors import FlowError
from exoguide.flow.values import Money, NonAnswer
from tests.engine.sessions import Session, flow

EVERY_KIND = flow(
    """
[[step]]
id = "pain"
stage = "history"
kind = "choice"
ask = "How bad is it?"
options = [{ id = "mild", label = "Mild" }, { id = "severe", label = "Severe" }]

[[step]]
id = "signs"
stage = "history"
kind = "multi"
ask = "Which of these?"
max = "2"
options = [
  { id = "fever", label = "Fever" },
  { id = "chills", label = "Chills" },
  { id = "rash", label = "Rash" },
  { id = "nothing", label = "None of these", exclusive = true },
]

[[step]]
id = "blood"
stage = "history"
kind = "yes_no"
ask = "Do you take blood thinners?"
non_answers = ["unknown", "declined"]

[[step]]
id = "age"
stage = "history"
kind = "number"
ask = "How old are you?"
unit = "years"
min = "0"
max = "120"
soft_max = "100"
places = 0

[[step]]
id = "price"
stage = "history"
kind = "money"
ask = "What does it cost?"
min = "USD 0"

[[step]]
id = "since"
stage = "history"
kind = "date"
ask = "When was it?"
max = "today"

[[step]]
id = "story"
stage = "history"
kind = "text"
ask = "Tell me."
non_answers = ["declined"]

[[step]]
id = "told"
stage = "history"
kind = "statement"
ask = "This is not approved."

[[step]]
id = "taught"
stage = "history"
kind = "teach_back"
ask = "Say it in your own words."
tests = "told"

[[step]]
id = "agree"
stage = "consent"
kind = "signature"
ask = "I agree."
role = "patient"
covers = ["told"]
"""
)


def full() -> Session:
    return Session(EVERY_KIND).answer(
        pain="mild",
        signs={"fever", "rash"},
        blood="unknown",
        age=52,
        price=2500,
        since="2026-11-01",
        story="It began in May.",
        told="acknowledged",
        taught="correct",
    )


def test_every_kind_of_step_takes_its_answer() -> None:
    session = full().expect(cursor="agree").sign("agree").expect(cursor="close")
    assert session.given() == {
        "pain": "mild",
        "signs": frozenset({"fever", "rash"}),
        "blood": NonAnswer.UNKNOWN,
        "age": Decimal(52),
        "price": Money(Decimal(2500), "USD"),
        "since": date(2026, 11, 1),
        "story": Text("It began in May."),
        "told": "acknowledged",
        "taught": "correct",
        "agree": "signed",
    }
    session.answer(close="acknowledged").expect(arrived="refused", cursor="")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"pain": "awful"}, Why.NOT_ALLOWED),
        ({"pain": 3}, Why.KIND),
        ({"pain": "unknown"}, Why.NOT_ALLOWED),
        ({"signs": {"fever", "chills", "rash"}}, Why.LIMITS),
        ({"signs": set()}, Why.LIMITS),
        ({"signs": {"fever", "nothing"}}, Why.NOT_ALLOWED),
        ({"signs": "fever"}, Why.KIND),
        ({"blood": "not_applicable"}, Why.NOT_ALLOWED),
        ({"blood": "maybe"}, Why.NOT_ALLOWED),
        ({"blood": True}, Why.KIND),
        ({"age": -1}, Why.LIMITS),
        ({"age": 121}, Why.LIMITS),
        ({"age": 101}, Why.CONFIRM),
        ({"age": 51.5}, Why.LIMITS),
        ({"price": -1}, Why.LIMITS),
        ({"price": 1.999}, Why.LIMITS),
        ({"since": "2026-11-24"}, Why.LIMITS),
        ({"story": "   "}, Why.LIMITS),
        ({"told": "yes"}, Why.NOT_ALLOWED),
        ({"taught": "wrong"}, Why.NOT_ALLOWED),
        ({"agree": "signed"}, Why.KIND),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_changes_nothing(
    answer: dict[str, object], why: Why
) -> None:
    session = full()
    before = session.given()
    assert session.refused(**answer) is why
    assert session.given() == before


def test_an_amount_in_another_currency_is_refused() -> None:
    refused = full().refusal(Kind.ANSWERED, key="price", value={"money": "10", "currency": "EUR"})
    assert refused.why is Why.KIND
    assert "USD" in refused.message


@pytest.mark.parametrize(
    "value",
    [
        {"number": "NaN"},
        {"number": "Infinity"},
        {"number": "1E+999999999"},
        {"number": "1E-999999999"},
        {"number": "five"},
        {"items": [True], "closed": True},
        {"date": "yesterday"},
        {"none": "perhaps"},
        {"unheard": "of"},
        None,
        5,
        ["fever", 3],
    ],
)
def test_what_spells_no_answer_is_refused_quickly(value: object) -> None:
    session = full()
    for key in ("age", "signs"):
        body = {"key": key, "value": value}
        assert session.refusal(Kind.ANSWERED, **body).why is Why.KIND  # type: ignore[arg-type]  # bodies of any form are the point


def test_a_number_of_too_many_digits_is_refused() -> None:
    refused = full().refusal(Kind.ANSWERED, key="age", value={"number": "1" * 40})
    assert refused.why is Why.LIMITS


def test_an_unusual_answer_is_taken_once_the_person_is_sure() -> None:
    session = full()
    assert session.refused(age=101) is Why.CONFIRM
    session.answer({"sure": True}, age=101)
    assert session.given()["age"] == Decimal(101)
    assert session.log[-1].body["sure"] is True


def test_being_sure_does_not_carry_over_a_hard_limit() -> None:
    session = full()
    body = {"key": "age", "value": {"number": "121"}, "sure": True}
    assert session.refusal(Kind.ANSWERED, **body).why is Why.LIMITS  # type: ignore[arg-type]  # bodies of any form are the point


def test_a_question_that_has_not_come_up_cannot_be_answered() -> None:
    session = Session(EVERY_KIND)
    assert session.refused(age=52) is Why.PLACE
    assert session.refused(nothing_of_the_kind="x") is Why.PLACE


def test_the_words_of_the_patient_stay_with_the_answer() -> None:
    session = full().answer({"words": "It is not proven."}, taught="retaught")
    assert session.state.answers["taught"].words == "It is not proven."


def test_the_words_of_the_patient_stay_when_a_later_visit_confirms_the_answer() -> None:
    text = flow(
        """
[[step]]
id = "taught"
stage = "history"
kind = "teach_back"
ask = "Say it in your own words."
tests = "told"
recheck = "visit"

[[step]]
id = "told"
stage = "history"
kind = "statement"
ask = "This is not approved."
"""
    )
    session = Session(text).answer({"words": "It is not proven."}, taught="retaught")
    session.resume("2026-12-01").confirm("taught")
    assert session.state.answers["taught"].words == "It is not proven."


CHECKS = flow(
    """
[[step]]
id = "low"
stage = "history"
kind = "number"
ask = "At least?"
non_answers = ["unknown"]

[[step]]
id = "high"
stage = "history"
kind = "number"
ask = "At most?"
check = [
  { must = 'not known(low) or high >= low', message = "It is less than the least." },
  { must = 'high <= 100', message = "That is much.", level = "confirm" },
]

[[step]]
id = "room"
stage = "history"
kind = "number"
ask = "How much room?"
max = "low else 10"
"""
)


def test_a_check_reads_earlier_answers_and_the_answer_itself() -> None:
    session = Session(CHECKS).answer(low=5)
    assert session.refused(high=4) is Why.CHECK
    assert session.refused(high=101) is Why.CONFIRM
    session.answer({"sure": True}, high=101).expect(cursor="room")


def test_a_later_check_is_not_hidden_by_a_soft_one() -> None:
    session = Session(CHECKS).answer(low=200)
    body = {"key": "high", "value": {"number": "150"}, "sure": True}
    assert session.refusal(Kind.ANSWERED, **body).why is Why.CHECK  # type: ignore[arg-type]  # bodies of any form are the point


def test_a_limit_reads_an_earlier_answer() -> None:
    session = Session(CHECKS).answer(low=5, high=6)
    assert session.refused(room=6) is Why.LIMITS
    session.answer(room=5).expect(cursor="close")


def test_a_limit_with_a_default_holds_while_its_answer_is_not_known() -> None:
    session = Session(CHECKS).answer(low="unknown", high=6)
    assert session.refused(room=11) is Why.LIMITS
    session.answer(room=10).expect(cursor="close")


def test_a_limit_that_moves_sends_the_answer_back_to_be_answered_again() -> None:
    session = Session(CHECKS).answer(low=5, high=6, room=5, close="acknowledged")
    session.answer(low=4)
    assert session.status("room") is Status.AGAIN
    assert session.status("high") is Status.TO_CONFIRM
    assert "room" not in session.given()
    session.confirm("high").expect(cursor="room").answer(room=4).expect(arrived="refused")


OPTIONS = flow(
    """
[[step]]
id = "trial"
stage = "history"
kind = "yes_no"
ask = "Is there a trial?"

[[step]]
id = "choice"
stage = "history"
kind = "choice"
ask = "What do you decide?"
options = [
  { id = "accept", label = "Accept", when = 'trial is yes', unavailable = "There is no trial." },
  { id = "decline", label = "Decline" },
]
"""
)


def test_a_closed_option_cannot_be_chosen_and_says_why() -> None:
    session = Session(OPTIONS).answer(trial="no")
    refused = session.refusal(Kind.ANSWERED, key="choice", value="accept")
    assert refused.why is Why.UNAVAILABLE
    assert "There is no trial." in refused.message


def test_an_option_that_closes_sends_its_answer_back_and_others_to_be_confirmed() -> None:
    session = Session(OPTIONS).answer(trial="yes", choice="accept").answer(trial="no")
    assert session.status("choice") is Status.AGAIN
    session.answer(choice="decline").answer(trial="yes")
    assert session.status("choice") is Status.TO_CONFIRM
    assert session.given()["choice"] == "decline"


def test_an_answer_that_is_possible_again_holds_as_it_was() -> None:
    session = Session(OPTIONS).answer(trial="yes", choice="accept", close="acknowledged")
    session.answer(trial="no").expect(cursor="choice", arrived="")
    session.answer(trial="yes").expect(arrived="refused")
    assert session.status("choice") is Status.ANSWERED


UNGUARDED = flow(
    """
[[step]]
id = "first"
stage = "history"
kind = "yes_no"
ask = "First?"

[[step]]
id = "second"
stage = "history"
kind = "number"
ask = "Second?"
when = 'first is yes'
non_answers = ["unknown"]

[[step]]
id = "third"
stage = "history"
kind = "number"
ask = "Third?"
max = "second"
"""
)


@pytest.mark.parametrize("answers", [{"first": "no"}, {"first": "yes", "second": "unknown"}])
def test_reading_what_is_not_there_stops_instead_of_counting_as_false(
    answers: dict[str, object],
) -> None:
    session = Session(UNGUARDED)
    with pytest.raises(FlowError, match="third"):
        session.answer(**answers)
    assert list(session.state.answers) == list(answers)[:-1]


DATED = flow(
    """
[[step]]
id = "planned"
stage = "history"
kind = "date"
ask = "Which day?"
check = [{ must = 'planned >= today', message = "This day has passed." }]

[[step]]
id = "quote"
stage = "history"
kind = "date"
ask = "Until when does the quote hold?"
check = [{ must = 'quote >= today', message = "It has run out.", level = "confirm" }]
"""
)


def test_a_check_against_today_is_looked_at_again_on_every_visit() -> None:
    session = Session(DATED).answer(planned="2026-12-01", quote="2026-12-01", close="acknowledged")
    session.resume("2026-12-01").expect(arrived="refused")
    session.resume("2026-12-02").expect(arrived="", cursor="planned")
    assert session.status("planned") is Status.AGAIN
    session.answer(planned="2026-12-05").expect(cursor="quote")
    assert session.status("quote") is Status.TO_CONFIRM
    session.confirm("quote").expect(arrived="refused")


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 pair", "\udfff"])
def test_text_that_no_file_can_hold_is_refused(text: str) -> None:
    session = full()
    for kind, body in (
        (Kind.ANSWERED, {"key": "story", "value": {"text": text}}),
        (Kind.ANSWERED, {"key": "taught", "value": "correct", "words": text}),
        (Kind.NOTED, {"key": "story", "text": text}),
        (Kind.NOTED, {"key": text, "text": "x"}),
        (Kind.IDENTIFIED, {"name": text}),
        (Kind.SIGNED, {"key": "agree", "name": text, "role": "patient"}),
    ):
        assert session.refusal(kind, **body).why is Why.TEXT


def test_a_hundred_thousand_characters_are_kept_and_one_more_is_refused() -> None:
    words = "é" * 99_999 + "\U0001f600"
    session = full().answer(story=words)
    assert session.given()["story"] == Text(words)
    assert session.refused(story=words + "x") is Why.LIMITS
