"""Whether a session is what was saved, and if not, where it first differs.

The chain tells an altered, missing, moved or cut-off event from what was stored, on any machine
and without a secret. The seals tell a chain that was rebuilt by somebody without the record key.
A session put back to an earlier day is told by the chain of access (see
:mod:`exoguide.records.witnesses`); a whole store put back, only by an anchor kept elsewhere, such
as the one printed on the summary.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

import attrs

from exoguide.canonical import Json
from exoguide.engine.events import Event, Kind
from exoguide.errors import RecordError
from exoguide.records.access import CHAIN
from exoguide.records.chain import (
    GENESIS,
    Link,
    Log,
    SealedHead,
    content_digest,
    event_digest,
    event_seal,
    head_seal,
)
from exoguide.records.held import Document
from exoguide.records.store import Store


class Problem(Enum):
    """What is wrong with a record, in words that follow "event n of session s"."""

    ALTERED = "is not what was saved"
    MISSING = "is missing"
    UNLINKED = "does not continue the event before it: events were exchanged or rebuilt"
    FORGED = "was not written by this store: its seal is wrong"
    CUT_OFF = "is missing: the record ends too early"
    EXTRA = "was added behind the recorded end"
    HEAD_ALTERED = "is the last, but the record of which event is last was altered"
    HEAD_MISSING = "is the last, but the record of which event is last is missing"
    DOCUMENT_MISSING = "names a summary that is missing"
    DOCUMENT_ALTERED = "names a summary that is not what was saved"
    FLOW_MISSING = "names a flow that is missing"
    FLOW_ALTERED = "names a flow that is not what was saved"
    EMPTY = "is missing: nothing is stored"
    PUT_BACK = "is not what was seen earlier: an older copy is in its place"
    WORDS_LOST = "has lost its words, and no erasure is recorded"


@attrs.frozen
class Finding:
    """The first thing that is wrong, and with which event."""

    seq: int
    problem: Problem


@attrs.frozen
class Verdict:
    """What was checked of one session, and what was found.

    ``events`` counts those that were found good. ``seal`` is false when there was no record key to
    check the seals with. ``head`` is the digest of the last event, ``erased`` counts events whose
    words were erased, ``clock_back`` names those stored while the clock had gone back.
    """

    session_id: str
    finding: Finding | None
    events: int
    head: str
    seal: bool
    documents: int = 0
    flows: int = 0
    erased: int = 0
    clock_back: tuple[int, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.finding is None

    def __str__(self) -> str:
        """One line for people."""
        name = f"Session {self.session_id}"
        if self.session_id == CHAIN:
            name = "Record of access"
        if self.finding is not None:
            return f"{name}: event {self.finding.seq} {self.finding.problem.value}."
        checked = "chain and seal" if self.seal else "chain only: no key to check the seals with"
        return f"{name}: {self.events} events, intact ({checked})."


def verify(store: Store, session_id: str) -> Verdict:
    """Check a session's events, documents and flows; the first difference is named."""
    log = store.log(session_id)
    verdict = check_log(session_id, log, store.record_key)
    if not verdict.sound:
        return verdict
    documents = {document.seq: document for document in store.documents(session_id)}
    checked_documents = checked_flows = 0
    for seq, kind, body in _bodies(log.links):
        problem = None
        if kind == Kind.ENDED.value and "document" in body:
            problem = _document_problem(documents.pop(seq, None), body["document"])
            checked_documents += 1
        if problem is None and kind in {Kind.OPENED.value, Kind.MIGRATED.value}:
            problem = _flow_problem(store, body.get("bundle"))
            checked_flows += 1
        if problem is not None:
            return attrs.evolve(verdict, finding=Finding(seq, problem))
    erased = {link.header.seq for link in log.links if link.body is None}
    stray = min(documents.keys() - erased, default=None)
    if stray is not None:
        return attrs.evolve(verdict, finding=Finding(stray, Problem.DOCUMENT_ALTERED))
    return attrs.evolve(verdict, documents=checked_documents, flows=checked_flows)


def verified_events(store: Store, session_id: str) -> list[Event]:
    """The events of a session whose chain and seals hold; ``RecordError`` when they do not.

    One reading serves both. Documents and flows are left to :func:`verify`.
    """
    log = store.log(session_id)
    verdict = check_log(session_id, log, store.record_key)
    if not verdict.sound or verdict.erased:
        raise RecordError(
            "This session is not what was saved" if not verdict.sound else "This session is erased",
            str(verdict),
            f"Keep the data folder as it is and see: exoguide verify {session_id}.",
        )
    return [_event(link) for link in log.links]


def check_log(session_id: str, log: Log, key: bytes | None) -> Verdict:
    """Check the chain of a session and, with the record key, its seals."""
    previous, good, erased, back = GENESIS, 0, 0, []
    finding = None
    for link in log.links:
        finding = _link_finding(session_id, link, good + 1, previous, key)
        if finding is not None:
            break
        good += 1
        previous = link.digest
        erased += link.body is None
        if link.header.clock_back:
            back.append(good)
    else:
        finding = _head_finding(session_id, log.links, log.head, key)
    return Verdict(
        session_id,
        finding,
        good,
        previous.hex(),
        seal=key is not None,
        erased=erased,
        clock_back=tuple(back),
    )


def _link_finding(
    session_id: str, link: Link, expected: int, previous: bytes, key: bytes | None
) -> Finding | None:
    if link.header.seq > expected:
        return Finding(expected, Problem.MISSING)
    if not _is_itself(link, session_id):
        return Finding(expected, Problem.ALTERED)  # by its place: its number may be what changed
    problem = None
    if link.header.seq != expected or link.previous != previous:
        problem = Problem.UNLINKED
    elif key is not None and not hmac.compare_digest(link.seal, event_seal(key, link.digest)):
        problem = Problem.FORGED
    return Finding(link.header.seq, problem) if problem is not None else None


def _is_itself(link: Link, session_id: str) -> bool:
    """Whether the parts of an event belong together."""
    if link.header.session != session_id or (link.salt is None) != (link.body is None):
        return False
    content = link.content
    if link.salt is not None and link.body is not None:
        content = content_digest(link.salt, link.body)
    if content != link.content:
        return False
    return event_digest(link.previous, link.header, link.content) == link.digest


def _head_finding(
    session_id: str, links: Sequence[Link], head: SealedHead | None, key: bytes | None
) -> Finding | None:
    last = len(links)
    if head is None:
        return Finding(last or 1, Problem.HEAD_MISSING if links else Problem.EMPTY)
    if head.seq > last:
        return Finding(last + 1, Problem.CUT_OFF)
    if head.seq < last:
        return Finding(head.seq + 1 if head.seq > 0 else 1, Problem.EXTRA)
    if head.digest != links[-1].digest:
        return Finding(last, Problem.HEAD_ALTERED)
    if key is not None:
        seal = head_seal(key, session_id, head.seq, head.digest)
        if not hmac.compare_digest(head.seal, seal):
            return Finding(last, Problem.HEAD_ALTERED)
    return None


def _bodies(links: Iterable[Link]) -> Iterator[tuple[int, str, dict[str, Json]]]:
    for link in links:
        if link.body is not None:
            yield link.header.seq, link.header.kind, json.loads(link.body)


def _document_problem(document: Document | None, digest: Json) -> Problem | None:
    if document is None:
        return Problem.DOCUMENT_MISSING
    if document.digest != digest or hashlib.sha256(document.data).hexdigest() != digest:
        return Problem.DOCUMENT_ALTERED
    return None


def _flow_problem(store: Store, digest: Json) -> Problem | None:
    data = store.flow(digest) if isinstance(digest, str) else None
    if data is None:
        return Problem.FLOW_MISSING
    return None if hashlib.sha256(data).hexdigest() == digest else Problem.FLOW_ALTERED


def _event(link: Link) -> Event:
    header = link.header
    body = json.loads(str(link.body or b"{}", "utf-8"))  # bytes would be guessed at first
    kind = Kind(header.kind)
    return Event(header.seq, header.event, header.at, header.mono, header.user, kind, body)
