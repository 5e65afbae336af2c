"""What no session can tell of itself is told by the chain of access."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exoguide.records import rows
from exoguide.records.access import CHAIN, Deed
from exoguide.records.chain import head_seal
from exoguide.records.embedded import open_store
from exoguide.records.verify import Finding, Problem, Verdict, check_log
from exoguide.records.witnesses import verify_all, witnesses
from tests.records.samples import SESSION, access, answered, fill, record_key, tool
from tests.records.test_verify import flips

if TYPE_CHECKING:
    import sqlite3

OTHER = "AAAA-0001"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with two sessions, both of which were looked at."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    store = open_store(folder)
    fill(store)
    fill(store, OTHER)
    for session_id in (SESSION, OTHER):
        store.record_access(access(Deed.CLOSE, session_id))
    store.close()
    return folder


@pytest.fixture
def copy(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "copy"))


def verdicts(folder: Path) -> dict[str, Verdict]:
    store = open_store(folder)
    try:
        return {verdict.session_id: verdict for verdict in verify_all(store)}
    finally:
        store.close()


def findings(folder: Path) -> dict[str, Finding | None]:
    return {name: verdict.finding for name, verdict in verdicts(folder).items()}


def remove(tool: sqlite3.Connection, session_id: str) -> None:
    for table in ("event", "head", "document"):
        tool.execute(f"DELETE FROM {table} WHERE session_id = ?", (session_id,))  # noqa: S608 - fixed names
    tool.execute("DELETE FROM session WHERE id = ?", (session_id,))


def test_a_store_that_nobody_looked_into_is_intact(tmp_path: Path) -> None:
    assert findings(tmp_path / "fresh") == {CHAIN: None}


def test_a_session_removed_with_all_that_names_it_is_missed(copy: Path) -> None:
    with tool(copy) as connection:
        remove(connection, OTHER)
    assert findings(copy) == {SESSION: None, OTHER: Finding(1, Problem.EMPTY), CHAIN: None}


def test_a_session_put_back_to_an_earlier_day_is_found_even_with_the_right_seals(
    copy: Path,
) -> None:
    key = record_key(copy)
    with tool(copy) as connection:
        links = rows.log(connection, SESSION).links
        connection.execute("DELETE FROM event WHERE session_id = ? AND seq > 5", (SESSION,))
        connection.execute("DELETE FROM document WHERE session_id = ?", (SESSION,))
        seal = head_seal(key, SESSION, 5, links[4].digest)
        connection.execute(
            "UPDATE head SET seq = 5, digest = ?, seal = ? WHERE session_id = ?",
            (links[4].digest, seal, SESSION),
        )
    assert findings(copy) == {SESSION: Finding(12, Problem.PUT_BACK), OTHER: None, CHAIN: None}


def test_a_session_that_went_on_since_it_was_seen_is_intact(copy: Path) -> None:
    store = open_store(copy)
    store.append(SESSION, answered(13), 12)
    store.close()
    assert findings(copy) == {SESSION: None, OTHER: None, CHAIN: None}


def test_words_that_went_without_a_recorded_erasure_are_found(copy: Path) -> None:
    with tool(copy) as connection:
        connection.execute(
            "UPDATE event SET salt = NULL, body = NULL WHERE session_id = ? AND seq > 3",
            (SESSION,),
        )
    assert findings(copy)[SESSION] == Finding(4, Problem.WORDS_LOST)


def test_a_witness_that_was_cut_off_is_missed_and_the_rest_is_believed(copy: Path) -> None:
    with tool(copy) as connection:
        connection.execute("DELETE FROM access WHERE seq = 2")
        remove(connection, SESSION)
    assert findings(copy) == {
        SESSION: Finding(1, Problem.EMPTY),
        OTHER: None,
        CHAIN: Finding(2, Problem.CUT_OFF),
    }
    assert str(verdicts(copy)[CHAIN]).startswith("Record of access: event 2 is missing")


def test_a_removed_practice_session_is_nothing_to_miss(tmp_path: Path) -> None:
    store = open_store(tmp_path / "practice", practice=True)
    fill(store)
    store.record_access(access(Deed.CLOSE, SESSION))
    store.delete_practice(SESSION)
    assert [verdict.session_id for verdict in verify_all(store)] == [CHAIN]
    store.close()


def test_every_byte_of_every_entry_of_access_counts(copy: Path) -> None:
    key = record_key(copy)
    count = 0
    with tool(copy) as connection:
        connection.execute("BEGIN")
        for seq in (1, 2):
            for name, place, change, value in flips(connection, "access", f"seq = {seq}"):
                if name == "seq":
                    continue  # may land on another entry
                connection.execute("SAVEPOINT flip")
                connection.execute(f"UPDATE access SET {change} WHERE seq = {seq}", (value,))  # noqa: S608 - fixed words
                log = rows.log(connection, CHAIN, rows.ACCESS)
                finding = check_log(CHAIN, log, key).finding
                connection.execute("ROLLBACK TO flip")
                assert finding is not None, (seq, name, place)
                count += 1
    assert count > 700
    store = open_store(copy)
    assert witnesses(store).verdict.sound
    store.close()


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE access SET user = 'eve'", "never changed"),
        ("UPDATE access SET body = NULL, salt = NULL", "never changed"),
        ("DELETE FROM access", "never deleted"),
        ("UPDATE access_head SET digest = zeroblob(32)", "moves on by one"),
        ("DELETE FROM access_head", "never deleted"),
        ("INSERT INTO access_head VALUES ('other', 1, x'', x'')", "CHECK"),
    ],
)
def test_the_tables_of_access_refuse(copy: Path, sql: str, words: str) -> None:
    store = open_store(copy)
    with pytest.raises(Exception, match=words):
        store.database.write(lambda connection: rows.run(connection, sql))
    store.close()
