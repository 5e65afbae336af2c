"""How an event becomes a link of its session's chain, inside the transaction that stores it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import attrs

from exoguide.canonical import canonical
from exoguide.engine.events import Event
from exoguide.errors import StoreError
from exoguide.records import rows
from exoguide.records.chain import GENESIS, SALT_BYTES, Header, linked
from exoguide.records.clock import boot_id, instant
from exoguide.records.store import Conflict
from exoguide.records.words import refuse_unstorable
from exoguide.speech import phrase

if TYPE_CHECKING:
    import sqlite3


@attrs.frozen
class Appending:
    """An event that may be stored: its words were checked, its salt is drawn."""

    session_id: str
    event: Event
    body: bytes
    salt: bytes

    def first(self, connection: sqlite3.Connection, record_key: bytes) -> None:
        """Store it as the first event of its session."""
        self._insert(connection, record_key, GENESIS, clock_back=False)

    def after(self, connection: sqlite3.Connection, record_key: bytes, expected: int) -> None:
        """Store it behind the ``expected`` event; ``Conflict`` when that was not the last."""
        previous = _expect(connection, self.session_id, expected)
        sql = "SELECT at FROM event WHERE session_id = ? AND seq = ?"
        (before,) = connection.execute(sql, (self.session_id, expected)).fetchone()
        clock_back = instant(self.event.at) < instant(before)
        self._insert(connection, record_key, previous, clock_back=clock_back)

    def landed(self, connection: sqlite3.Connection) -> bool:
        """Whether it is there."""
        return rows.stored(connection, self.session_id, self.event)

    def _insert(
        self,
        connection: sqlite3.Connection,
        record_key: bytes,
        previous: bytes,
        *,
        clock_back: bool,
    ) -> None:
        event = self.event
        header = Header(
            session=self.session_id,
            seq=event.seq,
            event=event.id,
            at=event.at,
            mono=event.mono,
            boot=boot_id(),
            clock_back=int(clock_back),
            user=event.user,
            kind=event.kind.value,
        )
        link = linked(record_key, previous, header, self.salt, self.body)
        rows.insert_link(connection, record_key, link)


def appending(session_id: str, event: Event) -> Appending:
    """Make an event ready to be stored.

    ``StoreError`` for text that some back end cannot hold, ``ValueError`` for a time that names
    no instant, ``TypeError`` for a floating-point number.
    """
    refuse_unstorable((session_id, event.id, event.at, event.user))
    refuse_unstorable(event.body)
    instant(event.at)
    return Appending(session_id, event, canonical(event.body), secrets.token_bytes(SALT_BYTES))


def _expect(connection: sqlite3.Connection, session_id: str, expected: int) -> bytes:
    """The digest of the last event, which must be the ``expected`` one."""
    seq, digest = rows.head(connection, session_id)
    if seq > expected:
        raise Conflict(session_id, rows.events(connection, session_id, expected))
    if seq < expected:
        raise StoreError(
            phrase("This session is shorter than it was"),
            phrase(
                "Session {session} now ends with entry {seq}, and entry {expected} was there"
                " before: an older copy of the store was put in its place.",
                session=session_id,
                seq=str(seq),
                expected=str(expected),
            ),
            phrase("Stop, keep a copy of the data folder, and find out who replaced the file."),
        )
    return digest
