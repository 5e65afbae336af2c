"""Beginning a session, going on with one, and looking at one as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import attrs

from exoguide.canonical import Json
from exoguide.consultation.account import account
from exoguide.consultation.clock import Clock, SystemClock
from exoguide.consultation.following import offers
from exoguide.consultation.session import Consultation
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import begin
from exoguide.engine.encoding import encode
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.state import replay
from exoguide.errors import ExoguideError, StoreError, UsageError
from exoguide.flow.bundle import flow_from_canonical
from exoguide.flow.loading import LoadedFlow
from exoguide.flow.plan import Plan
from exoguide.flow.values import Known
from exoguide.records.held import NewSession
from exoguide.records.ids import new_session_id
from exoguide.records.store import Store
from exoguide.records.verify import verified_events


@attrs.frozen
class Clinician:
    """Who leads the consultation, as the record names them."""

    name: str
    role: str = ""


@attrs.frozen
class Opening:
    """What is known before the first question.

    ``patient`` is a non-identifying reference. ``clinic`` holds the values that the flow reads.
    ``today`` is the local date unless a practice session names another. ``follows`` is the id of
    the session that this one replaces.
    """

    clinician: Clinician
    patient: str = ""
    clinic: Mapping[str, Known] = attrs.Factory(dict)
    locale: str = ""
    today: date | None = None
    follows: str = ""


def start(
    store: Store, flow: LoadedFlow, opening: Opening, clock: Clock | None = None
) -> Consultation:
    """A new session in ``store``. ``UsageError`` says what is missing, ``StoreError`` why not."""
    clock = clock or SystemClock()
    plan = Plan(flow.flow, flow.digest)
    if opening.today is not None and not store.practice:
        raise UsageError(
            "The date cannot be chosen",
            "A real consultation takes place today.",
            "Leave out --today, or add --practice.",
        )
    head = plan.flow.head
    user = account()
    body: dict[str, Json] = {
        "semantics": SEMANTICS,
        "bundle": plan.digest,
        "today": (opening.today or clock.today()).isoformat(),
        "clinic": {
            name: {"text": value} if isinstance(value, str) else encode(value)
            for name, value in opening.clinic.items()
        },
        "locale": opening.locale or head.language,
        "clinician": {
            "name": opening.clinician.name,
            "role": opening.clinician.role,
            "account": user,
        },
        "patient": opening.patient,
        "practice": store.practice,
        "follows": opening.follows,
    }
    event = Event(1, clock.new_id(), clock.now(), clock.mono(), user, Kind.OPENED, body)
    taken = begin(plan, event)
    if isinstance(taken, Refusal):
        raise _not_now("The consultation cannot begin", taken)
    session_id = new_session_id(store.has)
    session = NewSession(
        session_id,
        flow.canonical,
        head.title,
        head.version,
        opening.clinician.name,
        opening.patient,
        opening.follows or None,
    )
    earlier = offers(plan, look(store, opening.follows).state) if opening.follows else {}
    store.create(session, taken.event)
    made = Consultation(store, session_id, taken.state, clock)
    made.earlier = earlier
    made.arrive()
    return made


def look(store: Store, session_id: str, clock: Clock | None = None) -> Consultation:
    """A session as it stands, without anything happening to it.

    ``RecordError`` when what is stored is not what was saved.
    """
    events = verified_events(store, session_id)
    state = replay(pinned(store, str(events[0].body.get("bundle"))), events)
    made = Consultation(store, session_id, state, clock or SystemClock())
    follows = events[0].body.get("follows")
    if follows and not state.ledger.ended:
        with suppress(ExoguideError):  # without the old answers the session goes on all the same
            made.earlier = offers(state.plan, look(store, str(follows)).state)
    return made


def resume(
    store: Store, session_id: str, clock: Clock | None = None, today: date | None = None
) -> Consultation:
    """Go on with a session where it stopped, or reopen it where its end allows that.

    ``UsageError`` when it ended for good; ``today`` is for practice sessions only.
    """
    made = look(store, session_id, clock)
    end = made.state.ended
    day = (today if today is not None and store.practice else made.clock.today()).isoformat()
    taken = made.send(Kind.REOPENED if end is not None else Kind.RESUMED, today=day)
    if isinstance(taken, Refusal):
        title = "The session cannot go on"
        if end is not None:
            raise UsageError(
                title,
                f"Session {session_id} ended: {end.title}",
                f"Show its summary: exoguide show {session_id}. For a changed plan begin a new"
                f" session: exoguide start --follows {session_id}.",
            )
        raise _not_now(title, taken)
    made.arrive()
    return made


def pinned(store: Store, digest: str) -> Plan:
    """The flow with this digest, as the store keeps it; never the author's folder."""
    data = store.flow(digest)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        raise StoreError(
            "The flow of this session is missing",
            f"The store does not hold the flow {digest[:16]} as it was when the session began.",
            "Put the store back from a backup; its saved summary can still be shown.",
        )
    return Plan(flow_from_canonical(data), digest)


def _not_now(title: str, refused: Refusal) -> ExoguideError:
    return UsageError(title, refused.message, refused.todo)
