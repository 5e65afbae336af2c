"""One live session: every change is on the disk before anybody sees its consequences.

A face sends events and reads ``state``; nothing else changes a session. Whatever happens to the
process, what was taken is kept and what was not taken never happened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import attrs

from exoguide.canonical import Json
from exoguide.consultation.account import account, holder
from exoguide.consultation.auditing import accessed
from exoguide.consultation.clock import Clock
from exoguide.consultation.projecting import projection
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import Taken, apply
from exoguide.engine.encoding import Answer, encode
from exoguide.engine.events import Event, Kind
from exoguide.engine.state import State, replay
from exoguide.errors import StoreError
from exoguide.flow.plan import Plan
from exoguide.records.access import Deed
from exoguide.records.held import Draft, Holder, Lease
from exoguide.records.store import Conflict, Store
from exoguide.records.verify import verified_events

if TYPE_CHECKING:
    from exoguide.engine.consequences import Consequences
    from exoguide.summary.document import Document


class Consultation:
    """A session that is open here. Made by ``start``, ``resume`` and ``look`` of ``opening``."""

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
