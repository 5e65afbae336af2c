"""What goes into a store of sessions and comes out of it."""

from __future__ import annotations

from enum import Enum
from typing import Final

import attrs

ERASED: Final = "erased"
"""How a session ended whose words were erased; no flow has an end of this name."""


@attrs.frozen
class NewSession:
    """What is known of a session before its first answer.

    ``flow`` is the canonical JSON of the bundle it runs. ``patient`` is the non-identifying
    reference. ``follows`` names the session that this one replaces.
    """

    id: str
    flow: bytes
    title: str
    version: str
    clinician: str
    patient: str = ""
    follows: str | None = None


@attrs.frozen
class Head:
    """The last event of a session: its sequence number and its digest (64 hexadecimal digits)."""

    seq: int
    digest: str


class State(Enum):
    """Which sessions a list shows."""

    ANY = "any"
    OPEN = "open"
    ENDED = "ended"


@attrs.frozen
class Query:
    """Which sessions to list; what is left out does not restrict.

    ``due_by`` (ISO date) keeps those with a follow-up due on or before that day and puts the
    longest overdue first; every other list is newest first. ``patient`` is the exact reference.
    """

    state: State = State.ANY
    due_by: str | None = None
    patient: str | None = None
    limit: int = 50
    offset: int = 0


@attrs.frozen
class Projection:
    """What lists show of a session, worked out from its events up to ``seq``: rebuildable.

    ``state`` is a few words for people, ``question`` the one at the cursor. ``ended`` is the id of
    the end reached, ``due`` the ISO date of the next follow-up. ``text`` is what a search finds;
    the session id, patient reference, title and clinician are found as well.
    """

    seq: int
    title: str
    state: str
    question: str = ""
    ended: str | None = None
    due: str | None = None
    text: str = ""


@attrs.frozen
class SessionRow:
    """One line of a list of sessions.

    ``seq`` is the last event stored, ``projected`` the one that the words describe: when they
    differ, the words are behind. ``superseded_by`` is the newest session that follows this one.
    """

    id: str
    bundle: str
    title: str
    version: str
    patient: str
    clinician: str
    follows: str | None
    superseded_by: str | None
    opened_at: str
    changed_at: str
    state: str
    question: str
    ended: str | None
    due: str | None
    seq: int
    projected: int


@attrs.frozen
class Document:
    """A summary as stored with event ``seq``; ``digest`` is the SHA-256 of ``data`` in hex."""

    seq: int
    digest: str
    data: bytes


@attrs.frozen
class Draft:
    """Half-typed text for the answer with ``key``."""

    key: str
    text: str


@attrs.frozen
class Holder:
    """Who has a session open: the account, where, and which process since when."""

    user: str
    terminal: str
    host: str
    boot: str
    pid: int
    since: str


@attrs.frozen
class Lease:
    """A note that ``holder`` has a session open. It informs and never locks."""

    session_id: str
    holder: Holder
