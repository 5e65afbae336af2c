"""What is shown and printed: evidence cards, sources, outputs and ends."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import attrs


class Grade(str, Enum):
    """How well a statement is tested (dossier, section 0)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    N = "N"
    R = "R"


class Mark(str, Enum):
    """How a fact was verified (dossier, section 0)."""

    READ = "V"
    """Read in the source itself."""
    SECONDARY = "V2"
    """Read on a secondary page."""
    MEMORY_HIGH = "M-hi"
    MEMORY_MEDIUM = "M-med"
    MEMORY_LOW = "M-lo"
    INFERENCE = "I"
    """Clinical practice or our own judgement; never shown as a finding."""


@attrs.frozen
class Card:
    """One evidence statement: what the article says beside what independent evidence says."""

    id: str
    title: str
    text: str = ""
    """For the patient."""
    article: str = ""
    evidence: str = ""
    grade: Grade | None = None
    mark: Mark | None = None
    sources: tuple[str, ...] = ()
    checked_on: dt.date | None = None
    review_by: dt.date | None = None
    note: str = ""
    """For the clinician."""


@attrs.frozen
class Source:
    """Where a statement comes from."""

    id: str
    organisation: str
    title: str
    date: str = ""
    url: str = ""
    checked_on: dt.date | None = None


class OutputKind(str, Enum):
    """What an output prints."""

    SECTION = "section"
    """Paragraphs, facts and answers."""
    NOTICE = "notice"
    """A standing notice on the first page."""
    CHECKLIST = "checklist"
    WARNINGS = "warnings"
    FOLLOW_UP = "follow_up"
    CONTACTS = "contacts"
    COSTS = "costs"


class Edition(str, Enum):
    """Who an output is printed for."""

    BOTH = "both"
    PATIENT = "patient"
    CLINICIAN = "clinician"


class Urgency(str, Enum):
    """How fast to act on a warning sign."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    DAYS = "days"


@attrs.frozen
class OutputItem:
    """One line of an output.

    ``text`` may hold placeholders. ``start`` and ``end`` are offsets such as ``48 hours``,
    ``7 days``, ``-2 weeks`` or ``{clinic.rest} hours``, counted from ``base``: ``procedure``
    (planned until it is done), ``consultation``, or the id of a date step or date compute.
    ``value`` names the step, compute or ``clinic.x`` whose value stands beside the text.
    """

    id: str
    text: str
    when: str = ""
    value: str = ""
    base: str = ""
    start: str = ""
    end: str = ""
    urgency: Urgency | None = None
    card: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    mark: str = ""


@attrs.frozen
class Output:
    """One part of the summary, in file order.

    ``treated`` outputs are printed only when an end with outcome *accepted* is reached: nothing
    about a procedure that did not happen is ever printed. ``steps`` lists answers by question.
    """

    id: str
    kind: OutputKind
    title: str
    when: str = ""
    text: str = ""
    edition: Edition = Edition.BOTH
    treated: bool = False
    steps: tuple[str, ...] = ()
    items: tuple[OutputItem, ...] = ()
    total: str = ""
    """Costs only: the compute that is the total."""
    sources: tuple[str, ...] = ()


class Outcome(str, Enum):
    """How a consultation can end; all of equal standing."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    OTHER_CHOICE = "other_choice"
    MORE_TIME = "more_time"
    DEFER = "defer"
    REFER = "refer"
    REFER_SAME_DAY = "refer_same_day"
    NOT_NOW = "not_now"
    MINOR = "minor"
    PAUSE = "pause"
    EMERGENCY = "emergency"


@attrs.frozen
class End:
    """One way out. A lower ``rank`` wins where several stand (1 to 99)."""

    id: str
    title: str
    outcome: Outcome
    rank: int
    text: str
    """What is said on the screen."""
    summary: str = ""
    """The decision in a line, as the summary prints it."""
    reopens: bool = False
    """Whether ``resume`` may go on from here at a later visit."""
    note: str = ""
    sources: tuple[str, ...] = ()
    mark: str = ""
