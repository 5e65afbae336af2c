"""A session that has ended: its page, and the ways on from it."""

from __future__ import annotations

from exoguide.canonical import Json
from exoguide.consultation.auditing import accessed
from exoguide.consultation.dates import Unclear, read_date
from exoguide.consultation.papers import page
from exoguide.consultation.session import Consultation
from exoguide.engine.allowed import Refusal
from exoguide.engine.events import Kind
from exoguide.errors import ExoguideError
from exoguide.records.access import Deed
from exoguide.speech import joined, phrase
from exoguide.summary.document import Document
from exoguide.tui.desk import Desk, Going, Panel
from exoguide.tui.parts import Line, Role

EDITIONS = ("patient", "clinician")


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
            with self.during(phrase("Saving. One moment.")):
                sent = self.consultation.send(kind, **body)
        except ExoguideError as error:
            self.failed(error)
            return False
        if isinstance(sent, Refusal):
            self.say(joined(sent.message, sent.todo), Role.CARE)
            return False
        self.read()
        self.say(
            joined(said, phrase("Saved {at}.", at=self.consultation.clock.now()[11:19])), Role.GOOD
        )
        return True

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

    def document(self) -> Document | None:
        """The page as data; without one, that is said."""
        document = self.consultation.document()
        if document is None:
            self.say(phrase("This session has no page yet."))
        return document

    def day(self, typed: str) -> str:
        """A date as it is stored; empty, with the reason said, where it is none."""
        day = read_date(typed, self.consultation.clock.today(), day_first=self.day_first)
        if isinstance(day, Unclear):
            self.say(joined(day.message, day.todo), Role.CARE)
            return ""
        return day.isoformat()
