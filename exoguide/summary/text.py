"""The summary as plain text: 80 columns, black and white, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

import attrs

from exoguide.plaintext import harmless, width, wrap
from exoguide.speech import fill
from exoguide.summary.document import Document, Edition, Part, PartKind
from exoguide.summary.editions import edition_of
from exoguide.summary.layout import COLUMNS, URGENCIES, Block, block, joined, paginate
from exoguide.summary.lines import (
    Answer,
    Cost,
    Fact,
    Flag,
    Item,
    Line,
    Paragraph,
    Sign,
    Signature,
    Source,
    Statement,
)
from exoguide.summary.timing import phrase

BLANK = "_" * 24
"""A line to write on."""


def render_text(document: Document, edition: Edition, anchor: str) -> str:
    """The pages of one edition, ending in a line feed.

    ``anchor`` is the beginning of the record's head digest ("7f3a 91c2 0b5e 44d8"); empty leaves it
    out. Pages have 60 lines and break between items; see :func:`~exoguide.summary.layout.paginate`.
    """
    page = _Page(edition_of(document, edition), anchor)
    lines = paginate(list(page.blocks()), page.top(), page.bottom)
    return "\n".join(lines) + "\n"


class _Page:
    """One edition on its way to the page."""

    def __init__(self, document: Document, anchor: str) -> None:
        self.document = document
        self.anchor = anchor
        self.words: Mapping[str, str] = document.words
        self.numbers = {
            line.id: line.number
            for part in document.parts
            for line in part.lines
            if isinstance(line, Source)
        }
        self.drawers: Mapping[type[Line], Callable[..., Iterator[Block]]] = {
            Paragraph: self._paragraph,
            Fact: self._fact,
            Answer: self._answer,
            Statement: self._statement,
            Cost: self._cost,
            Item: self._item,
            Signature: self._signature,
            Flag: self._flag,
            Source: self._source,
        }

    # Around the page -------------------------------------------------------------------------

    def top(self) -> list[str]:
        """The first lines of every page but the first."""
        lines = []
        if self.document.practice:
            lines += list(block(self.words["sheet.practice"]).lines)
        named = [fact.value for fact in self.document.head if fact.id == "head.patient"]
        lines += list(block(" · ".join([*named, self.document.title])).lines[:2])
        return [*lines, ""]

    def bottom(self, page: int, pages: int) -> list[str]:
        """The footer, always as many lines."""
        made = self._footer("9" * 4, "9" * 4)
        real = self._footer(str(page), str(pages))
        return real + [""] * (len(made) - len(real))

    def _footer(self, page: str, pages: str) -> list[str]:
        footer = self.document.footer
        parts = [fill(self.words["sheet.flow"], flow=footer.flow, version=footer.version)]
        if self.anchor:
            parts.append(fill(self.words["sheet.record"], anchor=self.anchor))
        parts.append(fill(self.words["sheet.page"], page=page, pages=pages))
        lines = [""]
        for part in (harmless(part) for part in parts):
            longer = f"{lines[-1]} · {part}" if lines[-1] else part
            if width(longer) <= COLUMNS:
                lines[-1] = longer
            else:
                lines += wrap(part, COLUMNS)
        return [line for line in lines if line]

    # What is on it ---------------------------------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        """Everything, in order."""
        document = self.document
        if document.practice:
            yield block(self.words["sheet.practice"])
        yield block(document.title.upper(), heading=True)
        for paragraph in document.later:
            yield block(paragraph.text, first="! ", space=True)
        for number, fact in enumerate(document.head):
            yield joined([*self._fact(fact, space=not number), *self._amended(fact.id)])
        label = f"{self.words['sheet.decision'].upper()}  "
        yield joined(
            [
                block(document.decision.text, first=label, space=True),
                *self._amended(document.decision.id),
            ]
        )
        for part in document.parts:
            yield from self._part(part)
        yield from self._unplaced()

    def _part(self, part: Part) -> Iterator[Block]:
        if part.title:
            yield block(part.title.upper(), heading=True, space=True)
        if part.kind is PartKind.WARNINGS:
            yield from self._warnings(part)
            return
        for number, line in enumerate(part.lines):
            drawn = joined([*self.drawers[type(line)](line), *self._amended(line.id)])
            spaced = part.kind is PartKind.STATEMENTS and number > 0
            yield attrs.evolve(drawn, space=drawn.space or spaced)

    def _amended(self, line: str) -> Iterator[Block]:
        for one in self.document.amendments:
            if one.line == line:
                yield from self._amendment(one.when, one.who, one.new, one.old, one.why)

    def _unplaced(self) -> Iterator[Block]:
        """Corrections of lines that are not on any page, so that none is lost."""
        there = {line.id for part in self.document.parts for line in part.lines}
        there |= {fact.id for fact in self.document.head} | {self.document.decision.id}
        for one in self.document.amendments:
            if one.line not in there:
                said = joined(self._amendment(one.when, one.who, one.new, one.old, one.why))
                yield joined([block(one.line, space=True), said])

    def _amendment(self, when: str, who: str, new: str, old: str, why: str) -> Iterator[Block]:
        words = self.words
        yield block(
            fill(words["sheet.corrected"], date=when, who=who, new=new),
            first="    * ",
            rest=" " * 6,
        )
        if old:
            yield block(fill(words["sheet.corrected_old"], old=old), first=" " * 6)
        yield block(fill(words["sheet.corrected_why"], why=why), first=" " * 6)

    # Kinds of lines --------------------------------------------------------------------------

    def _paragraph(self, line: Paragraph) -> Iterator[Block]:
        yield block(line.text)

    def _fact(self, line: Fact, *, space: bool = False) -> Iterator[Block]:
        label = harmless(line.label)
        if width(label) > 38:
            yield block(label, space=space)
            yield block(line.value or BLANK, first="    ")
            return
        first = label + " " * max(1, 16 - width(label))
        yield block(line.value or BLANK, first=f"{first} ", space=space)

    def _answer(self, line: Answer) -> Iterator[Block]:
        mark = " " if line.question.endswith(("?", ":", ".")) else ": "
        whole = f"{line.question}{mark}{line.answer}"
        if "\n" not in whole and width(harmless(whole)) <= COLUMNS:
            yield block(whole)
        else:
            yield block(line.question)
            yield block(line.answer, first="    ")
        if line.words:
            yield block(f"{self.words['sheet.own_words']}: “{line.words}”", first="    ")
        yield from self._note(line.note)

    def _note(self, note: str) -> Iterator[Block]:
        if note:
            yield block(f"{self.words['sheet.note']}: {note}", first="    ")

    def _statement(self, line: Statement) -> Iterator[Block]:
        words = self.words
        grade = f"{line.verdict} ({line.grade})" if line.grade else line.verdict
        cited = "".join(f"[{self.numbers[one]}]" for one in line.sources if one in self.numbers)
        checked = fill(words["sheet.checked"], date=line.checked) if line.checked else ""
        yield block(line.title, space=True)
        for label, text in (
            ("", line.text),
            (words["sheet.article"], line.article),
            (words["sheet.evidence"], line.evidence),
        ):
            if text:
                yield block(f"{label}: {text}" if label else text, first="    ")
        tail = " · ".join(part for part in (grade, checked, cited) if part)
        if tail:
            yield block(tail, first="    ")
        yield from self._note(line.note)

    def _cost(self, line: Cost) -> Iterator[Block]:
        label, value = harmless(line.label), harmless(line.value) or BLANK
        if line.total:
            yield block("-" * COLUMNS)
        gap = COLUMNS - width(label) - width(value)
        if gap >= 3:
            dots = " " + "." * (gap - 2) + " "
            yield Block((f"{label}{dots}{value}",))
        else:
            yield block(label)
            yield block(value, first="    ")

    def _item(self, line: Item) -> Iterator[Block]:
        said = phrase(line, self.words)
        yield block(said, first="[x] " if line.ticked_on else "[ ] ")
        if line.basis:
            yield block(f"({line.basis})", first="    ")
        yield from self._note(line.note)

    def _warnings(self, part: Part) -> Iterator[Block]:
        signs = [line for line in part.lines if isinstance(line, Sign)]
        for line in part.lines:
            if not isinstance(line, Sign):
                yield joined([*self.drawers[type(line)](line), *self._amended(line.id)])
        signs.sort(key=lambda sign: URGENCIES.index(sign.urgency))
        for urgency, found in groupby(signs, key=lambda sign: sign.urgency):
            group = list(found)
            heading = self.words[f"urgency.{urgency}"].upper()
            calls = list(dict.fromkeys(sign.call for sign in group if sign.call))
            if calls:
                heading += f" - {fill(self.words['sheet.call'], number=' / '.join(calls))}"
            yield block(heading, heading=True, space=True)
            for sign in group:
                yield joined(
                    [
                        block(sign.text, first="  - "),
                        *self._note(sign.note),
                        *self._amended(sign.id),
                    ]
                )

    def _signature(self, line: Signature) -> Iterator[Block]:
        yield block(f"{line.name} ({line.role}), {line.time}", space=True)
        if not line.good:
            yield block(self.words["sheet.void"], first="    ")
        yield block(line.meaning, first="    ")

    def _flag(self, line: Flag) -> Iterator[Block]:
        said = ". ".join(part for part in (line.title.rstrip("."), line.message) if part)
        yield block(f"{line.action.upper()}: {said}", first="! ")
        if line.lifted:
            yield block(line.lifted, first="    ")
        if line.reason:
            yield block(f"{self.words['sheet.reason']}: {line.reason}", first="    ")

    def _source(self, line: Source) -> Iterator[Block]:
        checked = fill(self.words["sheet.checked"], date=line.checked) if line.checked else ""
        parts = (line.organisation, line.title, line.date, line.url, checked)
        yield block(". ".join(part for part in parts if part), first=f"[{line.number}] ")
