"""Sessions of the knee flow at each of its ends, and what happened to them later."""

from __future__ import annotations

from typing import Any, Final

from exoguide.engine.events import Kind
from exoguide.flow.plan import Plan
from tests.summary.sessions import Session

CLINIC: Final = {
    "rest": {"number": "48"},
    "name": {"text": "Riverside Joint Clinic"},
    "phone_day": {"text": "555-0142"},
    "emergency_number": {"text": "911"},
}


def told(plan: Plan, **opening: Any) -> Session:
    """A session that has reached the question about the plan, with one medicine and a worry."""
    session = Session(plan, **{"clinic": CLINIC, **opening})
    session.give({"told": "acknowledged", "pregnant": "no", "thinner": "no"})
    session.give({"drugs": {"items": [3], "closed": False}, "drug#3": {"text": "iron"}})
    session.give({"drug_why#3": {"text": "blood"}})
    session.give({"drugs": {"items": [3], "closed": True}})
    session.do(Kind.NOTED, key="worry", text="CLINSECRET her sister had a bad time")
    session.give({"worry": {"text": "That it hurts.\nThat it does not help."}})
    return session.give({"price": {"money": "2500", "currency": "USD"}})


def accepted(plan: Plan, *, planned: Any = "2026-06-24", **opening: Any) -> Session:
    """A session at the end of a yes."""
    session = told(plan, **opening).give({"sessions": {"number": "4"}})
    day = {"date": planned} if planned else {"none": "unknown"}
    session.give({"planned_date": day, "decision": "accept"})
    session.give({"sign_patient": "signed:Mary Poe", "sign_clinician": "signed:A. Osei"})
    return session.give({"sure": "yes_go"})


def chosen(plan: Plan, decision: str, **opening: Any) -> Session:
    """A session at the end of a no, or of time to think."""
    session = told(plan, **opening).give({"sessions": {"number": "2"}})
    return session.give({"planned_date": {"date": "2026-06-24"}, "decision": decision})


def stopped(plan: Plan, answer: Any) -> Session:
    """A session that pregnancy, or not knowing of it, has stopped."""
    session = Session(plan, clinic=CLINIC)
    return session.give({"told": "acknowledged", "pregnant": answer})


def referred(plan: Plan) -> Session:
    """A session that the clinician ends at the gate."""
    session = Session(plan, clinic=CLINIC)
    session.give({"told": "acknowledged", "pregnant": "no", "thinner": "yes"})
    return session.give({"drugs_text": {"text": "warfarin"}, "gate": "end"})
