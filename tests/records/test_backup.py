"""A backup is whole, proven, opened by a secret alone, and brings everything back."""

from __future__ import annotations

import shutil
import stat
import threading
from pathlib import Path

import pytest

from exoguide.errors import ExoguideError, RecordError, StoreError, UsageError
from exoguide.records.access import Deed, entries
from exoguide.records.backup import MANIFEST, NAME, Backup, back_up, read_manifest
from exoguide.records.embedded import EmbeddedStore, open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import KEYS_FILE, Keys, Locked, StoreKey, encoded, read_keys
from exoguide.records.opening import by_device
from exoguide.records.restoring import Restored, restore
from exoguide.records.rotating import rotate
from exoguide.records.slots import opened_slot, passphrase_slot
from exoguide.records.witnesses import verify_all
from tests.records.samples import (
    CHEAP,
    PASSPHRASE,
    SESSION,
    a_session,
    access,
    answered,
    fill,
    opened,
    tool,
)

AT = "2026-11-23T09:{:02d}:00.000+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with one session that was looked at."""
    store = open_store(tmp_path / "store")
    fill(store)
    store.record_access(access(Deed.CLOSE, SESSION))
    store.close()
    return tmp_path / "store"


def keys_of(store: EmbeddedStore) -> bytes:
    key = store.database.key
    return encoded(Keys(key.store, (passphrase_slot(key, "ann", PASSPHRASE, CHEAP),)))


def backed_up(folder: Path, target: Path, minute: int = 0, keep: int = 14) -> Backup:
    store = open_store(folder)
    try:
        return back_up(store, target, keys_of(store), AT.format(minute), keep)
    finally:
        store.close()


def by_passphrase(folder: Path, keys: Keys) -> StoreKey:
    (slot,) = keys.slots
    return opened_slot(slot, keys.store, PASSPHRASE, folder)


def restored(backup: Path, folder: Path, *, swap: bool = False) -> Restored:
    return restore(backup, folder, by_passphrase, lambda: access(Deed.RESTORE), swap=swap)


def ids(folder: Path) -> list[str]:
    """The sessions of a store, whatever opens it; all of it must be sound."""
    with_secret = not read_keys(folder).of("device")
    store = open_store(folder, give=by_passphrase) if with_secret else open_store(folder)
    try:
        assert all(verdict.sound for verdict in verify_all(store))
        return store.ids()
    finally:
        store.close()


def test_a_backup_is_a_store_that_takes_a_secret_to_open(folder: Path, tmp_path: Path) -> None:
    made = backed_up(folder, tmp_path / "backups")
    assert NAME.fullmatch(made.folder.name)
    assert {path.name for path in made.folder.iterdir()} == {STORE_FILE, KEYS_FILE, MANIFEST}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in made.folder.iterdir())
    assert made.manifest.sessions == 1
    assert read_manifest(made.folder) == made.manifest
    with pytest.raises(Locked):
        open_store(made.folder)
    assert ids(made.folder) == [SESSION]


def test_a_backup_made_while_somebody_writes_holds_all_that_was_confirmed_before(
    folder: Path, tmp_path: Path
) -> None:
    store, other = open_store(folder), open_store(folder)
    confirmed: list[str] = []
    stop = threading.Event()

    def write() -> None:
        seq = store.head(SESSION).seq
        while not stop.is_set():
            event = answered(seq + 1, "x" * 3_000)
            store.append(SESSION, event, seq)
            confirmed.append(event.id)
            seq += 1
            stop.wait(0.01)  # else there is ever more to copy

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            before = list(confirmed)
            made = back_up(other, tmp_path / "backups", keys_of(other), AT.format(number), 14)
            copy = open_store(made.folder, give=by_passphrase)
            assert set(before) <= {event.id for event in copy.events(SESSION)}
            copy.close()
    finally:
        stop.set()
        writer.join()
    assert confirmed
    store.close()
    other.close()


def test_a_damaged_session_makes_no_backup_and_the_older_ones_stay(
    folder: Path, tmp_path: Path
) -> None:
    older = backed_up(folder, tmp_path / "backups", keep=1)
    with tool(folder) as connection:
        connection.execute("UPDATE event SET user = 'eve' WHERE seq = 4")
    with pytest.raises(RecordError, match="event 4 is not what was saved"):
        backed_up(folder, tmp_path / "backups", 1, keep=1)
    assert list((tmp_path / "backups").iterdir()) == [older.folder]


def test_only_the_newest_backups_of_this_store_are_kept(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    other = tmp_path / "other"
    open_store(other).close()
    foreign = backed_up(other, target).folder
    (target / "exoguide-backup-20200101-000000").mkdir()
    made = [backed_up(folder, target, minute, keep=2) for minute in range(1, 4)]
    assert made[2].removed == (made[0].folder,)
    assert {path.name for path in target.iterdir()} == {
        foreign.name,
        "exoguide-backup-20200101-000000",
        made[1].folder.name,
        made[2].folder.name,
    }


def test_two_backups_within_a_second_have_two_names(folder: Path, tmp_path: Path) -> None:
    first, second = (backed_up(folder, tmp_path / "backups").folder for _ in range(2))
    assert (first.exists(), second.name) == (True, f"{first.name}-2")


def test_a_clock_that_went_back_never_removes_the_backup_just_made(
    folder: Path, tmp_path: Path
) -> None:
    later = backed_up(folder, tmp_path / "backups", 30, keep=1).folder
    made = backed_up(folder, tmp_path / "backups", 10, keep=1)
    assert made.removed == (later,)
    assert made.folder.exists()


def test_a_place_that_cannot_be_written_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="exists"):
        backed_up(folder, tmp_path / "file")


def test_a_backup_comes_back_into_an_empty_place(folder: Path, tmp_path: Path) -> None:
    made = backed_up(folder, tmp_path / "backups")
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    done = restored(made.folder, tmp_path / "new" / "data")
    assert done == Restored(1, None)
    assert ids(tmp_path / "new" / "data") == [SESSION]
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before
    store = open_store(tmp_path / "new" / "data", give=by_passphrase)
    assert [entry.deed for entry in entries(store.access_log().links)] == ["close", "restore"]
    store.append(SESSION, answered(13), 12)
    store.close()


def test_sessions_that_are_there_are_never_overwritten(folder: Path, tmp_path: Path) -> None:
    made = backed_up(folder, tmp_path / "backups")
    store = open_store(folder)
    store.create(a_session("AAAA-0001"), opened())
    store.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UsageError, match="holds sessions, and they stay"):
        restored(made.folder, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    done = restored(made.folder, folder, swap=True)
    assert done.aside is not None
    assert ids(folder) == [SESSION]
    assert ids(done.aside) == [SESSION, "AAAA-0001"]
    again = restored(made.folder, folder, swap=True)
    assert again.aside not in {None, done.aside}


def test_a_backup_from_before_a_new_key_comes_back_under_its_own(
    folder: Path, tmp_path: Path
) -> None:
    made = backed_up(folder, tmp_path / "backups")
    store = open_store(folder)
    key = store.database.key
    store.close()
    rotate(folder, key)
    done = restored(made.folder, folder, swap=True)
    assert ids(folder) == [SESSION]
    assert read_keys(folder).users == ("ann",)
    assert done.aside is not None
    assert ids(done.aside) == [SESSION]
    again = backed_up(done.aside, tmp_path / "backups", 5)
    assert again.manifest.origin == made.manifest.origin, "still the same store"


def test_a_store_that_cannot_be_opened_any_more_is_moved_aside_as_it_is(
    folder: Path, tmp_path: Path
) -> None:
    made = backed_up(folder, tmp_path / "backups")
    (folder / STORE_FILE).write_bytes(b"scratched")
    (folder / KEYS_FILE).write_bytes(b"{")
    (folder / f"{STORE_FILE}-journal").write_bytes(b"half a journal")
    done = restored(made.folder, folder, swap=True)
    assert ids(folder) == [SESSION]
    assert done.aside is not None
    assert {path.name: path.read_bytes() for path in done.aside.iterdir()} == {
        STORE_FILE: b"scratched",
        KEYS_FILE: b"{",
        f"{STORE_FILE}-journal": b"half a journal",
    }


def test_a_damaged_backup_is_refused_and_nothing_changes(folder: Path, tmp_path: Path) -> None:
    made = backed_up(folder, tmp_path / "backups")
    path = made.folder / STORE_FILE
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(RecordError, match="not the file that was written as a backup"):
        restored(made.folder, folder, swap=True)
    (made.folder / MANIFEST).unlink()
    with pytest.raises(ExoguideError, match=r"not what was|Parts of"):
        restored(made.folder, folder, swap=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_wrong_secret_changes_nothing(folder: Path, tmp_path: Path) -> None:
    made = backed_up(folder, tmp_path / "backups")

    def refuse(_folder: Path, _keys: Keys) -> StoreKey:
        raise Locked("Wrong", "Wrong passphrase.")

    with pytest.raises(Locked):
        restore(made.folder, tmp_path / "new", refuse, lambda: access(Deed.RESTORE), swap=False)
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("missing", [STORE_FILE, KEYS_FILE])
def test_a_folder_that_is_no_backup_is_said_to_be_none(
    folder: Path, tmp_path: Path, missing: str
) -> None:
    made = backed_up(folder, tmp_path / "backups")
    (made.folder / missing).unlink()
    with pytest.raises(UsageError, match=f"has no {missing}"):
        restored(made.folder, tmp_path / "new")


@pytest.mark.parametrize(
    "words", [b"", b"[]", b"{}", b'{"format":2}', b'{"format":1,"origin":1}', b"[" * 9_000]
)
def test_a_description_that_cannot_be_read_makes_no_backup(
    folder: Path, tmp_path: Path, words: bytes
) -> None:
    made = backed_up(folder, tmp_path / "backups")
    (made.folder / MANIFEST).write_bytes(words)
    with pytest.raises(UsageError, match=r"no backup\.json"):
        restored(made.folder, tmp_path / "new")


def test_an_old_backup_is_brought_to_this_schema_when_it_comes_back(tmp_path: Path) -> None:
    fixture = Path(__file__).parent / "fixtures" / "store-v1"
    old = Path(shutil.copytree(fixture, tmp_path / "old"))
    old.chmod(0o700)
    before = (old / STORE_FILE).read_bytes()
    done = restore(
        old,
        tmp_path / "new",
        by_device,
        lambda: access(Deed.RESTORE),
        swap=False,
    )
    assert done.sessions == 2
    assert (old / STORE_FILE).read_bytes() == before
