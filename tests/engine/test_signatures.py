"""What a signature stands under, what makes it void, and what does not."""

from __future__ import annotations

import pytest

from exoguide.canonical import Json
from exoguide.engine.allowed import Why
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from tests.engine.sessions import HEAD, Session, flow

STEPS = """
[[step]]
id = "age"
stage = "history"
kind = "number"
ask = "How old are you?"

[[step]]
id = "story"
stage = "history"
kind = "text"
ask = "Tell me."

[[step]]
id = "wish"
stage = "history"
kind = "text"
ask = "What do you hope for?"
material = true

[[step]]
id = "music"
stage = "history"
kind = "yes_no"
ask = "Shall there be music?"
material = false

[[step]]
id = "seen"
stage = "history"
kind = "date"
ask = "When were you seen?"
max = "today"

[[step]]
id = "told"
stage = "consent"
kind = "statement"
ask = "You are {age} years old, and it costs {price}. Today is {today}."

[[step]]
id = "patient_signs"
stage = "consent"
kind = "signature"
ask = "I agree to {price}."
role = "patient"
covers = ["told", "price", "costs"]

[[step]]
id = "doctor_signs"
stage = "consent"
kind = "signature"
ask = "I have explained it."
role = "clinician"
covers = ["told"]

[[compute]]
id = "price"
type = "number"
value = "age * 10"

[[output]]
id = "costs"
kind = "costs"
title = "Costs"
items = [{ id = "visit", text = "The visit", value = "price" }]

[[flag]]
id = "old"
action = "defer"
when = 'age >= 90'
goto = "wait"
message = "Wait."
override = true

[[flag]]
id = "caution"
action = "caution"
when = 'music is no'
message = "Quiet."
"""
ACCEPT = """
[[step]]
id = "close"
stage = "consent"
kind = "statement"
ask = "That is all."
route = [{ otherwise = "accepted" }]
"""
TEXT = flow(STEPS, head=HEAD.replace('language = "en"', 'language = "en"\nlanguages = ["fr"]'),
            close=ACCEPT)  # fmt: skip


def ready(age: int = 50) -> Session:
    return Session(TEXT).answer(
        age=age, story="Long.", wish="Less pain.", music="yes", seen="2026-11-20",
        told="acknowledged",
    )  # fmt: skip


def both() -> Session:
    return ready().sign("patient_signs").sign("doctor_signs", "Dr Grey", "clinician")


def test_a_signature_is_a_name_a_role_a_meaning_and_a_digest() -> None:
    session = ready().sign("patient_signs")
    body = session.log[-1].body
    assert body["name"] == "Ann Lee"
    assert body["role"] == "patient"
    assert body["meaning"] == "I agree to 500."
    assert len(str(body["digest"])) == 64


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"key": "patient_signs", "name": " ", "role": "patient"}, Why.LIMITS),
        ({"key": "patient_signs", "name": "Ann", "role": "clinician"}, Why.KIND),
        ({"key": "doctor_signs", "name": "Dr", "role": "clinician"}, Why.PLACE),
        ({"key": "age", "name": "Ann", "role": "patient"}, Why.PLACE),
    ],
)
def test_a_signature_is_refused_out_of_turn_without_a_name_or_in_another_role(
    body: dict[str, Json], why: Why
) -> None:
    assert ready().refusal(Kind.SIGNED, **body).why is why


def test_a_question_cannot_be_signed() -> None:
    assert Session(TEXT).refusal(Kind.SIGNED, key="age", name="Ann", role="").why is Why.KIND


@pytest.mark.parametrize(
    "change", [{"age": 51}, {"wish": "No pain."}, {"seen": "2026-11-19"}, {"music": "no"}]
)
def test_anything_it_covers_or_that_matters_makes_it_void(change: dict[str, object]) -> None:
    session = both().answer(**change)
    for key in [p.key for p in session.state.walk.path if p.status is Status.TO_CONFIRM]:
        session.confirm(key)
    session.expect(cursor="patient_signs")
    assert session.status("patient_signs") is Status.VOID
    assert set(session.state.void) == {"patient_signs", "doctor_signs"}
    assert "patient_signs" not in session.given()


def test_a_flag_that_stands_since_makes_it_void_although_its_answer_does_not_matter() -> None:
    session = both().answer(music="no")
    assert session.status("patient_signs") is Status.VOID


def test_a_text_a_note_the_language_and_the_date_leave_it_as_it_is() -> None:
    session = both().answer(story="Quite another story.")
    session.send(Kind.NOTED, key="age", text="Looks younger.")
    session.send(Kind.LANGUAGE, language="fr")
    session.resume("2026-12-24")
    for key in [p.key for p in session.state.walk.path if p.status is Status.TO_CONFIRM]:
        session.confirm(key)
    session.expect(cursor="close")
    assert session.state.void == ()


def test_going_back_to_what_was_signed_makes_it_hold_again() -> None:
    session = both().answer(age=51).confirm("told").expect(cursor="patient_signs")
    session.answer(age=50).confirm("told").expect(cursor="close")
    assert session.state.void == ()


def test_a_later_signature_stands_on_the_earlier_one() -> None:
    session = both().answer(age=51).confirm("told").sign("patient_signs", "Ann B. Lee")
    session.expect(cursor="doctor_signs")
    assert session.status("doctor_signs") is Status.VOID


def test_a_signature_by_another_person_is_another_signature() -> None:
    session = ready().sign("patient_signs", "Somebody Else")
    first = session.state.positions["doctor_signs"].basis
    assert first != ready().sign("patient_signs").state.positions["doctor_signs"].basis


def test_a_void_signature_is_not_offered_again() -> None:
    session = both().answer(age=51)
    assert session.state.suggestion("patient_signs") is None
    assert session.state.suggestion("age") is not None


def test_no_signature_while_a_flag_stands_and_again_once_it_is_set_aside() -> None:
    session = ready(95)
    assert session.status("patient_signs") is Status.BLOCKED
    assert session.cursor == "patient_signs"
    session.override("old").sign("patient_signs").expect(cursor="doctor_signs")


def test_a_stop_that_is_raised_after_signing_takes_the_signature_away() -> None:
    session = both().answer(age=95).confirm("told").expect(cursor="patient_signs")
    assert session.status("patient_signs") is Status.BLOCKED
    assert set(session.state.void) == {"patient_signs", "doctor_signs"}


def test_a_signature_cannot_be_answered_confirmed_or_undone() -> None:
    session = both()
    assert session.refused(patient_signs="signed") is Why.KIND
    assert session.refusal(Kind.CONFIRMED, key="patient_signs").why is Why.PLACE
    for event in session.log[1:]:
        assert session.refusal(Kind.UNDONE, event=event.id).why is Why.EVENT
    session.answer(close="acknowledged").undo().expect(cursor="close")


def test_what_waits_to_be_confirmed_comes_before_the_signature() -> None:
    session = both().answer(age=51).expect(cursor="told")
    assert "patient_signs" not in session.path
    refused = session.refusal(Kind.SIGNED, key="patient_signs", name="A", role="patient")
    assert refused.why is Why.PLACE
