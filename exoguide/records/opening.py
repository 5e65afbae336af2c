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
from exoguide.records.fitting import STORE_FILE, fitting_keys, journal_of, refuse_other_file
from exoguide.records.folder import alone, private_file, private_folder, root_warning
from exoguide.records.keys import (
    DEVICE,
    KEYS_FILE,
    Give,
    Keys,
    StoreKey,
    write_keys,
)
from exoguide.records.mounts import remote_disk
from exoguide.records.process import no_core_dump
from exoguide.records.schema import APPLICATION_ID, SCHEMA, migrate, schema_number
from exoguide.records.space import low_space
from exoguide.speech import phrase

if TYPE_CHECKING:
    import sqlite3

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
    refuse_other_file(path, key.store)
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
        only = phrase("The sessions can be read but not changed: {why}.", why=database.read_only)
        warnings += (only,)
    return Opened(database, found, warnings, locks=not keys.of(DEVICE))


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
            journal_of(fresh).unlink(missing_ok=True)
            sync_folder(folder)
    except OSError as error:
        raise StoreError(
            "The store cannot be made",
            f"{path}: {error.strerror}.",
            "Check the folder's permissions and the space left, or choose another folder with"
            " EXOGUIDE_HOME.",
        ) from error


def _refuse_leftovers(folder: Path, path: Path, fresh: Path) -> None:
    journal = journal_of(path)
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
    journal_of(fresh).unlink(missing_ok=True)
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
    if not os.access(folder, os.W_OK):
        return phrase("the folder {path} may not be written", path=str(folder))
    if not os.access(path, os.W_OK):
        return phrase("the file {path} may not be written", path=str(path))
    return ""
