"""Every way to tamper with a session is found, and the session and the event are named."""

# ruff: noqa: S608 - the tests choose every word that is put together here

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

from exoguide.errors import RecordError
from exoguide.records import rows
from exoguide.records.access import CHAIN
from exoguide.records.chain import Log, linked
from exoguide.records.embedded import open_store
from exoguide.records.verify import (
    Finding,
    Problem,
    check_log,
    verified_events,
    verify,
)
from exoguide.records.witnesses import verify_all
from tests.records.samples import SESSION, fill, record_key, tool

if TYPE_CHECKING:
    import sqlite3

OTHER = "AAAA-0001"
EVENTS = 12

Tamper = Callable[["sqlite3.Connection"], object]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two sessions of twelve events, closed."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    store = open_store(folder)
    fill(store, events=EVENTS)
    fill(store, OTHER, EVENTS)
    store.close()
    return folder


@pytest.fixture
def copy(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "copy"))


def found_after(folder: Path, tamper: Tamper, session_id: str = SESSION) -> Finding | None:
    with tool(folder) as connection:
        tamper(connection)
    store = open_store(folder)
    try:
        return verify(store, session_id).finding
    finally:
        store.close()


def test_an_untouched_session_is_intact(copy: Path) -> None:
    store = open_store(copy)
    verdict = verify(store, SESSION)
    assert verdict.sound
    assert (verdict.events, verdict.documents, verdict.flows) == (EVENTS, 1, 1)
    assert verdict.seal
    assert verdict.head == store.head(SESSION).digest
    assert str(verdict) == f"Session {SESSION}: 12 events, intact (chain and seal)."
    assert [found.session_id for found in verify_all(store)] == [SESSION, OTHER, CHAIN]
    assert verified_events(store, SESSION) == store.events(SESSION)
    store.close()


def test_without_the_record_key_only_the_chain_is_claimed(copy: Path) -> None:
    store = open_store(copy)
    verdict = check_log(SESSION, store.log(SESSION), None)
    assert verdict.sound
    assert not verdict.seal
    assert "chain only" in str(verdict)
    store.close()


def columns(connection: sqlite3.Connection, table: str, where: str) -> dict[str, tuple[str, bytes]]:
    """Each column of one row with its type and its bytes."""
    found = {}
    for name, kind in connection.execute(f"SELECT name, type FROM pragma_table_info('{table}')"):
        sql = f"SELECT CAST({name} AS BLOB) FROM {table} WHERE {where}"
        found[name] = (kind, connection.execute(sql).fetchone()[0])
    return found


CASTS = {"INTEGER": "CAST(CAST(? AS TEXT) AS INTEGER)", "TEXT": "CAST(? AS TEXT)", "BLOB": "?"}


def flips(
    connection: sqlite3.Connection, table: str, where: str
) -> list[tuple[str, int, str, bytes]]:
    """For each byte of each column of a row: the column, the place, what to set, to what."""
    return [
        (name, place, f"{name} = {CASTS[kind]}", flipped(value, place))
        for name, (kind, value) in columns(connection, table, where).items()
        for place in range(len(value))
    ]


def flipped(value: bytes, place: int) -> bytes:
    return value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]


def test_every_byte_of_every_stored_column_of_every_event_counts(copy: Path) -> None:
    """Exhaustive over a log of twelve events."""
    key = record_key(copy)
    count = 0
    with tool(copy) as connection:
        connection.execute("BEGIN")
        for seq in range(1, EVENTS + 1):
            where = f"session_id = '{SESSION}' AND seq = {seq}"
            for name, place, change, value in flips(connection, "event", where):
                if name == "seq":
                    continue  # may land on another event; the next tests move events about
                connection.execute("SAVEPOINT flip")
                connection.execute(f"UPDATE event SET {change} WHERE {where}", (value,))
                finding = check_log(SESSION, rows.log(connection, SESSION), key).finding
                connection.execute("ROLLBACK TO flip")
                assert finding is not None, (seq, name, place)
                assert finding.seq == seq, (seq, name, place, finding)
                count += 1
    assert count > 4_500


@pytest.mark.parametrize("table", ["head", "document", "flow"])
def test_every_byte_beside_the_events_counts(copy: Path, table: str) -> None:
    """The head, the stored document and the stored flow: their event is named."""
    event = {"head": EVENTS, "document": EVENTS, "flow": 1}[table]
    store = open_store(copy)
    with tool(copy) as connection:
        for other in ("head", "document"):
            connection.execute(f"DELETE FROM {other} WHERE session_id = ?", (OTHER,))
        kept = columns(connection, table, "true")
        for name, place, change, value in flips(connection, table, "true"):
            connection.execute(f"UPDATE {table} SET {change}", (value,))
            finding = verify(store, SESSION).finding
            kind, original = kept[name]
            connection.execute(f"UPDATE {table} SET {name} = {CASTS[kind]}", (original,))
            assert finding is not None, (name, place)
            assert finding.seq == event or name == "seq", (name, place, finding)
        assert verify(store, SESSION).sound
    store.close()


@pytest.mark.parametrize("seq", range(1, EVENTS + 1))
def test_a_deleted_event_is_missed(copy: Path, seq: int) -> None:
    finding = found_after(
        copy,
        lambda tool: tool.execute(
            "DELETE FROM event WHERE session_id = ? AND seq = ?", (SESSION, seq)
        ),
    )
    problem = Problem.CUT_OFF if seq == EVENTS else Problem.MISSING
    assert finding == Finding(seq, problem)


def test_an_event_moved_to_another_place_is_found(copy: Path) -> None:
    finding = found_after(
        copy,
        lambda tool: tool.execute(
            "UPDATE event SET seq = 99 WHERE session_id = ? AND seq = 5", (SESSION,)
        ),
    )
    assert finding == Finding(5, Problem.MISSING)


def test_two_events_in_each_others_place_are_found(copy: Path) -> None:
    def swap(tool: sqlite3.Connection) -> None:
        for old, new in ((5, 99), (6, 5), (99, 6)):
            tool.execute(
                "UPDATE event SET seq = ? WHERE session_id = ? AND seq = ?", (new, SESSION, old)
            )

    assert found_after(copy, swap) == Finding(5, Problem.ALTERED)


def test_a_duplicated_event_is_found(copy: Path) -> None:
    def duplicate(tool: sqlite3.Connection) -> None:
        tool.execute("CREATE TEMP TABLE twin AS SELECT * FROM event WHERE seq = 12")
        tool.execute("UPDATE twin SET seq = 13, event_id = event_id || 'x'")
        tool.execute("INSERT INTO event SELECT * FROM twin WHERE session_id = ?", (SESSION,))

    assert found_after(copy, duplicate) == Finding(13, Problem.ALTERED)


def test_events_exchanged_between_two_sessions_are_found_in_both(copy: Path) -> None:
    def exchange(tool: sqlite3.Connection) -> None:
        for old, new in ((SESSION, "x"), (OTHER, SESSION), ("x", OTHER)):
            tool.execute(
                "UPDATE event SET session_id = ? WHERE session_id = ? AND seq = 7", (new, old)
            )

    assert found_after(copy, exchange) == Finding(7, Problem.ALTERED)
    assert found_after(copy, lambda _tool: None, OTHER) == Finding(7, Problem.ALTERED)


def test_a_record_cut_off_at_its_end_is_found(copy: Path) -> None:
    finding = found_after(
        copy,
        lambda tool: tool.execute("DELETE FROM event WHERE session_id = ? AND seq > 8", (SESSION,)),
    )
    assert finding == Finding(9, Problem.CUT_OFF)


def test_a_cut_with_a_matching_head_needs_the_key_to_pass(copy: Path) -> None:
    """Whoever cuts the record and rewrites the head still lacks the seal for that head."""

    def cut(tool: sqlite3.Connection) -> None:
        tool.execute("DELETE FROM event WHERE session_id = ? AND seq > 8", (SESSION,))
        tool.execute(
            "UPDATE head SET (seq, digest, seal) = (SELECT seq, digest, seal FROM event"
            " WHERE session_id = ?1 AND seq = 8) WHERE session_id = ?1",
            (SESSION,),
        )

    assert found_after(copy, cut) == Finding(8, Problem.HEAD_ALTERED)


def test_an_event_added_by_other_means_is_found(copy: Path) -> None:
    key = record_key(copy)

    def add(tool: sqlite3.Connection) -> None:
        last = rows.log(tool, SESSION).links[-1]
        header = attrs.evolve(last.header, seq=13, event="ff" * 16)
        rows.insert_link(tool, key, linked(key, last.digest, header, b"s" * 16, b"{}"))
        tool.execute("UPDATE head SET seq = 12 WHERE session_id = ?", (SESSION,))

    assert found_after(copy, add) == Finding(13, Problem.EXTRA)


def test_a_chain_rebuilt_without_the_record_key_is_forged(copy: Path) -> None:
    """Every digest is made to fit again from event 4 on; only the seals tell."""
    forger = b"f" * 32

    def rebuild(tool: sqlite3.Connection) -> None:
        links = rows.log(tool, SESSION).links
        tool.execute("DELETE FROM event WHERE session_id = ? AND seq > 3", (SESSION,))
        previous = links[2].digest
        for link in links[3:]:
            assert link.body is not None
            assert link.salt is not None
            body = link.body.replace(b'"yes"', b'"no"')
            fresh = linked(forger, previous, link.header, link.salt, body)
            rows.insert_link(tool, forger, fresh)
            previous = fresh.digest

    assert found_after(copy, rebuild) == Finding(4, Problem.FORGED)
    store = open_store(copy)
    assert check_log(SESSION, store.log(SESSION), None).sound, "the chain alone cannot tell"
    store.close()


def test_a_session_whose_events_all_went_is_named_all_the_same(copy: Path) -> None:
    with tool(copy) as connection:
        connection.execute("DELETE FROM event WHERE session_id = ?", (SESSION,))
        connection.execute("DELETE FROM session WHERE id = ?", (OTHER,))
        connection.execute("DELETE FROM head WHERE session_id = ?", (OTHER,))
    store = open_store(copy)
    found = {verdict.session_id: verdict.finding for verdict in verify_all(store)}
    assert found == {
        SESSION: Finding(1, Problem.CUT_OFF),
        OTHER: Finding(EVENTS, Problem.HEAD_MISSING),
        CHAIN: None,
    }
    store.close()


def test_a_lost_document_and_a_lost_flow_are_missed(copy: Path) -> None:
    finding = found_after(copy, lambda tool: tool.execute("DELETE FROM document"))
    assert finding == Finding(EVENTS, Problem.DOCUMENT_MISSING)
    finding = found_after(copy, lambda tool: tool.execute("DELETE FROM flow"))
    assert finding == Finding(1, Problem.FLOW_MISSING)


def test_a_document_that_no_event_names_is_found(copy: Path) -> None:
    finding = found_after(
        copy,
        lambda tool: tool.execute(
            "INSERT INTO document VALUES (?, 3, ?, ?)", (SESSION, "0" * 64, b"slipped in")
        ),
    )
    assert finding == Finding(3, Problem.DOCUMENT_ALTERED)


def test_an_erased_event_still_verifies_and_is_counted(copy: Path) -> None:
    with tool(copy) as connection:
        connection.execute("UPDATE event SET salt = NULL, body = NULL WHERE seq = 4")
    store = open_store(copy)
    verdict = verify(store, SESSION)
    assert verdict.sound
    assert verdict.erased == 1
    with pytest.raises(RecordError, match="intact"):
        verified_events(store, SESSION)
    store.close()


def test_a_damaged_session_is_not_handed_out(copy: Path) -> None:
    with tool(copy) as connection:
        connection.execute(
            "UPDATE event SET user = 'eve' WHERE session_id = ? AND seq = 6", (SESSION,)
        )
    store = open_store(copy)
    with pytest.raises(RecordError, match=f"Session {SESSION}: event 6 is not what was saved"):
        verified_events(store, SESSION)
    assert len(verified_events(store, OTHER)) == EVENTS
    store.close()


def test_bytes_that_are_no_text_are_found_and_do_not_stop_the_search(copy: Path) -> None:
    finding = found_after(
        copy, lambda tool: tool.execute("UPDATE event SET user = CAST(x'ff' AS TEXT) WHERE seq = 6")
    )
    assert finding == Finding(6, Problem.ALTERED)


def test_an_event_rewritten_by_whoever_holds_the_key_breaks_the_chain(copy: Path) -> None:
    """It fits its own digest and seal; its place in the chain is what tells."""
    key = record_key(copy)
    with tool(copy) as connection:
        log = rows.log(connection, SESSION)

    def with_fifth(previous: bytes, body: bytes) -> Log:
        fifth = linked(key, previous, log.links[4].header, b"s" * 16, body)
        return attrs.evolve(log, links=(*log.links[:4], fifth, *log.links[5:]))

    other_words = with_fifth(log.links[3].digest, b"{}")
    assert check_log(SESSION, other_words, key).finding == Finding(6, Problem.UNLINKED)
    other_place = with_fifth(b"p" * 32, log.links[4].body or b"")
    assert check_log(SESSION, other_place, key).finding == Finding(5, Problem.UNLINKED)


def test_a_head_that_names_another_digest_is_found_without_a_key(copy: Path) -> None:
    with tool(copy) as connection:
        log = rows.log(connection, SESSION)
    assert log.head is not None
    changed = attrs.evolve(log, head=attrs.evolve(log.head, digest=b"d" * 32))
    assert check_log(SESSION, changed, None).finding == Finding(EVENTS, Problem.HEAD_ALTERED)
