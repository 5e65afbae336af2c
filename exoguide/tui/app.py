"""The full-screen app: which place is shown, and the way from one to the next."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.filter import LineFilter
from textual.reactive import Initialize, Reactive
from textual.theme import Theme

from exoguide.config import Settings
from exoguide.consultation.clock import Clock
from exoguide.consultation.session import Consultation
from exoguide.errors import Exit, ExoguideError
from exoguide.plaintext import harmless
from exoguide.records.keys import Locked
from exoguide.records.store import Store
from exoguide.speech import phrase
from exoguide.tui.base import SafeApp
from exoguide.tui.consulting import Consulting
from exoguide.tui.desk import Going
from exoguide.tui.keyboard import InputCut
from exoguide.tui.keymap import checked_keys
from exoguide.tui.leading import place_for
from exoguide.tui.link import Link
from exoguide.tui.link import link as link_of
from exoguide.tui.locking import Locking
from exoguide.tui.meanwhile import Meanwhile
from exoguide.tui.parts import Role
from exoguide.tui.place import Place
from exoguide.tui.plain_signs import plain_filters
from exoguide.tui.signals import ENDING
from exoguide.tui.sitting import Sitting
from exoguide.tui.themes import theme_named, themes

if TYPE_CHECKING:
    from exoguide.tui.gatekeeping import Gatekeeping

Made = TypeVar("Made", bound=Place)


def _theme_of(app: ExoguideApp) -> str:
    return theme_named(app.settings.theme)


class ExoguideApp(SafeApp):
    """Opens at a consultation, or at the first screen where none is given.

    The app closes ``store`` when it ends, and every other store that it opens. Without a store it
    opens at the page that asks for the passphrase. ``idle`` is after how many seconds without a
    key the screen is locked, where that differs from the settings; ``clock`` is the machine's,
    where none is given.
    """

    CSS_PATH = "app.tcss"
    theme: Reactive[str] = Reactive(Initialize(_theme_of))
    """Known from the start: a theme that is set later has every style worked out twice."""

    def __init__(
        self,
        store: Store | None,
        settings: Settings | None = None,
        consultation: Consultation | None = None,
        *,
        link: Link | None = None,
        idle: float | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.clock = clock
        super().__init__(link=link or link_of(os.environ, self.settings.link))
        self.keys = checked_keys(self.settings.keys)
        self.set_keymap(dict(self.keys))
        self.open_store = store
        """The store that is open here; ``None`` before its passphrase was given."""
        self.consultation = consultation
        """The one that is open here."""
        self.sitting: Sitting | None = None
        """What stands behind the consultation that is shown; ``None`` at every other place."""
        self.meanwhile = Meanwhile(self)
        """What speaks while the disk holds the program up."""
        self.locking = Locking(self, 60.0 * self.settings.lock_after if idle is None else idle)

    @property
    def store(self) -> Store:
        """The store that is open here; ``Locked`` before its passphrase was given."""
        if self.open_store is None:
            raise Locked("The sessions are locked", "No passphrase was given yet.")
        return self.open_store

    @store.setter
    def store(self, store: Store) -> None:
        self.open_store = store

    @property
    def driver(self) -> object:
        """What stands between the app and the terminal."""
        return self._driver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Plain signs first, where no others can be drawn."""
        return [*plain_filters(os.environ), *super().get_line_filters()]

    def on_mount(self) -> None:
        """Begin to notice when nobody is there."""
        self.locking.watch.start()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our own; Textual's are not offered."""
        console = vars(self).get("console")  # not there yet while the app is made
        sixteen = console is not None and console.color_system == "standard"
        return {theme.name: theme for theme in themes(sixteen=sixteen)}

    @property
    def day_first(self) -> bool | None:
        """How 3/12 is meant, where the settings say it."""
        return {"day_first": True, "month_first": False}.get(self.settings.dates)

    @property
    def place(self) -> Place | None:
        """The place that is shown."""
        shown = self.screen_stack[-1] if self.screen_stack else None
        return shown if isinstance(shown, Place) else None

    def get_default_screen(self) -> Place:
        """The first place, instead of an empty screen below it."""
        place = self._fitted(self._first())
        place._push_result_callback(self, None)  # noqa: SLF001 - only so can it be switched away from
        return place

    def _fitted(self, place: Made) -> Made:
        """A place that knows this person's keys and language, and can say what takes a while."""
        place.use_keys(self.keys, self.settings.language)
        place.desk.during = self.meanwhile.during
        return place

    def _first(self) -> Place:
        if self.open_store is None:
            return self.gate(self._entered)
        if self.consultation is None:
            from exoguide.tui.lobby import Lobby
            from exoguide.tui.welcoming import Welcoming

            return Welcoming(Lobby(self.store, self.clock), self.go)
        return self.consulting(self.consultation)

    def consulting(self, consultation: Consultation) -> Consulting:
        """The place of a consultation, whose half-typed text outlives the process."""
        self.sitting = Sitting(consultation, day_first=self.day_first)
        ENDING.last(self.sitting.save_last)
        return Consulting(self.sitting, self.go)

    async def on_event(self, event: events.Event) -> None:
        """Give keys and pastes to the place in the order in which they come."""
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        pressed = typed or isinstance(event, events.MouseDown)
        if pressed and not (self.locking.admits() and self.meanwhile.takes(event)):
            return
        place = self.place if typed else None
        if place is not None and isinstance(event, events.Key) and place.press(event):
            return
        if place is not None and isinstance(event, events.Paste):
            entry = place.desk.entry()
            tall = entry is not None and entry.tall
            place.paste(harmless(event.text.rstrip("\n"), multiline=tall))
            return
        await super().on_event(event)

    def on_input_cut(self, message: InputCut) -> None:
        """Say that a paste was too long to be taken whole."""
        place = self.place
        if place is not None:
            words = phrase(
                "The end of what was pasted is missing: {count} characters.",
                count=f"{message.left_out:,}",
            )
            place.desk.say(words, Role.STOP)
            place.drawn()

    def leaving_code(self) -> Exit:
        """Unfinished, while a consultation is open."""
        made = self.consultation
        return Exit.UNFINISHED if made is not None and made.state.ended is None else Exit.OK

    def go(self, going: Going) -> None:
        """Go to another place; where that is not possible, say why and stay."""
        try:
            with self.meanwhile.during(phrase("Opening. One moment.")):
                place = place_for(self, going)
        except Locked:
            place = self.gate(lambda store: self._entered(store, going))
        except ExoguideError as error:
            if self.place is not None:
                self.place.desk.failed(error)
                self.place.draw()
            return
        self.switch_screen(self._fitted(place))

    # The page in front of a locked store -------------------------------------------------------

    def gate(self, opened: Callable[[Store], None], *, asleep: bool = False) -> Gatekeeping:
        """The page that asks for the passphrase; asleep, in front of what is open here."""
        from exoguide.tui.gate import Gate
        from exoguide.tui.gatekeeping import Gatekeeping

        behind = self.open_store if asleep else None
        return self._fitted(Gatekeeping(Gate(opened, behind, asleep=asleep), self.go))

    def _entered(self, store: Store, going: Going | None = None) -> None:
        """Go on once the passphrase was right."""
        if self.open_store is not None:
            self.open_store.close()
        self.store = store
        self.go(going or Going("home"))

    def save_last(self) -> None:
        """Put half-typed text on the disk a last time. From any thread."""
        if self.sitting is not None:
            self.sitting.save_last()

    def close(self) -> None:
        """Let go of the session and the store, with half-typed text saved a last time."""
        self.locking.watch.stop()
        self.save_last()
        ENDING.last(None)
        if self.consultation is not None:
            self.consultation.leave()
        if self.open_store is not None:
            self.open_store.close()
