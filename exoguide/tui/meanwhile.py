"""What a person sees and what becomes of their keys while the disk holds the program up.

Entries are written in the loop that also takes the keys: so no key can come between an answer and
its question. That loop paints nothing while it waits; the line that says so is painted past it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import attrs
from rich.segment import Segment
from textual.events import Event, Key, Paste
from textual.strip import Strip

from exoguide.consultation.patience import patience
from exoguide.speech import phrase, spoken
from exoguide.tui.canvas import SMALLEST
from exoguide.tui.desk import Desk
from exoguide.tui.keynames import key_name
from exoguide.tui.parts import Role, Span
from exoguide.tui.typeset import cut

if TYPE_CHECKING:
    from exoguide.tui.app import ExoguideApp

LEAVING: Final = frozenset({"ctrl+c", "ctrl+q", "ctrl+z"})
"""Keys that are meant whatever is shown."""

MOST: Final = 40
"""Columns of what is told of keys that were not taken."""


@attrs.frozen
class _Span:
    """A time for which the program was held up, on the clock of the keys."""

    begun: float
    ended: float
    secret: bool
    """Whether keys of that time may belong to a passphrase."""


class Meanwhile:
    """Speaks for ``app`` while it is held up, and sets aside what is typed into the dark."""

    def __init__(self, app: ExoguideApp) -> None:
        self._app = app
        self._spans: list[_Span] = []
        self._aside = ""
        """What was set aside last, key by key."""
        self._told: tuple[Desk, tuple[Span, ...]] | None = None
        """Where that was said, and what stood there before."""

    @contextmanager
    def during(self, words: str, *, typing: bool = False) -> Iterator[None]:
        """Show ``words`` when what is done inside takes longer than half a second.

        What is pressed in such a time was not meant for what comes next, which nobody has read
        yet: it is set aside, unless the person is ``typing`` a text that goes on all the same.
        """
        app, begun = self._app, time.monotonic()
        secret = not typing and self._secret()
        said = spoken(words, app.place.desk.language if app.place is not None else "")
        wait = None
        try:
            with patience(lambda: self._paint(said)) as wait:
                yield
        finally:
            if wait is not None and wait.long:
                if not typing:
                    self._spans.append(_Span(begun, time.monotonic(), secret))
                app.refresh(layout=True)  # over what was painted past the app

    def takes(self, event: Event) -> bool:
        """Whether a key, a paste or a click may be taken; what may not is told."""
        self._spans = [span for span in self._spans if span.ended >= event.time]
        span = next((one for one in self._spans if one.begun <= event.time), None)
        if span is None or (isinstance(event, Key) and event.key in LEAVING):
            return True
        self._tell("" if span.secret else _named(event))
        return False

    def _tell(self, named: str) -> None:
        """Say on the status line what was set aside, so that it can be typed again."""
        place = self._app.place
        if place is None:
            return
        desk = place.desk
        if self._told is None or self._told[0] is not desk or self._told[1] != desk.message:
            self._told, self._aside = None, ""
            before = desk.message
        else:
            before = desk.message[:-1]
        self._aside += named
        shown = cut(self._aside.strip(), MOST)
        words = (
            phrase("Pressed too early and not taken: {keys}", keys=shown)
            if shown
            else phrase("What was typed meanwhile was not taken.")
        )
        message = (*before, Span(words, Role.CARE))
        self._told = (desk, message)
        if message != desk.message:
            desk.message = message
            place.draw()

    def _secret(self) -> bool:
        """Whether a passphrase is typed on what is shown."""
        place = self._app.place
        entry = place.desk.entry() if place is not None else None
        return entry is not None and entry.secret

    def _paint(self, words: str) -> None:
        """Put ``words`` on the status line. From any thread, while the app's own stands still."""
        from exoguide.tui.driver import SafeDriver

        app, driver = self._app, self._app.driver
        columns, lines = app.size
        place = app.place
        if not isinstance(driver, SafeDriver) or place is None or columns < SMALLEST[0]:
            return
        if lines < SMALLEST[1]:
            return
        style = place.canvas.sheets["status"].rich_style
        strip = Strip([Segment(cut(f" {words}", columns), style)]).adjust_cell_length(
            columns, style
        )
        for one in app.get_line_filters():
            strip = strip.apply_filter(one, place.background_colors[1])
        driver.say_at_once(f"\x1b[{lines - 1};1H{strip.render(app.console)}")


def _named(event: Event) -> str:
    """A key as a person knows it: its sign, or its name between blanks; nothing for a click."""
    if isinstance(event, Paste):
        return event.text.replace("\n", " ")
    if not isinstance(event, Key):
        return ""
    if event.is_printable and event.character is not None:
        return event.character
    return f" {key_name(event.key)} "
