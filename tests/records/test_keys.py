from __future__ import annotations

import json
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
import pytest

from exoguide.canonical import Json
from exoguide.errors import StoreError
from exoguide.records.device import device_key, new_keys
from exoguide.records.keys import (
    KEYS_FILE,
    PREVIOUS_KEYS_FILE,
    read_keys,
    write_keys,
)

PASSPHRASE_SLOT: Mapping[str, Json] = {
    "kind": "passphrase",
    "label": "Dr Grey",
    "kdf": {"name": "argon2id", "salt": "00" * 16, "memory": 65536, "time": 3, "lanes": 4},
    "nonce": "00" * 12,
    "wrapped": "00" * 48,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_keys(tmp_path, new_keys())
    return tmp_path


def change(folder: Path, alter: Callable[[dict[str, object]], object]) -> None:
    path = folder / KEYS_FILE
    value = json.loads(path.read_bytes())
    alter(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def test_the_key_comes_back_and_only_the_owner_can_read_it(tmp_path: Path) -> None:
    keys = new_keys()
    write_keys(tmp_path, keys)
    assert read_keys(tmp_path) == keys
    assert device_key(read_keys(tmp_path), tmp_path).key == device_key(keys, tmp_path).key
    assert stat.S_IMODE((tmp_path / KEYS_FILE).stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {KEYS_FILE}


def test_two_stores_have_different_keys(tmp_path: Path) -> None:
    one, other = (device_key(new_keys(), tmp_path) for _ in range(2))
    assert one.key != other.key
    assert one.store != other.store


def test_the_key_is_not_shown_when_it_is_printed(folder: Path) -> None:
    key = device_key(read_keys(folder), folder)
    assert key.key.hex() not in repr(key)
    assert repr(key.key) not in repr(key)


def test_the_previous_key_file_is_kept(folder: Path) -> None:
    before = (folder / KEYS_FILE).read_bytes()
    write_keys(folder, new_keys())
    assert (folder / PREVIOUS_KEYS_FILE).read_bytes() == before
    assert stat.S_IMODE((folder / PREVIOUS_KEYS_FILE).stat().st_mode) == 0o600


def test_slots_of_another_kind_are_left_alone(folder: Path) -> None:
    keys = read_keys(folder)
    both = attrs.evolve(keys, slots=(PASSPHRASE_SLOT, *keys.slots))
    write_keys(folder, both)
    assert read_keys(folder) == both
    assert device_key(read_keys(folder), folder) == device_key(keys, folder)


def test_a_store_without_a_device_slot_says_so(folder: Path) -> None:
    keys = attrs.evolve(read_keys(folder), slots=(PASSPHRASE_SLOT,))
    with pytest.raises(StoreError, match="no key for this device"):
        device_key(keys, folder)


def test_a_lost_key_file_is_named_with_its_copy(folder: Path) -> None:
    write_keys(folder, new_keys())
    (folder / KEYS_FILE).unlink()
    with pytest.raises(StoreError, match=r"keys\.json is not there") as raised:
        read_keys(folder)
    assert PREVIOUS_KEYS_FILE in raised.value.todo


def test_a_key_file_cut_off_anywhere_is_told_from_a_whole_one(folder: Path) -> None:
    data = (folder / KEYS_FILE).read_bytes()
    for length in range(len(data) - 1):
        (folder / KEYS_FILE).write_bytes(data[:length])
        with pytest.raises(StoreError, match="The key file is damaged"):
            device_key(read_keys(folder), folder)


def test_a_key_file_with_any_byte_changed_never_gives_another_key(folder: Path) -> None:
    """Each byte is changed in turn: it is refused, or the byte did not matter."""
    path = folder / KEYS_FILE
    data = path.read_bytes()
    right = device_key(read_keys(folder), folder)
    refused = 0
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        try:
            assert device_key(read_keys(folder), folder) == right
        except StoreError:
            refused += 1
    assert refused > len(data) - 5


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (lambda value: value.update(format=2), "format 2"),
        (lambda value: value.update(format="1"), "parts of it are missing"),
        (lambda value: value.pop("slots"), "parts of it are missing"),
        (lambda value: value.update(store="zz"), "name of the store"),
        (lambda value: value.update(store="00" * 16), "not the one that was saved"),
        (lambda value: value.update(slots=["x"]), "slots was altered"),
        (lambda value: value["slots"][0].update(key="AAAA"), "not the one that was saved"),
        (lambda value: value["slots"][0].update(key="*"), "not the one that was saved"),
        (lambda value: value["slots"][0].pop("check"), "not the one that was saved"),
    ],
)
def test_an_altered_key_file_says_what_is_wrong(
    folder: Path, alter: Callable[[dict[str, object]], object], words: str
) -> None:
    change(folder, alter)
    with pytest.raises(StoreError, match=words):
        device_key(read_keys(folder), folder)


@pytest.mark.parametrize("data", [b"[]", b"null", b"\xff\xfe", b"   ", b"{}", b'"text"'])
def test_another_file_in_its_place_is_refused(folder: Path, data: bytes) -> None:
    (folder / KEYS_FILE).write_bytes(data)
    with pytest.raises(StoreError, match="The key file is damaged"):
        read_keys(folder)
