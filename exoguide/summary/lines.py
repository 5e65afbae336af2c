"""The lines of a document, each with an ``id`` that a tick or an amendment may name."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import attrs


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
