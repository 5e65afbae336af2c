"""The two editions of one document: what a page for the patient leaves out."""

from __future__ import annotations

import attrs

from exoguide.summary.document import Document, Edition, Part, PartKind, cited
from exoguide.summary.document import lines as all_lines
from exoguide.summary.lines import Answer, Flag, Item, Line, Sign, Statement


def edition_of(document: Document, edition: Edition) -> Document:
    """``document`` with only what ``edition`` prints.

    The patient's edition holds no part for the clinician, no note, no reason and no remark on what
    a line rests on, and no correction of a line that is not there. Renderers are given this and
    nothing else, so that none of them can print what its reader must not see.
    """
    if edition is Edition.BOTH:
        return document
    parts = tuple(part for part in document.parts if part.edition in {Edition.BOTH, edition})
    if edition is Edition.PATIENT:
        parts = tuple(
            attrs.evolve(part, lines=tuple(_without_notes(line) for line in part.lines))
            for part in parts
        )
    sources = {name for part in parts for name in cited(part)}
    parts = tuple(_only(part, sources) for part in parts)
    kept = attrs.evolve(document, parts=tuple(part for part in parts if part.lines))
    there = all_lines(kept)
    elsewhere = all_lines(document)
    return attrs.evolve(
        kept,
        amendments=tuple(
            one
            for one in document.amendments
            if one.line in there or (edition is Edition.CLINICIAN and one.line not in elsewhere)
        ),
    )


def _only(part: Part, sources: set[str]) -> Part:
    """A part of sources with those that are named; any other part as it is."""
    if part.kind is not PartKind.SOURCES:
        return part
    return attrs.evolve(part, lines=tuple(line for line in part.lines if line.id in sources))


def _without_notes(line: Line) -> Line:
    match line:
        case Answer() | Statement() | Sign():
            return attrs.evolve(line, note="")
        case Item():
            return attrs.evolve(line, note="", basis="")
        case Flag():
            return attrs.evolve(line, reason="")
        case _:
            return line
