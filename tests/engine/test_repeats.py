"""Lists of items: asked for each, numbered once, counted whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exoguide.engine.allowed import Why
from exoguide.engine.encoding import Roster
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.engine.surroundings import FlagState
from tests.engine.sessions import Session, flow

STEPS = """
[[group]]
id = "medicines"
item = "medicine"
ask = "Which medicines do you take?"
min = 0
max = 3

[[step]]
id = "start"
stage = "history"
kind = "yes_no"
ask = "Before?"

[[step]]
id = "thins"
stage = "history"
group = "medicines"
kind = "yes_no"
ask = "Does it thin the blood?"
non_answers = ["unknown"]

[[step]]
id = "dose"
stage = "history"
group = "medicines"
kind = "number"
ask = "How much?"
when = 'thins is yes'
non_answers = ["unknown"]

[[step]]
id = "thinner"
stage = "history"
kind = "statement"
ask = "You take a blood thinner."
when = 'any(thins is yes)'

[[compute]]
id = "total"
type = "number"
value = "sum(dose)"

[[flag]]
id = "much"
action = "caution"
when = 'known(total) and total > 10'
message = "That is much."

[[flag]]
id = "bleeds"
action = "stop"
when = 'any(thins in [yes, unknown])'
goto = "same_day"
message = "You may bleed."
message_unknown = "We do not know."
override = true
"""
LIST = flow(STEPS)
PLAIN = flow(STEPS.replace('action = "stop"', 'action = "caution"').replace(
    'goto = "same_day"\n', "").replace("override = true\n", "")
    .replace("when = 'thins is yes'\n", ""))  # fmt: skip


def test_an_empty_list_is_an_answer_and_leads_on() -> None:
    session = Session(PLAIN).answer(start="no").expect(cursor="medicines")
    session.answer(medicines=[]).expect(cursor="close", path=["start", "medicines", "close"])
    assert session.state.around.flags["bleeds"] is FlagState.CLEAR


def test_each_item_is_asked_and_another_one_offered_until_the_list_is_closed() -> None:
    session = Session(PLAIN).answer(start="no", medicines=(1,)).expect(cursor="thins#1")
    assert session.status("medicines") is Status.ANSWERED
    session.answer(thins_1="no", dose_1=3).expect(cursor="medicines")
    assert session.status("medicines") is Status.OPEN
    session.answer(medicines=(1, 2)).answer(thins_2="yes", dose_2=4)
    session.answer(medicines=[1, 2]).expect(cursor="thinner")
    assert session.given()["medicines"] == Roster((1, 2), closed=True)
    assert session.value("total") == Decimal(7)


def test_the_list_can_be_changed_while_an_item_is_asked() -> None:
    session = Session(PLAIN).answer(start="no", medicines=(1,), thins_1="no", dose_1=3)
    session.answer(medicines=(1, 2)).expect(cursor="thins#2")
    assert "medicines" not in session.state.shelved
    session.answer(medicines=[1]).expect(cursor="close")


def test_a_middle_item_is_removed_and_its_number_never_used_again() -> None:
    session = Session(PLAIN).answer(start="no", medicines=[1, 2, 3])
    session.answer(thins_1="no", dose_1=1, thins_2="no", dose_2=2, thins_3="yes", dose_3=3)
    session.answer(medicines=[1, 3])
    assert session.value("total") == Decimal(4)
    assert session.given()["dose#3"] == Decimal(3)
    assert "dose#2" in session.state.shelved
    assert session.refused(medicines=[1, 2, 3]) is Why.NOT_ALLOWED
    session.answer(medicines=[1, 3, 4]).expect(cursor="thins#4")


def test_the_number_of_the_last_item_is_not_used_again_either() -> None:
    session = Session(PLAIN).answer(start="no", medicines=[1, 2]).answer(medicines=[1])
    assert session.refused(medicines=[1, 2]) is Why.NOT_ALLOWED
    session.answer(medicines=[1, 3])


def test_a_sum_read_while_the_list_is_asked_counts_what_comes_after() -> None:
    session = Session(PLAIN).answer(start="no", medicines=[1, 2], thins_1="no", dose_1=5)
    session.expect(standing=[]).answer(thins_2="no", dose_2=6).expect(standing=["much"])
    session.answer(dose_1=1).expect(standing=[])


def test_a_list_holds_its_least_and_most() -> None:
    one = Session(flow(STEPS.replace("min = 0\nmax = 3", "min = 1\nmax = 2"))).answer(start="no")
    assert one.refused(medicines=[]) is Why.LIMITS
    assert one.refused(medicines=[1, 2, 3]) is Why.LIMITS
    assert one.refused(medicines=[2, 1]) is Why.NOT_ALLOWED
    assert one.refused(medicines=[1, 1]) is Why.NOT_ALLOWED
    assert one.refused(medicines="yes") is Why.KIND
    one.answer(medicines=[1]).expect(cursor="thins#1")


def test_undoing_the_list_gives_back_the_earlier_one_but_no_number() -> None:
    session = Session(PLAIN).answer(start="no", medicines=(1,)).undo().expect(cursor="medicines")
    assert session.refused(medicines=[1]) is Why.NOT_ALLOWED
    session.answer(medicines=[2]).expect(cursor="thins#2")


def test_a_list_that_was_not_asked_leaves_its_flag_not_assessed() -> None:
    session = Session(PLAIN).answer(start="no")
    assert "bleeds" not in session.state.around.flags
    session.answer(medicines=[1])
    assert session.state.around.flags.get("bleeds", FlagState.UNASSESSED) is FlagState.UNASSESSED


def test_a_flag_over_items_stops_at_the_first_that_raises_it() -> None:
    session = Session(LIST).answer(start="no", medicines=[1, 2], thins_1="yes")
    session.expect(arrived="same_day")


def test_a_flag_over_items_that_was_set_aside_lets_every_item_be_asked() -> None:
    session = Session(LIST).answer(start="no", medicines=[1, 2], thins_1="yes").override("bleeds")
    session.expect(cursor="dose#1").answer(dose_1=5).expect(cursor="thins#2")
    session.answer(thins_2="no").expect(arrived="same_day")
    session.override("bleeds").expect(cursor="thinner", arrived="")


def test_an_item_that_is_not_known_raises_the_flag_by_ignorance() -> None:
    session = Session(LIST).answer(start="no", medicines=[1], thins_1="unknown")
    (flag,) = session.state.standing
    assert session.state.around.by_ignorance(flag)
    session.answer({"reason": "Looked at the box."}, thins_1="yes")
    (flag,) = session.state.standing
    assert not session.state.around.by_ignorance(flag)


def test_an_answer_asked_because_of_an_item_is_confirmed_when_that_item_changes() -> None:
    session = Session(PLAIN).answer(start="no", medicines=[1, 2], thins_1="yes", dose_1=1)
    session.answer(thins_2="no", dose_2=1, thinner="acknowledged").expect(cursor="close")
    session.answer(thins_2="yes").expect(cursor="thinner")
    assert session.status("thinner") is Status.TO_CONFIRM
    session.confirm("thinner").answer(dose_2=9).expect(cursor="close")


def test_a_sum_over_a_list_is_unset_not_known_or_a_number() -> None:
    session = Session(PLAIN).answer(start="no")
    assert str(session.value("total")) == "Unset.UNSET"
    session.answer(medicines=[1], thins_1="no", dose_1="unknown", close="acknowledged")
    assert str(session.value("total")) == "NonAnswer.UNKNOWN"
    session.answer(dose_1=2)
    assert session.value("total") == Decimal(2)


ROUNDS = flow(
    """
[[group]]
id = "understanding"
rounds = 2
until = 'told_back in [correct, retaught]'
on_exhausted = "wait"

[[step]]
id = "told"
stage = "history"
kind = "statement"
ask = "It is not approved."

[[step]]
id = "again"
stage = "history"
group = "understanding"
kind = "statement"
ask = "Once more: it is not approved."

[[step]]
id = "told_back"
stage = "history"
group = "understanding"
kind = "teach_back"
ask = "In your own words?"
tests = "told"

[[step]]
id = "after"
stage = "history"
kind = "yes_no"
ask = "Was it right at once?"
when = 'told_back is correct'

[[flag]]
id = "not_understood"
action = "caution"
when = 'told_back is not_yet'
message = "Not understood yet."
"""
)


def test_rounds_end_as_soon_as_their_condition_holds() -> None:
    session = Session(ROUNDS).answer(told="acknowledged", again_1="acknowledged")
    session.answer(told_back_1="correct").expect(cursor="after")


def test_a_second_round_asks_everything_anew_and_reads_nothing_of_the_first() -> None:
    session = Session(ROUNDS).answer(told="acknowledged", again_1="acknowledged")
    session.answer({"words": "It is safe."}, told_back_1="not_yet").expect(cursor="again#2")
    assert "told_back" not in session.state.around.values
    assert session.state.around.flags["not_understood"] is FlagState.UNASSESSED
    session.answer(again_2="acknowledged", told_back_2="retaught").expect(cursor="close")
    assert session.given()["told_back#1"] == "not_yet"
    assert session.state.answers["told_back#1"].words == "It is safe."


def test_rounds_that_are_used_up_lead_on_and_a_reopening_asks_the_last_again() -> None:
    session = Session(ROUNDS).answer(told="acknowledged", again_1="acknowledged")
    session.answer(told_back_1="not_yet", again_2="acknowledged", told_back_2="not_yet")
    session.expect(arrived="wait").end().reopen("2026-12-01").expect(cursor="again#2")


def test_an_earlier_round_that_is_mended_shelves_the_later_one() -> None:
    session = Session(ROUNDS).answer(told="acknowledged", again_1="acknowledged")
    session.answer(told_back_1="not_yet", again_2="acknowledged", told_back_2="correct")
    session.answer(told_back_1="retaught").expect(cursor="close")
    assert set(session.state.shelved) == {"again#2", "told_back#2"}


DOUBT = """
[[step]]
id = "doubt"
stage = "history"
group = "understanding"
kind = "choice"
ask = "How sure are you?"
options = [
  { id = "sure", label = "Sure", weight = 0 },
  { id = "unsure", label = "Unsure", weight = 2 },
]

[[compute]]
id = "doubts"
type = "number"
score = ["doubt"]

[[flag]]
id = "doubtful"
action = "caution"
when = 'known(doubts) and doubts >= 2'
message = "Doubts."
"""


def test_a_score_is_worked_out_anew_in_every_round() -> None:
    following = '[[step]]\nid = "after"'
    scored = ROUNDS.replace(following, f"{DOUBT}\n{following}")
    session = Session(scored).answer(told="acknowledged", again_1="acknowledged")
    session.answer(told_back_1="not_yet", doubt_1="sure").expect(raised=[])
    session.answer(again_2="acknowledged", told_back_2="correct", doubt_2="unsure")
    session.expect(raised=["doubtful"])
    assert session.value("doubts") == Decimal(2)


@pytest.mark.parametrize("key", ["thins", "thins#9", "medicines#1"])
def test_an_item_that_is_not_in_the_list_cannot_be_answered(key: str) -> None:
    session = Session(PLAIN).answer(start="no", medicines=[1])
    assert session.refusal(Kind.ANSWERED, key=key, value="yes").why is Why.PLACE
