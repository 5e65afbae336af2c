"""A new data key, and who can open the store afterwards."""

from __future__ import annotations

import os
import resource
import shutil
import threading
import time
from pathlib import Path

import pytest

from exoguide.errors import StoreError, UsageError
from exoguide.records import copying, rotating
from exoguide.records.connection import connect
from exoguide.records.database import Database
from exoguide.records.embedded import open_store
from exoguide.records.fitting import ROTATED_FILE, STORE_FILE
from exoguide.records.keys import KEYS_FILE, Keys, Slot, StoreKey, protection, read_keys, write_keys
from exoguide.records.protecting import (
    add_user,
    change_code,
    change_passphrase,
    protect,
    remove_user,
)
from exoguide.records.recovery import new_code
from exoguide.records.rotating import rotate
from exoguide.records.slots import passphrase_slot
from exoguide.records.unlocking import WrongPassphrase, unlock, unlock_with_code
from exoguide.records.verify import verify
from tests.records.samples import CHEAP, PASSPHRASE, SESSION, answered, device_key_of, fill

CODE = new_code()
OTHER = "another one of these"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rotating") / "store"
    store = open_store(folder)
    fill(store)
    store.save_draft(SESSION, "step-2", "half-typed")
    store.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def guarded(folder: Path) -> Path:
    made = protect(folder, device_key_of(folder), "ann", PASSPHRASE, CODE, CHEAP)
    add_user(folder, made.key, "ben", OTHER, CHEAP)
    return folder


def whole(folder: Path, key: StoreKey) -> None:
    """The store opens with this key, and everything is in it."""
    store = open_store(folder, give=lambda _folder, _keys: key)
    try:
        assert verify(store, SESSION).sound
        assert store.head(SESSION).seq == 12
        draft = store.draft(SESSION)
        assert draft is not None
        assert draft.text == "half-typed"
        assert [row.id for row in store.search("P-100")] == [SESSION]
    finally:
        store.close()


def test_everything_is_there_under_another_key_and_another_name(folder: Path) -> None:
    old = device_key_of(folder)
    made = rotate(folder, old)
    new = device_key_of(folder)
    assert new == made.key
    assert {new.key, new.store}.isdisjoint({old.key, old.store})
    assert made.sessions == 1
    assert made.rows > 12
    whole(folder, new)
    names = {path.name for path in folder.iterdir()}
    assert not {name for name in names if "rotated" in name or name.endswith(".new")}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_the_chain_goes_on_after_it(folder: Path) -> None:
    rotate(folder, device_key_of(folder))
    store = open_store(folder)
    store.append(SESSION, answered(13), 12)
    assert verify(store, SESSION).sound
    store.close()


def test_the_old_key_opens_nothing_any_more(folder: Path) -> None:
    before, old = (folder / KEYS_FILE).read_bytes(), device_key_of(folder)
    protect(folder, old, "ann", PASSPHRASE, CODE, CHEAP)
    for path in folder.iterdir():
        assert old.key not in path.read_bytes()
    (folder / KEYS_FILE).write_bytes(before)
    with pytest.raises(StoreError, match="belongs elsewhere"):
        open_store(folder)


def test_everybody_keeps_their_passphrase_and_the_code_over_a_new_key(guarded: Path) -> None:
    new = rotate(guarded, unlock(guarded, "ann", PASSPHRASE).key).key
    assert unlock(guarded, "ann", PASSPHRASE).key == new
    assert unlock(guarded, "ben", OTHER).key == new
    assert unlock_with_code(guarded, CODE).key == new
    whole(guarded, new)


def test_a_person_who_was_removed_opens_nothing_not_even_with_the_old_key_file(
    guarded: Path,
) -> None:
    before = (guarded / KEYS_FILE).read_bytes()
    key = unlock(guarded, "ann", PASSPHRASE).key
    made = remove_user(guarded, key, "ben")
    assert protection(guarded).users == ("ann",)
    whole(guarded, made.key)
    for path in guarded.glob("keys*"):
        assert b'"ben"' not in path.read_bytes()
    (guarded / KEYS_FILE).write_bytes(before)
    with pytest.raises(StoreError, match="belongs elsewhere"):
        unlock(guarded, "ben", OTHER)


def test_the_last_person_cannot_be_removed(guarded: Path) -> None:
    key = remove_user(guarded, unlock(guarded, "ann", PASSPHRASE).key, "ben").key
    with pytest.raises(UsageError, match=r"last passphrase"):
        remove_user(guarded, key, "ann")
    with pytest.raises(UsageError, match="none of: ann"):
        remove_user(guarded, key, "carol")


def test_a_changed_passphrase_and_code_replace_the_old_ones(guarded: Path) -> None:
    key = unlock(guarded, "ann", PASSPHRASE).key
    change_passphrase(guarded, key, "ann", "a third one of these", CHEAP)
    code = new_code()
    change_code(guarded, key, code, CHEAP)
    assert unlock(guarded, "ann", "a third one of these").key == key
    assert unlock_with_code(guarded, code).key == key
    assert unlock(guarded, "ben", OTHER).key == key
    with pytest.raises(WrongPassphrase):
        unlock(guarded, "ann", PASSPHRASE)
    with pytest.raises(WrongPassphrase, match=r"not the one of this store|opens nothing here"):
        unlock_with_code(guarded, CODE)


def test_a_name_is_taken_once_and_can_be_shown(guarded: Path) -> None:
    key = unlock(guarded, "ann", PASSPHRASE).key
    with pytest.raises(UsageError, match="has a passphrase already"):
        add_user(guarded, key, "ann", OTHER, CHEAP)
    for name in ("", "   ", "a\x1b[31m", "x" * 61, "a\u202eb"):
        with pytest.raises(UsageError, match="cannot be used"):
            add_user(guarded, key, name, OTHER, CHEAP)


def test_a_planted_slot_stops_a_new_key(guarded: Path) -> None:
    key = unlock(guarded, "ann", PASSPHRASE).key
    keys = read_keys(guarded)
    planted = passphrase_slot(StoreKey(key.store, bytes(32)), "mallory", OTHER, CHEAP)
    write_keys(guarded, Keys(keys.store, (*keys.slots, planted)))
    before = (guarded / STORE_FILE).read_bytes()
    with pytest.raises(StoreError, match="mallory"):
        rotate(guarded, key)
    assert (guarded / STORE_FILE).read_bytes() == before


def test_a_copy_that_differs_in_one_value_is_not_put_in_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is altered behind the back of what compares it."""
    written = copying.write_copy

    def careless(old: object, fresh: Path, new: StoreKey) -> None:
        written(old, fresh, new)  # type: ignore[arg-type]  # the same object, passed on
        with_tool = connect(fresh, new)
        with_tool.execute("UPDATE draft SET text = 'half-tyPed'")
        with_tool.close()

    monkeypatch.setattr(rotating, "write_copy", careless)
    key = device_key_of(folder)
    with pytest.raises(StoreError, match="could not be copied faithfully"):
        rotate(folder, key)
    monkeypatch.undo()
    assert not (folder / ROTATED_FILE).exists()
    whole(folder, device_key_of(folder))
    assert device_key_of(folder) == key


def test_no_slots_no_new_key(folder: Path) -> None:
    """What goes wrong while the slots are made leaves everything as it was."""

    def broken(_keys: Keys, _new: StoreKey) -> tuple[Slot, ...]:
        raise OSError(28, os.strerror(28))

    key = device_key_of(folder)
    with pytest.raises(StoreError, match=r"No space left.*as they were"):
        rotate(folder, key, broken)
    whole(folder, key)


def test_without_room_for_a_second_store_everything_stays_as_it_was(folder: Path) -> None:
    """No file may grow beyond what is half of the store: as on a disk that is full."""
    key = device_key_of(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before[STORE_FILE]) // 2, hard))
    try:
        with pytest.raises(StoreError, match="as they were") as raised:
            rotate(folder, key)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "Free as much space" in raised.value.todo
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    whole(folder, key)


def test_a_writer_that_waited_meanwhile_is_told_and_loses_nothing_it_was_promised(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asked for the lock while the store was copied, and gets it when that is done."""
    store = open_store(folder)
    said: list[object] = []
    compared = copying.compare

    def write() -> None:
        try:
            store.append(SESSION, answered(13), 12)
        except StoreError as error:
            said.append(error.title)
        else:
            said.append("saved")

    writer = threading.Thread(target=write)
    waiting = threading.Event()
    write_to = Database.write

    def announced(self: Database, *work: object) -> None:
        waiting.set()
        write_to(self, *work)  # type: ignore[arg-type]  # the same objects, passed on

    def slow(*given: object) -> tuple[int, int]:
        writer.start()
        assert waiting.wait(10)
        time.sleep(0.2)  # it has come to the lock by now; were it slower, it would learn it sooner
        return compared(*given)  # type: ignore[arg-type]  # the same objects, passed on

    monkeypatch.setattr(Database, "write", announced)
    monkeypatch.setattr(rotating, "compare", slow)
    rotate(folder, device_key_of(folder))
    writer.join(20)
    store.close()
    monkeypatch.undo()
    assert said == ["The store was moved or replaced"]
    whole(folder, device_key_of(folder))
