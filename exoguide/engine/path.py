"""The path of a session: the questions that its walk meets, and how each answer stands."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import attrs

from exoguide.engine.surroundings import Surroundings
from exoguide.flow.plan import GroupNode


class Status(Enum):
    """How an answer on the path stands."""

    ANSWERED = "answered"
    TO_CONFIRM = "to confirm"
    """Given to a question that has changed since; still read by conditions."""
    AGAIN = "to answer again"
    """No longer allowed; unset."""
    OPEN = "open"
    """Not answered."""
    VOID = "void"
    """A signature over something that has changed since; unset, kept and printed as void."""
    BLOCKED = "unavailable"
    """A signature that nobody may give now."""


READABLE = (Status.ANSWERED, Status.TO_CONFIRM)
"""How an answer may stand that conditions, computes and exports read."""


class Position(NamedTuple):
    """One question on the path."""

    key: str
    node: int
    """Position in the flow; of a roster, that of its group's first step."""
    status: Status
    basis: str


@attrs.frozen
class Frame:
    """The group that a walk is inside of: its round, or its item."""

    group: GroupNode
    number: int
    left: tuple[int, ...] = ()
    """Serials still to walk."""


@attrs.frozen
class Resume:
    """Where to go on once the open question at the end of a walk is answered."""

    at: int
    frame: Frame | None


@attrs.frozen
class Walk:
    """Where a walk led."""

    path: tuple[Position, ...]
    cursor: Position | None
    """The first question that is open, to confirm, to answer again, void or blocked."""
    end: str
    """The end that is reached; empty before one."""
    by: tuple[str, ...]
    """Keys of the answers that led to the end."""
    blocked: tuple[str, ...]
    """Flags for which a signature or a completing end is unavailable here."""
    around: Surroundings = attrs.field(eq=False)
    resume: Resume | None = attrs.field(eq=False, default=None)
