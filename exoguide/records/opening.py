"""Finding, making and checking the files of a store before anything is read from it.

A store is a folder with ``sessions.db`` and ``keys.json``. They are made in an order that a crash
cannot confuse: the whole database under another name, then its keys, then its name.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from exoguide.errors import StoreError
from exoguide.records.clock import now
from exoguide.records.connection import connect, database_error, explained, require_library
from exoguide.records.database import Database
from exoguide.records.device import device_key, new_keys
from exoguide.records.durable import sync_folder, write_private
from exoguide.records.folder import alone, private_file, private_folder, root_warning
from exoguide.records.keys import (
    DEVICE,
    KEYS_FILE,
    NAME_BYTES,
    Give,
    Keys,
    StoreKey,
    read_keys,
    write_keys,
)
from exoguide.records.mounts import remote_disk
from exoguide.records.process import no_core_dump
from exoguide.records.schema import APPLICATION_ID, SCHEMA, migrate, schema_number
from exoguide.records.space import low_space

if TYPE_CHECKING:
    import sqlite3

STORE_FILE: Final = "sessions.db"
ROTATED_FILE: Final = "sessions.db.rotated"
"""The store under its next key, until it takes the place of the old one."""

_FRESH_FILE: Final = "sessions.db.new"
_RECORD_KEY_BYTES: Final = 32


def by_device(folder: Path, keys: Keys) -> StoreKey:
    """The key from the device slot: what opens a store that no passphrase protects."""
    return device_key(keys, folder)


@attrs.frozen
class Opened:
    """A store's database, the key of its seals, and what a face should say once.

    ``locks`` is whether it takes a secret to open it again.
    """

    database: Database
    record_key: bytes
    warnings: tuple[str, ...]
    locks: bool = False


def open_database(folder: Path, *, practice: bool, give: Give = by_device) -> Opened:
    """Open the store in ``folder``, or make it; ``StoreError`` says what stands in the way.

    ``give`` is asked for the key only when the files fit each other.
    """
    require_library()
    no_core_dump()
    folder = folder.expanduser().resolve()
    warnings = (*root_warning(), *private_folder(folder))
    path = folder / STORE_FILE
    if not os.path.lexists(path):
        _make(folder, practice=practice)
    warnings += private_file(path)
    keys = fitting_keys(folder)
    warnings += private_file(folder / KEYS_FILE)
    key = give(folder, keys)
    _refuse_other_file(path, key.store)
    database = Database(path, key, _why_read_only(folder, path))
    try:
        _bring_up_to_date(database)
        found = database.read(record_key)
        practises = database.read(_practises)
        if practises != practice:
            raise _wrong_store(path, practises=practises)
    except BaseException:
        database.close()
        raise
    warnings += (*low_space(folder), *remote_disk(folder))
    if database.read_only:
        warnings += (f"The sessions can be read but not changed: {database.read_only}.",)
    return Opened(database, found, warnings, locks=not keys.of(DEVICE))


def fitting_keys(folder: Path, *, held: bool = False) -> Keys:
    """The keys of the store file in ``folder`` as it is now; ``StoreError`` when none fit it.

    What a new data key left half done is brought to its end first. ``held`` says that the folder
    is held by the caller (:func:`~exoguide.records.folder.alone`).
    """
    path, fresh = folder / STORE_FILE, folder / ROTATED_FILE
    keys = read_keys(folder)
    if keys.next is not None or fresh.exists() or keys.store != _start(path):
        # Another process may just be putting a new key in place.
        with contextlib.nullcontext() if held else alone(folder):
            keys = read_keys(folder)
            if keys.next is not None:
                keys = keys.opening(_start(path))
                settle(folder, keys)
            else:
                clear_away(fresh)
    _refuse_other_file(path, keys.store)
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
    for path in (fresh, _journal(fresh)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _make(folder: Path, *, practice: bool) -> None:
    path, fresh = folder / STORE_FILE, folder / _FRESH_FILE
    try:
        with alone(folder):
            if path.exists():
                return
            _refuse_leftovers(folder, path, fresh)
            if not (folder / KEYS_FILE).exists():
                keys = new_keys()
                _make_file(fresh, device_key(keys, folder), practice=practice)
                write_keys(folder, keys)
            fresh.rename(path)
            _journal(fresh).unlink(missing_ok=True)
            sync_folder(folder)
    except OSError as error:
        raise StoreError(
            "The store cannot be made",
            f"{path}: {error.strerror}.",
            "Check the folder's permissions and the space left, or choose another folder with"
            " EXOGUIDE_HOME.",
        ) from error


def _refuse_leftovers(folder: Path, path: Path, fresh: Path) -> None:
    journal = _journal(path)
    if (folder / KEYS_FILE).exists() and not fresh.exists():
        raise StoreError(
            "The store file is missing",
            f"{folder / KEYS_FILE} is there, but {path} is not.",
            "Put the store file back from a backup. To begin with an empty store, move"
            f" {KEYS_FILE} away first.",
        )
    if journal.exists() and journal.stat().st_size:
        raise StoreError(
            "The store file is missing",
            f"{journal} belongs to it and is there, but {path} is not.",
            "Put the store file back beside it. To begin with an empty store, move the journal"
            " away first.",
        )


def _make_file(fresh: Path, key: StoreKey, *, practice: bool) -> None:
    _journal(fresh).unlink(missing_ok=True)
    write_private(fresh, b"")
    try:
        with contextlib.closing(connect(fresh, key, create=True)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection)
            connection.execute(
                "INSERT INTO store VALUES (1, ?, ?, ?)",
                (practice, secrets.token_bytes(_RECORD_KEY_BYTES), now()),
            )
            connection.execute("COMMIT")
    except database_error() as error:
        raise explained(error, fresh) from error


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _start(path: Path) -> bytes:
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


def _refuse_other_file(path: Path, store: bytes) -> None:
    first = _start(path)
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


def _bring_up_to_date(database: Database) -> None:
    number, application = database.read(_numbers)
    if application != APPLICATION_ID:
        raise StoreError(
            "The store cannot be opened",
            f"{database.path} was not written by exoguide. Nothing was changed.",
            "Move it away to begin with an empty store.",
        )
    if number > SCHEMA:
        raise StoreError(
            "The store is from a newer version",
            f"{database.path} has schema {number}; this version knows up to {SCHEMA}."
            " Nothing was changed.",
            "Use the newer version of exoguide.",
        )
    if number < SCHEMA:
        database.write(migrate)


def _numbers(connection: sqlite3.Connection) -> tuple[int, int]:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return schema_number(connection), application


def record_key(connection: sqlite3.Connection) -> bytes:
    """The key of the seals, which never changes."""
    key: bytes = connection.execute("SELECT record_key FROM store").fetchone()[0]
    return key


def _practises(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT practice FROM store").fetchone()[0])


def _wrong_store(path: Path, *, practises: bool) -> StoreError:
    kept, wanted = ("practice", "real") if practises else ("real", "practice")
    return StoreError(
        "Practice and real sessions are kept apart",
        f"{path} holds {kept} sessions, and {wanted} ones were asked for.",
        "Choose the folder of the other store.",
    )


def _why_read_only(folder: Path, path: Path) -> str:
    for place, what in ((folder, "the folder"), (path, "the file")):
        if not os.access(place, os.W_OK):
            return f"{what} {place} may not be written"
    return ""
