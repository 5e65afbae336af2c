"""A copy of a whole store under another key, and whether it is the same."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exoguide.errors import StoreError
from exoguide.records.connection import in_uri
from exoguide.records.keys import StoreKey

if TYPE_CHECKING:
    import sqlite3

_NUMBERS: Final = ("user_version", "application_id")


def write_copy(old: sqlite3.Connection, fresh: Path, new: StoreKey) -> None:
    """Write all that ``old`` shows at this moment to ``fresh``, an empty file, under ``new``.

    It is on the disk when this returns. Errors are the binding's.
    """
    old.execute("PRAGMA query_only = OFF")  # the file itself was opened for reading only
    secret = f"x'{new.key.hex()}{new.store.hex()}'"
    old.execute("ATTACH DATABASE ? AS fresh KEY ?", (f"file:{in_uri(fresh)}?mode=rw", secret))
    old.execute("PRAGMA fresh.journal_mode = TRUNCATE")
    old.execute("PRAGMA fresh.synchronous = FULL")
    old.execute("BEGIN")
    old.execute("SELECT sqlcipher_export('fresh')").fetchone()
    for name in _NUMBERS:
        number = old.execute(f"PRAGMA main.{name}").fetchone()[0]
        old.execute(f"PRAGMA fresh.{name} = {int(number)}")
    old.execute("COMMIT")
    old.execute("DETACH DATABASE fresh")


def compare(old: sqlite3.Connection, made: sqlite3.Connection, fresh: Path) -> tuple[int, int]:
    """The rows and sessions of two stores that are the same; ``StoreError`` when they differ.

    Every row of every table is compared, heads of chains among them.
    """
    checked = made.execute("PRAGMA integrity_check").fetchall()
    differs = checked != [("ok",)] or _schema(old) != _schema(made)
    rows = 0
    for name in _tables(old):
        quoted = name.replace('"', '""')
        sql = f'SELECT * FROM "{quoted}"'  # noqa: S608 - a name from the schema, quoted
        for one, other in zip_longest(old.execute(sql), made.execute(sql)):
            differs = differs or one != other
            rows += 1
    if differs:
        raise StoreError(
            "The store could not be copied faithfully",
            f"{fresh} was read back and is not the same. The store and its keys are as they were.",
            "Check the disk and see: exoguide verify --all. Make a backup before anything else.",
        )
    return rows, old.execute("SELECT count(*) FROM head").fetchone()[0]


def _schema(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    numbers = [connection.execute(f"PRAGMA {name}").fetchone() for name in _NUMBERS]
    return [*connection.execute(sql), *numbers]


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Every table that holds rows of its own; those that a virtual table is made of, not itself."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    return [name for (name,) in connection.execute(sql)]
