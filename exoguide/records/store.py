"""What every place that keeps sessions can do, and the data that goes in and out of it.

One suite of contract tests holds for every back end. Methods that write return only when the
change is durable; every method raises ``StoreError`` when the store cannot do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, Protocol

import attrs

from exoguide.engine.events import Event
from exoguide.errors import StoreError
from exoguide.records.access import Access
from exoguide.records.chain import Log
from exoguide.records.keys import StoreKey

ERASED: Final = "erased"
"""How a session ended whose words were erased; no flow has an end of this name."""


@attrs.frozen
class NewSession:
    """What is known of a session before its first answer.

    ``flow`` is the canonical JSON of the bundle it runs. ``patient`` is the non-identifying
    reference. ``follows`` names the session that this one replaces.
    """

    id: str
    flow: bytes
    title: str
    version: str
    clinician: str
    patient: str = ""
    follows: str | None = None


@attrs.frozen
class Head:
    """The last event of a session: its sequence number and its digest (64 hexadecimal digits)."""

    seq: int
    digest: str


class State(Enum):
    """Which sessions a list shows."""

    ANY = "any"
    OPEN = "open"
    ENDED = "ended"


@attrs.frozen
class Query:
    """Which sessions to list; what is left out does not restrict.

    ``due_by`` (ISO date) keeps those with a follow-up due on or before that day and puts the
    longest overdue first; every other list is newest first. ``patient`` is the exact reference.
    """

    state: State = State.ANY
    due_by: str | None = None
    patient: str | None = None
    limit: int = 50
    offset: int = 0


@attrs.frozen
class Projection:
    """What lists show of a session, worked out from its events up to ``seq``: rebuildable.

    ``state`` is a few words for people, ``question`` the one at the cursor. ``ended`` is the id of
    the end reached, ``due`` the ISO date of the next follow-up. ``text`` is what a search finds;
    the session id, patient reference, title and clinician are found as well.
    """

    seq: int
    title: str
    state: str
    question: str = ""
    ended: str | None = None
    due: str | None = None
    text: str = ""


@attrs.frozen
class SessionRow:
    """One line of a list of sessions.

    ``seq`` is the last event stored, ``projected`` the one that the words describe: when they
    differ, the words are behind. ``superseded_by`` is the newest session that follows this one.
    """

    id: str
    bundle: str
    title: str
    version: str
    patient: str
    clinician: str
    follows: str | None
    superseded_by: str | None
    opened_at: str
    changed_at: str
    state: str
    question: str
    ended: str | None
    due: str | None
    seq: int
    projected: int


@attrs.frozen
class Document:
    """A summary as stored with event ``seq``; ``digest`` is the SHA-256 of ``data`` in hex."""

    seq: int
    digest: str
    data: bytes


@attrs.frozen
class Draft:
    """Half-typed text for the answer with ``key``."""

    key: str
    text: str


@attrs.frozen
class Holder:
    """Who has a session open: the account, where, and which process since when."""

    user: str
    terminal: str
    host: str
    boot: str
    pid: int
    since: str


@attrs.frozen
class Lease:
    """A note that ``holder`` has a session open. It informs and never locks."""

    session_id: str
    holder: Holder


class Conflict(StoreError):
    """Somebody else went on with the session; nothing of ours was saved.

    ``events`` are theirs, for the loser to be shown.
    """

    def __init__(self, session_id: str, events: Sequence[Event]) -> None:
        last = events[-1]
        writers = ", ".join(dict.fromkeys(event.user for event in events))
        what = "1 entry" if len(events) == 1 else f"{len(events)} entries"
        super().__init__(
            "Somebody else continued this session",
            f"{writers} added {what} to session {session_id}, the latest at {last.at}."
            " Your last answer was not saved.",
            f"Look at what was added: exoguide resume {session_id}. Then answer again.",
        )
        self.events = tuple(events)


class Store(Protocol):
    """A place that keeps sessions."""

    @property
    def practice(self) -> bool:
        """Whether this is a store of practice sessions, the only ones that can be deleted."""
        ...

    @property
    def read_only(self) -> str:
        """Why nothing can be written; empty when everything can."""
        ...

    @property
    def notice(self) -> str:
        """What a face should show from now on, such as that the disk is full; mostly empty."""
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a face should show once."""
        ...

    @property
    def record_key(self) -> bytes:
        """The key of the seals; it never changes."""
        ...

    def create(self, session: NewSession, opened: Event) -> None:
        """Store a session, its flow and its first event at once.

        ``ValueError`` unless ``opened`` has ``seq`` 1 and the flow's digest as its ``bundle``.
        """
        ...

    def append(
        self,
        session_id: str,
        event: Event,
        expected: int,
        document: bytes | None = None,
    ) -> None:
        """Store the event that follows the ``expected`` one; :class:`Conflict` if it was not last.

        A ``document`` is stored with it, and its digest must be the event's ``document``. A draft
        for the event's ``key`` is cleared with it.
        """
        ...

    def has(self, session_id: str) -> bool:
        """Whether anything is stored under this id."""
        ...

    def ids(self) -> list[str]:
        """Every session id that anything is stored under, in order."""
        ...

    def events(self, session_id: str, after: int = 0) -> list[Event]:
        """The events behind ``after``, in order, as stored and unverified."""
        ...

    def log(self, session_id: str) -> Log:
        """All that binds the events of a session, for verification.

        Bytes that are no text read as U+FFFD. An unknown session has an empty log.
        """
        ...

    def head(self, session_id: str) -> Head:
        """The last event."""
        ...

    def sessions(self, query: Query) -> list[SessionRow]:
        """The sessions that ``query`` keeps."""
        ...

    def session(self, session_id: str) -> SessionRow:
        """One session's line."""
        ...

    def search(self, text: str, limit: int = 50) -> list[SessionRow]:
        """Sessions that hold every word of ``text``, newest first; the last word may be begun.

        No character of ``text`` has a meaning of its own.
        """
        ...

    def update_projection(self, session_id: str, projection: Projection) -> None:
        """Replace what lists show, unless what is there describes a later event."""
        ...

    def save_flow(self, digest: str, data: bytes) -> None:
        """Keep a bundle's canonical JSON; nothing happens when it is there."""
        ...

    def flow(self, digest: str) -> bytes | None:
        """A bundle's canonical JSON, unverified."""
        ...

    def save_document(self, session_id: str, seq: int, digest: str, data: bytes) -> None:
        """Put back the document that event ``seq`` names, where it is missing."""
        ...

    def document(self, session_id: str) -> Document | None:
        """The latest document of a session, unverified."""
        ...

    def documents(self, session_id: str) -> list[Document]:
        """All its documents in order, unverified."""
        ...

    def save_draft(self, session_id: str, key: str, text: str) -> None:
        """Keep half-typed text; a session has one draft."""
        ...

    def draft(self, session_id: str) -> Draft | None:
        """The draft, if there is one."""
        ...

    def clear_draft(self, session_id: str) -> None:
        """Forget the draft."""
        ...

    def take_lease(self, session_id: str, holder: Holder) -> Lease | None:
        """Note that ``holder`` has the session open; gives the lease of somebody else who has."""
        ...

    def release_lease(self, session_id: str, holder: Holder) -> None:
        """Take the note back."""
        ...

    def leases(self) -> list[Lease]:
        """Who has what open, as far as can be told."""
        ...

    def record_access(self, access: Access) -> None:
        """Put an entry into the chain of access; of a session, with its head at that moment."""
        ...

    def access_log(self) -> Log:
        """All that binds the entries of access, for verification and reading."""
        ...

    def erase(self, tombstone: Access) -> None:
        """Drop the words of the session that ``tombstone`` names, for good; it is stored with it.

        The digests stay, so that the chain can be followed. ``ValueError`` unless its deed is
        :attr:`Deed.ERASE`.
        """
        ...

    def delete_practice(self, session_id: str) -> None:
        """Delete a practice session with all that belongs to it."""
        ...

    @property
    def locks(self) -> bool:
        """Whether it takes a secret to open it."""
        ...

    def lock(self) -> None:
        """Let go of the file and of every key, from any thread; nothing works before ``unlock``.

        Where ``locks`` is false there is nothing to keep from anybody, and no reason to call it.
        """
        ...

    def unlock(self, key: StoreKey) -> None:
        """Go on with the key of the store; sessions that are open here go on with it."""
        ...

    def close(self) -> None:
        """Let go of the store; there is nothing to flush."""
        ...
