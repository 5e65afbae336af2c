"""What is recorded once a session has ended: ticks, corrections, the procedure, harm."""

from __future__ import annotations

from exoguide.engine.closing import SEVERITIES
from exoguide.engine.events import Kind
from exoguide.speech import phrase
from exoguide.summary.document import Document, lines, tickable
from exoguide.summary.lines import Item
from exoguide.tui.desk import Listing, Panel, ask
from exoguide.tui.parts import Line, Row
from exoguide.tui.record import Record


def checklist(record: Record) -> None:
    """The lines that can be ticked; choosing one ticks it, or takes the tick away."""
    document = record.document()
    if document is None:
        return
    items = _items(document)
    names = tickable(document)
    if not names:
        record.say(phrase("This page has no lines to tick."))
        return
    rows = tuple(
        Row(name, items[name].text, ticked=bool(items[name].ticked_on), help=items[name].when)
        for name in names
    )

    def choose(name: str) -> None:
        kind = Kind.UNTICKED if items[name].ticked_on else Kind.TICKED
        today = record.consultation.clock.today().isoformat()
        record.message = ()
        if record.send(kind, f"{kind.value.capitalize()}.", item=name, today=today):
            listing = record.listing
            checklist(record)
            if record.listing is not None and listing is not None:
                record.listing.narrow(listing.words)
                record.listing.selection = record.listing.selection.on(name)

    record.listed(Listing("checklist", phrase("Checklist"), rows, choose, phrase("tick or untick")))


def amend(record: Record) -> None:
    """Correct a line: choose it, say what it should say, and why."""
    document = record.document()
    if document is None:
        return
    texts = lines(document)
    rows = tuple(Row(name, text) for name, text in texts.items() if text)

    def choose(name: str) -> None:
        record.listing = None

        def then(new: str, why: str) -> None:
            old = texts[name]
            record.send(
                Kind.AMENDED,
                phrase("Recorded beside the line."),
                line=name,
                old=old,
                new=new,
                why=why,
            )

        fields = (
            (f"amend:{name}", phrase("It should say")),
            (f"amend-why:{name}", phrase("Why")),
        )
        ask(record, fields, phrase("It says: {text}", text=texts[name]), then)

    record.listed(
        Listing(
            "amend",
            phrase("Which line is to be corrected?"),
            rows,
            choose,
            phrase("correct it"),
        )
    )


def done(record: Record) -> None:
    """Record that the procedure took place."""

    def then(typed: str, lot: str) -> None:
        day = record.day(typed)
        if day:
            said = phrase("Recorded; the dates count from it now.")
            record.send(Kind.DONE, said, date=day, lot=lot.strip())

    fields = (
        ("done", phrase("Date of the procedure")),
        ("lot", phrase("Lot number (- for none)")),
    )
    ask(
        record,
        fields,
        phrase("The procedure took place"),
        lambda a, b: then(a, "" if b == "-" else b),
    )


def adverse(record: Record) -> None:
    """Record harm after the procedure."""

    def then(typed: str, text: str, severity: str) -> None:
        day = record.day(typed)
        if day:
            said = phrase("Recorded. Report it where harm is reported.")
            body = {"date": day, "text": text, "severity": severity.strip().lower()}
            record.send(Kind.ADVERSE, said, **body)

    bad = phrase("How bad: {words}", words=", ".join(SEVERITIES))
    fields = (
        ("harm-date", phrase("Date it began")),
        ("harm", phrase("What happened")),
        ("severity", bad),
    )
    ask(record, fields, phrase("Harm after the procedure"), then)


def withdraw(record: Record) -> None:
    """Record that consent is withdrawn."""

    def then(text: str) -> None:
        said = phrase("Recorded: consent withdrawn.")
        record.send(Kind.WITHDRAWN, said, reason=text.strip())

    record.put(
        Panel(
            "withdraw",
            phrase("Consent is withdrawn"),
            then,
            (Line(phrase("The reason in the patient's words; it can stay empty.")),),
            phrase("record it"),
            writes=True,
            prompt=phrase("Reason"),
            optional=True,
        )
    )


def _items(document: Document) -> dict[str, Item]:
    return {
        line.id: line for part in document.parts for line in part.lines if isinstance(line, Item)
    }
