"""What a session says, in its final words: the one document that every renderer prints.

A document is built once, at an end, and stored. It needs neither its flow nor a replay to be shown:
every text, date and label that a page needs is in it. Each line that a tick or an amendment may
name has an ``id`` that never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeAlias

import attrs

FORMAT: Final = 1
"""The number of this layout of a stored document."""


class Edition(str, Enum):
    """Who a part is for, and who a page is printed for."""

    BOTH = "both"
    PATIENT = "patient"
    CLINICIAN = "clinician"


class PartKind(str, Enum):
    """What a part of the document is."""

    NOTICE = "notice"
    NEXT = "next"
    """What happens now: the words of the end."""
    FLAGS = "flags"
    CHECKLIST = "checklist"
    WARNINGS = "warnings"
    CONTACTS = "contacts"
    FOLLOW_UP = "follow_up"
    SECTION = "section"
    COSTS = "costs"
    EVIDENCE = "evidence"
    SIGNATURES = "signatures"
    STATEMENTS = "statements"
    """What was read to the patient and acknowledged."""
    ANSWERS = "answers"
    SKIPPED = "skipped"
    NOTES = "notes"
    SOURCES = "sources"
    ABOUT = "about"


class Base(str, Enum):
    """What the dates of an item count from."""

    PROCEDURE = "procedure"
    CONSULTATION = "consultation"
    DATE = "date"
    """A date that was answered or computed."""


class Unit(str, Enum):
    """The unit of an offset."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@attrs.frozen
class Offset:
    """A length of time from a base; negative before it."""

    amount: int
    unit: Unit


@attrs.frozen
class Paragraph:
    """Words that stand for themselves."""

    id: str
    text: str


@attrs.frozen
class Fact:
    """A label and its value; an empty value is a blank line to write on."""

    id: str
    label: str
    value: str


@attrs.frozen
class Answer:
    """A question and the answer in words. ``note`` is the clinician's alone."""

    id: str
    question: str
    answer: str
    words: str = ""
    """The patient's own."""
    note: str = ""


@attrs.frozen
class Statement:
    """What is known of something: what the article says beside what independent evidence says."""

    id: str
    title: str
    text: str
    article: str
    evidence: str
    grade: str
    """The letter."""
    verdict: str
    """The grade in words, or why this is no finding."""
    checked: str
    """When the sources were last looked at, in words."""
    sources: tuple[str, ...] = ()
    """Ids of the source lines."""
    note: str = ""


@attrs.frozen
class Cost:
    """A line of the cost table."""

    id: str
    label: str
    value: str
    total: bool = False


@attrs.frozen
class Item:
    """A line to tick, with the dates on which it holds.

    ``start_on`` and ``end_on`` (ISO dates) are empty while no date is known to count from; ``when``
    is what is printed behind the text. ``planned`` says that they count from a procedure that has
    not been recorded as done.
    """

    id: str
    text: str
    value: str = ""
    base: Base = Base.CONSULTATION
    base_on: str = ""
    """ISO date; empty while it is not known."""
    base_name: str = ""
    """The base in words ("the procedure")."""
    start: Offset | None = None
    end: Offset | None = None
    open_start: bool = False
    """The start hangs on a value that nobody has given: a blank is printed."""
    open_end: bool = False
    start_on: str = ""
    end_on: str = ""
    planned: bool = False
    when: str = ""
    ticked_on: str = ""
    """ISO date."""
    sources: tuple[str, ...] = ()
    basis: str = ""
    """What kind of knowledge this line rests on, in words; for the clinician."""
    note: str = ""


@attrs.frozen
class Sign:
    """A warning sign. ``call`` is the number to ring for its urgency, where the flow asks for one.

    It is a blank to write on where the clinic has given none.
    """

    id: str
    text: str
    urgency: str
    """``emergency``, ``same_day`` or ``days``."""
    call: str = ""
    note: str = ""


@attrs.frozen
class Signature:
    """A name that was typed, by whom, when and with what meaning; and whether it holds."""

    id: str
    role: str
    name: str
    time: str
    meaning: str
    good: bool


@attrs.frozen
class Flag:
    """A raised flag in words, and who set it aside. ``reason`` is the clinician's alone."""

    id: str
    action: str
    """What it does, in words."""
    title: str
    message: str
    lifted: str = ""
    reason: str = ""


@attrs.frozen
class Source:
    """Where a statement comes from."""

    id: str
    number: int
    organisation: str
    title: str
    date: str
    url: str
    checked: str


Line: TypeAlias = (
    Paragraph | Fact | Answer | Statement | Cost | Item | Sign | Signature | Flag | Source
)
"""One line of a part."""


@attrs.frozen
class Part:
    """A part with a heading. ``treated`` parts tell of a procedure that was agreed to."""

    id: str
    kind: PartKind
    title: str
    lines: tuple[Line, ...]
    edition: Edition = Edition.BOTH
    treated: bool = False
    sources: tuple[str, ...] = ()
    """Ids of source lines that stand behind the part as a whole."""


@attrs.frozen
class Amendment:
    """A correction beside a line: the line itself stays as it was."""

    line: str
    old: str
    new: str
    why: str
    who: str
    when: str


@attrs.frozen
class Footer:
    """What every page or the last one says of its origin."""

    flow: str
    version: str
    bundle: str
    """The digest of the flow."""
    semantics: int


@attrs.frozen
class Document:
    """A whole summary, both editions in one.

    ``later`` and ``amendments`` are empty in the stored form: :func:`exoguide.summary.overlay`
    fills them from what happened after the end.
    """

    format: int
    number: int
    """Which end of the session this is, from 1."""
    language: str
    practice: bool
    outcome: str
    today: str
    """ISO date of the last visit."""
    title: str
    head: tuple[Fact, ...]
    decision: Paragraph
    parts: tuple[Part, ...]
    footer: Footer
    words: Mapping[str, str] = attrs.field(repr=False)
    """The program's own words in this language, as they were when the document was made."""
    later: tuple[Paragraph, ...] = ()
    amendments: tuple[Amendment, ...] = ()


def tickable(document: Document) -> tuple[str, ...]:
    """The ids of all lines that can be ticked, in order."""
    return tuple(
        line.id
        for part in document.parts
        if part.kind in {PartKind.CHECKLIST, PartKind.FOLLOW_UP}
        for line in part.lines
        if isinstance(line, Item)
    )


def lines(document: Document) -> Mapping[str, str]:
    """Every line that an amendment may name: its id and its main text, in order."""
    found = {fact.id: fact.value for fact in document.head}
    found[document.decision.id] = document.decision.text
    for part in document.parts:
        for line in part.lines:
            found[line.id] = main_text(line)
    return found


def cited(part: Part) -> tuple[str, ...]:
    """The ids of all source lines that a part and its lines name."""
    names = list(part.sources)
    for line in part.lines:
        if isinstance(line, (Item, Statement)):
            names += line.sources
    return tuple(dict.fromkeys(names))


def main_text(line: Line) -> str:
    """The text of a line that a correction would correct."""
    match line:
        case Answer():
            return line.answer
        case Fact() | Cost():
            return line.value
        case Flag():
            return line.message
        case Signature():
            return line.name
        case Source():
            return line.title
        case _:
            return line.text
