"""Which keys open the store file as it is now, also when a new data key was left half done."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Final

import attrs

from exoguide.errors import StoreError
from exoguide.records.folder import alone
from exoguide.records.keys import (
    KEYS_FILE,
    NAME_BYTES,
    Keys,
    Locked,
    StoreKey,
    read_keys,
    write_keys,
)
from exoguide.speech import phrase

STORE_FILE: Final = "sessions.db"
ROTATED_FILE: Final = "sessions.db.rotated"
"""The store under its next key, until it takes the place of the old one."""


def fitting_keys(folder: Path, *, held: bool = False) -> Keys:
    """The keys of the store file in ``folder`` as it is now; ``StoreError`` when none fit it.

    What a new data key left half done is brought to its end first. ``held`` says that the folder
    is held by the caller (:func:`~exoguide.records.folder.alone`).
    """
    path, fresh = folder / STORE_FILE, folder / ROTATED_FILE
    keys = read_keys(folder)
    if keys.next is not None or fresh.exists() or keys.store != file_start(path):
        # Another process may just be putting a new key in place.
        with contextlib.nullcontext() if held else alone(folder):
            keys = read_keys(folder)
            if keys.next is not None:
                keys = keys.opening(file_start(path))
                settle(folder, keys)
            else:
                clear_away(fresh)
    refuse_other_file(path, keys.store)
    return attrs.evolve(keys, next=None)


def settle(folder: Path, keys: Keys) -> None:
    """Let ``keys`` be the only ones, and take away a store file that never came into its place.

    A folder that cannot be written stays as it is: it can be read all the same.
    """
    with contextlib.suppress(StoreError):
        write_keys(folder, attrs.evolve(keys, next=None), revoke=True)
        clear_away(folder / ROTATED_FILE)


def clear_away(fresh: Path) -> None:
    """Remove a store file that never came into its place; one that cannot be removed stays."""
    for path in (fresh, journal_of(fresh)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def file_start(path: Path) -> bytes:
    """The first bytes of the store file, which are its name."""
    try:
        with path.open("rb") as file:
            return file.read(NAME_BYTES)
    except OSError as error:
        raise StoreError(
            "The store cannot be opened",
            f"{path}: {error.strerror}.",
            "Check who owns the file and its permissions; nothing was changed.",
        ) from error


def refuse_other_file(path: Path, store: bytes) -> None:
    """``StoreError`` unless the file ``path`` is the store with this name."""
    first = file_start(path)
    if first == store:
        return
    if not first:
        what = "is empty. Its contents were lost outside exoguide"
    elif first.startswith(b"SQLite format 3"):
        what = "is a database of another program"
    else:
        what = (
            f"is not the store that {path.parent / KEYS_FILE} opens: one of the two belongs"
            " elsewhere, or the file is damaged at its very beginning"
        )
    raise StoreError(
        "The store cannot be opened",
        f"{path} {what}. Nothing was changed.",
        "Put the right file back from a backup, or move it away to begin with an empty store.",
    )


def refuse_other_key(path: Path, key: StoreKey, known: bytes) -> None:
    """``StoreError`` unless ``key`` may be the one that opens the store file ``path``.

    ``known`` is the :func:`fingerprint` of the key that opened the file before. A store that got
    another data key got another name, too.
    """
    refuse_other_file(path, key.store)
    mark = fingerprint(key)
    if mark != known and known.startswith(key.store):
        raise Locked(
            phrase("The key is not the one of this store"),
            phrase(
                "{path} was opened with another one before, and still is the same store."
                " Nothing was changed; it stays locked.",
                path=str(path),
            ),
            phrase("Give the passphrase again. If that repeats, close exoguide and open it again."),
        )


def fingerprint(key: StoreKey) -> bytes:
    """What a key can be known again by, and not be made from: the store's name and a digest."""
    return key.store + hashlib.sha256(b"exoguide fingerprint 1" + key.store + key.key).digest()


def journal_of(path: Path) -> Path:
    """The journal of the store file ``path``."""
    return path.with_name(f"{path.name}-journal")
