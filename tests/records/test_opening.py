"""What may be found where a store should be, and what is said about it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from exoguide.errors import StoreError
from exoguide.records.connection import refuse_library
from exoguide.records.embedded import open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import KEYS_FILE
from exoguide.records.schema import SCHEMA
from exoguide.records.turns import TURNS_FILE
from exoguide.records.verify import verify
from tests.records.samples import SESSION, answered, fill, record_key, tool


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with one session."""
    path = tmp_path / "store"
    store = open_store(path)
    fill(store)
    store.close()
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refused(folder: Path, words: str) -> StoreError:
    """The error on opening; nothing in the folder may change."""
    before = contents(folder)
    with pytest.raises(StoreError, match=words) as raised:
        open_store(folder)
    assert contents(folder) == before
    assert raised.value.todo
    return raised.value


def test_a_store_is_made_where_there_is_none_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "folder"
    before = os.umask(0)
    try:
        store = open_store(folder)
        fill(store)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    names = (STORE_FILE, f"{STORE_FILE}-journal", KEYS_FILE, TURNS_FILE)
    assert modes == dict.fromkeys(names, 0o600)
    store.close()


def test_what_was_stored_is_there_after_opening_again(folder: Path) -> None:
    store = open_store(folder)
    assert verify(store, SESSION).sound
    store.append(SESSION, answered(13), 12)
    store.close()
    store = open_store(folder)
    assert store.head(SESSION).seq == 13
    store.close()


def test_nothing_of_a_session_can_be_read_in_the_files(folder: Path) -> None:
    store = open_store(folder)
    store.save_draft(SESSION, "step-2", "TOKENwordTOKEN")
    store.append(SESSION, answered(13, "TOKENwordTOKEN " * 4000), 12)
    everything = b"".join(contents(folder).values())
    for plain in (b"TOKENwordTOKEN", b"Dr Grey", b"P-100", b"SQLite format", b"CREATE TABLE"):
        assert plain not in everything
    store.close()


def test_a_lost_key_file_is_said_exactly(folder: Path) -> None:
    (folder / KEYS_FILE).unlink()
    refused(folder, "keys.json is not there, and without it the sessions cannot be read")


def test_the_keys_of_another_store_are_told_from_a_damaged_file(
    folder: Path, tmp_path: Path
) -> None:
    open_store(tmp_path / "other").close()
    shutil.copy(tmp_path / "other" / KEYS_FILE, folder / KEYS_FILE)
    refused(folder, "one of the two belongs elsewhere")


def test_a_lost_store_file_is_not_replaced_by_an_empty_one(folder: Path) -> None:
    (folder / STORE_FILE).unlink()
    refused(folder, "keys.json is there, but .*sessions.db is not")


def test_a_journal_without_its_store_file_is_not_ignored(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    (folder / f"{STORE_FILE}-journal").write_bytes(b"unfinished")
    refused(folder, "journal belongs to it")


def test_an_empty_file_is_said_to_be_empty(folder: Path) -> None:
    (folder / STORE_FILE).write_bytes(b"")
    refused(folder, "is empty")


def test_a_database_of_another_program_is_left_alone(folder: Path) -> None:
    (folder / STORE_FILE).unlink()
    with sqlite3.connect(folder / STORE_FILE) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    (folder / STORE_FILE).chmod(0o600)
    refused(folder, "database of another program")


def test_a_folder_in_place_of_the_file_is_said(folder: Path) -> None:
    (folder / STORE_FILE).unlink()
    (folder / STORE_FILE).mkdir()
    refused(folder, "is a folder")


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "store")


def test_a_link_in_place_of_the_file_is_refused(folder: Path) -> None:
    (folder / STORE_FILE).rename(folder.parent / "elsewhere")
    (folder / STORE_FILE).symlink_to(folder.parent / "elsewhere")
    refused(folder, "is a link")


def test_a_link_to_the_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    store = open_store(tmp_path / "link")
    assert store.has(SESSION)
    store.close()


def test_a_newer_schema_is_left_alone(folder: Path) -> None:
    with tool(folder) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    refused(folder, f"schema {SCHEMA + 1}; this version knows up to {SCHEMA}")


def test_an_encrypted_file_of_another_program_is_left_alone(folder: Path) -> None:
    with tool(folder) as connection:
        connection.execute("PRAGMA application_id = 7")
    refused(folder, "not written by exoguide")


def test_practice_and_real_sessions_are_kept_apart(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="real sessions, and practice ones"):
        open_store(folder, practice=True)
    open_store(tmp_path / "practice", practice=True).close()
    with pytest.raises(StoreError, match="practice sessions, and real ones"):
        open_store(tmp_path / "practice")


def test_damage_anywhere_is_found_or_does_no_harm(folder: Path, full_size: bool) -> None:
    """Each page carries its own check, so no damaged byte is ever shown as an answer."""
    path = folder / STORE_FILE
    data = path.read_bytes()
    store = open_store(folder)
    events = store.events(SESSION)
    store.close()
    step = 97 if full_size else 1511
    found = 0
    for place in range(0, len(data), step):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        try:
            store = open_store(folder)
        except StoreError:
            found += 1
            continue
        try:
            assert store.events(SESSION) == events
            assert verify(store, SESSION).sound
        except StoreError:
            found += 1
        finally:
            store.close()
    assert found > len(data) // step // 3


def test_a_file_cut_off_anywhere_is_refused_and_kept(folder: Path) -> None:
    path = folder / STORE_FILE
    data = path.read_bytes()
    for length in range(0, len(data), 4096 * 3 + 7):
        path.write_bytes(data[:length])
        with pytest.raises(StoreError):  # noqa: PT012 - found on opening or on reading
            store = open_store(folder)
            try:
                verify(store, SESSION)
            finally:
                store.close()
        assert path.stat().st_size == length


def test_a_wrong_key_says_nothing_to_the_terminal(folder: Path) -> None:
    """The cipher's own log would be drawn over the screen."""
    path = folder / STORE_FILE
    data = path.read_bytes()
    path.write_bytes(data[:16] + bytes(len(data) - 16))
    code = (
        "from pathlib import Path\nfrom exoguide.records.embedded import open_store\n"
        f"try:\n    open_store(Path({str(folder)!r}))\n"
        "except Exception as error:\n    print(type(error).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("StoreError\n", "")


def test_permissions_that_are_too_wide_are_repaired_and_said(folder: Path) -> None:
    folder.chmod(0o777)
    for name in (STORE_FILE, KEYS_FILE):
        (folder / name).chmod(0o666)
    store = open_store(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / STORE_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / KEYS_FILE).stat().st_mode) == 0o600
    said = [line for line in store.warnings if "made private" in line]
    assert len(said) == 3
    store.close()
    again = open_store(folder)
    assert not [line for line in again.warnings if "made private" in line]
    again.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_refused(folder: Path) -> None:
    os.chown(folder, 12345, 12345)
    with pytest.raises(StoreError, match="belongs to account number 12345, and you are root"):
        open_store(folder)
    os.chown(folder, 0, 0)
    os.chown(folder / STORE_FILE, 12345, 12345)
    with pytest.raises(StoreError, match="belongs to account number 12345"):
        open_store(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is warned of being root")
def test_root_may_work_and_is_told(folder: Path) -> None:
    store = open_store(folder)
    assert any("root" in line for line in store.warnings)
    store.append(SESSION, answered(13), 12)
    store.close()


def test_a_store_moved_away_or_replaced_while_open_takes_no_more(folder: Path) -> None:
    store = open_store(folder)
    data = (folder / STORE_FILE).read_bytes()
    (folder / STORE_FILE).rename(folder / "gone")
    with pytest.raises(StoreError, match="no longer the file"):
        store.append(SESSION, answered(13), 12)
    (folder / STORE_FILE).write_bytes(data)
    with pytest.raises(StoreError, match="no longer the file"):
        store.append(SESSION, answered(13), 12)
    (folder / STORE_FILE).unlink()
    (folder / "gone").rename(folder / STORE_FILE)
    store.append(SESSION, answered(13), 12)
    store.close()


def test_a_store_is_not_used_across_a_fork(folder: Path) -> None:
    store = open_store(folder)
    child = os.fork()
    if child == 0:
        try:
            store.events(SESSION)
        except StoreError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    store.close()


@pytest.mark.parametrize(
    ("version", "encrypts", "searches", "words"),
    [
        ("3.40.1", True, True, "its SQLite is 3.40.1"),
        ("3.51.2", True, True, "its SQLite is 3.51.2"),
        ("3.53.4", False, True, "does not encrypt"),
        ("3.53.4", True, False, "cannot search"),
    ],
)
def test_a_database_library_that_could_do_harm_is_refused(
    version: str,
    encrypts: bool,
    searches: bool,
    words: str,
) -> None:
    with pytest.raises(StoreError, match=words):
        refuse_library(version, encrypts=encrypts, searches=searches)
    refuse_library("3.51.3", encrypts=True, searches=True)


def test_a_crash_between_the_files_of_a_new_store_is_made_good(folder: Path) -> None:
    """The keys were written, the last renaming was not."""
    key = record_key(folder)
    (folder / STORE_FILE).rename(folder / f"{STORE_FILE}.new")
    store = open_store(folder)
    assert store.record_key == key
    assert verify(store, SESSION).sound
    store.close()


def test_a_crash_before_the_keys_of_a_new_store_is_made_good(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    for name in (f"{STORE_FILE}.new", f"{STORE_FILE}.new-journal", f"{KEYS_FILE}.new"):
        (folder / name).write_bytes(b"half")
    store = open_store(folder)
    fill(store)
    assert verify(store, SESSION).sound
    store.close()


def test_importing_the_room_loads_no_database() -> None:
    code = (
        "import sys, exoguide.records, exoguide.records.store, exoguide.records.verify,"
        " exoguide.records.embedded, exoguide.records.lines\n"
        "print(sorted({'sqlite3', 'sqlcipher3', 'cattrs', 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_opening_a_store_loads_no_second_database_library(folder: Path) -> None:
    """Two copies of SQLite in one process would release each other's locks."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom exoguide.records.embedded import open_store\n"
        f"store = open_store(Path({str(folder)!r}))\nstore.append\nprint('_sqlite3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
