"""The summary as Markdown (CommonMark with task lists and tables), with nothing in it but text.

What people typed is escaped: it cannot become a heading, a link, an image or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatchmethod
from itertools import groupby
from typing import Final

from exoguide.plaintext import harmless
from exoguide.speech import fill
from exoguide.summary.document import Document, Edition, Part, PartKind
from exoguide.summary.editions import edition_of
from exoguide.summary.layout import URGENCIES
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

_ACTIVE: Final = re.compile(
    r"([\\`*_\[\]<>&~|#{}$@])|(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE
)
_LEADING: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=:])")
_SAFE_URL: Final = re.compile(r"https?://[A-Za-z0-9./_~?=&%#+,;-]+")


def render_markdown(document: Document, edition: Edition, anchor: str) -> str:
    """One edition as Markdown, ending in a line feed; ``anchor`` as for the text."""
    return "\n".join(_Writer(edition_of(document, edition), anchor).lines()) + "\n"


def escaped(text: str) -> str:
    """``text`` as Markdown that reads as exactly this text, on one line."""
    line = " ".join(harmless(text).split())
    line = _ACTIVE.sub(lambda found: "\\" + found[0], line)
    return _LEADING.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line
    )


def _paragraphs(text: str) -> list[str]:
    """Each line of ``text`` escaped; the last of several is not followed by a break."""
    return [escaped(line) for line in harmless(text, multiline=True).split("\n") if line.strip()]


class _Writer:
    """One edition on its way to Markdown."""

    def __init__(self, document: Document, anchor: str) -> None:
        self.document = document
        self.anchor = anchor
        self.words = document.words
        self.numbers = {
            line.id: line.number
            for part in document.parts
            for line in part.lines
            if isinstance(line, Source)
        }

    def lines(self) -> Iterator[str]:
        """Everything, in order."""
        document = self.document
        practice = f"**{escaped(self.words['sheet.practice'])}**" if document.practice else ""
        if practice:
            yield from (practice, "")
        yield f"# {escaped(document.title)}"
        for paragraph in document.later:
            yield from ("", f"**{escaped(paragraph.text)}**")
        yield ""
        for fact in document.head:
            yield from self._listed(fact)
        yield from ("", f"**{escaped(self.words['sheet.decision'])}**", "")
        yield from self._listed(document.decision)
        for part in document.parts:
            yield from ("", f"## {escaped(part.title)}" if part.title else "", "")
            yield from self._part(part)
        there = {line.id for part in document.parts for line in part.lines}
        there |= {fact.id for fact in document.head} | {document.decision.id}
        for name in dict.fromkeys(one.line for one in document.amendments):
            if name not in there:
                yield from ("", f"- {escaped(name)}")
                yield from self._amended(name, "    ")
        yield from ("", "---", "", self._footer())
        if practice:
            yield from ("", practice)

    def _footer(self) -> str:
        footer = self.document.footer
        parts = [fill(self.words["sheet.flow"], flow=footer.flow, version=footer.version)]
        if self.anchor:
            parts.append(fill(self.words["sheet.record"], anchor=self.anchor))
        return escaped(" · ".join(parts))

    def _part(self, part: Part) -> Iterator[str]:
        if part.kind is PartKind.COSTS:
            yield from self._costs(part)
        signs = [line for line in part.lines if isinstance(line, Sign)]
        for line in part.lines:
            if not isinstance(line, (Sign, Cost)):
                yield from self._listed(line)
        signs.sort(key=lambda sign: URGENCIES.index(sign.urgency))
        for urgency, found in groupby(signs, key=lambda sign: sign.urgency):
            group = list(found)
            heading = self.words[f"urgency.{urgency}"]
            calls = list(dict.fromkeys(sign.call for sign in group if sign.call))
            if calls:
                heading += f" - {fill(self.words['sheet.call'], number=' / '.join(calls))}"
            yield from ("", f"### {escaped(heading)}", "")
            for sign in group:
                yield from self._listed(sign)

    def _costs(self, part: Part) -> Iterator[str]:
        rows = [line for line in part.lines if isinstance(line, Cost)]
        if rows:
            yield from ("| | |", "|---|---:|")
        for row in rows:
            mark = "**" if row.total else ""
            value = escaped(row.value) or " "
            yield f"| {mark}{escaped(row.label)}{mark} | {mark}{value}{mark} |"
        if rows:
            yield ""
        for row in rows:
            yield from self._amended(row.id, "")

    def _listed(self, line: Line) -> Iterator[str]:
        yield from self._line(line)
        yield from self._amended(line.id, "" if isinstance(line, Paragraph) else "    ")

    def _amended(self, name: str, indent: str) -> Iterator[str]:
        words = self.words
        for one in self.document.amendments:
            if one.line == name:
                said = fill(words["sheet.corrected"], date=one.when, who=one.who, new=one.new)
                yield f"{indent}- **{escaped(said)}**"
                if one.old:
                    yield f"{indent}- {escaped(fill(words['sheet.corrected_old'], old=one.old))}"
                yield f"{indent}- {escaped(fill(words['sheet.corrected_why'], why=one.why))}"

    def _below(self, label: str, text: str) -> Iterator[str]:
        """A further point of a list item, when there is a text."""
        if text:
            yield f"    - {escaped(f'{label}: {text}' if label else text)}"

    @singledispatchmethod
    def _line(self, line: Line) -> Iterator[str]:
        raise TypeError(f"no such line: {type(line).__name__}")

    @_line.register
    def _paragraph(self, line: Paragraph) -> Iterator[str]:
        for text in _paragraphs(line.text):
            yield from (text, "")

    @_line.register
    def _fact(self, line: Fact) -> Iterator[str]:
        yield f"- {escaped(line.label)}: {escaped(line.value) or escaped('_' * 16)}"

    @_line.register
    def _answer(self, line: Answer) -> Iterator[str]:
        yield f"- {escaped(line.question)}"
        for text in _paragraphs(line.answer):
            yield f"    - {text}"
        yield from self._below(self.words["sheet.own_words"], line.words)
        yield from self._below(self.words["sheet.note"], line.note)

    @_line.register
    def _statement(self, line: Statement) -> Iterator[str]:
        words = self.words
        yield f"- **{escaped(line.title)}**"
        yield from self._below("", line.text)
        yield from self._below(words["sheet.article"], line.article)
        yield from self._below(words["sheet.evidence"], line.evidence)
        grade = f"{line.verdict} ({line.grade})" if line.grade else line.verdict
        checked = fill(words["sheet.checked"], date=line.checked) if line.checked else ""
        cited = "".join(f"[{self.numbers[one]}]" for one in line.sources if one in self.numbers)
        yield from self._below("", " · ".join(part for part in (grade, checked, cited) if part))
        yield from self._below(words["sheet.note"], line.note)

    @_line.register
    def _item(self, line: Item) -> Iterator[str]:
        said = phrase(line, self.words)
        yield f"- [{'x' if line.ticked_on else ' '}] {escaped(said)}"
        yield from self._below("", line.basis)
        yield from self._below(self.words["sheet.note"], line.note)

    @_line.register
    def _sign(self, line: Sign) -> Iterator[str]:
        yield f"- {escaped(line.text)}"
        yield from self._below(self.words["sheet.note"], line.note)

    @_line.register
    def _signature(self, line: Signature) -> Iterator[str]:
        yield f"- **{escaped(line.name)}** ({escaped(line.role)}), {escaped(line.time)}"
        if not line.good:
            yield f"    - **{escaped(self.words['sheet.void'])}**"
        yield from self._below("", line.meaning)

    @_line.register
    def _flag(self, line: Flag) -> Iterator[str]:
        said = ". ".join(part for part in (line.title.rstrip("."), line.message) if part)
        yield f"- **{escaped(line.action)}:** {escaped(said)}"
        yield from self._below("", line.lifted)
        yield from self._below(self.words["sheet.reason"], line.reason)

    @_line.register
    def _source(self, line: Source) -> Iterator[str]:
        url = f"<{line.url}>" if _SAFE_URL.fullmatch(line.url) else escaped(line.url)
        checked = fill(self.words["sheet.checked"], date=line.checked) if line.checked else ""
        parts = [escaped(part) for part in (line.organisation, line.title, line.date) if part]
        parts += [part for part in (url, escaped(checked)) if part]
        yield f"- \\[{line.number}\\] {'. '.join(parts)}"
