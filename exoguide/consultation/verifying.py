"""Proving that a session is what it says: its log taken again, its summaries rebuilt."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from exoguide.consultation.opening import pinned
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import apply, begin
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.state import State
from exoguide.errors import ExoguideError
from exoguide.records.store import Store
from exoguide.records.verify import Verdict, verify
from exoguide.records.witnesses import Witnesses, verify_witnessed
from exoguide.summary.builder import build
from exoguide.summary.stored import to_bytes


@attrs.frozen
class Proof:
    """What was proven of one session.

    ``replayed`` says that every event was taken again with the same body, and that every summary
    came out byte for byte; ``why_not`` why that was not tried. ``seq`` and ``problem`` name the
    first event that did not hold.
    """

    verdict: Verdict
    replayed: bool = False
    why_not: str = ""
    seq: int = 0
    problem: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.verdict.sound and not self.problem

    def __str__(self) -> str:
        """One line for people."""
        if not self.verdict.sound:
            return str(self.verdict)
        name = f"Session {self.verdict.session_id}"
        if self.problem:
            return f"{name}: event {self.seq} {self.problem}."
        said = str(self.verdict).removesuffix(".")
        documents = self.verdict.documents
        count = f", {documents} {'summary' if documents == 1 else 'summaries'} rebuilt"
        if self.replayed:
            return f"{said}; replayed{count if documents else ''}."
        return f"{said}; not replayed: {self.why_not}."


def prove(store: Store, session_id: str, known: Witnesses | None = None) -> Proof:
    """Check the chain, the seals, documents and flows, and replay what this version can.

    With ``known``, also whether it still holds what was seen of it before.
    """
    if known is None:
        verdict = verify(store, session_id)
    else:
        verdict = verify_witnessed(store, session_id, known)
    if not verdict.sound:
        return Proof(verdict)
    if verdict.erased:
        return Proof(verdict, why_not="its words were erased")
    events = store.events(session_id)
    semantics = events[0].body.get("semantics")
    if semantics != SEMANTICS:
        return Proof(
            verdict,
            why_not=f"it was written under rules number {semantics}; this version knows number"
            f" {SEMANTICS}",
        )
    if any(event.kind is Kind.MIGRATED for event in events):
        return Proof(verdict, why_not="it went on under another flow")
    try:
        seq, problem = _replay(store, session_id, events)
    except ExoguideError as error:
        return Proof(verdict, seq=1, problem=f"cannot be replayed: {error.message}")
    return Proof(verdict, replayed=not problem, seq=seq, problem=problem)


def _replay(store: Store, session_id: str, events: Sequence[Event]) -> tuple[int, str]:
    """The first event that does not hold and what about it; ``(0, "")`` when all do."""
    plan = pinned(store, str(events[0].body.get("bundle")))
    documents = {document.seq: document.data for document in store.documents(session_id)}
    state: State | None = None
    for event in events:
        taken = begin(plan, event) if state is None else apply(state, event)
        if isinstance(taken, Refusal):
            return event.seq, f"could not have happened: {taken.message.rstrip('.')}"
        if dict(taken.event.body) != dict(event.body):
            return event.seq, "is not what its session led to"
        state = taken.state
        if event.seq in documents and to_bytes(build(state, event.at)) != documents[event.seq]:
            return event.seq, "holds a summary that its answers do not lead to"
    return 0, ""
