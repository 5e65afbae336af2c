"""The page in front of a store that is locked: who it is, and their passphrase."""

from __future__ import annotations

from collections.abc import Callable

from exoguide.consultation.account import account
from exoguide.consultation.records import open_records, records_folder
from exoguide.consultation.unlocking import KEYRING, held
from exoguide.errors import ExoguideError
from exoguide.records.fitting import fitting_keys
from exoguide.records.passphrase import tidied
from exoguide.records.store import Store
from exoguide.records.unlocking import unlock
from exoguide.speech import phrase
from exoguide.tui.desk import Desk, Listing, Panel
from exoguide.tui.lists import Selection
from exoguide.tui.parts import Entry, Line, Role, Row

FORGOTTEN = phrase("Forgotten? Leave with Ctrl+Q, then: exoguide protect --recover.")


class Gate(Desk):
    """Opens a store, or one that was locked after a while: then ``store`` is that one.

    ``asleep`` is a blank page until somebody presses a key. ``later`` runs work that takes a while
    once what stands on the screen has been drawn. ``opened`` is called with the store.
    """

    def __init__(
        self, opened: Callable[[Store], None], store: Store | None = None, *, asleep: bool = False
    ) -> None:
        super().__init__()
        self.opened = opened
        self.store = store
        self.asleep = asleep
        self.later: Callable[[], None] | None = None
        self._typed = ""
        self._users: tuple[str, ...] = ()
        if not asleep:
            self.ask()

    def sleep(self) -> None:
        """Show nothing until somebody presses a key."""
        self.asleep = True
        self.panel = self.listing = None
        self.message = ()
        self._typed = ""

    def wake(self) -> None:
        """Somebody is there: ask for the passphrase, or go back where none is needed."""
        self.asleep = False
        if self.store is not None and not self.store.locks:
            self.opened(self.store)
        else:
            self.ask()

    def ask(self) -> None:
        """Ask who it is, where several can open the store, then for the passphrase."""
        try:
            self._users = fitting_keys(records_folder()).users
        except ExoguideError as error:
            self.failed(error)
            return
        if len(self._users) == 1:
            self._ask(self._users[0])
            return
        rows = tuple(
            Row(name, name, str(number) if number < 10 else "")
            for number, name in enumerate(self._users, 1)
        )
        selection = Selection(rows).moved(1).on(account())
        self.listed(
            Listing(
                "who",
                phrase("Who are you?"),
                rows,
                self._ask,
                phrase("it is me"),
                selection=selection,
            )
        )

    def _ask(self, user: str) -> None:
        self._typed = ""
        self.listing = None
        self.put(
            Panel(
                "passphrase",
                phrase("The sessions are locked"),
                lambda text: self._try(user, text),
                (Line(user, label=phrase("Passphrase of"), column=15), Line(FORGOTTEN, Role.QUIET)),
                phrase("unlock"),
                phrase("start again"),
                writes=True,
                prompt=phrase("Passphrase (it is not shown)"),
            )
        )

    def _try(self, user: str, text: str) -> None:
        self._typed = ""
        self._ask(user)
        self.say(phrase("One moment."))

        def work() -> None:
            self.message = ()
            try:
                with self.during(phrase("One moment.")):
                    store = self._opened(user, text)
                self.opened(store)
            except ExoguideError as error:
                self.failed(error)

        self.later = work

    def _opened(self, user: str, text: str) -> Store:
        unlocked = unlock(records_folder(), user, tidied(text))
        KEYRING.hold(unlocked)
        if self.store is None:
            return open_records(give=held)
        self.store.unlock(unlocked.key)
        KEYRING.tell(self.store)
        return self.store

    # What is typed is kept nowhere else ----------------------------------------------------------

    def entry(self) -> Entry | None:
        """The field for the passphrase."""
        if self.asleep or self.panel is None:
            return None
        return Entry("passphrase", self._typed, self.panel.prompt, secret=True)

    def typed(self, text: str) -> None:
        """Take note of what stands in the field."""
        self._typed = text

    def escape(self) -> None:
        """Begin again; there is nothing else to come back to."""
        self.message = ()
        self.ask()
