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
from exoguide.summary.document import Document, Item, lines, tickable
from exoguide.tui.desk import Desk, Going, Listing, Panel, ask
from exoguide.tui.parts import Line, Role, Row

EDITIONS = ("patient", "clinician")
FORMATS = (
    ("text", "Plain text, to print"),
    ("md", "Markdown"),
    ("json", "JSON"),
    ("record", "The whole record, for verification anywhere"),
)
ENDINGS = {"text": "txt", "md": "md", "json": "json", "record": "jsonl"}


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
    def page(self) -> tuple[str, ...]:
        """What is read from its top."""
        return (*super().page, self.edition)

    def other_edition(self) -> None:
        """Change between the patient's and the clinician's edition."""
        self.message = ()
        self.edition = EDITIONS[1 - EDITIONS.index(self.edition)]
        self.read()
        self.say(f"The {self.edition}'s edition.")

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
            self.say(" ".join(p for p in (sent.message, sent.todo) if p), Role.CARE)
            return False
        self.read()
        self.say(f"{said} Saved {sent.event.at[11:19]}.", Role.GOOD)
        return True

    def checklist(self) -> None:
        """The lines that can be ticked; choosing one ticks it, or takes the tick away."""
        document = self._document()
        if document is None:
            return
        items = _items(document)
        names = tickable(document)
        if not names:
            self.say("This page has no lines to tick.")
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

        self.listed(Listing("checklist", "Checklist", rows, choose, "tick or untick"))

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
                    Kind.AMENDED, "Recorded beside the line.", line=name, old=old, new=new, why=why
                )

            fields = ((f"amend:{name}", "It should say"), (f"amend-why:{name}", "Why"))
            ask(self, fields, f"It says: {texts[name]}", then)

        self.listed(Listing("amend", "Which line is to be corrected?", rows, choose, "correct it"))

    def done(self) -> None:
        """Record that the procedure took place."""

        def then(typed: str, lot: str) -> None:
            day = self._day(typed)
            if day:
                said = "Recorded; the dates count from it now."
                self.send(Kind.DONE, said, date=day, lot=lot.strip())

        fields = (("done", "Date of the procedure"), ("lot", "Lot number (- for none)"))
        ask(self, fields, "The procedure took place", lambda a, b: then(a, "" if b == "-" else b))

    def adverse(self) -> None:
        """Record harm after the procedure."""

        def then(typed: str, text: str, severity: str) -> None:
            day = self._day(typed)
            if day:
                said = "Recorded. Report it where harm is reported."
                body = {"date": day, "text": text, "severity": severity.strip().lower()}
                self.send(Kind.ADVERSE, said, **body)

        bad = f"How bad: {', '.join(SEVERITIES)}"
        fields = (("harm-date", "Date it began"), ("harm", "What happened"), ("severity", bad))
        ask(self, fields, "Harm after the procedure", then)

    def withdraw(self) -> None:
        """Record that consent is withdrawn."""
        self.put(
            Panel(
                "withdraw",
                "Consent is withdrawn",
                self._withdrawn,
                (Line("The reason in the patient's words; it can stay empty."),),
                "record it",
                writes=True,
                prompt="Reason",
                optional=True,
            )
        )

    def _withdrawn(self, text: str) -> None:
        self.send(Kind.WITHDRAWN, "Recorded: consent withdrawn.", reason=text.strip())

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
            self.say("The record is read here and never changed.")

        listing = Listing("history", "Everything that happened", rows, choose, "stay")
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
                Line(str(Path.cwd()), label="Folder", column=10),
                Line("A new file that only you can read. No file is ever overwritten."),
            )
            self.put(
                Panel(
                    f"export:{form}",
                    "Write it to a file",
                    lambda text: self._write(form, text.strip()),
                    lines_,
                    "write it",
                    writes=True,
                    text=name,
                    prompt="File",
                )
            )

        title = f"Which form? ({self.edition}'s edition)"
        self.listed(Listing("export", title, rows, choose, "choose it"))

    def _write(self, form: str, name: str) -> None:
        made = self.consultation
        target = Path(name).expanduser()
        try:
            write_new(target, page(made.store, made.session_id, self.edition, form))
        except ExoguideError as error:
            self.failed(error)
        else:
            accessed(made.store, Deed.EXPORT, made.session_id, f"{self.edition}, {form}")
            self.say(f"Written: {target}", Role.GOOD)

    def reopen(self) -> None:
        """Go on from this end, where it allows that."""
        end = self.consultation.state.ended
        if end is None or not end.reopens:
            follow = self.key("record.follow")
            self.say(f"This end is final. {follow} begins a new session that replaces this one.")
            return
        self.put(
            Panel(
                "reopen",
                "Go on with this consultation?",
                lambda _: self._go("session"),
                (Line("The answers that led to this end are asked again."),),
                "go on",
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
            self.say("This session has no page yet.")
        return document

    def _day(self, typed: str) -> str:
        day = read_date(typed, self.consultation.clock.today(), day_first=self.day_first)
        if isinstance(day, Unclear):
            self.say(" ".join(p for p in (day.message, day.todo) if p), Role.CARE)
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
            about += f": {answer_of(made, key, given)}"
    for name in ("text", "item", "line", "reason", "date", "flag", "end"):
        value = body.get(name)
        if isinstance(value, str) and value:
            about += f" {value}"
    return about.strip().replace("\n", " ")
