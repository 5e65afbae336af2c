"""The first screen: what is in progress, what is due, what was done, and a new consultation."""

from __future__ import annotations

from collections.abc import Callable

from exoguide.consultation.auditing import accessed
from exoguide.consultation.clock import Clock, SystemClock
from exoguide.consultation.records import how_protected, open_records
from exoguide.consultation.session import Consultation
from exoguide.consultation.unlocking import held
from exoguide.errors import ExoguideError
from exoguide.records.access import Deed
from exoguide.records.keys import Locked
from exoguide.records.store import Store
from exoguide.speech import phrase
from exoguide.tui.desk import Desk, Going
from exoguide.tui.lists import Selection
from exoguide.tui.parts import Entry, Role
from exoguide.tui.session_rows import session_rows


class Lobby(Desk):
    """Sessions to choose from, and the way to a new one.

    ``later`` runs work that takes a while once what stands on the screen has been drawn.
    """

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        super().__init__()
        self.store = store
        self.clock = clock or SystemClock()
        self.later: Callable[[], None] | None = None
        self.words: str | None = None
        """What is searched for; ``None`` when nothing is."""
        self.behind = False
        """Whether the list does not show yet what is searched for."""
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
        self.behind = False
        chosen = self.selection.row.name if self.selection.row is not None else ""
        try:
            said = phrase("Searching. One moment.") if self.words else phrase("One moment.")
            with self.during(said, typing=True):
                rows = tuple(session_rows(self.store, self.words or "", self.clock.today()))
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
        """Take note of what is searched for; ``catch_up`` searches, once nobody types."""
        if self.panel is None and self.listing is None and self.words is not None:
            self.behind = self.behind or text != self.words
            self.words = text
        else:
            super().typed(text)

    def catch_up(self) -> None:
        """Show what was searched for last; whoever chooses does not choose from an older list."""
        if self.behind:
            self.refresh()

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
            self.catch_up()
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
        self.catch_up()
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
            with self.during(phrase("Opening. One moment.")):
                ended = self.store.session(session_id).ended
        except ExoguideError as error:
            self.failed(error)
            return
        place = "record" if ended is not None else "session"
        self.going = Going(place, session_id, self.store.practice)

    # A new consultation ------------------------------------------------------------------------

    def new(self, follows: str = "") -> None:
        """Ask what is needed for a new consultation, then begin it."""
        from exoguide.tui.starting import new  # with all that a beginning needs

        new(self, follows)

    def practise(self) -> None:
        """Change between real and practice sessions."""
        self.message = ()
        try:
            with self.during(phrase("Opening. One moment.")):
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


def _users() -> tuple[str, ...]:
    try:
        protected = how_protected()
    except ExoguideError:  # said where the store is opened
        return ()
    return () if protected is None or protected.device else protected.users
