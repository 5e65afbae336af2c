"""The closed list of things that can happen to a session, and the envelope they travel in.

Nothing else changes a session. An event's ``body`` is a JSON object without floating-point
numbers; what each kind holds is said in :class:`Kind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs

from exoguide.canonical import Json

SEMANTICS = 1
"""The number of the rules by which a log becomes a state. Raised when they change; a session
keeps the number it was opened with, and a version that does not know it will not replay it."""


class Kind(str, Enum):
    """What happened. The members are the contract with every stored session."""

    OPENED = "opened"
    """``semantics, bundle, today, clinic, locale, clinician {name, role, account}, patient,
    practice, follows``: always the first event."""
    ANSWERED = "answered"
    """``key, value, basis`` and, where they apply, ``words`` (the patient's own), ``sure`` (a soft
    limit was confirmed), ``reason`` (an input of a standing flag was changed)."""
    CONFIRMED = "confirmed"
    """``key, basis``: an earlier answer holds for the question as it reads now."""
    UNDONE = "undone"
    """``event``: the id of the event taken back; ``key``."""
    NOTED = "noted"
    """``key, text``: a clinician's note beside a step; an empty text removes it."""
    SKIPPED = "skipped"
    """``stage, reason``."""
    OVERRIDDEN = "overridden"
    """``flag, reason, inputs`` (the flag's inputs at that time)."""
    RESOLVED = "resolved"
    """``flag, who, document, date, inputs``."""
    SIGNED = "signed"
    """``key, name, role, meaning, digest``."""
    LANGUAGE = "language"
    """``language``: the language that texts are shown in from here on."""
    ENDED = "ended"
    """``end, by`` (keys of the answers that led there), ``document`` (digest of the summary)."""
    REOPENED = "reopened"
    """``today, unset`` (keys whose answers led to the end)."""
    RESUMED = "resumed"
    """``today``: the session was opened again before it ended."""
    AMENDED = "amended"
    """``line, old, new, why``: an annotation after a final end; it never re-routes."""
    TICKED = "ticked"
    """``item, today``."""
    UNTICKED = "unticked"
    """``item, today``."""
    DONE = "done"
    """``date, lot``: the procedure took place; the checklist's dates count from it."""
    ADVERSE = "adverse"
    """``date, text, severity``: harm after the procedure."""
    WITHDRAWN = "withdrawn"
    """``reason``: consent is withdrawn after acceptance."""
    MIGRATED = "migrated"
    """``bundle``: the session goes on under another bundle."""
    IDENTIFIED = "identified"
    """``name`` and further identity fields; never an answer, left out of share copies."""


@attrs.frozen
class Event:
    """One thing that happened, as it is stored.

    ``seq`` counts from 1 without gaps and is the only order. ``id`` is unique over all sessions.
    ``at`` is wall time as seen (ISO 8601 with offset); it may go back and is never repaired.
    ``mono`` is monotonic time in nanoseconds. ``user`` is the account that sent it.
    """

    seq: int
    id: str
    at: str
    mono: int
    user: str
    kind: Kind
    body: Mapping[str, Json]
