"""One connection to an encrypted file, with every setting that durability hangs on.

The binding is imported here and only when a store is opened. It offers what ``sqlite3`` of the
standard library does, whose types stand for it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exoguide.errors import StoreError
from exoguide.records.keys import StoreKey
from exoguide.speech import phrase

if TYPE_CHECKING:
    import sqlite3

BUSY_SECONDS: Final = 30.0
"""How long to wait for others: several times what a hundred that write at once take together."""

_OLDEST: Final = (3, 51, 3)
"""Older releases of SQLite can corrupt a file that two processes write (the WAL-reset bug)."""

_BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 8, 10, 11, 13, 14, 26


def database_error() -> type[Exception]:
    """What the binding raises when the database refuses."""
    from sqlcipher3 import dbapi2

    error: type[Exception] = dbapi2.Error
    return error


def connect(
    path: Path,
    key: StoreKey,
    *,
    create: bool = False,
    read_only: bool = False,
) -> sqlite3.Connection:
    """Open the file with its key; errors are the binding's (see :func:`explained`).

    No statement starts a transaction by itself. With ``create`` the file's salt is the store's
    name; the file must be there and be empty.
    """
    from sqlcipher3 import dbapi2

    mode = "ro" if read_only else "rw"
    connection: sqlite3.Connection = dbapi2.connect(
        f"file:{in_uri(path)}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )
    try:
        # Its log goes to the terminal, which a face is drawing on.
        connection.execute("PRAGMA cipher_log_level = NONE")
        salt = key.store.hex() if create else ""
        connection.execute(f"PRAGMA key = \"x'{key.key.hex()}{salt}'\"")
        _settle(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def in_uri(path: Path) -> str:
    """The path as SQLite reads it in a URI; `urllib` would cost more to import than all this."""
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _settle(connection: sqlite3.Connection, *, read_only: bool) -> None:
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # REPLACE must not slip past a trigger
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA mmap_size = 0")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")  # else a flush stops at the drive's cache


def require_library() -> None:
    """Raise ``StoreError`` unless the binding encrypts, searches and is free of a known bug."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise StoreError(
            "The database library is missing",
            f"sqlcipher3 cannot be loaded: {error}.",
            "Install exoguide again with its dependencies.",
        ) from error
    connection = dbapi2.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        fts = connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]
    finally:
        connection.close()
    refuse_library(dbapi2.sqlite_version, encrypts=cipher is not None, searches=bool(fts))


def library_version() -> str:
    """Which SQLCipher and which SQLite are inside the binding."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    try:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return f"SQLCipher {cipher}, SQLite {dbapi2.sqlite_version}"


def refuse_library(version: str, *, encrypts: bool, searches: bool) -> None:
    """Raise ``StoreError`` for a database library that must not touch patients' records."""
    oldest = ".".join(map(str, _OLDEST))
    wrong = [
        *([] if encrypts else ["it does not encrypt"]),
        *([] if searches else ["it cannot search text (FTS5)"]),
    ]
    if tuple(int(part) for part in version.split(".")) < _OLDEST:
        wrong.append(f"its SQLite is {version}, and releases before {oldest} can damage a file")
    if wrong:
        raise StoreError(
            "The database library cannot be used",
            f"The installed sqlcipher3 is not the one exoguide needs: {'; '.join(wrong)}.",
            "Install sqlcipher3 0.6.4 or newer.",
        )


def primary_code(error: BaseException) -> int:
    """SQLite's result code without its details; 0 when the error carries none."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF if isinstance(code, int) else 0


def is_busy(error: BaseException) -> bool:
    """Whether another process held the file for too long: certain that nothing was written."""
    return primary_code(error) == _BUSY


def is_full(error: BaseException | None) -> bool:
    """Whether there was no room on the disk: certain that nothing was written."""
    return error is not None and primary_code(error) == _FULL


def busy(path: Path) -> StoreError:
    """What to say when others write, and the turn did not come."""
    return StoreError(
        phrase("The store is in use"),
        phrase(
            "Another exoguide has been writing to {path} for {seconds} seconds, so this could not"
            " be done. Nothing was changed.",
            path=str(path),
            seconds=round(BUSY_SECONDS),
        ),
        phrase("Try again; if it repeats, look for one that hangs."),
    )


def explained(error: BaseException, path: Path) -> StoreError:
    """The error of the binding in words that somebody can act on."""
    code = primary_code(error)
    if code == _BUSY:
        return busy(path)
    if code == _FULL:
        return StoreError(
            phrase("The disk is full"),
            phrase(
                "There is no room left for {path}. This entry was not saved; all before it are.",
                path=str(path),
            ),
            phrase("Free some space, then answer again."),
        )
    if code == _READONLY:
        return StoreError(
            phrase("The store can only be read"),
            phrase(
                "{path} or its folder may not be written, and an unfinished entry may have to be"
                " taken back first.",
                path=str(path),
            ),
            phrase("Allow writing in that folder, then open it again."),
        )
    if code in {_CORRUPT, _NOTADB}:
        return StoreError(
            phrase("The store is damaged"),
            phrase(
                "Parts of {path} are not what was written. Nothing was changed.", path=str(path)
            ),
            phrase("Copy the file before anything else, then restore it from a backup."),
        )
    if code == _CANTOPEN:
        return StoreError(
            phrase("The store cannot be opened"),
            phrase(
                "{path} or its journal cannot be opened: {error}.",
                path=str(path),
                error=str(error),
            ),
            phrase("Check that it is there, who owns it and its permissions."),
        )
    if code == _IOERR:
        return StoreError(
            phrase("The disk reports an error"),
            phrase(
                "{path} could not be read or written: {error}. All that was confirmed is kept.",
                path=str(path),
                error=str(error),
            ),
            phrase(
                "Check the disk and its cables, then try again; make a copy of the data folder"
                " soon."
            ),
        )
    return StoreError(
        phrase("The store refused"),
        phrase("{path}: {error}. Nothing was changed.", path=str(path), error=str(error)),
        phrase("Try again; if it repeats, report it with these words."),
    )
