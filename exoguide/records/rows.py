"""Rows of the embedded store: what is read from and put into its tables, one session at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import attrs

from exoguide.engine.events import Event, Kind
from exoguide.errors import StoreError
from exoguide.records.chain import Header, Link, Log, SealedHead, head_seal
from exoguide.records.held import Document

if TYPE_CHECKING:
    import sqlite3


@attrs.frozen
class Tables:
    """Where a kind of chain lies: the table of its links, and that of their heads.

    The two there are stand below; their names are the only words put into a statement here.
    """

    links: str
    heads: str


SESSIONS: Final = Tables("event", "head")
ACCESS: Final = Tables("access", "access_head")


def run(connection: sqlite3.Connection, sql: str, *values: Any) -> None:
    """Execute one statement."""
    connection.execute(sql, values)


def text(stored: bytes) -> str:
    """Stored bytes as text; what is no UTF-8 reads as U+FFFD."""
    return stored.decode("utf-8", "replace")


def known(connection: sqlite3.Connection, session_id: str) -> bool:
    """Whether anything is stored under this id."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM session WHERE id = ?1)"
        " OR EXISTS (SELECT 1 FROM event WHERE session_id = ?1)"
    )
    return bool(connection.execute(sql, (session_id,)).fetchone()[0])


def require(connection: sqlite3.Connection, session_id: str) -> None:
    """Raise ``StoreError`` unless something is stored under this id."""
    if not known(connection, session_id):
        raise unknown(session_id)


def unknown(session_id: str) -> StoreError:
    """The error for an id that nothing is stored under."""
    return StoreError(
        "No such session",
        f"There is no session {session_id} in this store.",
        "See which there are: exoguide sessions.",
    )


def stored(connection: sqlite3.Connection, session_id: str, event: Event) -> bool:
    """Whether exactly this event is there."""
    sql = "SELECT 1 FROM event WHERE (session_id, seq, event_id) = (?, ?, ?)"
    return connection.execute(sql, (session_id, event.seq, event.id)).fetchone() is not None


def head(connection: sqlite3.Connection, session_id: str) -> tuple[int, bytes]:
    """Sequence number and digest of the last event; ``StoreError`` for an unknown session."""
    sql = "SELECT seq, digest FROM head WHERE session_id = ?"
    row = connection.execute(sql, (session_id,)).fetchone()
    if row is None:
        raise unknown(session_id)
    return row[0], row[1]


def events(
    connection: sqlite3.Connection,
    session_id: str,
    after: int,
    until: int = 2**62,
) -> list[Event]:
    """The events behind ``after``, up to ``until``; ``StoreError`` when one cannot be read."""
    rows = connection.execute(
        "SELECT seq, event_id, at, mono, user, kind, body FROM event"
        " WHERE session_id = ? AND seq > ? AND seq <= ? ORDER BY seq",
        (session_id, after, until),
    )
    try:
        return [
            Event(seq, event_id, at, mono, user, Kind(kind), json.loads(body))
            for seq, event_id, at, mono, user, kind, body in rows
        ]
    except (TypeError, ValueError) as error:
        raise StoreError(
            "This session cannot be read",
            f"An entry of session {session_id} is erased or damaged.",
            f"See which: exoguide verify {session_id}.",
        ) from error


def log(connection: sqlite3.Connection, session_id: str, tables: Tables = SESSIONS) -> Log:
    """All that binds the events of a session."""
    columns = (
        "CAST(session_id AS BLOB), seq, CAST(event_id AS BLOB), CAST(at AS BLOB), mono,"
        " CAST(boot AS BLOB), clock_back, CAST(user AS BLOB), CAST(kind AS BLOB),"
        " salt, body, content, previous, digest, seal"
    )
    sql = f"SELECT {columns} FROM {tables.links} WHERE session_id = ? ORDER BY seq"  # noqa: S608 - fixed
    rows = connection.execute(sql, (session_id,))
    links = []
    for name, seq, event_id, at, mono, boot, clock_back, user, kind, *rest in rows:
        header = Header(
            text(name),
            seq,
            text(event_id),
            text(at),
            mono,
            text(boot),
            clock_back,
            text(user),
            text(kind),
        )
        links.append(Link(header, *rest))
    sql = f"SELECT seq, digest, seal FROM {tables.heads} WHERE session_id = ?"  # noqa: S608 - fixed
    row = connection.execute(sql, (session_id,)).fetchone()
    return Log(tuple(links), SealedHead(*row) if row else None)


def insert_link(
    connection: sqlite3.Connection, record_key: bytes, link: Link, tables: Tables = SESSIONS
) -> None:
    """Put an event behind the last one and move the head of its chain on to it."""
    header = link.header
    connection.execute(
        f"INSERT INTO {tables.links} (session_id, seq, event_id, at, mono, boot, clock_back,"  # noqa: S608 - fixed
        " user, kind, salt, body, content, previous, digest, seal)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            header.session,
            header.seq,
            header.event,
            header.at,
            header.mono,
            header.boot,
            header.clock_back,
            header.user,
            header.kind,
            link.salt,
            link.body,
            link.content,
            link.previous,
            link.digest,
            link.seal,
        ),
    )
    seal = head_seal(record_key, header.session, header.seq, link.digest)
    sql = (
        f"INSERT INTO {tables.heads} (seq, digest, seal, session_id) VALUES (?, ?, ?, ?)"  # noqa: S608 - fixed
        if header.seq == 1
        else f"UPDATE {tables.heads} SET seq = ?, digest = ?, seal = ? WHERE session_id = ?"  # noqa: S608 - fixed
    )
    connection.execute(sql, (header.seq, link.digest, seal, header.session))


def save_flow(connection: sqlite3.Connection, digest: str, data: bytes) -> None:
    """Keep a bundle, unless it is there."""
    run(connection, "INSERT INTO flow VALUES (?, ?) ON CONFLICT DO NOTHING", digest, data)


def save_document(connection: sqlite3.Connection, session_id: str, document: Document) -> None:
    """Keep a document, unless the event has one."""
    sql = "INSERT INTO document VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
    run(connection, sql, session_id, document.seq, document.digest, document.data)
