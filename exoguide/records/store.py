"""What every place that keeps sessions can do.

One suite of contract tests holds for every back end. Methods that write return only when the
change is durable; every method raises ``StoreError`` when the store cannot do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from exoguide.engine.events import Event
from exoguide.errors import StoreError
from exoguide.records.access import Access
from exoguide.records.chain import Log
from exoguide.records.held import (
    Document,
    Draft,
    Head,
    Holder,
    Lease,
    NewSession,
    Projection,
    Query,
    SessionRow,
)
from exoguide.records.keys import StoreKey
from exoguide.speech import phrase


class Conflict(StoreError):
    """Somebody else went on with the session; nothing of ours was saved.

    ``events`` are theirs, for the loser to be shown.
    """

    def __init__(self, session_id: str, events: Sequence[Event]) -> None:
        last = events[-1]
        writers = ", ".join(dict.fromkeys(event.user for event in events))
        one = phrase("1 entry")
        what = one if len(events) == 1 else phrase("{count} entries", count=len(events))
        super().__init__(
            phrase("Somebody else continued this session"),
            phrase(
                "{writers} added {what} to session {session}, the latest at {at}."
                " Your last answer was not saved.",
                writers=writers,
                what=what,
                session=session_id,
                at=last.at,
            ),
            phrase(
                "Look at what was added: exoguide resume {session}. Then answer again.",
                session=session_id,
            ),
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
        """Go on with the key of the store; sessions that are open here go on with it.

        :class:`~exoguide.records.keys.Locked` for another key than it was opened with, and
        ``StoreError`` for that of another store; it stays locked then.
        """
        ...

    def close(self) -> None:
        """Let go of the store; there is nothing to flush."""
        ...
