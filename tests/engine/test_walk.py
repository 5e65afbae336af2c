"""The one walk: what is asked, skipped, shelved, confirmed and brought back."""

from __future__ import annotations

from decimal import Decimal

from exoguide.engine.allowed import Why
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.flow.values import UNSET, NonAnswer
from tests.engine.sessions import HEAD, Session, flow

BRANCH = flow(
    """
[[step]]
id = "pain"
stage = "history"
kind = "choice"
ask = "How bad is the pain?"
non_answers = ["unknown"]
options = [
  { id = "none_at_all", label = "None", goto = "sleep", weight = 0 },
  { id = "some", label = "Some", weight = 1 },
  { id = "bad", label = "Bad", weight = 3 },
]

[[step]]
id = "since"
stage = "history"
kind = "number"
ask = "For how many weeks have you had {pain}?"
non_answers = ["unknown"]

[[step]]
id = "worse"
stage = "history"
kind = "yes_no"
ask = "Is it worse?"
when = 'known(since) and since > 4'
depends = ["pain"]

[[step]]
id = "sleep"
stage = "history"
kind = "yes_no"
ask = "Do you sleep?"

[[step]]
id = "told"
stage = "history"
kind = "text"
ask = "Anything else about {since}?"
when = 'answered(worse)'

[[compute]]
id = "doubled"
type = "number"
value = "since * 2"

[[compute]]
id = "score"
type = "number"
score = ["pain"]

[[compute]]
id = "cost"
type = "number"
low = "since * 10"
high = "since * 20"
"""
)


def test_the_next_question_is_the_next_step_whose_condition_holds() -> None:
    session = Session(BRANCH).answer(pain="some", since=2).expect(cursor="sleep")
    session.answer(since=5).expect(cursor="worse")


def test_an_option_leads_elsewhere_and_the_others_on() -> None:
    Session(BRANCH).answer(pain="none_at_all").expect(cursor="sleep", path=["pain", "sleep"])
    Session(BRANCH).answer(pain="unknown").expect(cursor="since")


def test_an_answer_off_the_path_is_shelved_read_by_nothing_and_offered_again() -> None:
    session = Session(BRANCH).answer(pain="bad", since=6, worse="yes", sleep="no", told="Much.")
    session.answer(pain="none_at_all").expect(path=["pain", "sleep", "close"])
    assert set(session.state.shelved) == {"since", "worse", "told"}
    assert session.value("doubled") is UNSET
    assert set(session.given()) == {"pain", "sleep"}
    assert session.state.suggestion("since") == Decimal(6)
    session.answer(pain="bad").expect(cursor="close")
    assert not session.state.shelved
    assert session.value("doubled") == Decimal(12)


def test_an_answer_to_a_question_that_reads_otherwise_now_is_to_confirm() -> None:
    session = Session(BRANCH).answer(pain="bad", since=6, worse="yes", sleep="no", told="Much.")
    session.answer(pain="some").expect(cursor="since")
    assert session.status("since") is Status.TO_CONFIRM
    assert session.status("worse") is Status.TO_CONFIRM
    assert session.status("sleep") is Status.ANSWERED
    assert session.status("told") is Status.ANSWERED
    assert session.given()["since"] == Decimal(6)
    session.confirm("worse", "since").expect(cursor="close")


def test_a_late_answer_cannot_unask_an_early_one() -> None:
    early = flow(
        """
[[step]]
id = "one"
stage = "history"
kind = "yes_no"
ask = "One?"
when = 'not answered(two) or two is no'

[[step]]
id = "two"
stage = "history"
kind = "yes_no"
ask = "Two?"
"""
    )
    session = Session(early).answer(one="yes", two="yes", close="acknowledged")
    session.expect(path=["one", "two", "close"], arrived="refused")


def test_a_compute_is_unset_not_known_or_a_value() -> None:
    session = Session(BRANCH)
    assert session.value("score") is UNSET
    session.answer(pain="unknown", since="unknown")
    assert session.value("score") is NonAnswer.UNKNOWN
    assert session.value("doubled") is NonAnswer.UNKNOWN
    session.answer(pain="bad").confirm("since").answer(since=5)
    assert session.value("score") == Decimal(3)
    assert session.value("doubled") == Decimal(10)
    assert (session.value("cost_low"), session.value("cost_high")) == (Decimal(50), Decimal(100))


def test_a_compute_is_unset_while_any_input_is_whatever_the_others_are() -> None:
    for order in ("one + two", "two + one"):
        text = flow(
            f"""
[[step]]
id = "one"
stage = "history"
kind = "number"
ask = "One?"
non_answers = ["unknown"]

[[step]]
id = "two"
stage = "history"
kind = "number"
ask = "Two?"

[[compute]]
id = "both"
type = "number"
value = "{order}"
"""
        )
        session = Session(text).answer(one="unknown")
        assert session.value("both") is UNSET
        session.answer(two=1)
        assert session.value("both") is NonAnswer.UNKNOWN


ROUTES = flow(
    """
[[step]]
id = "age"
stage = "history"
kind = "number"
ask = "How old are you?"
non_answers = ["declined"]
route = [
  { when = 'not known(age)', goto = "later" },
  { when = 'age < 18', goto = "refused" },
  { when = 'age < 60', goto = "next" },
  { otherwise = "frail" },
]

[[step]]
id = "sport"
stage = "history"
kind = "yes_no"
ask = "Do you do sport?"

[[step]]
id = "frail"
stage = "history"
kind = "yes_no"
ask = "Are you frail?"
"""
)


def test_routes_are_tried_in_order_and_otherwise_takes_the_rest() -> None:
    Session(ROUTES).answer(age="declined").expect(arrived="later")
    Session(ROUTES).answer(age=17).expect(arrived="refused")
    Session(ROUTES).answer(age=18).expect(cursor="sport")
    Session(ROUTES).answer(age=60).expect(cursor="frail")


def test_an_end_that_a_route_leads_to_names_the_answers_that_the_route_read() -> None:
    session = Session(ROUTES).answer(age="declined").end()
    assert session.log[-1].body["by"] == ["age"]
    session.reopen("2026-12-01").expect(cursor="age")


PLACED = flow(
    """
[[step]]
id = "child"
stage = "history"
kind = "yes_no"
ask = "Are you under 18?"

[[step]]
id = "allergy"
stage = "history"
kind = "choice"
ask = "Any allergy?"
when = 'child is yes'
options = [
  { id = "no_allergy", label = "No" },
  { id = "nuts", label = "Nuts", goto = "middle" },
  { id = "strong", label = "Strong", goto = "same_day" },
]

[[step]]
id = "middle"
stage = "history"
kind = "yes_no"
ask = "In the middle?"

[[step]]
id = "allergy_again"
stage = "consent"
use = "allergy"
when = 'middle is yes'
"""
)


def test_a_step_placed_twice_is_asked_once_under_one_key() -> None:
    Session(PLACED).answer(child="yes", allergy="no_allergy", middle="yes").expect(cursor="close")
    session = Session(PLACED).answer(child="no", middle="yes").expect(cursor="allergy")
    session.answer(allergy="no_allergy").expect(
        cursor="close", path=["child", "middle", "allergy", "close"]
    )


def test_the_second_place_has_its_own_condition() -> None:
    Session(PLACED).answer(child="no", middle="no").expect(cursor="close")


def test_an_option_at_the_second_place_leads_to_an_end_but_never_back() -> None:
    session = Session(PLACED).answer(child="no", middle="yes", allergy="nuts")
    session.expect(cursor="close", path=["child", "middle", "allergy", "close"])
    session.answer(allergy="strong").expect(arrived="same_day")


SKIPPABLE = flow(
    """
[[step]]
id = "one"
stage = "history"
kind = "yes_no"
ask = "One?"

[[step]]
id = "two"
stage = "extra"
kind = "yes_no"
ask = "Two?"

[[step]]
id = "three"
stage = "extra"
kind = "yes_no"
ask = "Three?"
""",
    head=HEAD.replace("order = 2", "order = 3")
    + """
[[stage]]
id = "extra"
title = "Extra"
order = 2
skippable = true
""",
)


def test_a_stage_is_skipped_with_a_reason_where_the_flow_allows_it() -> None:
    session = Session(SKIPPABLE)
    assert session.refusal(Kind.SKIPPED, stage="extra", reason="x").why is Why.PLACE
    assert session.refusal(Kind.SKIPPED, stage="history", reason="x").why is Why.EVENT
    assert session.refusal(Kind.SKIPPED, stage="nowhere", reason="x").why is Why.EVENT
    session.answer(one="yes", two="no")
    assert session.refusal(Kind.SKIPPED, stage="extra", reason=" ").why is Why.REASON
    session.skip("extra").expect(cursor="close", path=["one", "close"])
    assert set(session.state.shelved) == {"two"}


def test_undoing_a_skip_brings_the_stage_and_its_answers_back() -> None:
    session = Session(SKIPPABLE).answer(one="yes", two="no").skip("extra").undo()
    session.expect(cursor="three", path=["one", "two", "three"])


def test_undo_restores_the_previous_answer_and_then_none() -> None:
    session = Session(BRANCH).answer(pain="some").answer(pain="bad").undo()
    assert session.given()["pain"] == "some"
    session.undo().expect(cursor="pain")
    assert session.refusal(Kind.UNDONE, event="e2").why is Why.EVENT
    assert session.refusal(Kind.UNDONE, event="e99").why is Why.EVENT


def test_undo_names_its_event_and_refuses_one_that_was_replaced() -> None:
    session = Session(BRANCH).answer(pain="some").answer(pain="bad")
    assert session.refusal(Kind.UNDONE, event="e2").why is Why.EVENT
    session.answer(since=2).undo("e3")
    assert session.given()["pain"] == "some"


def test_undoing_a_confirmation_lets_it_wait_again() -> None:
    session = Session(BRANCH).answer(pain="bad", since=6).answer(pain="some").confirm("since")
    session.undo().expect(cursor="since")
    assert session.status("since") is Status.TO_CONFIRM


def test_a_note_stands_beside_a_step_until_it_is_emptied() -> None:
    session = Session(BRANCH).send(Kind.NOTED, key="pain", text="Hesitates.")
    assert session.state.ledger.notes == {"pain": "Hesitates."}
    session.send(Kind.NOTED, key="pain", text="")
    assert session.state.ledger.notes == {}
    assert session.refusal(Kind.NOTED, key="nowhere", text="x").why is Why.PLACE


def test_the_language_changes_no_answer_and_must_be_one_that_is_there() -> None:
    session = Session(BRANCH).answer(pain="some")
    assert session.refusal(Kind.LANGUAGE, language="xx").why is Why.NOT_ALLOWED
    session.send(Kind.LANGUAGE, language="en").expect(cursor="since")


def test_an_answer_that_arrives_says_what_it_brought_about() -> None:
    session = Session(BRANCH).answer(pain="bad", since=6, worse="yes", sleep="no", told="x")
    session.answer(pain="none_at_all")
    assert session.effects.shelved == ("since", "worse", "told")
    session.answer(close="acknowledged")
    assert session.effects.arrived == "refused"


def test_what_a_change_brings_about_is_told_before_it_is_made() -> None:
    session = Session(BRANCH).answer(pain="bad", since=6, worse="yes", sleep="no", told="x")
    foreseen = session.foresee(pain="none_at_all")
    assert foreseen.sets_aside == ("since", "worse", "told")
    assert foreseen.asks == ()
    foreseen = session.foresee(pain="some")
    assert foreseen.confirms == ("since", "worse")
    session.answer(pain="none_at_all")
    assert session.foresee(pain="bad").brings_back == ("since", "worse", "told")
