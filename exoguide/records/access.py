"""Who looked at what: the second chain of a store, beside those of its sessions.

Each entry is a link like that of an event, in a chain of its own that is named :data:`CHAIN`, so
whatever verifies a session verifies this too. An entry about a session is its witness: it holds
the sequence number and digest of the last event at that moment, so that a session that was put
back to an earlier state, or that went altogether, is missed.

An entry holds numbers and a few words on how, never a name, an answer or what was searched for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Final

import attrs

from exoguide.records.chain import Link

CHAIN: Final = "access"
"""The name of this chain where a session has its number; no session can be called so."""


class Deed(str, Enum):
    """What somebody did. The members are the contract with every stored chain."""

    UNLOCK = "unlock"
    UNLOCK_FAILED = "unlock-failed"
    LOCK = "lock"
    PROTECT = "protect"
    OPEN = "open"
    CLOSE = "close"
    VIEW = "view"
    SEARCH = "search"
    EXPORT = "export"
    PRINT = "print"
    SETTINGS = "settings"
    VERIFY = "verify"
    AUDIT = "audit"
    BACKUP = "backup"
    RESTORE = "restore"
    RESCUE = "rescue"
    HOLD = "hold"
    RELEASE = "release"
    ERASE = "erase"


@attrs.frozen
class Access:
    """One entry, before it has a place in the chain.

    ``id``, ``at``, ``mono`` and ``user`` are as those of an event. ``session`` is empty where no
    session is concerned; ``how`` is a few words, ``terminal`` where it was done.
    """

    id: str
    at: str
    mono: int
    user: str
    deed: Deed
    session: str = ""
    how: str = ""
    terminal: str = ""


@attrs.frozen
class Entry:
    """One entry as it is read back: ``seq`` counts from 1.

    ``head_seq`` and ``head`` are the witness: the last event of the session at that moment, and
    its digest in hexadecimal digits; 0 and empty where there was none.
    """

    seq: int
    at: str
    user: str
    deed: str
    session: str
    how: str
    terminal: str
    head_seq: int
    head: str


def entries(links: Sequence[Link]) -> Iterator[Entry]:
    """The entries that links of the chain hold; those that cannot be read are left out."""
    for link in links:
        body = _body(link)
        if body is None:
            continue
        header = link.header
        yield Entry(
            header.seq,
            header.at,
            header.user,
            header.kind,
            str(body.get("session", "")),
            str(body.get("how", "")),
            str(body.get("terminal", "")),
            body.get("head_seq", 0),
            str(body.get("head", "")),
        )


def _body(link: Link) -> Mapping[str, Any] | None:
    try:
        body = json.loads(link.body or b"")
    except ValueError:
        return None
    return body if isinstance(body, dict) and type(body.get("head_seq", 0)) is int else None
