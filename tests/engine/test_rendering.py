"""Texts with values put in, where a value is missing."""

from __future__ import annotations

from typing import Final

from exoguide.engine.rendering import render
from tests.engine.sessions import Session, flow

ASKS: Final = flow(
    """
[[clinic]]
id = "phone"
type = "text"
ask = "Which phone?"

[[clinic]]
id = "days"
type = "number"
ask = "How many days?"
unit = "days"

[[step]]
id = "age"
stage = "history"
kind = "number"
ask = "How old are you?"
non_answers = ["unknown"]
"""
)


def said(text: str, session: Session) -> str:
    return render(session.state.around, text, "en")


def test_a_value_that_the_clinic_has_not_given_says_so_and_not_that_nobody_asked() -> None:
    session = Session(ASKS, clinic={"days": {"number": "7"}})
    assert said("Call {clinic.phone}.", session) == "Call not set by the clinic."
    assert said("Wait {clinic.days}.", session) == "Wait 7 days."


def test_a_question_that_was_not_asked_and_one_not_known_are_told_apart() -> None:
    assert said("Age: {age}.", Session(ASKS)) == "Age: not asked."
    assert said("Age: {age}.", Session(ASKS).answer(age="unknown")) == "Age: not known."
