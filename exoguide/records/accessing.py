"""How an entry of access becomes a link of its chain, inside the transaction that stores it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import attrs

from exoguide.canonical import Json, canonical
from exoguide.records import rows
from exoguide.records.access import CHAIN, Access
from exoguide.records.chain import GENESIS, SALT_BYTES, Header, Log, linked
from exoguide.records.clock import boot_id, instant
from exoguide.records.words import refuse_unstorable

if TYPE_CHECKING:
    import sqlite3


def store_access(connection: sqlite3.Connection, record_key: bytes, access: Access) -> None:
    """Put an entry behind the last one, inside the transaction that the caller has begun."""
    seq, digest, before = _last(connection)
    body: dict[str, Json] = {"how": access.how, "terminal": access.terminal}
    if access.session:
        body |= {"session": access.session, **_witness(connection, access.session)}
    header = Header(
        session=CHAIN,
        seq=seq + 1,
        event=access.id,
        at=access.at,
        mono=access.mono,
        boot=boot_id(),
        clock_back=int(bool(before) and instant(access.at) < instant(before)),
        user=access.user,
        kind=access.deed.value,
    )
    link = linked(record_key, digest, header, secrets.token_bytes(SALT_BYTES), canonical(body))
    rows.insert_link(connection, record_key, link, rows.ACCESS)


def check_access(access: Access) -> None:
    """Raise ``StoreError`` for text that cannot be stored, ``ValueError`` for no instant."""
    refuse_unstorable(attrs.astuple(access))
    instant(access.at)


def has_landed(connection: sqlite3.Connection, access: Access) -> bool:
    """Whether the entry is there."""
    sql = "SELECT 1 FROM access WHERE event_id = ?"
    return connection.execute(sql, (access.id,)).fetchone() is not None


def read_access(connection: sqlite3.Connection) -> Log:
    """All that binds the entries."""
    return rows.log(connection, CHAIN, rows.ACCESS)


def _last(connection: sqlite3.Connection) -> tuple[int, bytes, str]:
    """Number, digest and time of the last entry."""
    row: tuple[int, bytes, str] | None = connection.execute(
        "SELECT access_head.seq, access_head.digest, access.at FROM access_head"
        " JOIN access ON access.seq = access_head.seq"
    ).fetchone()
    return row or (0, GENESIS, "")


def _witness(connection: sqlite3.Connection, session_id: str) -> dict[str, Json]:
    sql = "SELECT seq, digest FROM head WHERE session_id = ?"
    row = connection.execute(sql, (session_id,)).fetchone()
    return {"head_seq": row[0], "head": row[1].hex()} if row else {}
