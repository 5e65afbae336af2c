"""A session written out as lines can be verified anywhere, without a store."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

from exoguide.errors import RecordError, UsageError
from exoguide.records.embedded import open_store
from exoguide.records.lines import export_lines, verify_lines
from exoguide.records.verify import Finding, Problem
from tests.records.samples import SESSION, fill, tool


@attrs.frozen
class Exported:
    lines: tuple[bytes, ...]
    key: bytes
    head: str


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    store = open_store(tmp_path_factory.mktemp("lines") / "store")
    fill(store)
    lines = tuple(export_lines(store, SESSION))
    found = Exported(lines, store.record_key, store.head(SESSION).digest)
    store.close()
    return found


def test_there_is_one_line_for_each_event_behind_the_first(exported: Exported) -> None:
    assert len(exported.lines) == 13
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in exported.lines)
    assert json.loads(exported.lines[0]) == {
        "format": 1,
        "session": SESSION,
        "seq": 12,
        "digest": exported.head,
        "seal": json.loads(exported.lines[0])["seal"],
    }
    event = json.loads(exported.lines[2])
    assert event["body"]["value"] == "yes"
    assert event["header"]["session"] == SESSION


def test_exported_lines_verify_to_the_same_head(exported: Exported, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    path.write_bytes(b"".join(exported.lines))
    with path.open("rb") as file:
        verdict = verify_lines(file)
    assert verdict.sound
    assert not verdict.seal
    assert verdict.head == exported.head
    assert verify_lines(exported.lines, exported.key).seal
    assert not verify_lines(exported.lines, b"another key").sound


def test_exporting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    fill(store)
    assert list(export_lines(store, SESSION)) == list(export_lines(store, SESSION))
    store.close()


def test_every_byte_of_every_line_counts(exported: Exported) -> None:
    for number, line in enumerate(exported.lines):
        for place in range(len(line) - 1):
            changed = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
            lines = (*exported.lines[:number], changed, *exported.lines[number + 1 :])
            try:
                finding = verify_lines(lines, exported.key).finding
            except UsageError as error:
                assert f"Line {number + 1} " in error.message  # noqa: PT017 - either way is right
                continue
            assert finding is not None, (number, place)
            assert number == 0 or finding.seq in {number, number + 1}, (number, place, finding)


def test_lines_left_out_doubled_exchanged_or_cut_off_are_named(exported: Exported) -> None:
    lines = exported.lines

    def finding(*kept: bytes) -> Finding | None:
        return verify_lines(kept).finding

    assert finding(*lines[:5], *lines[6:]) == Finding(5, Problem.MISSING)
    assert finding(*lines[:6], lines[5], *lines[6:]) == Finding(5, Problem.UNLINKED)
    assert finding(*lines[:5], lines[6], lines[5], *lines[7:]) == Finding(5, Problem.MISSING)
    assert finding(*lines[:9]) == Finding(9, Problem.CUT_OFF)
    assert finding(lines[0]) == Finding(1, Problem.CUT_OFF)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b"null\n", b"[]\n", b"{}\n", b"\xff\n", b"text\n", b"[" * 100_000,
        b'{"format":2}\n', b'{"format":1,"session":"a"}\n', b"1" * 5000,
    ],
)  # fmt: skip
def test_another_file_is_said_not_to_be_a_session(data: bytes) -> None:
    with pytest.raises(UsageError, match="not an exported session"):
        verify_lines(data.splitlines(keepends=True))


def test_a_damaged_session_is_not_written_out(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    fill(store)
    with tool(tmp_path / "store") as connection:
        connection.execute("UPDATE event SET body = CAST('{}' AS BLOB) WHERE seq = 3")
    with pytest.raises(RecordError, match="event 3 is not what was saved"):
        list(export_lines(store, SESSION))
    store.close()


def test_an_erased_event_is_written_out_without_its_words(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    fill(store)
    with tool(tmp_path / "store") as connection:
        connection.execute("UPDATE event SET body = NULL, salt = NULL WHERE seq = 3")
    verdict = verify_lines(export_lines(store, SESSION))
    assert verdict.sound
    assert verdict.erased == 1
    store.close()
