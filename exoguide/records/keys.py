"""The key that opens a store, in the slots of ``keys.json``.

The file is JSON: ``format`` (1), ``store`` (the 16 bytes that name the store and open its file,
in hexadecimal digits) and ``slots``. Each slot holds the same 32-byte data key in its own way and
has a ``kind``: ``device`` (:mod:`exoguide.records.device`), ``passphrase`` and ``recovery``
(:mod:`exoguide.records.slots`). Slots of a kind that this version does not know are left alone and
written back unchanged.

While a new data key is put in place there is also ``next``, with a ``store`` and ``slots`` of its
own. Which of the two holds is said by the first bytes of the store file, so replacing the file is
the one moment at which the key changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import attrs

from exoguide.canonical import Json, canonical
from exoguide.errors import StoreError
from exoguide.records.durable import replace_private

KEYS_FILE: Final = "keys.json"
PREVIOUS_KEYS_FILE: Final = "keys.previous.json"
KEY_BYTES: Final = 32
NAME_BYTES: Final = 16
"""Bytes of a store's name, which is the salt of its file."""

DEVICE, PASSPHRASE, RECOVERY = "device", "passphrase", "recovery"
_FORMAT: Final = 1

Slot = Mapping[str, Json]


class Locked(StoreError):
    """The store needs a secret that was not given; nothing was changed."""


@attrs.frozen
class Keys:
    """The contents of ``keys.json``: the store's name and its slots, as stored.

    ``next`` is what is to follow, while a new data key is put in place.
    """

    store: bytes
    slots: tuple[Slot, ...]
    next: Keys | None = None

    def of(self, kind: str) -> tuple[Slot, ...]:
        """The slots of one kind, in order."""
        return tuple(slot for slot in self.slots if slot.get("kind") == kind)

    @property
    def users(self) -> tuple[str, ...]:
        """Who has a passphrase, in order."""
        return tuple(str(slot.get("user")) for slot in self.of(PASSPHRASE))

    def opening(self, start: bytes) -> Keys:
        """Those that open a store file that begins with ``start``: these, or the next ones."""
        following = self.next
        return following if following is not None and following.store == start else self


@attrs.frozen
class StoreKey:
    """What opens a store: its name (also the salt of its file) and the data key."""

    store: bytes
    key: bytes = attrs.field(repr=False)


Give = Callable[[Path, Keys], StoreKey]
"""What gives the key of the store in a folder with these keys; :class:`Locked` when it cannot."""


@attrs.frozen
class Protection:
    """How a store is kept from others: who has a passphrase, and what else opens it."""

    users: tuple[str, ...]
    recovery: bool
    device: bool

    @property
    def words(self) -> str:
        """The same in one sentence."""
        if self.device:
            return "Encrypted; whoever can use this account can open it."
        if not self.users:
            return "Encrypted; nothing that this version knows opens it."
        who = ", ".join(self.users)
        code = " or the recovery code" if self.recovery else ""
        return f"Encrypted; opened by the passphrase of {who}{code}."


def protection(folder: Path) -> Protection:
    """How the store in ``folder`` is protected; ``StoreError`` when its keys cannot be read."""
    keys = read_keys(folder)
    return Protection(keys.users, bool(keys.of(RECOVERY)), bool(keys.of(DEVICE)))


def encoded(keys: Keys) -> bytes:
    """``keys.json`` as it is written."""
    value: dict[str, Json] = {"format": _FORMAT, **_part(keys)}
    if keys.next is not None:
        value["next"] = _part(keys.next)
    return canonical(value) + b"\n"


def _part(keys: Keys) -> dict[str, Json]:
    return {"store": keys.store.hex(), "slots": list(keys.slots)}


def slots_for_copy(folder: Path) -> bytes | None:
    """``keys.json`` as it may lie beside a copy of the store: without what opens it unasked.

    ``None`` when that leaves nothing: no passphrase was set.
    """
    keys = read_keys(folder)
    kept = tuple(slot for slot in keys.slots if slot.get("kind") in {PASSPHRASE, RECOVERY})
    return encoded(Keys(keys.store, kept)) if kept else None


def write_keys(folder: Path, keys: Keys, *, revoke: bool = False) -> None:
    """Replace ``keys.json`` at one moment and keep the previous one beside it.

    With ``revoke`` the one beside it becomes a twin of the new: what opened the store before must
    not lie around. Otherwise a store whose key file was damaged is as good as lost.
    """
    path, previous = folder / KEYS_FILE, folder / PREVIOUS_KEYS_FILE
    data = encoded(keys)
    try:
        if revoke:
            replace_private(previous, data)  # first, so that a crash leaves nothing revoked behind
        replace_private(path, data, None if revoke else previous)
    except OSError as error:
        raise StoreError(
            "The key file cannot be written",
            f"{path}: {error.strerror}. The keys are as they were.",
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
        raise damaged(folder, "it is empty")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise damaged(folder, "it ends too early or was altered") from None
    if not isinstance(value, dict):
        raise damaged(folder, "it is not a key file")
    number = value.get("format")
    if isinstance(number, int) and number > _FORMAT:
        raise StoreError(
            "The key file is from a newer version",
            f"{path} has format {number}; this version reads up to {_FORMAT}.",
            "Use the newer version of exoguide; nothing was changed.",
        )
    if number != _FORMAT:
        raise damaged(folder, "parts of it are missing")
    found = _keys(value, folder)
    following = value.get("next")
    if following is None:
        return found
    if not isinstance(following, dict):
        raise damaged(folder, "the keys that were to follow were altered")
    return attrs.evolve(found, next=_keys(following, folder))


def _keys(value: Mapping[str, Json], folder: Path) -> Keys:
    name, slots = value.get("store"), value.get("slots")
    if not isinstance(name, str) or not isinstance(slots, list):
        raise damaged(folder, "parts of it are missing")
    try:
        store = bytes.fromhex(name)
    except ValueError:
        store = b""
    if len(store) != NAME_BYTES:
        raise damaged(folder, "the name of the store in it was altered")
    kept = tuple(slot for slot in slots if isinstance(slot, Mapping))
    if len(kept) != len(slots):
        raise damaged(folder, "one of its slots was altered")
    return Keys(store, kept)


def _lost(folder: Path) -> StoreError:
    return StoreError(
        "The key file is missing",
        f"{folder / KEYS_FILE} is not there, and without it the sessions cannot be read.",
        f"Put it back from a copy{_previous(folder)}. Nothing was changed.",
    )


def damaged(folder: Path, what: str) -> StoreError:
    """The error for a key file that cannot be used; ``what`` follows a colon."""
    return StoreError(
        "The key file is damaged",
        f"{folder / KEYS_FILE} cannot be used: {what}. Without it the sessions cannot be read.",
        f"Put it back from a copy{_previous(folder)}. Nothing was changed.",
    )


def _previous(folder: Path) -> str:
    path = folder / PREVIOUS_KEYS_FILE
    return f", such as {path}" if path.exists() else ""
