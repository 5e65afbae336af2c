"""A session that has ended: its page, and what is done with it afterwards."""

from __future__ import annotations

from pathlib import Path

from exoguide.canonical import Json
from exoguide.consultation.auditing import accessed
from exoguide.consultation.dates import Unclear, read_date
from exoguide.consultation.papers import page, write_new
from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, title_of
from exoguide.engine.allowed import Refusal
from exoguide.engine.closing import SEVERITIES
from exoguide.engine.events import Event, Kind
from exoguide.errors import ExoguideError
from exoguide.records.access import Deed
from exoguide.speech import joined, phrase, spoken
from exoguide.summary.document import Document, Item, lines, tickable
from exoguide.tui.desk import Desk, Going, Listing, Panel, ask
from exoguide.tui.parts import Line, Role, Row

EDITIONS = ("patient", "clinician")
FORMATS = (
    ("text", phrase("Plain text, to print")),
    ("md", phrase("Markdown")),
    ("json", "JSON"),
    ("record", phrase("The whole record, for verification anywhere")),
)
ENDINGS = {"text": "txt", "md": "md", "json": "json", "record": "jsonl"}


def edition_words(edition: str) -> str:
    """Whose edition it is."""
    return phrase("Patient's edition") if edition == "patient" else phrase("Clinician's edition")


class Record(Desk):
    """One saved session. Everything done here is an event beside the page, which stays."""

    def __init__(self, consultation: Consultation, *, day_first: bool | None = None) -> None:
        super().__init__()
        self.consultation = consultation
        self.day_first = day_first
        self.edition = EDITIONS[0]
        self.text: list[str] = []
        self.read()
        accessed(consultation.store, Deed.VIEW, consultation.session_id, "on the screen")

    def read(self) -> None:
        """Take the page as it is stored."""
        made = self.consultation
        try:
            text = page(made.store, made.session_id, self.edition, "text")
        except ExoguideError as error:
            self.failed(error)
            text = ""
        self.text = text.splitlines()

    @property
    def language(self) -> str:
        """The language of the session."""
        return self.consultation.state.ledger.language

    @property
    def page(self) -> tuple[str, ...]:
        """What is read from its top."""
        return (*super().page, self.edition)

    def other_edition(self) -> None:
        """Change between the patient's and the clinician's edition."""
        self.message = ()
        self.edition = EDITIONS[1 - EDITIONS.index(self.edition)]
        self.read()
        self.say(phrase("{edition}.", edition=edition_words(self.edition)))

    def leave(self) -> None:
        """Back to the first screen."""
        self.going = Going("home", practice=self.consultation.practice)

    # What is done afterwards -------------------------------------------------------------------

    def send(self, kind: Kind, said: str, /, **body: Json) -> bool:
        """Let something happen; whether it did. The page is read again."""
        try:
            sent = self.consultation.send(kind, **body)
        except ExoguideError as error:
            self.failed(error)
            return False
        if isinstance(sent, Refusal):
            self.say(joined(sent.message, sent.todo), Role.CARE)
            return False
        self.read()
        self.say(joined(said, phrase("Saved {at}.", at=sent.event.at[11:19])), Role.GOOD)
        return True

    def checklist(self) -> None:
        """The lines that can be ticked; choosing one ticks it, or takes the tick away."""
        document = self._document()
        if document is None:
            return
        items = _items(document)
        names = tickable(document)
        if not names:
            self.say(phrase("This page has no lines to tick."))
            return
        rows = tuple(
            Row(name, items[name].text, ticked=bool(items[name].ticked_on), help=items[name].when)
            for name in names
        )

        def choose(name: str) -> None:
            kind = Kind.UNTICKED if items[name].ticked_on else Kind.TICKED
            today = self.consultation.clock.today().isoformat()
            self.message = ()
            if self.send(kind, f"{kind.value.capitalize()}.", item=name, today=today):
                listing = self.listing
                self.checklist()
                if self.listing is not None and listing is not None:
                    self.listing.narrow(listing.words)
                    self.listing.selection = self.listing.selection.on(name)

        self.listed(
            Listing("checklist", phrase("Checklist"), rows, choose, phrase("tick or untick"))
        )

    def amend(self) -> None:
        """Correct a line: choose it, say what it should say, and why."""
        document = self._document()
        if document is None:
            return
        texts = lines(document)
        rows = tuple(Row(name, text) for name, text in texts.items() if text)

        def choose(name: str) -> None:
            self.listing = None

            def then(new: str, why: str) -> None:
                old = texts[name]
                self.send(
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
            ask(self, fields, phrase("It says: {text}", text=texts[name]), then)

        self.listed(
            Listing(
                "amend",
                phrase("Which line is to be corrected?"),
                rows,
                choose,
                phrase("correct it"),
            )
        )

    def done(self) -> None:
        """Record that the procedure took place."""

        def then(typed: str, lot: str) -> None:
            day = self._day(typed)
            if day:
                said = phrase("Recorded; the dates count from it now.")
                self.send(Kind.DONE, said, date=day, lot=lot.strip())

        fields = (
            ("done", phrase("Date of the procedure")),
            ("lot", phrase("Lot number (- for none)")),
        )
        ask(
            self,
            fields,
            phrase("The procedure took place"),
            lambda a, b: then(a, "" if b == "-" else b),
        )

    def adverse(self) -> None:
        """Record harm after the procedure."""

        def then(typed: str, text: str, severity: str) -> None:
            day = self._day(typed)
            if day:
                said = phrase("Recorded. Report it where harm is reported.")
                body = {"date": day, "text": text, "severity": severity.strip().lower()}
                self.send(Kind.ADVERSE, said, **body)

        bad = phrase("How bad: {words}", words=", ".join(SEVERITIES))
        fields = (
            ("harm-date", phrase("Date it began")),
            ("harm", phrase("What happened")),
            ("severity", bad),
        )
        ask(self, fields, phrase("Harm after the procedure"), then)

    def withdraw(self) -> None:
        """Record that consent is withdrawn."""
        self.put(
            Panel(
                "withdraw",
                phrase("Consent is withdrawn"),
                self._withdrawn,
                (Line(phrase("The reason in the patient's words; it can stay empty.")),),
                phrase("record it"),
                writes=True,
                prompt=phrase("Reason"),
                optional=True,
            )
        )

    def _withdrawn(self, text: str) -> None:
        self.send(Kind.WITHDRAWN, phrase("Recorded: consent withdrawn."), reason=text.strip())

    def history(self) -> None:
        """Everything that happened, in order."""
        made = self.consultation
        try:
            events = made.store.events(made.session_id)
        except ExoguideError as error:
            self.failed(error)
            return
        rows = tuple(
            Row(
                str(event.seq),
                _told(made, event),
                label=f"{event.at[:16].replace('T', ' ')} {event.kind.value}",
            )
            for event in events
        )

        def choose(_: str) -> None:
            self.say(phrase("The record is read here and never changed."))

        listing = Listing(
            "history", phrase("Everything that happened"), rows, choose, phrase("stay")
        )
        listing.selection = listing.selection.moved(len(rows))
        self.listed(listing)

    def export(self) -> None:
        """Write the page to a new file."""
        rows = tuple(Row(form, words, str(n)) for n, (form, words) in enumerate(FORMATS, 1))

        def choose(form: str) -> None:
            self.listing = None
            made = self.consultation
            kind = "record" if form == "record" else self.edition
            name = f"{made.session_id}-{kind}.{ENDINGS[form]}"
            lines_ = (
                Line(str(Path.cwd()), label=phrase("Folder"), column=10),
                Line(phrase("A new file that only you can read. No file is ever overwritten.")),
            )
            self.put(
                Panel(
                    f"export:{form}",
                    phrase("Write it to a file"),
                    lambda text: self._write(form, text.strip()),
                    lines_,
                    phrase("write it"),
                    writes=True,
                    text=name,
                    prompt=phrase("File"),
                )
            )

        title = phrase("Which form? ({edition})", edition=edition_words(self.edition))
        self.listed(Listing("export", title, rows, choose, phrase("choose it")))

    def _write(self, form: str, name: str) -> None:
        made = self.consultation
        target = Path(name).expanduser()
        try:
            write_new(target, page(made.store, made.session_id, self.edition, form))
        except ExoguideError as error:
            self.failed(error)
        else:
            accessed(made.store, Deed.EXPORT, made.session_id, f"{self.edition}, {form}")
            self.say(phrase("Written: {target}", target=str(target)), Role.GOOD)

    def reopen(self) -> None:
        """Go on from this end, where it allows that."""
        end = self.consultation.state.ended
        if end is None or not end.reopens:
            follow = self.key("record.follow")
            self.say(
                phrase(
                    "This end is final. {follow} begins a new session that replaces this one.",
                    follow=follow,
                )
            )
            return
        self.put(
            Panel(
                "reopen",
                phrase("Go on with this consultation?"),
                lambda _: self._go("session"),
                (Line(phrase("The answers that led to this end are asked again.")),),
                phrase("go on"),
            )
        )

    def follow(self) -> None:
        """Begin a new session that replaces this one."""
        self._go("follow")

    def _go(self, place: str) -> None:
        made = self.consultation
        self.going = Going(place, made.session_id, made.practice)

    def _document(self) -> Document | None:
        document = self.consultation.document()
        if document is None:
            self.say(phrase("This session has no page yet."))
        return document

    def _day(self, typed: str) -> str:
        day = read_date(typed, self.consultation.clock.today(), day_first=self.day_first)
        if isinstance(day, Unclear):
            self.say(joined(day.message, day.todo), Role.CARE)
            return ""
        return day.isoformat()


def _items(document: Document) -> dict[str, Item]:
    return {
        line.id: line for part in document.parts for line in part.lines if isinstance(line, Item)
    }


def _told(made: Consultation, event: Event) -> str:
    """One event in a line."""
    body = event.body
    key = body.get("key")
    about = ""
    if isinstance(key, str):
        about = title_of(made, key)
        given = made.state.ledger.answers.get(key)
        while given is not None and given.event.id != event.id:
            given = given.previous
        if given is not None:
            about = joined(about, answer_of(made, key, given), by=": ")
    for name in ("text", "item", "line", "reason", "date", "flag", "end"):
        value = body.get(name)
        if isinstance(value, str) and value:
            about = joined(about, value)
    return spoken(about, made.state.ledger.language).strip().replace("\n", " ")
