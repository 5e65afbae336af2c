"""One live session: every change is on the disk before anybody sees its consequences.

A face sends events and reads ``state``; nothing else changes a session. Whatever happens to the
process, what was taken is kept and what was not taken never happened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import attrs

from exoguide.canonical import Json
from exoguide.consultation.account import account, holder
from exoguide.consultation.auditing import accessed
from exoguide.consultation.clock import Clock, SystemClock
from exoguide.consultation.projecting import projection
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.encoding import Answer, encode
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.state import State, replay
from exoguide.errors import ExoguideError, StoreError, UsageError
from exoguide.flow.bundle import flow_from_canonical
from exoguide.flow.plan import Plan
from exoguide.flow.values import Known
from exoguide.records.access import Deed
from exoguide.records.ids import new_session_id
from exoguide.records.store import Conflict, Draft, Holder, Lease, NewSession, Store
from exoguide.records.verify import verified_events

if TYPE_CHECKING:
    from exoguide.engine.consequences import Consequences
    from exoguide.flow.loading import LoadedFlow
    from exoguide.summary.document import Document


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


class Consultation:
    """A session that is open here. Made by :func:`start`, :func:`resume` and :func:`look`."""

    def __init__(self, store: Store, session_id: str, state: State, clock: Clock) -> None:
        self.store = store
        self.session_id = session_id
        self.clock = clock
        self.user = account()
        self.state = state
        self.others: Lease | None = None
        """Who else has the session open, as far as can be told."""
        self.earlier: Mapping[str, Answer] = {}
        """Answers of the session that this one follows, to be offered."""
        self._holder: Holder | None = None

    @property
    def plan(self) -> Plan:
        """The flow that the session runs, as it was when the session began."""
        return self.state.plan

    @property
    def practice(self) -> bool:
        """Whether nothing here is real."""
        return self.store.practice

    def event(self, kind: Kind, body: Mapping[str, Json]) -> Event:
        """The event that would happen now."""
        clock = self.clock
        seq = self.state.ledger.seq + 1
        return Event(seq, clock.new_id(), clock.now(), clock.mono(), self.user, kind, body)

    def send(self, kind: Kind, /, **body: Json) -> Taken | Refusal:
        """Let something happen: on return it is durable, or refused and never happened.

        ``StoreError`` when it could not be saved: nothing has changed then. ``Conflict``, one of
        these, when somebody else went on with the session: ``state`` holds theirs.
        """
        taken = apply(self.state, self.event(kind, body))
        if isinstance(taken, Taken):
            self._keep(taken)
            if self.state.ledger.ended:
                self._list()
        return taken

    def preview(self, kind: Kind, /, **body: Json) -> Consequences | Refusal:
        """What would follow if this were sent; nothing is changed."""
        from exoguide.engine.consequences import consequences

        return consequences(self.state, self.event(kind, body))

    def answer(self, key: str, value: Answer, **more: Json) -> Taken | Refusal:
        """Answer the question ``key``; ``more`` may hold ``words``, ``sure`` and ``reason``."""
        return self.send(Kind.ANSWERED, key=key, value=encode(value), **more)

    def finish(self) -> Taken | Refusal:
        """End the session where its walk has arrived, with its summary in the same moment."""
        from exoguide.summary.builder import build
        from exoguide.summary.stored import to_bytes

        event = self.event(Kind.ENDED, {})
        taken = apply(self.state, event)
        if isinstance(taken, Refusal):
            return taken
        data = to_bytes(build(taken.state, event.at))
        named = {"document": hashlib.sha256(data).hexdigest()}
        taken = apply(self.state, attrs.evolve(event, body=named))
        if isinstance(taken, Taken):
            self._keep(taken, data)
            self._list()
        return taken

    def suggestion(self, key: str) -> Answer | None:
        """The answer to offer at ``key``: its own last one, or that of the session followed."""
        return self.state.suggestion(key) or self.earlier.get(key)

    def document(self) -> Document | None:
        """The latest summary of the session, with what was recorded after its end."""
        from exoguide.summary.overlay import overlay
        from exoguide.summary.stored import from_bytes

        stored = self.store.document(self.session_id)
        if stored is None:
            return None
        later = [event for event in self.state.ledger.annotations if event.seq > stored.seq]
        return overlay(from_bytes(stored.data), later)

    # Half-typed text ---------------------------------------------------------------------------

    def draft(self) -> Draft | None:
        """Text that was being typed when the session was left."""
        return self.store.draft(self.session_id)

    def save_draft(self, key: str, text: str) -> None:
        """Keep half-typed text; it is no answer."""
        if text:
            self.store.save_draft(self.session_id, key, text)
        else:
            self.store.clear_draft(self.session_id)

    # Coming and going --------------------------------------------------------------------------

    def arrive(self) -> None:
        """Say that the session is open here; ``others`` tells who else has it open."""
        self._holder = holder(self.clock.now())
        self.others = self.store.take_lease(self.session_id, self._holder)
        accessed(self.store, Deed.OPEN, self.session_id)
        self._list()

    def leave(self) -> None:
        """Bring the lists up to date and let go; the session stays as it is.

        A store that cannot be written any more is no reason to stay.
        """
        self._list()
        if self._holder is not None:
            with suppress(StoreError):
                self.store.release_lease(self.session_id, self._holder)
            accessed(self.store, Deed.CLOSE, self.session_id)
            self._holder = None

    def reload(self) -> None:
        """Take the state from what is stored, whoever wrote it."""
        self.state = replay(self.plan, verified_events(self.store, self.session_id))

    def _keep(self, taken: Taken, document: bytes | None = None) -> None:
        expected = self.state.ledger.seq
        try:
            self.store.append(self.session_id, taken.event, expected, document)
        except Conflict:
            self.reload()
            raise
        self.state = taken.state

    def _list(self) -> None:
        """Bring lists and search up to date.

        They can be rebuilt from the log, so what keeps them from it is no failure of the session.
        """
        with suppress(StoreError):
            document = self.document() if self.state.ended else None
            self.store.update_projection(self.session_id, projection(self.state, document))


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
    earlier = _answers_of(store, opening.follows) if opening.follows else {}
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
            made.earlier = _answers_of(store, str(follows))
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


def _answers_of(store: Store, session_id: str) -> Mapping[str, Answer]:
    """The answers of an earlier session, signatures and choices at gates left out."""
    old = look(store, session_id).state
    return {
        key: given.value
        for key, given in old.answers.items()
        if not given.name and given.value not in ("end", "information")
    }


def _not_now(title: str, refused: Refusal) -> ExoguideError:
    return UsageError(title, refused.message, refused.todo)
