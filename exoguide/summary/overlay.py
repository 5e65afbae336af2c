"""What happened after the end, laid over the stored document without its flow or a replay.

The stored lines stay as they are: ticks and dates are set, corrections stand beside what they
correct, and the rest is said on top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from exoguide.engine.events import Event, Kind
from exoguide.speech import fill
from exoguide.summary.document import Amendment, Document, lines
from exoguide.summary.lines import Base, Item, Line, Paragraph
from exoguide.summary.timing import dated
from exoguide.summary.wording import iso_day


def overlay(document: Document, later: Sequence[Event], *, superseded_by: str = "") -> Document:
    """``document`` as it stands after the events ``later`` than its end, in their order.

    ``superseded_by`` names the session that replaces this one. Events of other kinds are passed
    over: they have no place on a summary.
    """
    ticks = _ticks(later)
    done = next((_text(e, "date") for e in reversed(later) if e.kind is Kind.DONE), "")
    gone = any(event.kind is Kind.WITHDRAWN for event in later) and not done
    words = document.words

    def moved(line: Line) -> Line:
        return _item(line, ticks, done, words, document.today)

    said = list(_said(document, later))
    if superseded_by:
        text = fill(words["sheet.superseded"], session=superseded_by)
        said.insert(0, Paragraph("later.superseded", text))
    return attrs.evolve(
        document,
        parts=tuple(
            attrs.evolve(
                part,
                lines=tuple(
                    moved(line) for line in part.lines if not (gone and _of_procedure(line))
                ),
            )
            for part in document.parts
            if not (gone and part.treated)
        ),
        later=(*document.later, *said),
        amendments=(*document.amendments, *_amendments(document, later)),
    )


def _of_procedure(line: Line) -> bool:
    return isinstance(line, Item) and line.base is Base.PROCEDURE


def _ticks(later: Sequence[Event]) -> Mapping[str, str]:
    """The day on which each line was ticked; empty once it was unticked."""
    found = {}
    for event in later:
        if event.kind is Kind.TICKED:
            found[_text(event, "item")] = _text(event, "today")
        elif event.kind is Kind.UNTICKED:
            found[_text(event, "item")] = ""
    return found


def _item(
    line: Line, ticks: Mapping[str, str], done: str, words: Mapping[str, str], today: str
) -> Line:
    if not isinstance(line, Item):
        return line
    if line.id in ticks:
        line = attrs.evolve(line, ticked_on=ticks[line.id])
    if done and _of_procedure(line):
        line = dated(attrs.evolve(line, base_on=done, planned=False), words, today)
    return line


def _said(document: Document, later: Sequence[Event]) -> Iterator[Paragraph]:
    """One line each for the procedure, harm and withdrawal."""
    words = document.words
    tellers: Mapping[Kind, Callable[[Event], str]] = {
        Kind.DONE: lambda event: fill(
            words["sheet.done_lot" if _text(event, "lot") else "sheet.done"],
            date=iso_day(words, _text(event, "date")),
            lot=_text(event, "lot"),
        ),
        Kind.ADVERSE: lambda event: fill(
            words["sheet.adverse"],
            date=iso_day(words, _text(event, "date")),
            severity=words.get(f"severity.{_text(event, 'severity')}", _text(event, "severity")),
            text=_text(event, "text"),
        ),
        Kind.WITHDRAWN: lambda event: fill(
            words["sheet.withdrawn_why" if _text(event, "reason") else "sheet.withdrawn"],
            date=iso_day(words, event.at),
            reason=_text(event, "reason"),
        ),
    }
    for event in later:
        if event.kind in tellers:
            yield Paragraph(f"later.{event.seq}", tellers[event.kind](event))


def _amendments(document: Document, later: Sequence[Event]) -> Iterator[Amendment]:
    texts = lines(document)
    for event in later:
        if event.kind is Kind.AMENDED:
            line = _text(event, "line")
            yield Amendment(
                line=line,
                old=_text(event, "old") or texts.get(line, ""),
                new=_text(event, "new"),
                why=_text(event, "why"),
                who=event.user,
                when=iso_day(document.words, event.at),
            )


def _text(event: Event, name: str) -> str:
    value = event.body.get(name, "")
    return value if isinstance(value, str) else ""
