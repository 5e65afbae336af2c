"""The lists: which sessions there are, and which hold certain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exoguide.records.held import NewSession, Projection, Query, SessionRow, State

if TYPE_CHECKING:
    import sqlite3

_ROW: Final = """
SELECT session.id, session.bundle, session.title, session.version, session.patient,
  session.clinician, session.follows,
  (SELECT later.id FROM session AS later WHERE later.follows = session.id
    ORDER BY later.number DESC LIMIT 1),
  coalesce(first.at, ''), coalesce(last.at, ''), session.state, session.question, session.ended,
  session.due, coalesce(head.seq, 0), session.projected
"""
_BESIDE: Final = """
LEFT JOIN head ON head.session_id = session.id
LEFT JOIN event AS first ON first.session_id = session.id AND first.seq = 1
LEFT JOIN event AS last ON last.session_id = session.id AND last.seq = head.seq
"""


def list_sessions(connection: sqlite3.Connection, query: Query) -> list[SessionRow]:
    """The sessions that ``query`` keeps, in its order."""
    kept: list[str] = []
    values: list[str | int] = []
    if query.state is State.OPEN:
        kept.append("session.ended IS NULL")
    elif query.state is State.ENDED:
        kept.append("+session.ended IS NOT NULL")  # "+": walk by number, stop at the limit
    if query.patient is not None:
        if "\0" in query.patient or any("\ud800" <= sign <= "\udfff" for sign in query.patient):
            return []  # what cannot be stored is nobody's reference
        kept.append("session.patient = ?")
        values.append(query.patient)
    order = "session.number DESC"
    if query.due_by is not None:
        kept.append("session.due <= ?")
        values.append(query.due_by)
        order = "session.due, session.number"
    where = f"WHERE {' AND '.join(kept)}" if kept else ""
    # Only fixed words are put together here; every value is bound.
    sql = f"{_ROW} FROM session {_BESIDE} {where} ORDER BY {order} LIMIT ? OFFSET ?"
    found = connection.execute(sql, (*values, query.limit, query.offset))
    return [SessionRow(*row) for row in found]


def one_session(connection: sqlite3.Connection, session_id: str) -> SessionRow | None:
    """The line of one session."""
    sql = f"{_ROW} FROM session {_BESIDE} WHERE session.id = ?"
    row = connection.execute(sql, (session_id,)).fetchone()
    return SessionRow(*row) if row else None


def search_sessions(connection: sqlite3.Connection, text: str, limit: int) -> list[SessionRow]:
    """Sessions that hold every word of ``text``, newest first."""
    match = literal_match(text)
    if not match:
        return []
    # The index is walked alone first, so that a common word costs no more than ``limit`` lines.
    sql = f"""{_ROW} FROM
      (SELECT rowid FROM session_text WHERE session_text MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit
      JOIN session ON session.number = hit.rowid {_BESIDE} ORDER BY session.number DESC"""  # noqa: S608 - made of constants of this module
    return [SessionRow(*row) for row in connection.execute(sql, (match, limit))]


def literal_match(text: str) -> str:
    """``text`` as a search in which no character has a meaning of its own.

    Each word is quoted; the last is a beginning unless a blank follows it. A NUL parts words.
    """
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    words = ['"' + word.replace('"', '""') + '"' for word in text.split()]
    if words and not text[-1].isspace():
        words[-1] += "*"
    return " ".join(words)


def add_session(connection: sqlite3.Connection, session: NewSession, bundle: str) -> None:
    """Put a new session at the top of the list."""
    connection.execute(
        "INSERT INTO session (id, bundle, title, version, patient, clinician, follows)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            session.id,
            bundle,
            session.title,
            session.version,
            session.patient,
            session.clinician,
            session.follows,
        ),
    )
    index_session(connection, session.id, "")


def index_session(connection: sqlite3.Connection, session_id: str, text: str) -> None:
    """Make a session findable by its own details and ``text``."""
    number, *details = connection.execute(
        "SELECT number, id, replace(id, '-', ''), patient, title, clinician FROM session"
        " WHERE id = ?",
        (session_id,),
    ).fetchone()
    words = "\n".join((*details, text))
    connection.execute(
        "INSERT OR REPLACE INTO session_text (rowid, text) VALUES (?, ?)",
        (number, words),
    )


def project(connection: sqlite3.Connection, session_id: str, projection: Projection) -> None:
    """Replace what lists show of a session, unless they show a later state of it."""
    changed = connection.execute(
        "UPDATE session SET title = ?, state = ?, question = ?, ended = ?, due = ?, projected = ?"
        " WHERE id = ? AND projected <= ?",
        (
            projection.title,
            projection.state,
            projection.question,
            projection.ended,
            projection.due,
            projection.seq,
            session_id,
            projection.seq,
        ),
    )
    if changed.rowcount:
        index_session(connection, session_id, projection.text)
