"""The store that needs no server: one encrypted SQLite file for each account.

Writing an entry is one transaction that is on the disk before the call returns, so a process may
die at any moment; there is nothing to flush.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from exoguide.engine.events import Event, Kind
from exoguide.errors import StoreError
from exoguide.records import leases, listing, rows
from exoguide.records.access import Access, Deed
from exoguide.records.accessing import check_access, has_landed, read_access, store_access
from exoguide.records.appending import appending
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
from exoguide.records.keys import Give, StoreKey
from exoguide.records.opening import Opened, by_device, open_database, record_key
from exoguide.records.retention import erase
from exoguide.records.space import require_room
from exoguide.records.words import refuse_unstorable

if TYPE_CHECKING:
    import sqlite3


def open_store(folder: Path, *, practice: bool = False, give: Give = by_device) -> EmbeddedStore:
    """Open the store in ``folder``; the folder and the store are made when they are not there.

    ``give`` is asked for its key. ``StoreError`` says what stands in the way and what to do about
    it.
    """
    return EmbeddedStore(open_database(folder, practice=practice, give=give), practice=practice)


class EmbeddedStore:
    """A :class:`~exoguide.records.store.Store` in one SQLCipher file; see there for the methods."""

    def __init__(self, opened: Opened, *, practice: bool) -> None:
        self.database = opened.database
        self.record_key = opened.record_key
        self.warnings = opened.warnings
        self.locks = opened.locks
        self.practice = practice

    @property
    def read_only(self) -> str:
        """Why nothing can be written; empty when everything can."""
        return self.database.read_only

    @property
    def notice(self) -> str:
        """What a face should show from now on."""
        return self.database.notice

    def create(self, session: NewSession, opened: Event) -> None:
        """Store a session, its flow and its first event at once."""
        if not self.practice:
            require_room(self.database.path.parent)
        bundle = hashlib.sha256(session.flow).hexdigest()
        if opened.seq != 1 or opened.kind is not Kind.OPENED:
            raise ValueError("a session begins with an opened event that has seq 1")
        if opened.body.get("bundle") != bundle:
            raise ValueError("the opened event names another bundle than the flow given")
        follows = session.follows or ""
        refuse_unstorable((session.title, session.version, session.patient, session.clinician))
        refuse_unstorable(follows)
        first = appending(session.id, opened)

        def work(connection: sqlite3.Connection) -> None:
            if rows.known(connection, session.id):
                raise StoreError(
                    "This session number is in use",
                    f"Session {session.id} exists already; nothing was changed.",
                    "Start again: another number is chosen.",
                )
            rows.save_flow(connection, bundle, session.flow)
            listing.add_session(connection, session, bundle)
            first.first(connection, self.record_key)

        self.database.write(work, first.landed)

    def append(
        self, session_id: str, event: Event, expected: int, document: bytes | None = None
    ) -> None:
        """Store the event that follows the ``expected`` one."""
        if event.seq != expected + 1:
            raise ValueError(f"event {event.seq} does not follow event {expected}")
        digest = "" if document is None else hashlib.sha256(document).hexdigest()
        if digest and event.body.get("document") != digest:
            raise ValueError("the event does not name the document that is stored with it")
        following = appending(session_id, event)

        def work(connection: sqlite3.Connection) -> None:
            following.after(connection, self.record_key, expected)
            if document is not None:
                rows.save_document(connection, session_id, Document(event.seq, digest, document))
            if "key" in event.body:
                sql = "DELETE FROM draft WHERE session_id = ? AND key = ?"
                connection.execute(sql, (session_id, str(event.body["key"])))

        self.database.write(work, following.landed)

    def has(self, session_id: str) -> bool:
        """Whether anything is stored under this id."""
        return self.database.read(lambda connection: rows.known(connection, session_id))

    def ids(self) -> list[str]:
        """Every session id that anything is stored under, in order."""
        sql = (
            "SELECT CAST(id AS BLOB) FROM session UNION SELECT CAST(session_id AS BLOB) FROM event"
            " UNION SELECT CAST(session_id AS BLOB) FROM head ORDER BY 1"
        )
        found = self.database.read(lambda connection: connection.execute(sql).fetchall())
        return [rows.text(name) for (name,) in found]

    def events(self, session_id: str, after: int = 0) -> list[Event]:
        """The events behind ``after``, in order, as stored and unverified."""

        def work(connection: sqlite3.Connection) -> list[Event]:
            found = rows.events(connection, session_id, after)
            if not found and not rows.known(connection, session_id):
                raise rows.unknown(session_id)
            return found

        return self.database.read(work)

    def log(self, session_id: str) -> Log:
        """All that binds the events of a session, for verification."""
        return self.database.read(lambda connection: rows.log(connection, session_id))

    def head(self, session_id: str) -> Head:
        """The last event."""
        seq, digest = self.database.read(lambda connection: rows.head(connection, session_id))
        return Head(seq, digest.hex())

    def sessions(self, query: Query) -> list[SessionRow]:
        """The sessions that ``query`` keeps."""
        return self.database.read(lambda connection: listing.list_sessions(connection, query))

    def session(self, session_id: str) -> SessionRow:
        """One session's line."""
        row = self.database.read(lambda connection: listing.one_session(connection, session_id))
        if row is None:
            raise rows.unknown(session_id)
        return row

    def search(self, text: str, limit: int = 50) -> list[SessionRow]:
        """Sessions that hold every word of ``text``, newest first."""
        return self.database.read(
            lambda connection: listing.search_sessions(connection, text, limit),
        )

    def update_projection(self, session_id: str, projection: Projection) -> None:
        """Replace what lists show, unless what is there describes a later event."""
        refuse_unstorable((projection.title, projection.state, projection.question))
        refuse_unstorable((projection.ended, projection.due, projection.text))

        def work(connection: sqlite3.Connection) -> None:
            rows.require(connection, session_id)
            listing.project(connection, session_id, projection)

        self.database.write(work)

    def save_flow(self, digest: str, data: bytes) -> None:
        """Keep a bundle's canonical JSON; nothing happens when it is there."""
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError("the digest is not that of the bundle given")
        self.database.write(lambda connection: rows.save_flow(connection, digest, data))

    def flow(self, digest: str) -> bytes | None:
        """A bundle's canonical JSON, unverified."""
        sql = "SELECT data FROM flow WHERE digest = ?"
        row = self.database.read(lambda connection: connection.execute(sql, (digest,)).fetchone())
        return row[0] if row else None

    def save_document(self, session_id: str, seq: int, digest: str, data: bytes) -> None:
        """Put back the document that event ``seq`` names, where it is missing."""
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError("the digest is not that of the document given")

        def work(connection: sqlite3.Connection) -> None:
            named = rows.events(connection, session_id, seq - 1, seq)
            if not named or named[0].body.get("document") != digest:
                raise ValueError(f"event {seq} of session {session_id} names no such document")
            rows.save_document(connection, session_id, Document(seq, digest, data))

        self.database.write(work)

    def document(self, session_id: str) -> Document | None:
        """The latest document of a session, unverified."""
        found = self.documents(session_id)
        return found[-1] if found else None

    def documents(self, session_id: str) -> list[Document]:
        """All its documents in order, unverified."""
        sql = (
            "SELECT seq, CAST(digest AS BLOB), data FROM document"
            " WHERE session_id = ? AND data IS NOT NULL ORDER BY seq"
        )
        found = self.database.read(
            lambda connection: connection.execute(sql, (session_id,)).fetchall(),
        )
        return [Document(seq, rows.text(digest), data) for seq, digest, data in found]

    def save_draft(self, session_id: str, key: str, text: str) -> None:
        """Keep half-typed text; a session has one draft."""
        refuse_unstorable((key, text))

        def work(connection: sqlite3.Connection) -> None:
            rows.require(connection, session_id)
            connection.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", (session_id, key, text)
            )

        self.database.write(work)

    def draft(self, session_id: str) -> Draft | None:
        """The draft, if there is one."""
        sql = "SELECT key, text FROM draft WHERE session_id = ?"
        row = self.database.read(
            lambda connection: connection.execute(sql, (session_id,)).fetchone(),
        )
        return Draft(*row) if row else None

    def clear_draft(self, session_id: str) -> None:
        """Forget the draft."""
        if self.draft(session_id) is None:
            return
        self.database.write(
            lambda connection: rows.run(
                connection, "DELETE FROM draft WHERE session_id = ?", session_id
            ),
        )

    def take_lease(self, session_id: str, holder: Holder) -> Lease | None:
        """Note that ``holder`` has the session open; gives the lease of somebody else who has."""

        def work(connection: sqlite3.Connection) -> None:
            rows.require(connection, session_id)
            leases.sweep(connection, session_id)
            leases.take(connection, Lease(session_id, holder))

        self.database.write(work)
        others = (
            lease
            for lease in self.leases()
            if lease.session_id == session_id and not leases.same_process(lease.holder, holder)
        )
        return next(others, None)

    def release_lease(self, session_id: str, holder: Holder) -> None:
        """Take the note back."""
        self.database.write(lambda connection: leases.release(connection, session_id, holder))

    def leases(self) -> list[Lease]:
        """Who has what open, as far as can be told."""
        found = self.database.read(leases.all_leases)
        return [lease for lease in found if not leases.is_stale(lease.holder)]

    def record_access(self, access: Access) -> None:
        """Put an entry into the chain of access."""
        check_access(access)
        self.database.write(
            lambda connection: store_access(connection, self.record_key, access),
            lambda connection: has_landed(connection, access),
        )

    def access_log(self) -> Log:
        """All that binds the entries of access."""
        return self.database.read(read_access)

    def erase(self, tombstone: Access) -> None:
        """Drop the words of the session that ``tombstone`` names, for good."""
        if tombstone.deed is not Deed.ERASE:
            raise ValueError("only an erasure leaves a tombstone")
        check_access(tombstone)
        self.database.write(
            lambda connection: erase(connection, self.record_key, tombstone),
            lambda connection: has_landed(connection, tombstone),
        )

    def delete_practice(self, session_id: str) -> None:
        """Delete a practice session with all that belongs to it."""
        if not self.practice:
            raise StoreError(
                "This session cannot be deleted",
                f"Session {session_id} is a patient's record, and records are kept.",
                "Only practice sessions can be deleted.",
            )

        def work(connection: sqlite3.Connection) -> None:
            rows.require(connection, session_id)
            sql = "DELETE FROM session_text WHERE rowid = (SELECT number FROM session WHERE id = ?)"
            rows.run(connection, sql, session_id)
            rows.run(connection, "DELETE FROM session WHERE id = ?", session_id)

        self.database.write(work)

    def lock(self) -> None:
        """Let go of the file and of every key."""
        self.database.lock()
        self.record_key = b""

    def unlock(self, key: StoreKey) -> None:
        """Go on with the key of the store; ``Locked`` when it is another one."""
        self.database.unlock(key)
        self.record_key = self.database.read(record_key)

    def close(self) -> None:
        """Let go of the file; there is nothing to flush."""
        self.database.close()
