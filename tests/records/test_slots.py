"""A slot opens with its secret and nothing else, and says exactly what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from exoguide.canonical import Json
from exoguide.errors import StoreError
from exoguide.records.device import new_store_key
from exoguide.records.keys import Slot, StoreKey
from exoguide.records.slots import (
    COST,
    is_genuine,
    opened_slot,
    passphrase_slot,
    recovery_slot,
    require_genuine,
    rewrapped,
)
from exoguide.records.wrapping import WrongSecret
from tests.records.samples import CHEAP, PASSPHRASE

HERE = Path("folder")


@pytest.fixture(scope="module")
def key() -> StoreKey:
    return new_store_key()


@pytest.fixture(scope="module")
def slot(key: StoreKey) -> Slot:
    return passphrase_slot(key, "ann", PASSPHRASE, CHEAP)


def leaves(value: Json, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(value, Mapping):
        return [path]
    return [leaf for name, part in value.items() for leaf in leaves(part, (*path, name))]


def altered(value: Json, path: tuple[str, ...]) -> Json:
    """The same with one digit of the leaf at ``path`` changed."""
    if path and isinstance(value, Mapping):
        return {**value, path[0]: altered(value[path[0]], path[1:])}
    if isinstance(value, int):
        return value + 1
    text = str(value)
    return text[:-1] + ("0" if text[-1:] != "0" else "1")


def test_the_secret_gives_the_key_and_any_other_does_not(slot: Slot, key: StoreKey) -> None:
    assert opened_slot(slot, key.store, PASSPHRASE, HERE) == key
    for other in ("", PASSPHRASE.upper(), PASSPHRASE + " ", PASSPHRASE[:-1]):
        with pytest.raises(WrongSecret):
            opened_slot(slot, key.store, other, HERE)


def test_two_slots_with_the_same_secret_have_nothing_in_common(key: StoreKey) -> None:
    one, other = (recovery_slot(key, "CODE", CHEAP) for _ in range(2))
    for path in leaves(one):
        if path[-1] not in {"kind", "user", "name", "memory", "time", "lanes"}:
            assert dig(one, path) != dig(other, path), path


def dig(value: Json, path: tuple[str, ...]) -> Json:
    for name in path:
        assert isinstance(value, Mapping)
        value = value[name]
    return value


def test_neither_the_key_nor_the_secret_stands_in_a_slot(slot: Slot, key: StoreKey) -> None:
    assert key.key.hex() not in str(slot)
    assert PASSPHRASE not in str(slot)


def test_a_damaged_slot_is_told_from_a_wrong_passphrase(slot: Slot, key: StoreKey) -> None:
    """Every part is altered in turn; the right passphrase must never be called a wrong one."""
    paths = leaves(slot)
    assert len(paths) > 12
    for path in paths:
        broken = altered(slot, path)
        assert isinstance(broken, Mapping)
        with pytest.raises(StoreError, match=r"damaged|cannot be used"):
            opened_slot(broken, key.store, PASSPHRASE, HERE)


def test_a_slot_without_a_part_is_damaged(slot: Slot, key: StoreKey) -> None:
    for name in slot:
        broken = {other: value for other, value in slot.items() if other != name}
        with pytest.raises(StoreError, match="damaged"):
            opened_slot(broken, key.store, PASSPHRASE, HERE)


def test_a_slot_of_another_store_is_named_as_such(slot: Slot) -> None:
    with pytest.raises(StoreError, match="belongs to another store"):
        opened_slot(slot, new_store_key().store, PASSPHRASE, HERE)


def test_a_slot_holds_the_next_key_without_its_secret(slot: Slot, key: StoreKey) -> None:
    new = new_store_key()
    again = rewrapped(slot, new)
    assert opened_slot(again, new.store, PASSPHRASE, HERE) == new
    with pytest.raises(StoreError):
        opened_slot(again, key.store, PASSPHRASE, HERE)


def test_a_planted_slot_is_found_before_it_is_handed_a_key(slot: Slot, key: StoreKey) -> None:
    planted = passphrase_slot(StoreKey(key.store, bytes(32)), "mallory", "any words at all", CHEAP)
    assert is_genuine(slot, key)
    assert not is_genuine(planted, key)
    require_genuine((slot,), key, HERE)
    with pytest.raises(StoreError, match=r"mallory.*was not made by this store"):
        require_genuine((slot, planted), key, HERE)


def test_what_one_try_costs_is_stored_and_no_less_than_advised(key: StoreKey) -> None:
    """RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes."""
    assert (COST.memory, COST.time, COST.lanes) == (65_536, 3, 4)
    kdf = passphrase_slot(key, "ann", PASSPHRASE)["kdf"]
    assert isinstance(kdf, Mapping)
    assert (kdf["name"], kdf["memory"], kdf["time"], kdf["lanes"]) == ("argon2id", 65_536, 3, 4)
