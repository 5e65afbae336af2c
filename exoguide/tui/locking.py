"""Locking the screen when nobody is there, and coming back to the same place.

What may not wait is done by the thread that noticed it: the screen is wiped, half-typed text is
saved, every key is forgotten and the store is closed. The page that asks for the passphrase follows
when the app comes to it; until then nothing is painted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from exoguide.consultation.auditing import accessed
from exoguide.consultation.idle import IdleWatch
from exoguide.consultation.unlocking import KEYRING
from exoguide.records.access import Deed
from exoguide.records.store import Store
from exoguide.tui.driver import SafeDriver

if TYPE_CHECKING:
    from exoguide.tui.app import ExoguideApp

PATIENCE: Final = 2.0
"""Seconds that saving half-typed text may take: a disk that hangs keeps no key in memory."""


class Locking:
    """What locks ``app`` after ``seconds`` without a key."""

    def __init__(self, app: ExoguideApp, seconds: float) -> None:
        self._app = app
        self._stands = False
        """Whether the page is in front of what was shown."""
        self.watch = IdleWatch(seconds, self.lock)

    def admits(self) -> bool:
        """Whether what somebody just did may reach the app.

        It may not when it comes too late, nor before the page that asks who is there stands.
        """
        return self.watch.seen() and (self._stands or not self.watch.resting)

    def lock(self) -> None:
        """Lock at once. From any thread but the app's."""
        app = self._app
        driver = _safe(app.driver)
        if driver is not None:
            driver.blank()
        store = app.open_store
        _within(PATIENCE, lambda: self._last(store))
        KEYRING.forget()
        if store is not None and store.locks:
            store.lock()
        app.call_later(self._show)

    def _last(self, store: Store | None) -> None:
        """What still has to be written with the key."""
        self._app.save_last()
        if store is not None and store.locks:
            accessed(store, Deed.LOCK)

    def _show(self) -> None:
        """Put the page in front of what was shown, and let the screen be painted again."""
        from exoguide.tui.gatekeeping import Gatekeeping

        app = self._app
        if isinstance(app.place, Gatekeeping):  # nothing is open yet
            app.place.gate.sleep()
            app.place.drawn()
            self.watch.resume()
        else:
            self._stands = True
            app.push_screen(app.gate(self._back, asleep=True))
        driver = _safe(app.driver)
        if driver is not None:
            driver.paint_again()

    def _back(self, _: Store) -> None:
        self._stands = False
        self._app.pop_screen()
        if self._app.place is not None:
            self._app.place.draw()
        self.watch.resume()


def _safe(driver: object) -> SafeDriver | None:
    """The driver, where it is one that can wipe the screen; not in a test without a terminal."""
    return driver if isinstance(driver, SafeDriver) else None


def _within(seconds: float, work: Callable[[], None]) -> None:
    def quietly() -> None:
        with suppress(Exception):
            work()

    worker = threading.Thread(target=quietly, daemon=True)
    worker.start()
    worker.join(seconds)
