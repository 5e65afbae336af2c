"""Notes that say who has a session open. They inform; nothing ever waits for one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from exoguide.records.clock import boot_id, host
from exoguide.records.held import Holder, Lease

if TYPE_CHECKING:
    import sqlite3

_COLUMNS: Final = "session_id, user, terminal, host, boot, pid, since"


def take(connection: sqlite3.Connection, lease: Lease) -> None:
    """Write the note down, in place of an older one of the same process."""
    holder = lease.holder
    connection.execute(
        f"INSERT OR REPLACE INTO lease ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - fixed
        (
            lease.session_id,
            holder.user,
            holder.terminal,
            holder.host,
            holder.boot,
            holder.pid,
            holder.since,
        ),
    )


def release(connection: sqlite3.Connection, session_id: str, holder: Holder) -> None:
    """Remove the note of this process."""
    connection.execute(
        "DELETE FROM lease WHERE (session_id, host, boot, pid) = (?, ?, ?, ?)",
        (session_id, holder.host, holder.boot, holder.pid),
    )


def sweep(connection: sqlite3.Connection, session_id: str) -> None:
    """Remove the notes on a session that nobody stands behind any more."""
    for lease in all_leases(connection):
        if lease.session_id == session_id and is_stale(lease.holder):
            release(connection, session_id, lease.holder)


def all_leases(connection: sqlite3.Connection) -> list[Lease]:
    """Every note, stale ones too, oldest session first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM lease ORDER BY session_id, since")  # noqa: S608 - made of constants of this module
    return [Lease(session_id, Holder(*rest)) for session_id, *rest in rows]


def is_stale(holder: Holder) -> bool:
    """Whether the process behind a note is certainly gone.

    That can be told for this machine only: it was started again since, or the process ended.
    """
    if holder.host != host():
        return False
    if holder.boot != boot_id():
        return True
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def same_process(one: Holder, other: Holder) -> bool:
    """Whether two holders are the same process."""
    return (one.host, one.boot, one.pid) == (other.host, other.boot, other.pid)
