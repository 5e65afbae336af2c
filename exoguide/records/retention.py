"""How long sessions are kept: which are old enough, which are held, and erasing one for good.

Erasing drops the words of every entry of a session with the salts that guard them, its summaries,
and what lists and searches show. What stays is a tombstone: who wrote an entry and when, and every
digest, so that the chain can still be followed and the gap be told from a loss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import attrs

from exoguide.records import rows
from exoguide.records.access import Access, Deed, Entry
from exoguide.records.accessing import store_access
from exoguide.records.held import ERASED, SessionRow

if TYPE_CHECKING:
    import sqlite3

_WORDS: Final = (
    "UPDATE event SET salt = NULL, body = NULL WHERE session_id = ?1 AND body IS NOT NULL",
    "UPDATE document SET data = NULL WHERE session_id = ?1 AND data IS NOT NULL",
    "DELETE FROM draft WHERE session_id = ?1",
    "DELETE FROM session_text WHERE rowid = (SELECT number FROM session WHERE id = ?1)",
)


@attrs.frozen
class Kept:
    """A session as retention sees it: ``changed`` is the day of its last entry.

    ``hold`` is the entry that holds it, if one does. ``due`` says that it is old enough to go.
    """

    row: SessionRow
    changed: date
    hold: Entry | None
    due: bool


def holds(found: Sequence[Entry]) -> Mapping[str, Entry]:
    """The sessions that are held, each with the entry that says so and why."""
    held: dict[str, Entry] = {}
    for entry in found:
        if entry.deed == Deed.HOLD.value:
            held[entry.session] = entry
        elif entry.deed == Deed.RELEASE.value:
            held.pop(entry.session, None)
    return held


def kept(
    listed: Sequence[SessionRow], held: Mapping[str, Entry], today: date, years: int
) -> list[Kept]:
    """What retention says of each session that was not erased, the oldest first.

    A session is due when its last entry is at least ``years`` years old and nothing holds it.
    """
    found = [
        Kept(row, changed, held.get(row.id), row.id not in held and aged(changed, today) >= years)
        for row in listed
        if row.ended != ERASED
        for changed in (datetime.fromisoformat(row.changed_at).date(),)
    ]
    return sorted(found, key=lambda one: (one.changed, one.row.id))


def aged(day: date, today: date) -> int:
    """Whole years from ``day`` to ``today``; below 0 for a day to come."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def erase(connection: sqlite3.Connection, record_key: bytes, entry: Access) -> None:
    """Drop the words of the session that ``entry`` names, and store ``entry`` as its tombstone."""
    session_id = entry.session
    rows.require(connection, session_id)
    for sql in _WORDS:
        connection.execute(sql, (session_id,))
    connection.execute(
        "UPDATE session SET patient = '', title = '', state = ?1, question = '', due = NULL,"
        " ended = ?1 WHERE id = ?2",
        (ERASED, session_id),
    )
    store_access(connection, record_key, entry)
