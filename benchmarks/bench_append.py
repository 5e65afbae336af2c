"""The store: one durable answer, the lists of 100,000 sessions, a session read back and checked."""

from __future__ import annotations

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from benchmarks.table import Row
from exoguide.canonical import canonical
from exoguide.records.chain import GENESIS, Header, linked
from exoguide.records.connection import connect
from exoguide.records.device import device_key, new_keys
from exoguide.records.embedded import open_store
from exoguide.records.held import Query, State
from exoguide.records.rows import insert_link, save_flow
from exoguide.records.verify import verified_events
from tests.records.samples import BUNDLE, FLOW, SESSION, a_session, answered, opened

if TYPE_CHECKING:
    import sqlite3

    from exoguide.records.embedded import EmbeddedStore

APPENDS: Final = 400
SESSIONS: Final = 100_000
ANSWERS: Final = 6_000
WORDS: Final = ("knee", "hip", "shoulder", "wrist", "elbow", "ankle", "spine", "neck", "hand")


def run() -> list[Row]:
    """All figures of the store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*appends(folder), *reading_back(folder), *lists(folder)]


def appends(folder: Path) -> list[Row]:
    """A durable answer beside one bare commit of the same bytes, taken in turns."""
    store = open_store(folder / "appends")
    store.create(a_session(), opened())
    bare = bare_file(folder)
    events = [answered(seq, secrets.token_hex(20)) for seq in range(2, APPENDS + 2)]
    ours, peer = [], []
    for event in events:
        row = (event.seq, canonical(attrs.asdict(event, value_serializer=_plain)))
        ours.append(milliseconds(partial(store.append, SESSION, event, event.seq - 1)))
        peer.append(milliseconds(partial(commit, bare, row)))
    store.close()
    bare.close()
    return [Row("durable append / bare commit", median(ours), median(peer), 2.0)]


def reading_back(folder: Path) -> list[Row]:
    """A session of 6,000 answers from the disk, its chain and seals checked."""
    store = open_store(folder / "long")
    store.create(a_session(), opened())
    with_rows(store, lambda connection: many_answers(connection, store.record_key))
    taken = [milliseconds(lambda: verified_events(store, SESSION)) for _ in range(5)]
    store.close()
    return [Row("read 6,000 answers, chain checked", median(taken), None, 300.0)]


def lists(folder: Path) -> list[Row]:
    """The first page of each list and several searches over 100,000 sessions."""
    store = open_store(folder / "many")
    with_rows(store, lambda connection: many_sessions(connection, store.record_key))
    store.close()
    opening = []
    for _ in range(5):
        started = time.perf_counter()
        store = open_store(folder / "many")
        opening.append((time.perf_counter() - started) * 1000)
        store.close()
    store = open_store(folder / "many")
    asked: dict[str, Callable[[], object]] = {
        "first page, all": lambda: store.sessions(Query()),
        "first page, open": lambda: store.sessions(Query(state=State.OPEN)),
        "first page, ended": lambda: store.sessions(Query(state=State.ENDED)),
        "first page, due": lambda: store.sessions(Query(due_by="2026-03-01")),
        "first page, one patient": lambda: store.sessions(Query(patient="P-77777")),
        "search, rare word": lambda: store.search("P-77777 "),
        "search, common word": lambda: store.search("knee "),
        "search, two common words": lambda: store.search("knee therapy "),
        "search, begun word of 1": lambda: store.search("k"),
        "search, begun word of 3": lambda: store.search("kne"),
        "search, begun rare word": lambda: store.search("P-7777"),
        "search, nothing": lambda: store.search("nowhere"),
    }
    rows = [Row("100,000 sessions: open the store", median(opening), None, None)]
    for what, ask in asked.items():
        worst = max(milliseconds(ask) for _ in range(5))
        rows.append(Row(f"100,000 sessions: {what}", worst, None, 50.0))
    store.close()
    return rows


def bare_file(folder: Path) -> sqlite3.Connection:
    """An encrypted file with one table, opened with the same settings as the store."""
    path = folder / "bare.db"
    path.touch(mode=0o600)
    connection = connect(path, device_key(new_keys(), folder), create=True)
    connection.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, data BLOB) STRICT")
    return connection


def commit(connection: sqlite3.Connection, row: tuple[int, bytes]) -> None:
    """One durable row and nothing else."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO event VALUES (?, ?)", row)
    connection.execute("COMMIT")


def with_rows(store: EmbeddedStore, work: Callable[[sqlite3.Connection], None]) -> None:
    """Fill the store in one transaction; one for each event would take minutes."""
    store.database.write(work)


def many_answers(connection: sqlite3.Connection, key: bytes) -> None:
    """The answers of a long session behind its first event."""
    row = connection.execute("SELECT digest FROM head").fetchone()
    extend(connection, key, SESSION, row[0], ANSWERS)


def many_sessions(connection: sqlite3.Connection, key: bytes, count: int = SESSIONS) -> None:
    """Sessions with an event or two, their lines and their search texts."""
    save_flow(connection, BUNDLE, FLOW)
    for number in range(count):
        name = f"{number:08d}"
        name = f"{name[:4]}-{name[4:]}"
        ended = "accepted" if number % 50 else None
        due = f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}" if number % 10 == 0 else None
        patient = f"P-{number}"
        connection.execute(
            "INSERT INTO session (number, id, bundle, title, version, patient, clinician, state,"
            " question, ended, due) VALUES (?, ?, ?, 'Exosome therapy', '1.0', ?, 'Dr Grey',"
            " 'ended', '', ?, ?)",
            (number + 1, name, BUNDLE, patient, ended, due),
        )
        text = f"{patient} exosome therapy {WORDS[number % 9]} pain {WORDS[number * 7 % 9]} note"
        connection.execute(
            "INSERT INTO session_text (rowid, text) VALUES (?, ?)", (number + 1, text)
        )
        extend(connection, key, name, GENESIS, 2, first=1)


def extend(
    connection: sqlite3.Connection,
    key: bytes,
    session_id: str,
    previous: bytes,
    count: int,
    first: int = 2,
) -> None:
    """Events behind the one whose digest is ``previous``."""
    for seq in range(first, first + count):
        event = answered(seq, "a value")
        header = Header(
            session_id, seq, event.id, event.at, event.mono, "boot", 0, event.user, event.kind.value
        )
        link = linked(key, previous, header, secrets.token_bytes(16), canonical(event.body))
        insert_link(connection, key, link)
        previous = link.digest


def milliseconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def median(times: list[float]) -> float:
    """The middle one, which a busy machine moves least."""
    return statistics.median(times)


def _plain(_owner: object, _field: object, value: object) -> object:
    return value.value if hasattr(value, "value") else value
