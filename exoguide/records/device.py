"""The slot that opens a store without asking: the data key, kept by the file's permissions alone.

``key`` is the data key in base64; ``check`` tells a damaged key from a damaged store. It never
enters a copy of the store.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from pathlib import Path

from exoguide.records.keys import (
    DEVICE,
    KEY_BYTES,
    KEYS_FILE,
    NAME_BYTES,
    Keys,
    Locked,
    Slot,
    StoreKey,
    damaged,
)


def new_store_key() -> StoreKey:
    """A random name for a store, and a random data key."""
    return StoreKey(secrets.token_bytes(NAME_BYTES), secrets.token_bytes(KEY_BYTES))


def new_keys() -> Keys:
    """A new data key in a device slot."""
    key = new_store_key()
    return Keys(key.store, (device_slot(key),))


def device_slot(key: StoreKey) -> Slot:
    """The device slot that holds ``key``."""
    return {
        "kind": DEVICE,
        "key": base64.b64encode(key.key).decode("ascii"),
        "check": _check(key.store, key.key),
    }


def device_key(keys: Keys, folder: Path) -> StoreKey:
    """The data key of the device slot.

    :class:`Locked` when the store has none, ``StoreError`` when it is damaged.
    """
    slot = next(iter(keys.of(DEVICE)), None)
    if slot is None and not keys.users:
        raise Locked(
            "The store is protected in a way this version cannot open",
            f"{folder / KEYS_FILE} has no key for this device and no passphrase.",
            "Use the version of exoguide that protected it, or a newer one.",
        )
    if slot is None:
        raise Locked(
            "The sessions are locked",
            f"{folder} is protected by a passphrase, and there is no key for this device.",
            "Give the passphrase.",
        )
    try:
        key = base64.b64decode(str(slot.get("key")), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES or slot.get("check") != _check(keys.store, key):
        raise damaged(folder, "the key in it is not the one that was saved")
    return StoreKey(keys.store, key)


def _check(store: bytes, key: bytes) -> str:
    return hmac.digest(key, b"exoguide device slot 1" + store, "sha256")[:8].hex()
