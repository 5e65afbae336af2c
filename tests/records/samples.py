"""Sessions for the tests of this room: small, whole and always the same but for ids and times."""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from exoguide.canonical import Json, canonical
from exoguide.engine.events import Event, Kind
from exoguide.records.access import Access, Deed
from exoguide.records.clock import now, stamped
from exoguide.records.connection import connect
from exoguide.records.device import device_key
from exoguide.records.fitting import STORE_FILE
from exoguide.records.held import NewSession
from exoguide.records.ids import new_event_id
from exoguide.records.keys import StoreKey, read_keys
from exoguide.records.slots import Cost
from exoguide.records.store import Store

if TYPE_CHECKING:
    import sqlite3

SESSION = "7F3A-91C2"
PASSPHRASE = "correct horse battery"
CHEAP = Cost(memory=64, time=1, lanes=1)
"""What a try of a secret costs in a test."""
FLOW = canonical({"flow.toml": {"id": "sample", "title": "A sample"}})
BUNDLE = hashlib.sha256(FLOW).hexdigest()
DOCUMENT = canonical({"heading": "Summary", "lines": ["No heavy exercise until Friday"]})
DOCUMENT_DIGEST = hashlib.sha256(DOCUMENT).hexdigest()


def a_session(
    session_id: str = SESSION,
    *,
    patient: str = "P-100",
    follows: str | None = None,
    title: str = "Exosome therapy",
) -> NewSession:
    return NewSession(session_id, FLOW, title, "1.0", "Dr Grey", patient, follows)


def opened(user: str = "ann") -> Event:
    return stamped(1, Kind.OPENED, {"bundle": BUNDLE, "semantics": 1}, user)


def answered(seq: int, value: Json = "yes", *, key: str = "", user: str = "ann") -> Event:
    body: Mapping[str, Json] = {"key": key or f"step-{seq}", "value": value, "basis": "0" * 64}
    return stamped(seq, Kind.ANSWERED, body, user)


def ended(seq: int, digest: str = DOCUMENT_DIGEST) -> Event:
    return stamped(seq, Kind.ENDED, {"end": "accepted", "by": [], "document": digest}, "ann")


def access(deed: Deed, session_id: str = "", how: str = "", *, user: str = "ann") -> Access:
    return Access(new_event_id(), now(), time.monotonic_ns(), user, deed, session_id, how, "pts/1")


def fill(store: Store, session_id: str = SESSION, events: int = 12) -> None:
    """A session of that many events, the last of which is its end with a document."""
    store.create(a_session(session_id), opened())
    for seq in range(2, events):
        store.append(session_id, answered(seq), seq - 1)
    store.append(session_id, ended(events), events - 1, DOCUMENT)


def session_ids() -> Iterator[str]:
    """Session ids in order, for tests that need many."""
    for number in itertools.count(1):
        yield f"AAAA-{number:04d}"


def device_key_of(folder: Path) -> StoreKey:
    """The data key of a store that no passphrase protects."""
    return device_key(read_keys(folder), folder)


@contextmanager
def tool(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file of a closed store, opened by somebody who has the key and no scruples."""
    connection = connect(folder / STORE_FILE, device_key(read_keys(folder), folder))
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
    finally:
        connection.close()


def record_key(folder: Path) -> bytes:
    """The key of the seals of a closed store."""
    with tool(folder) as connection:
        key: bytes = connection.execute("SELECT record_key FROM store").fetchone()[0]
        return key
