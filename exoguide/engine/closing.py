"""Opening, visits, ends, and what comes after an end: what an event of each must hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.answering import ENDED, differing
from exoguide.engine.encoding import decode, field
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.lifting import blocked
from exoguide.engine.state import State
from exoguide.flow.model import Outcome
from exoguide.flow.plan import Plan
from exoguide.speech import phrase

SEVERITIES = ("mild", "moderate", "severe", "life-threatening")
"""How bad a reported harm was."""


def opened(plan: Plan, event: Event) -> Refusal | None:
    """Why a session cannot be opened by ``event``; ``None`` when it can."""
    body = event.body
    clinician = body.get("clinician")
    if event.kind is not Kind.OPENED or event.seq != 1:
        return Refusal(Why.EVENT, phrase("A session begins with its opening."))
    if body.get("semantics") != SEMANTICS or body.get("bundle") != plan.digest:
        return Refusal(Why.EVENT, phrase("The session was opened for another flow or version."))
    if not _day(body, "today"):
        return Refusal(Why.KIND, phrase("The date of the consultation is missing."))
    clinic = body.get("clinic")
    if not isinstance(clinic, Mapping) or not isinstance(clinician, Mapping):
        return Refusal(Why.KIND, phrase("The clinic's values or the clinician are missing."))
    for name, value in clinic.items():
        try:
            decode(value)
        except ValueError as error:
            return Refusal(
                Why.KIND,
                phrase(
                    "The clinic's value “{name}” is {error}.", name=f"{name:.80}", error=str(error)
                ),
            )
    if not field(clinician, "name").strip():
        return Refusal(Why.LIMITS, phrase("Say who leads the consultation."))
    return None


def resumed(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """The session is opened again before it ended."""
    if state.ledger.ended:
        return ENDED
    if not _day(event.body, "today"):
        return Refusal(Why.KIND, phrase("The date of the visit is missing."))
    return {"today": field(event.body, "today")}


def reopened(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """The session goes on from an end that can be reopened."""
    end = state.ended
    standing = state.ledger.ended
    if end is None or standing is None:
        return Refusal(Why.EVENT, phrase("The session has not ended."))
    if not end.reopens:
        return ENDED
    if not _day(event.body, "today"):
        return Refusal(Why.KIND, phrase("The date of the visit is missing."))
    made: dict[str, Json] = {
        "today": field(event.body, "today"),
        "unset": standing.event.body["by"],
    }
    return differing(event.body, made) or made


def ended(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """The session ends where its walk has arrived."""
    if state.ledger.ended:
        return ENDED
    if state.walk.blocked:
        return blocked(state)
    end = state.arrived
    if end is None:
        return Refusal(Why.PLACE, phrase("The consultation has not reached an end."))
    made: dict[str, Json] = {"end": end.id, "by": list(state.walk.by)}
    refused = differing(event.body, made)
    if refused is None and event.body.get("document"):
        made["document"] = event.body["document"]
    return refused or made


def amended(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """An annotation to a stated line of an ended session's summary."""
    if not state.ledger.ended:
        return Refusal(Why.EVENT, phrase("The session has not ended; change the answer itself."))
    for name, words in (
        ("line", phrase("Say which line.")),
        ("new", phrase("Say what it should say.")),
        ("why", phrase("Say why.")),
    ):
        if not field(event.body, name).strip():
            return Refusal(Why.REASON, words)
    return {name: field(event.body, name) for name in ("line", "old", "new", "why")}


def spoken(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """Another language for the texts."""
    head = state.plan.flow.head
    language = field(event.body, "language")
    known = (head.language, *head.languages)
    if language not in known:
        return Refusal(
            Why.NOT_ALLOWED,
            phrase(
                "The texts are there in {known}; not in “{language}”.",
                known=", ".join(known),
                language=f"{language:.20}",
            ),
        )
    return {"language": language}


def annotated(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    """Ticks, the procedure, harm, withdrawal and identity; none of them changes the path."""
    body = event.body
    if event.kind is Kind.IDENTIFIED:
        return dict(body)
    end = state.ended
    if end is None:
        return Refusal(Why.EVENT, phrase("The session has not ended."))
    if event.kind in (Kind.TICKED, Kind.UNTICKED):
        if not field(body, "item") or not _day(body, "today"):
            return Refusal(Why.KIND, phrase("Say which line, and on which day."))
        return {"item": field(body, "item"), "today": field(body, "today")}
    if end.outcome is not Outcome.ACCEPTED:
        return Refusal(
            Why.EVENT, phrase("Nothing was accepted in this session, so nothing can follow.")
        )
    return _after_acceptance(state, event)


def _after_acceptance(state: State, event: Event) -> Refusal | Mapping[str, Json]:
    body = event.body
    withdrawn = [one.at[:10] for one in state.ledger.annotations if one.kind is Kind.WITHDRAWN]
    if event.kind is Kind.WITHDRAWN:
        if withdrawn:
            return Refusal(
                Why.EVENT,
                phrase("Consent was withdrawn on {withdrawn} already.", withdrawn=withdrawn[0]),
            )
        return {"reason": field(body, "reason")}
    if not _day(body, "date"):
        return Refusal(Why.KIND, phrase("Give the date."))
    if event.kind is Kind.DONE:
        if withdrawn and field(body, "date") > withdrawn[0]:
            return Refusal(
                Why.EVENT,
                phrase(
                    "Consent was withdrawn on {withdrawn}; nothing was agreed to after that day.",
                    withdrawn=withdrawn[0],
                ),
                phrase(
                    "Give the day if it took place before. A new decision is a new consultation."
                ),
            )
        return {"date": field(body, "date"), "lot": field(body, "lot")}
    if not field(body, "text").strip() or field(body, "severity") not in SEVERITIES:
        return Refusal(
            Why.KIND,
            phrase("Say what happened, and how bad: {words}.", words=", ".join(SEVERITIES)),
        )
    return {name: field(body, name) for name in ("date", "text", "severity")}


def _day(body: Mapping[str, Json], name: str) -> bool:
    try:
        date.fromisoformat(field(body, name))
    except ValueError:
        return False
    return True
