"""What a session says, in its final words: the one document that every renderer prints.

A document is built once, at an end, and stored. It needs neither its flow nor a replay to be shown:
every text, date and label that a page needs is in it. Each line that a tick or an amendment may
name has an ``id`` that never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

import attrs

from exoguide.summary.lines import Fact, Item, Line, Paragraph, Statement, main_text

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
