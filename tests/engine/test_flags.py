"""Flags in three values: what raises them, what they do, and how they are set aside."""

from __future__ import annotations

import pytest

from exoguide.engine.allowed import Why
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.engine.surroundings import FlagState
from exoguide.errors import FlowError
from tests.engine.sessions import Session, flow

STEPS = """
[[step]]
id = "fever"
stage = "history"
kind = "yes_no"
ask = "Do you have a fever?"
non_answers = ["unknown", "declined"]
cautious = ["yes"]

[[step]]
id = "joint"
stage = "history"
kind = "yes_no"
ask = "Is the joint hot?"
non_answers = ["unknown"]

[[step]]
id = "blood"
stage = "history"
kind = "yes_no"
ask = "Do you take blood thinners?"
non_answers = ["unknown"]

[[step]]
id = "gate"
stage = "history"
kind = "gate"

[[step]]
id = "heart"
stage = "history"
kind = "yes_no"
ask = "Is your heart ill?"

[[step]]
id = "second_gate"
stage = "history"
kind = "gate"

[[step]]
id = "agree"
stage = "consent"
kind = "signature"
ask = "I agree."
role = "patient"

[[flag]]
id = "infected"
action = "stop"
when = 'fever is yes and joint is yes'
goto = "emergency"
message = "This may be an infection."
override = true

[[flag]]
id = "hot"
action = "stop"
when = 'joint is yes'
goto = "same_day"
message = "A hot joint."

[[flag]]
id = "bleeding"
action = "defer"
when = 'blood in [yes, unknown]'
goto = "wait"
message = "You may bleed."
message_unknown = "We do not know whether you may bleed."
override = true

[[flag]]
id = "feverish"
action = "refer"
when = 'risk(fever)'
goto = "specialist"
message = "You may have a fever."

[[flag]]
id = "ill_heart"
action = "refer"
applies = 'blood is yes'
when = 'heart is yes'
goto = "specialist"
message = "Heart and blood thinners."

[[flag]]
id = "careful"
action = "caution"
when = 'heart is yes'
message = "Be careful."
"""
ACCEPT = """
[[step]]
id = "close"
stage = "consent"
kind = "statement"
ask = "That is all."
route = [{ otherwise = "accepted" }]
"""
FLAGS = flow(STEPS, close=ACCEPT)


def state(session: Session, flag: str) -> FlagState:
    return session.state.around.flags.get(flag, FlagState.UNASSESSED)


def test_a_flag_is_not_assessed_until_its_answers_decide_it() -> None:
    session = Session(FLAGS)
    assert state(session, "infected") is FlagState.UNASSESSED
    session.answer(fever="yes")
    assert state(session, "infected") is FlagState.UNASSESSED
    session.answer(joint="no")
    assert state(session, "infected") is FlagState.CLEAR


def test_a_flag_is_clear_as_soon_as_one_answer_settles_it() -> None:
    assert state(Session(FLAGS).answer(fever="no"), "infected") is FlagState.CLEAR


def test_a_flag_that_does_not_apply_is_clear_and_keeps_nothing_away() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="no")
    assert state(session, "ill_heart") is FlagState.CLEAR


def test_a_stop_diverts_at_once() -> None:
    Session(FLAGS).answer(fever="no", joint="yes").expect(
        arrived="same_day", cursor="", path=["fever", "joint"]
    )


def test_of_two_stops_the_end_of_the_lower_rank_is_reached_and_both_stand() -> None:
    Session(FLAGS).answer(fever="yes", joint="yes").expect(
        arrived="emergency", standing=["infected", "hot", "feverish"]
    )


def test_a_stop_that_is_set_aside_lets_the_walk_pass_to_the_next_one() -> None:
    session = Session(FLAGS).answer(fever="yes", joint="yes").override("infected")
    session.expect(arrived="same_day", standing=["hot", "feverish"])
    session.resolve("hot").expect(cursor="blood", raised=["infected", "hot", "feverish"])


def test_a_flag_that_allows_no_override_can_be_resolved_only() -> None:
    session = Session(FLAGS).answer(fever="no", joint="yes")
    assert session.refusal(Kind.OVERRIDDEN, flag="hot", reason="Looks fine.").why is Why.EVENT
    refused = session.refusal(Kind.RESOLVED, flag="hot", who="", document="x", date="2026-11-20")
    assert refused.why is Why.REASON
    refused = session.refusal(Kind.RESOLVED, flag="hot", who="Dr", document="x", date="soon")
    assert refused.why is Why.KIND
    session.resolve("hot").expect(cursor="blood")


def test_an_override_needs_a_reason_and_a_flag_that_stands() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes")
    assert session.refusal(Kind.OVERRIDDEN, flag="bleeding", reason=" ").why is Why.REASON
    assert session.refusal(Kind.OVERRIDDEN, flag="infected", reason="x").why is Why.EVENT
    session.override("bleeding")
    assert session.refusal(Kind.OVERRIDDEN, flag="bleeding", reason="x").why is Why.EVENT


def test_a_caution_only_shows() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="no", heart="yes")
    session.expect(cursor="agree", standing=["careful"])
    assert session.refusal(Kind.OVERRIDDEN, flag="careful", reason="x").why is Why.EVENT


def test_a_defer_and_a_refer_wait_for_the_gate_and_the_lower_rank_ends_it() -> None:
    session = Session(FLAGS).answer(fever="yes", joint="no", blood="yes")
    session.expect(cursor="gate", standing=["bleeding", "feverish"])
    session.answer(gate="end").expect(arrived="wait")
    assert session.state.walk.by == ("gate",)


def test_a_silent_gate_is_passed_unseen() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="no")
    session.expect(cursor="heart", path=["fever", "joint", "blood", "heart"])


def test_for_information_only_nobody_can_sign() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes", gate="information")
    session.answer(heart="no").expect(cursor="agree")
    assert session.status("agree") is Status.BLOCKED
    refused = session.refusal(Kind.SIGNED, key="agree", name="Ann", role="patient")
    assert refused.why is Why.BLOCKED
    assert "You may bleed." in refused.message


def test_information_only_stays_when_its_flag_is_set_aside_afterwards() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes", gate="information")
    session.answer(heart="no").override("bleeding")
    session.expect(standing=[], cursor="agree")
    assert session.status("agree") is Status.OPEN
    assert "gate" in session.state.shelved


def test_a_second_gate_asks_only_about_flags_that_no_gate_has_put() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes", gate="information")
    session.answer(heart="no").expect(cursor="agree")
    session.answer(heart="yes").expect(cursor="second_gate")
    session.answer(second_gate="end").expect(arrived="wait")


def test_a_gate_asks_again_when_other_flags_come_to_it() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes", gate="information")
    session.answer(fever="yes").expect(cursor="gate")
    assert session.status("gate") is Status.TO_CONFIRM


def test_an_override_is_void_once_an_input_of_the_flag_changes() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes").override("bleeding")
    session.expect(standing=[], cursor="heart")
    session.answer(blood="unknown").expect(standing=["bleeding"], cursor="gate")
    session.answer({"reason": "x"}, blood="yes").expect(standing=[], cursor="heart")


def test_a_stop_that_was_overridden_diverts_again_when_a_later_input_comes_in() -> None:
    late = """
[[step]]
id = "one"
stage = "history"
kind = "yes_no"
ask = "One?"

[[step]]
id = "two"
stage = "history"
kind = "yes_no"
ask = "Two?"

[[flag]]
id = "any_of_two"
action = "stop"
when = 'one is yes or two is yes'
goto = "emergency"
message = "Stop."
override = true
"""
    session = Session(flow(late)).answer(one="yes").expect(arrived="emergency")
    session.override("any_of_two").expect(cursor="two")
    session.answer(two="yes").expect(arrived="emergency")
    session.override("any_of_two").expect(cursor="close")


def test_a_reason_is_asked_exactly_where_an_input_of_a_standing_flag_changes() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes", gate="information")
    assert session.refused(blood="no") is Why.REASON
    session.answer(blood="yes").answer(joint="no").answer(fever="declined")
    assert session.refused(fever="no") is Why.REASON
    session.answer({"reason": "Misheard."}, fever="no", blood="no")
    assert session.log[-1].body["reason"] == "Misheard."
    session.answer(blood="unknown", fever="no")


def test_a_reason_is_not_asked_for_a_flag_that_was_set_aside_or_only_cautions() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes").override("bleeding")
    session.answer(heart="yes").expect(standing=["ill_heart", "careful"])
    session.resolve("ill_heart").answer(heart="no").answer(blood="no")


def test_undoing_an_input_of_a_standing_flag_asks_for_a_reason_too() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes")
    event = session.log[-1].id
    assert session.refusal(Kind.UNDONE, event=event).why is Why.REASON
    session.undo(reason="Wrong patient.").expect(cursor="blood")


def test_nobody_is_told_they_are_ill_because_they_do_not_know() -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="unknown")
    (flag,) = session.state.standing
    assert session.state.around.by_ignorance(flag)
    session.answer({"reason": "Asked again."}, blood="yes")
    (flag,) = session.state.standing
    assert not session.state.around.by_ignorance(flag)


def test_an_applying_flag_that_is_not_assessed_keeps_signatures_and_acceptance_away() -> None:
    unasked = FLAGS.replace(
        'ask = "Is your heart ill?"', "ask = \"Is your heart ill?\"\nwhen = 'blood is unknown'"
    )
    session = Session(unasked).answer(fever="no", joint="no", blood="yes").override("bleeding")
    session.expect(cursor="agree")
    assert session.state.walk.blocked == ("ill_heart", "careful")
    assert session.status("agree") is Status.BLOCKED
    straight = unasked.replace("when = 'fever is yes and joint is yes'", "when = 'fever is yes'")
    assert Session(straight).answer(fever="no").cursor == "joint"


def test_a_completing_end_is_not_reached_while_a_flag_stands() -> None:
    unsigned = flow(STEPS.replace('id = "agree"\nstage = "consent"\nkind = "signature"\n',
                                  'id = "agree"\nstage = "consent"\nkind = "statement"\n')
                    .replace('role = "patient"\n', ""), close=ACCEPT)  # fmt: skip
    session = Session(unsigned).answer(fever="no", joint="no", blood="yes", gate="information")
    session.answer(heart="no", agree="acknowledged", close="acknowledged").expect(arrived="")
    assert session.refusal(Kind.ENDED).why is Why.BLOCKED
    session.answer({"reason": "Misheard."}, blood="no").expect(arrived="accepted").end()


def test_a_stop_that_hangs_on_the_clinic_alone_diverts_before_the_first_question() -> None:
    licensed = (
        """
[[clinic]]
id = "licensed"
type = "yes_no"
ask = "Is there a licence?"
"""
        """
[[step]]
id = "one"
stage = "history"
kind = "yes_no"
ask = "One?"

[[flag]]
id = "no_licence"
action = "stop"
when = 'clinic.licensed is no'
goto = "specialist"
message = "There is no licence."
"""
    )
    Session(flow(licensed), clinic={"licensed": "no"}).expect(arrived="specialist", path=[])
    Session(flow(licensed), clinic={"licensed": "yes"}).expect(cursor="one")


def test_raised_remembers_a_flag_that_was_set_aside() -> None:
    asked = STEPS.replace(
        'ask = "Is your heart ill?"', "ask = \"Is your heart ill?\"\nwhen = 'raised(bleeding)'"
    )
    session = Session(flow(asked)).answer(fever="no", joint="no", blood="yes")
    session.override("bleeding").expect(cursor="heart")
    Session(flow(asked)).answer(fever="no", joint="no", blood="no").expect(cursor="agree")


@pytest.mark.parametrize("event", ["overridden", "resolved"])
def test_undo_does_not_reach_across_a_flag_that_was_set_aside(event: str) -> None:
    session = Session(FLAGS).answer(fever="no", joint="no", blood="yes")
    before = session.log[-1].id
    session = session.override("bleeding") if event == "overridden" else session.resolve("bleeding")
    assert session.refusal(Kind.UNDONE, event=before).why is Why.EVENT


BACK = flow(
    """
[[step]]
id = "one"
stage = "history"
kind = "yes_no"
ask = "One?"

[[step]]
id = "two"
stage = "history"
kind = "yes_no"
ask = "Two?"

[[step]]
id = "three"
stage = "history"
kind = "yes_no"
ask = "Three?"

[[flag]]
id = "turns"
action = "stop"
when = 'two is yes'
goto = "TARGET"
message = "Turn."
"""
)


def test_a_stop_may_lead_to_a_later_step() -> None:
    Session(BACK.replace("TARGET", "close")).answer(one="no", two="yes").expect(cursor="close")


def test_a_stop_that_leads_back_is_a_fault_of_the_flow_and_never_a_walk_without_end() -> None:
    session = Session(BACK.replace("TARGET", "one")).answer(one="no")
    with pytest.raises(FlowError, match="leads back"):
        session.answer(two="yes")
    session.expect(cursor="two").answer(two="no").expect(cursor="three")
