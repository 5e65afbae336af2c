"""The first screen: what is in progress, what is due, what was done, and a new consultation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exoguide.config import SETTINGS, load_settings, remember
from exoguide.consultation import flows
from exoguide.consultation.account import account
from exoguide.consultation.auditing import accessed
from exoguide.consultation.beginning import begin, ready, reference
from exoguide.consultation.clock import SystemClock
from exoguide.consultation.records import how_protected, open_records
from exoguide.consultation.session import Clinician, Consultation
from exoguide.consultation.stories import PLAYER
from exoguide.consultation.unlocking import held
from exoguide.errors import ExoguideError, UsageError
from exoguide.paths import config_folder
from exoguide.records.access import Deed
from exoguide.records.keys import Locked
from exoguide.records.store import Query, SessionRow, State, Store
from exoguide.speech import joined, phrase
from exoguide.tui.desk import Desk, Going, Listing, Panel
from exoguide.tui.lists import Selection
from exoguide.tui.parts import Entry, Line, Role, Row

MOST = 20
"""Sessions of each list, and of a search."""


class Lobby(Desk):
    """Sessions to choose from, and the way to a new one.

    ``later`` runs work that takes a while once what stands on the screen has been drawn.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.later: Callable[[], None] | None = None
        self.words: str | None = None
        """What is searched for; ``None`` when nothing is."""
        self.opened: Consultation | None = None
        """A consultation that was just begun."""
        self.selection = Selection(())
        self.users = _users()
        """Who has a passphrase for the real sessions; nobody where none is set."""
        for warning in store.warnings:
            self.say(warning, Role.CARE)
        self.refresh()

    def refresh(self) -> None:
        """Look again which sessions there are."""
        chosen = self.selection.row.name if self.selection.row is not None else ""
        try:
            rows = tuple(self._rows())
        except ExoguideError as error:
            self.failed(error)
            rows = ()
        self.selection = Selection(rows).moved(1).on(chosen)

    @property
    def page(self) -> tuple[str, ...]:
        """What is read from its top."""
        return (*super().page, "found" if self.words else "home")

    # Keys --------------------------------------------------------------------------------------

    def entry(self) -> Entry | None:
        """The field of the search, where one is open."""
        found = super().entry()
        if found is None and self.panel is None and self.listing is None and self.words is not None:
            return Entry("search", self.words, phrase("Find: words, a name, a number of a session"))
        return found

    def typed(self, text: str) -> None:
        """Search with every key."""
        if self.panel is None and self.listing is None and self.words is not None:
            self.words = text
            self.refresh()
        else:
            super().typed(text)

    def filter(self) -> None:
        """Begin to search."""
        if self.listing is not None:
            super().filter()
        elif self.words is None:
            self.words = ""
            accessed(self.store, Deed.SEARCH)
            self.refresh()

    def move(self, by: int) -> None:
        """Move the selection."""
        if self.panel is None and self.listing is None:
            self.selection = self.selection.moved(by)
        else:
            super().move(by)

    def mark(self, key: str) -> bool:
        """Go on with the session of this number."""
        if self.panel is not None or self.listing is not None:
            return super().mark(key)
        row = self.selection.marked(key)
        if row is None:
            return False
        self._open(row.name)
        return True

    def go_on(self, text: str) -> None:
        """Open the selected session."""
        del text
        if self.selection.row is None:
            self.say(
                phrase(
                    "Nothing to open yet; {new} begins a new consultation.",
                    new=self.key("home.new"),
                )
            )
        else:
            self._open(self.selection.row.name)

    def step_out(self) -> None:
        """Leave the search."""
        if self.words is not None:
            self.words = None
            self.refresh()

    def _open(self, session_id: str) -> None:
        try:
            ended = self.store.session(session_id).ended
        except ExoguideError as error:
            self.failed(error)
            return
        place = "record" if ended is not None else "session"
        self.going = Going(place, session_id, self.store.practice)

    # A new consultation ------------------------------------------------------------------------

    def new(self, follows: str = "") -> None:
        """Ask what is needed for a new consultation, then begin it."""
        self.message = ()
        try:
            names = flows.names()
            settings = load_settings(config_folder() / SETTINGS)
        except ExoguideError as error:
            self.failed(error)
            return
        if settings.flow or len(names) == 1:
            self._patient(settings.flow or names[0], follows)
            return
        if not names:
            self.say(phrase("There is no flow to begin with."), Role.CARE)
            return
        rows = tuple(Row(name, name, str(n) if n < 10 else "") for n, name in enumerate(names, 1))

        def choose(name: str) -> None:
            self.listing = None
            self._patient(name, follows)

        self.listed(
            Listing("flow", phrase("Which consultation?"), rows, choose, phrase("choose it"))
        )

    def _patient(self, flow: str, follows: str) -> None:
        def then(text: str) -> None:
            try:
                found = reference(text)
            except UsageError as error:
                self.failed(error)
                self._patient(flow, follows)
                return
            self._leader(flow, found, follows)

        lines = [
            Line(flow, label=phrase("Consultation"), column=16),
            Line(
                phrase(
                    "A number that your clinic knows the patient by; never a name."
                    " It can stay empty."
                )
            ),
        ]
        if self.store.practice:
            lines.insert(0, Line(phrase("PRACTICE: nothing in it is real."), Role.CARE))
        self.put(
            Panel(
                "patient",
                phrase("A new consultation"),
                then,
                tuple(lines),
                "begin",
                phrase("not now"),
                writes=True,
                prompt=phrase("Patient's number"),
                optional=True,
            )
        )

    def _leader(self, flow: str, patient: str, follows: str) -> None:
        settings = load_settings(config_folder() / SETTINGS)
        if settings.clinician:
            self._begin(flow, patient, Clinician(settings.clinician, settings.role), follows)
            return
        if self.store.practice:
            self._begin(flow, patient, PLAYER, follows)
            return

        def named(name: str) -> None:
            self.put(
                Panel(
                    "role",
                    phrase("Your role, such as physician or nurse"),
                    lambda role: begun(name.strip(), role.strip()),
                    (),
                    "begin",
                    writes=True,
                    optional=True,
                )
            )

        def begun(name: str, role: str) -> None:
            try:
                remember(config_folder() / SETTINGS, {"clinician": name, "role": role})
            except UsageError as error:
                self.failed(error)
            self._begin(flow, patient, Clinician(name, role), follows)

        lines = (Line(phrase("Asked once, and kept in your settings.")),)
        title = phrase("Who leads the consultation?")
        self.put(
            Panel(
                "name",
                title,
                named,
                lines,
                phrase("next"),
                writes=True,
                text=account(),
                prompt=phrase("Name"),
            )
        )

    def _begin(self, flow: str, patient: str, leader: Clinician, follows: str) -> None:
        self.say(phrase("One moment: the consultation is made ready."))

        def work() -> None:
            self.message = ()
            try:
                settings = load_settings(config_folder() / SETTINGS)
                loaded = ready(flow, settings, self.say)
                self.opened = begin(
                    self.store, settings, loaded, leader, patient=patient, follows=follows
                )
            except ExoguideError as error:
                self.failed(error)
                return
            self.message = ()
            self.going = Going("session", self.opened.session_id, self.store.practice)

        self.later = work

    def practise(self) -> None:
        """Change between real and practice sessions."""
        self.message = ()
        try:
            store = open_records(practice=not self.store.practice, give=held)
        except Locked:
            self.going = Going("home", practice=not self.store.practice)
            return
        except ExoguideError as error:
            self.failed(error)
            return
        self.store.close()
        self.store = store
        self.words = None
        self.refresh()

    # Rows --------------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Row]:
        store = self.store
        if self.words:
            found = store.search(self.words, MOST)
            yield from (_row(row) for row in found)
            return
        today = SystemClock().today().isoformat()
        waiting = store.sessions(Query(state=State.OPEN, limit=MOST))
        due = store.sessions(Query(due_by=today, limit=MOST))
        recent = store.sessions(Query(state=State.ENDED, limit=MOST))
        if waiting:
            yield Row("", phrase("In progress"), role=Role.KEY)
            for number, row in enumerate(waiting, 1):
                yield _row(row, str(number) if number < 10 else "")
        if due:
            yield Row("", phrase("Follow-up due"), role=Role.KEY)
            yield from (_row(row, due=True) for row in due)
        if recent:
            yield Row("", phrase("Ended lately"), role=Role.KEY)
            yield from (_row(row) for row in recent)


def _users() -> tuple[str, ...]:
    try:
        protected = how_protected()
    except ExoguideError:  # said where the store is opened
        return ()
    return () if protected is None or protected.device else protected.users


def _row(row: SessionRow, mark: str = "", *, due: bool = False) -> Row:
    who = row.patient or row.id
    day = phrase("due {day}", day=row.due) if due and row.due else row.opened_at[:10]
    words = row.state or phrase("in progress")
    if row.superseded_by:
        words = phrase("replaced by {session}", session=row.superseded_by)
    elif row.question and row.projected == row.seq:
        words = phrase("next: {question}", question=row.question)
    return Row(row.id, joined(day, words, by="  "), mark, label=who)
