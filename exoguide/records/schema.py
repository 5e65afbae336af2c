"""The tables of the embedded store, and the numbered steps that brought them about.

Events, entries of access, documents, flows and the record key are never changed: triggers refuse
it, whoever asks.
The one exception is erasure, which may empty a body together with its salt. Only a store of
practice sessions lets events be deleted. ``session``, ``session_text``, ``draft`` and ``lease``
can be rebuilt or do without.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID: Final = int.from_bytes(b"EXOG", "big")
"""Written into the file, so that it cannot be taken for another program's."""

_FIRST: Final = """
CREATE TABLE store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  record_key BLOB NOT NULL CHECK (length(record_key) = 32),
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE flow (
  digest TEXT PRIMARY KEY,
  data BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  bundle TEXT NOT NULL REFERENCES flow (digest),
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  patient TEXT NOT NULL,
  clinician TEXT NOT NULL,
  follows TEXT,
  state TEXT NOT NULL DEFAULT '',
  question TEXT NOT NULL DEFAULT '',
  ended TEXT,
  due TEXT,
  projected INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX session_ended ON session (ended);
CREATE INDEX session_due ON session (due) WHERE due IS NOT NULL;
CREATE INDEX session_patient ON session (patient);
CREATE INDEX session_follows ON session (follows) WHERE follows IS NOT NULL;

CREATE TABLE event (
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  event_id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  mono INTEGER NOT NULL,
  boot TEXT NOT NULL,
  clock_back INTEGER NOT NULL CHECK (clock_back IN (0, 1)),
  user TEXT NOT NULL,
  kind TEXT NOT NULL,
  salt BLOB,
  body BLOB,
  content BLOB NOT NULL,
  previous BLOB NOT NULL,
  digest BLOB NOT NULL,
  seal BLOB NOT NULL,
  PRIMARY KEY (session_id, seq),
  CHECK ((salt IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE head (
  session_id TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  session_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  digest TEXT NOT NULL,
  data BLOB,
  PRIMARY KEY (session_id, seq),
  FOREIGN KEY (session_id, seq) REFERENCES event (session_id, seq) ON DELETE CASCADE
) STRICT;

CREATE TABLE draft (
  session_id TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  host TEXT NOT NULL,
  boot TEXT NOT NULL,
  pid INTEGER NOT NULL,
  user TEXT NOT NULL,
  terminal TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (session_id, host, boot, pid)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE session_text USING fts5 (
  text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO session_text (session_text, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER event_kept BEFORE UPDATE ON event
WHEN NOT (
  NEW.salt IS NULL AND NEW.body IS NULL AND OLD.body IS NOT NULL
  AND (NEW.session_id, NEW.seq, NEW.event_id, NEW.at, NEW.mono, NEW.boot, NEW.clock_back)
    IS (OLD.session_id, OLD.seq, OLD.event_id, OLD.at, OLD.mono, OLD.boot, OLD.clock_back)
  AND (NEW.user, NEW.kind, NEW.content, NEW.previous, NEW.digest, NEW.seal)
    IS (OLD.user, OLD.kind, OLD.content, OLD.previous, OLD.digest, OLD.seal)
)
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event WHEN (SELECT practice FROM store) = 0
BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;

CREATE TRIGGER head_advances BEFORE UPDATE ON head
WHEN NEW.session_id IS NOT OLD.session_id OR NEW.seq IS NOT OLD.seq + 1
BEGIN SELECT RAISE(ABORT, 'a head moves on by one event'); END;
CREATE TRIGGER head_stays BEFORE DELETE ON head WHEN (SELECT practice FROM store) = 0
BEGIN SELECT RAISE(ABORT, 'a head is never deleted'); END;

CREATE TRIGGER document_kept BEFORE UPDATE ON document
WHEN NOT (
  NEW.data IS NULL
  AND (NEW.session_id, NEW.seq, NEW.digest) IS (OLD.session_id, OLD.seq, OLD.digest)
)
BEGIN SELECT RAISE(ABORT, 'a document is never changed'); END;
CREATE TRIGGER document_stays BEFORE DELETE ON document WHEN (SELECT practice FROM store) = 0
BEGIN SELECT RAISE(ABORT, 'a document is never deleted'); END;

CREATE TRIGGER flow_kept BEFORE UPDATE ON flow
BEGIN SELECT RAISE(ABORT, 'a flow is never changed'); END;
CREATE TRIGGER flow_stays BEFORE DELETE ON flow
BEGIN SELECT RAISE(ABORT, 'a flow is never deleted'); END;

CREATE TRIGGER store_kept BEFORE UPDATE ON store
BEGIN SELECT RAISE(ABORT, 'the record key is never changed'); END;
CREATE TRIGGER store_stays BEFORE DELETE ON store
BEGIN SELECT RAISE(ABORT, 'the record key is never deleted'); END;
"""


_ACCESS: Final = """
CREATE TABLE access (
  session_id TEXT NOT NULL CHECK (session_id = 'access'),
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  mono INTEGER NOT NULL,
  boot TEXT NOT NULL,
  clock_back INTEGER NOT NULL CHECK (clock_back IN (0, 1)),
  user TEXT NOT NULL,
  kind TEXT NOT NULL,
  salt BLOB NOT NULL,
  body BLOB NOT NULL,
  content BLOB NOT NULL,
  previous BLOB NOT NULL,
  digest BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT;

CREATE TABLE access_head (
  session_id TEXT PRIMARY KEY CHECK (session_id = 'access'),
  seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER access_kept BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'an entry of access is never changed'); END;
CREATE TRIGGER access_stays BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'an entry of access is never deleted'); END;
CREATE TRIGGER access_head_advances BEFORE UPDATE ON access_head
WHEN NEW.seq IS NOT OLD.seq + 1
BEGIN SELECT RAISE(ABORT, 'a head moves on by one entry'); END;
CREATE TRIGGER access_head_stays BEFORE DELETE ON access_head
BEGIN SELECT RAISE(ABORT, 'a head is never deleted'); END;
"""


def _first(connection: sqlite3.Connection) -> None:
    _execute(connection, _FIRST)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _second(connection: sqlite3.Connection) -> None:
    _execute(connection, _ACCESS)


def _execute(connection: sqlite3.Connection, script: str) -> None:
    # One by one: `executescript` would commit the transaction around it.
    for statement in re.split(r"^(?=CREATE |INSERT )", script.strip(), flags=re.MULTILINE):
        connection.execute(statement)


MIGRATIONS: Final[tuple[Callable[[sqlite3.Connection], None], ...]] = (_first, _second)
"""Step ``n`` brings a store from schema ``n`` to schema ``n + 1``."""

SCHEMA: Final = len(MIGRATIONS)
"""The schema that this version reads and writes."""


def schema_number(connection: sqlite3.Connection) -> int:
    """The schema that a file has; 0 for one without tables."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a store to :data:`SCHEMA`, inside the transaction that the caller has begun."""
    for number in range(schema_number(connection), SCHEMA):
        MIGRATIONS[number](connection)
        connection.execute(f"PRAGMA user_version = {number + 1}")
