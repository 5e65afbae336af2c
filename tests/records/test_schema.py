"""What the tables themselves refuse, whoever asks with the key in hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exoguide.records.connection import connect, database_error
from exoguide.records.device import device_key
from exoguide.records.embedded import open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import read_keys
from exoguide.records.verify import verify
from tests.records.samples import SESSION, fill

if TYPE_CHECKING:
    import sqlite3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "store")
    fill(store)
    store.close()
    return tmp_path / "store"


@pytest.fixture
def connection(folder: Path) -> Iterator[sqlite3.Connection]:
    """As exoguide itself opens the file, triggers and all."""
    found = connect(folder / STORE_FILE, device_key(read_keys(folder), folder))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE event SET user = 'eve'", "an event is never changed"),
        ("UPDATE event SET body = CAST('{}' AS BLOB)", "an event is never changed"),
        ("UPDATE event SET body = NULL", "an event is never changed"),
        ("UPDATE event SET salt = NULL", "an event is never changed"),
        ("UPDATE event SET body = NULL, salt = NULL, user = 'eve'", "an event is never changed"),
        ("UPDATE event SET body = NULL, salt = NULL, seq = seq + 90", "an event is never changed"),
        ("UPDATE event SET digest = zeroblob(32), body = NULL, salt = NULL", "never changed"),
        ("DELETE FROM event", "an event is never deleted"),
        ("REPLACE INTO event SELECT * FROM event WHERE seq = 2", "an event is never deleted"),
        ("DELETE FROM session", "never deleted"),
        ("UPDATE head SET seq = seq - 1", "a head moves on by one event"),
        ("UPDATE head SET digest = zeroblob(32)", "a head moves on by one event"),
        ("DELETE FROM head", "a head is never deleted"),
        ("UPDATE document SET data = zeroblob(1)", "a document is never changed"),
        ("DELETE FROM document", "a document is never deleted"),
        ("UPDATE flow SET data = zeroblob(1)", "a flow is never changed"),
        ("DELETE FROM flow", "a flow is never deleted"),
        ("UPDATE store SET practice = 1", "the record key is never changed"),
        ("DELETE FROM store", "the record key is never deleted"),
        ("INSERT INTO draft VALUES ('ZZZZ-9999', 'k', 't')", "FOREIGN KEY"),
        ("INSERT INTO draft VALUES ('7F3A-91C2', 'k', x'00')", "cannot store BLOB"),
    ],
)
def test_the_tables_refuse(connection: sqlite3.Connection, sql: str, words: str) -> None:
    with pytest.raises(database_error(), match=words):
        connection.execute(sql)


def test_erasure_may_empty_a_body_with_its_salt(
    connection: sqlite3.Connection, folder: Path
) -> None:
    connection.execute("UPDATE event SET body = NULL, salt = NULL WHERE seq = 3")
    connection.execute("UPDATE document SET data = NULL")
    with pytest.raises(database_error(), match="never changed"):
        connection.execute("UPDATE event SET body = x'00', salt = x'00' WHERE seq = 3")
    with pytest.raises(database_error(), match="never changed"):
        connection.execute("UPDATE event SET body = NULL, salt = NULL WHERE seq = 3")
    store = open_store(folder)
    assert store.log(SESSION).links[2].body is None
    store.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 2),
        ("busy_timeout", 30_000),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("mmap_size", 0),
        ("cipher_log_level", "NONE"),
    ],
)
def test_a_connection_has_every_setting_that_durability_hangs_on(
    connection: sqlite3.Connection, name: str, value: object
) -> None:
    assert connection.execute(f"PRAGMA {name}").fetchone()[0] == value


def test_lists_and_searches_use_an_index(connection: sqlite3.Connection) -> None:
    """A full reading of an encrypted file costs five times what it costs in plain."""
    queries = (
        "SELECT id FROM session WHERE ended IS NULL ORDER BY number DESC LIMIT 50",
        "SELECT id FROM session WHERE patient = 'P' ORDER BY number DESC LIMIT 50",
        "SELECT id FROM session WHERE due <= '2026-01-01' ORDER BY due, number LIMIT 50",
        "SELECT id FROM session WHERE follows = 'x' ORDER BY number DESC LIMIT 1",
    )
    for query in queries:
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert "USING INDEX" in plan or "USING COVERING INDEX" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def test_the_file_is_sound_after_a_session(folder: Path, connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    store = open_store(folder)
    assert verify(store, SESSION).sound
    store.close()
