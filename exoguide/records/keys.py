"""The key that opens a store, in the slots of ``keys.json``.

The file is JSON: ``format`` (1), ``store`` (the 16 bytes that name the store and open its file,
in hexadecimal digits) and ``slots``. Each slot holds the same 32-byte data key in its own way and
has a ``kind``:

``device``
    ``key`` is the data key in base64, protected by the permissions of the file; ``check`` tells a
    damaged key from a damaged store.

Slots of a kind that this version does not know are left alone and written back unchanged, so that
slots protected by a passphrase (with their own salt, parameters, nonce and wrapped key) fit beside
the device slot.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import attrs

from exoguide.canonical import Json, canonical
from exoguide.errors import StoreError
from exoguide.records.durable import replace_private

KEYS_FILE: Final = "keys.json"
PREVIOUS_KEYS_FILE: Final = "keys.previous.json"
_FORMAT: Final = 1
_KEY_BYTES: Final = 32
_NAME_BYTES: Final = 16


@attrs.frozen
class Keys:
    """The contents of ``keys.json``: the store's name and its slots, as stored."""

    store: bytes
    slots: tuple[Mapping[str, Json], ...]


@attrs.frozen
class StoreKey:
    """What opens a store: its name (also the salt of its file) and the data key."""

    store: bytes
    key: bytes = attrs.field(repr=False)


def new_keys() -> Keys:
    """A new random data key in a device slot."""
    store = secrets.token_bytes(_NAME_BYTES)
    key = secrets.token_bytes(_KEY_BYTES)
    slot = {
        "kind": "device",
        "key": base64.b64encode(key).decode("ascii"),
        "check": _check(store, key),
    }
    return Keys(store, (slot,))


def device_key(keys: Keys, folder: Path) -> StoreKey:
    """The data key of the device slot; ``StoreError`` when there is none or it is damaged."""
    slot = next((slot for slot in keys.slots if slot.get("kind") == "device"), None)
    if slot is None:
        raise StoreError(
            "The store is protected in a way this version cannot open",
            f"{folder / KEYS_FILE} has no key for this device.",
            "Use the version of exoguide that protected it, or a newer one.",
        )
    try:
        key = base64.b64decode(str(slot.get("key")), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY_BYTES or slot.get("check") != _check(keys.store, key):
        raise _damaged(folder, "the key in it is not the one that was saved")
    return StoreKey(keys.store, key)


def write_keys(folder: Path, keys: Keys) -> None:
    """Replace ``keys.json`` at one moment and keep the previous one beside it."""
    value: Json = {"format": _FORMAT, "store": keys.store.hex(), "slots": list(keys.slots)}
    try:
        replace_private(folder / KEYS_FILE, canonical(value) + b"\n", folder / PREVIOUS_KEYS_FILE)
    except OSError as error:
        raise StoreError(
            "The key file cannot be written",
            f"{folder / KEYS_FILE}: {error.strerror}. The keys are as they were.",
            "Free some space or check the folder's permissions, then try again.",
        ) from error


def read_keys(folder: Path) -> Keys:
    """What ``keys.json`` holds; ``StoreError`` says exactly what is wrong with it."""
    path = folder / KEYS_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise _lost(folder) from None
    except OSError as error:
        raise StoreError(
            "The key file cannot be read",
            f"{path}: {error.strerror}.",
            "Check who owns the file and its permissions; nothing was changed.",
        ) from error
    if not data.strip():
        raise _damaged(folder, "it is empty")
    try:
        value = json.loads(data)
    except ValueError:
        raise _damaged(folder, "it ends too early or was altered") from None
    if not isinstance(value, dict):
        raise _damaged(folder, "it is not a key file")
    number = value.get("format")
    if isinstance(number, int) and number > _FORMAT:
        raise StoreError(
            "The key file is from a newer version",
            f"{path} has format {number}; this version reads up to {_FORMAT}.",
            "Use the newer version of exoguide; nothing was changed.",
        )
    return _keys(value, folder)


def _keys(value: Mapping[str, Json], folder: Path) -> Keys:
    name, slots = value.get("store"), value.get("slots")
    if value.get("format") != _FORMAT or not isinstance(name, str) or not isinstance(slots, list):
        raise _damaged(folder, "parts of it are missing")
    try:
        store = bytes.fromhex(name)
    except ValueError:
        store = b""
    if len(store) != _NAME_BYTES:
        raise _damaged(folder, "the name of the store in it was altered")
    kept = tuple(slot for slot in slots if isinstance(slot, Mapping))
    if len(kept) != len(slots):
        raise _damaged(folder, "one of its slots was altered")
    return Keys(store, kept)


def _check(store: bytes, key: bytes) -> str:
    return hmac.digest(key, b"exoguide device slot 1" + store, "sha256")[:8].hex()


def _lost(folder: Path) -> StoreError:
    return StoreError(
        "The key file is missing",
        f"{folder / KEYS_FILE} is not there, and without it the sessions cannot be read.",
        f"Put it back from a copy{_previous(folder)}. Nothing was changed.",
    )


def _damaged(folder: Path, what: str) -> StoreError:
    return StoreError(
        "The key file is damaged",
        f"{folder / KEYS_FILE} cannot be used: {what}. Without it the sessions cannot be read.",
        f"Put it back from a copy{_previous(folder)}. Nothing was changed.",
    )


def _previous(folder: Path) -> str:
    path = folder / PREVIOUS_KEYS_FILE
    return f", such as {path}" if path.exists() else ""
