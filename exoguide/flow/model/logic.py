"""Groups, computed values, flags and safety rules."""

from __future__ import annotations

from enum import Enum

import attrs


@attrs.frozen
class Group:
    """Steps asked more than once: a repeat, or rounds.

    A *repeat* has ``item`` and ``max``: items are added and removed, and carry serial numbers that
    are never used again. *Rounds* have ``rounds``, ``until`` and ``on_exhausted``: the steps are
    asked again until the condition holds, at most ``rounds`` times, and then lead on.
    """

    id: str
    title: str = ""
    item: str = ""
    """What one item is called ("medicine")."""
    ask: str = ""
    """The question that opens the list ("Do you take any medicines?")."""
    min: int = 0
    max: int = 0
    """Items (1 to 100)."""
    rounds: int = 0
    """Rounds (1 to 10)."""
    until: str = ""
    on_exhausted: str = ""


class ComputeType(str, Enum):
    """The type of a computed value."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    BOOL = "bool"


class Policy(str, Enum):
    """How many rows of a decision table may hold for the same answers."""

    FIRST = "first"
    """Any number: the first of them, from the top, gives the value."""
    UNIQUE = "unique"
    """One, or several that give the same; so the order of the rows means nothing."""


@attrs.frozen
class Row:
    """One row of a decision table.

    Either ``when`` (a condition) and ``then`` (an expression of the compute's type), or
    ``otherwise`` alone in the last row: the value where no other row holds.
    """

    when: str = ""
    then: str = ""
    otherwise: str = ""


@attrs.frozen
class Compute:
    """A value derived from answers: an expression, a score, a range, or a decision table.

    Exactly one of ``value`` (an expression), ``score`` (steps whose chosen options' weights are
    added up), ``low`` with ``high``, or ``rows``. A range is read as ``<id>_low`` and
    ``<id>_high``. Unset while an input is unset; "not known" when an input is a non-answer.

    A decision table, as in DMN: its rows are conditions over ``inputs`` (ids of steps and computes,
    and ``clinic.x``), looked at from the top under ``policy``. One row must hold for all answers
    that the inputs can have, so the last one is usually ``otherwise``. A row may compare a choice
    with unknown, declined and not_applicable by name, as any condition; a row that reads the value
    of a non-answer makes the value "not known". A session stops where no row holds, or where two
    rows of a unique table give different values; the checker finds both beforehand. For example::

        [[compute]]
        id = "rest_days"
        type = "number"
        unit = "days"
        inputs = ["route", "age"]
        policy = "first"
        rows = [
          { when = 'route is joint and age >= 65', then = "14" },
          { when = 'route is joint', then = "7" },
          { otherwise = "2" },
        ]
    """

    id: str
    type: ComputeType
    title: str = ""
    unit: str = ""
    currency: str = ""
    places: int | None = None
    """Digits after the point that are shown (0 to 12)."""
    value: str = ""
    score: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    inputs: tuple[str, ...] = ()
    policy: Policy = Policy.FIRST
    rows: tuple[Row, ...] = ()


class Action(str, Enum):
    """What a raised flag does, the strongest first."""

    STOP = "stop"
    """Diverts at once to its ``goto``."""
    DEFER = "defer"
    """Waits for the next gate: end now, or go on for information only."""
    REFER = "refer"
    """As defer; another clinician answers first."""
    CAUTION = "caution"
    """Shown and printed."""
    NOTE = "note"
    """Recorded and printed."""


@attrs.frozen
class Flag:
    """A red flag or caution, in three values: raised, clear, not yet assessed."""

    id: str
    action: Action
    when: str
    message: str
    applies: str = ""
    """When the flag matters at all; always, when empty."""
    goto: str = ""
    """The end (or later step) of a stop, defer or refer."""
    message_unknown: str = ""
    """Said instead when the flag is raised by not knowing."""
    card: str = ""
    override: bool = False
    """Whether a clinician may go on with a reason."""
    title: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    mark: str = ""


@attrs.frozen
class Rule:
    """A safety property of the author's own that must hold on every path."""

    id: str
    says: str
    never: str = ""
    always: str = ""
