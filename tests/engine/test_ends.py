"""Ends, visits, reopening, and what comes after an end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.apply import begin
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.path import Status
from exoguide.engine.state import fold
from exoguide.errors import RecordError
from tests.engine.sessions import Session, flow, plan_of

STEPS = """
[[step]]
id = "fever"
stage = "history"
kind = "yes_no"
ask = "Do you have a fever?"
recheck = "visit"

[[step]]
id = "pain"
stage = "history"
kind = "yes_no"
ask = "Are you in pain?"

[[step]]
id = "gate"
stage = "consent"
kind = "gate"

[[step]]
id = "decide"
stage = "consent"
kind = "choice"
ask = "What do you decide?"
options = [
  { id = "accept", label = "Accept" },
  { id = "wait_more", label = "More time", goto = "later" },
  { id = "decline", label = "Decline", goto = "refused" },
]

[[flag]]
id = "feverish"
action = "defer"
when = 'fever is yes'
goto = "wait"
message = "Wait."
"""
ACCEPT = """
[[step]]
id = "close"
stage = "consent"
kind = "statement"
ask = "That is all."
route = [{ otherwise = "accepted" }]
"""
TEXT = flow(STEPS, close=ACCEPT)


def decided(choice: str) -> Session:
    return Session(TEXT).answer(fever="no", pain="yes", decide=choice)


def accepted() -> Session:
    return decided("accept").answer(close="acknowledged").end()


def test_a_session_ends_only_where_its_walk_has_arrived() -> None:
    session = Session(TEXT).answer(fever="no")
    assert session.refusal(Kind.ENDED).why is Why.PLACE
    session = decided("decline").end()
    assert session.log[-1].body == {"end": "refused", "by": ["decide"]}
    assert session.state.ended is not None
    session.expect(cursor="", arrived="refused")


def test_the_digest_of_the_document_is_kept_with_the_end() -> None:
    session = decided("decline").send(Kind.ENDED, document="d" * 64)
    assert session.log[-1].body["document"] == "d" * 64


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.ANSWERED, {"key": "pain", "value": "no"}),
        (Kind.CONFIRMED, {"key": "fever"}),
        (Kind.UNDONE, {"event": "e3"}),
        (Kind.NOTED, {"key": "pain", "text": "x"}),
        (Kind.SKIPPED, {"stage": "history", "reason": "x"}),
        (Kind.OVERRIDDEN, {"flag": "feverish", "reason": "x"}),
        (Kind.RESOLVED, {"flag": "feverish", "who": "a", "document": "b", "date": "2026-11-01"}),
        (Kind.SIGNED, {"key": "pain", "name": "x", "role": "patient"}),
        (Kind.ENDED, {}),
        (Kind.RESUMED, {"today": "2026-12-01"}),
        (Kind.REOPENED, {"today": "2026-12-01"}),
    ],
)
def test_a_final_end_takes_nothing_that_would_change_it(kind: Kind, body: dict[str, Json]) -> None:
    assert decided("decline").end().refusal(kind, **body).why is Why.ENDED


def test_an_end_that_reopens_unsets_what_led_there_and_moves_today() -> None:
    session = decided("wait_more").end().reopen("2026-12-07")
    session.expect(cursor="fever", arrived="")
    assert session.state.around.today == date(2026, 12, 7)
    assert session.status("fever") is Status.TO_CONFIRM
    assert session.status("pain") is Status.ANSWERED
    session.confirm("fever").expect(cursor="decide")
    assert session.state.suggestion("decide") == "wait_more"
    assert "decide" not in session.given()
    session.answer(decide="decline").expect(arrived="refused")


def test_a_wait_that_is_reopened_asks_its_gate_again() -> None:
    session = Session(TEXT).answer(fever="yes", pain="no", gate="end").end().reopen("2026-12-07")
    session.expect(cursor="fever").answer({"reason": "It is gone."}, fever="no")
    session.expect(cursor="decide")


def test_undo_does_not_reach_across_an_end() -> None:
    session = decided("wait_more")
    before = session.log[-2].id
    session.end().reopen("2026-12-07")
    assert session.refusal(Kind.UNDONE, event=before).why is Why.EVENT


def test_a_reopening_on_the_same_day_asks_to_confirm_too() -> None:
    session = decided("wait_more").end().reopen("2026-11-23")
    assert session.status("fever") is Status.TO_CONFIRM


def test_a_visit_on_a_later_day_asks_to_confirm_and_one_on_the_same_day_does_not() -> None:
    session = decided("accept").resume("2026-11-23")
    assert session.status("fever") is Status.ANSWERED
    session.resume("2026-11-24")
    assert session.status("fever") is Status.TO_CONFIRM
    session.confirm("fever").resume("2026-11-24")
    assert session.status("fever") is Status.ANSWERED
    session.resume("2026-11-25")
    assert session.status("fever") is Status.TO_CONFIRM


def test_a_clock_that_goes_back_is_taken_as_it_is_and_is_no_new_visit() -> None:
    session = decided("accept").resume("2026-11-01")
    assert session.state.around.today == date(2026, 11, 1)
    assert session.status("fever") is Status.ANSWERED


def test_confirming_is_possible_only_where_something_waits() -> None:
    session = decided("accept")
    assert session.refusal(Kind.CONFIRMED, key="fever").why is Why.PLACE
    assert session.refusal(Kind.CONFIRMED, key="nothing").why is Why.PLACE


def test_after_acceptance_the_follow_up_is_kept_and_the_path_stays() -> None:
    session = accepted()
    path = session.path
    session.send(Kind.DONE, date="2026-12-01", lot="L-7")
    session.send(Kind.TICKED, item="rest", today="2026-12-02")
    session.send(Kind.UNTICKED, item="rest", today="2026-12-03")
    session.send(Kind.ADVERSE, date="2026-12-04", text="A rash.", severity="mild")
    session.send(Kind.AMENDED, line="cost", old="100", new="120", why="Typed wrongly.")
    session.send(Kind.WITHDRAWN, reason="Changed my mind.")
    kinds = [event.kind.value for event in session.state.ledger.annotations]
    assert kinds == ["done", "ticked", "unticked", "adverse", "amended", "withdrawn"]
    session.expect(path=path, arrived="accepted")


def test_no_procedure_is_recorded_for_a_day_after_consent_was_withdrawn() -> None:
    session = accepted().send(Kind.WITHDRAWN, reason="Changed my mind.")
    day = session.state.ledger.annotations[-1].at[:10]
    later = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    assert session.refusal(Kind.DONE, date=later, lot="L").why is Why.EVENT
    assert session.refusal(Kind.WITHDRAWN, reason="Again.").why is Why.EVENT
    session.send(Kind.DONE, date=day, lot="L")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.DONE, {"date": "2026-12-01", "lot": "L"}),
        (Kind.ADVERSE, {"date": "2026-12-01", "text": "x", "severity": "mild"}),
        (Kind.WITHDRAWN, {"reason": "x"}),
    ],
)
def test_nothing_follows_a_procedure_that_was_not_accepted(
    kind: Kind, body: dict[str, Json]
) -> None:
    assert decided("decline").end().refusal(kind, **body).why is Why.EVENT
    assert decided("accept").refusal(kind, **body).why is Why.EVENT


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.DONE, {"date": "soon", "lot": "L"}),
        (Kind.ADVERSE, {"date": "2026-12-01", "text": "x", "severity": "awful"}),
        (Kind.ADVERSE, {"date": "2026-12-01", "text": " ", "severity": "mild"}),
        (Kind.TICKED, {"item": "", "today": "2026-12-01"}),
        (Kind.TICKED, {"item": "rest", "today": ""}),
        (Kind.AMENDED, {"line": "cost", "old": "1", "new": "2", "why": " "}),
        (Kind.AMENDED, {"line": "", "old": "1", "new": "2", "why": "x"}),
    ],
)
def test_what_follows_an_end_must_say_all_it_needs(kind: Kind, body: dict[str, Json]) -> None:
    assert accepted().refusal(kind, **body).why in (Why.KIND, Why.REASON)


def test_an_amendment_needs_an_end() -> None:
    session = decided("accept")
    body = {"line": "cost", "old": "1", "new": "2", "why": "x"}
    assert session.refusal(Kind.AMENDED, **body).why is Why.EVENT


def test_a_name_is_kept_apart_from_the_answers_at_any_time() -> None:
    session = decided("accept").send(Kind.IDENTIFIED, name="Ann Lee", born="1974-01-01")
    assert session.state.ledger.identity["name"] == "Ann Lee"
    assert "Ann Lee" not in str(session.given())
    accepted().send(Kind.IDENTIFIED, name="Ann Lee")


def opened(**changes: Json) -> Event:
    body: dict[str, Json] = {
        "semantics": SEMANTICS,
        "bundle": plan_of(TEXT).digest,
        "today": "2026-11-23",
        "clinic": {},
        "locale": "en",
        "clinician": {"name": "Dr Grey"},
    }
    kind = Kind.OPENED
    return Event(1, "e1", "2026-11-23T10:00:00+00:00", 1, "grey", kind, {**body, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"semantics": 2},
        {"bundle": "0" * 64},
        {"today": "tomorrow"},
        {"clinic": []},
        {"clinic": {"x": {"number": "many"}}},
        {"clinician": {"name": " "}},
        {"clinician": "Dr Grey"},
        {"patient": "a\0b"},
    ],
)
def test_an_opening_that_does_not_fit_is_refused(changes: dict[str, Json]) -> None:
    assert isinstance(begin(plan_of(TEXT), opened(**changes)), Refusal)


def test_a_log_of_other_rules_is_not_replayed() -> None:
    with pytest.raises(RecordError, match="rules number 2"):
        fold([opened(semantics=2)])


def test_an_event_that_does_not_follow_is_refused() -> None:
    session = Session(TEXT).answer(fever="no")
    session.log.pop()
    assert session.refusal(Kind.ANSWERED, key="pain", value="no").why is Why.EVENT


def test_a_second_opening_is_refused() -> None:
    assert Session(TEXT).refusal(Kind.OPENED, **opened().body).why is Why.EVENT
