"""What is recorded after the end, line by line: ticks, corrections, the procedure, harm."""

from __future__ import annotations

from collections.abc import Sequence

from exoguide.consultation.dates import Unclear, read_date
from exoguide.consultation.typing import folded
from exoguide.engine.closing import SEVERITIES
from exoguide.engine.events import Kind
from exoguide.line.talk import Talk
from exoguide.line.voice import Cancelled
from exoguide.speech import joined, phrase
from exoguide.summary.document import Document, lines, tickable
from exoguide.summary.lines import Item


def tick(talk: Talk, named: str) -> None:
    """Tick a line of the checklist by its number, or take the tick away; alone, read the list."""
    document = _document(talk)
    items = {
        line.id: line for part in document.parts for line in part.lines if isinstance(line, Item)
    }
    names = tickable(document)
    if not names:
        talk.say(phrase("This page has no lines to tick."))
        return
    if not named:
        for number, name in enumerate(names, 1):
            _checked(talk, number, items[name])
        talk.say(phrase("Type tick and a number to tick a line, and again to take it away."))
        return
    name = _numbered(talk, named, names)
    kind = Kind.UNTICKED if items[name].ticked_on else Kind.TICKED
    today = talk.consultation.clock.today().isoformat()
    if talk.send(kind, item=name, today=today) is not None:
        said = phrase("Ticked") if kind is Kind.TICKED else phrase("No longer ticked")
        talk.say(joined(said, items[name].text, by=": "))


def amend(talk: Talk, named: str) -> None:
    """Correct a line by its number; with words, or alone, read the lines that hold them."""
    texts = {name: text for name, text in lines(_document(talk)).items() if text}
    names = tuple(texts)
    if not (named.isascii() and named.isdigit()):
        words = folded(named).split()
        found = [name for name in names if all(word in folded(texts[name]) for word in words)]
        for name in found:
            talk.listed(f"{names.index(name) + 1}.", texts[name])
        if not found:
            talk.say(phrase("No line holds all these words."))
        talk.say(phrase("Type amend and a number to correct a line, amend and words to find it."))
        return
    name = _numbered(talk, named, names)
    talk.say(phrase("It says: {text}", text=texts[name]))
    new = talk.word(phrase("It should say"))
    why = talk.word(phrase("Why"))
    if talk.send(Kind.AMENDED, line=name, old=texts[name], new=new, why=why) is not None:
        talk.say(phrase("Recorded beside the line."))


def done(talk: Talk) -> None:
    """Record that the procedure took place."""
    day = _day(talk, phrase("Date of the procedure"))
    lot = talk.word(phrase("Lot number (- for none)"))
    if talk.send(Kind.DONE, date=day, lot="" if lot.strip() == "-" else lot.strip()) is not None:
        talk.say(phrase("Recorded; the dates count from it now."))


def harm(talk: Talk) -> None:
    """Record harm after the procedure."""
    day = _day(talk, phrase("Date it began"))
    happened = talk.word(phrase("What happened"))
    how_bad = talk.word(phrase("How bad: {words}", words=", ".join(SEVERITIES))).strip().lower()
    if talk.send(Kind.ADVERSE, date=day, text=happened, severity=how_bad) is not None:
        talk.say(phrase("Recorded. Report it where harm is reported."))


def withdraw(talk: Talk) -> None:
    """Record that consent is withdrawn."""
    talk.say(phrase("The reason in the patient's words; it can stay empty."))
    reason = talk.word(phrase("Reason"), optional=True).strip()
    if not talk.sure(phrase("Consent is withdrawn")):
        raise Cancelled
    if talk.send(Kind.WITHDRAWN, reason=reason) is not None:
        talk.say(phrase("Recorded: consent withdrawn."))


def _document(talk: Talk) -> Document:
    document = talk.consultation.document()
    if document is None:
        talk.say(phrase("This session has no page yet."))
        raise Cancelled
    return document


def _checked(talk: Talk, number: int, item: Item) -> None:
    state = phrase("ticked") if item.ticked_on else phrase("not ticked")
    said = joined(item.text, f"({item.when})" if item.when else "")
    talk.listed(f"{number}.", joined(state, said, by=": "))


def _numbered(talk: Talk, typed: str, names: Sequence[str]) -> str:
    """The name that stands behind a typed number, or that was typed itself."""
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(names):
        return names[int(typed) - 1]
    if typed in names:
        return typed
    talk.say(phrase("“{typed}” is none of these.", typed=typed[:40]))
    raise Cancelled


def _day(talk: Talk, prompt: str) -> str:
    """A date as it is stored, asked until it is one."""
    while True:
        day = read_date(
            talk.word(prompt),
            talk.consultation.clock.today(),
            day_first=talk.day_first,
            language=talk.language,
        )
        if not isinstance(day, Unclear):
            return day.isoformat()
        talk.say(joined(day.message, day.todo))
