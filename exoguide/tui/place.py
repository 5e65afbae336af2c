"""A place of the program on the screen: it forwards keys to its desk and draws what that shows."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click, Key
from textual.screen import Screen
from textual.timer import Timer

from exoguide.speech import phrase
from exoguide.tui.canvas import SMALLEST, Canvas
from exoguide.tui.desk import Desk, Going
from exoguide.tui.glyphs import glyphs_for
from exoguide.tui.keymap import COMMANDS, MOVING, Command, bindings, keys_of
from exoguide.tui.parts import WIDE, Line, Role, Row, View
from exoguide.tui.saying import said
from exoguide.tui.sheet import ROLES

DRAFT_AFTER: Final = 0.6
"""Seconds after a key until half-typed text is on the disk."""
LOW: Final = 23
NARROW: Final = 70
"""Lines and columns below which nothing is spent on looks."""


class Place(Screen[None]):
    """What all places share: the parts of the screen, moving, help and typing."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVING)
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLES.values())

    def __init__(self, desk: Desk, go: Callable[[Going], None]) -> None:
        super().__init__()
        self.desk = desk
        self.go = go
        """The way to another place."""
        self.glyphs = glyphs_for(os.environ)
        self.canvas = Canvas(self.glyphs)
        self.field = self.canvas.field
        self._saving: Timer | None = None
        self._composed = False
        self._selected: int | None = None
        """The row that is selected, as it was drawn."""
        self._rows: tuple[Row, ...] = ()
        self._own: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Every part there is; those that are empty take no room.

        They come with what they show, so that their looks are worked out once.
        """
        self._draw()
        yield from self.canvas.parts()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._composed = True
        self.draw()

    def use_keys(self, keymap: Mapping[str, str], language: str = "") -> None:
        """Take the person's keys, which come before those of a field, and their language."""
        self.desk.own_language = language
        self.desk.keymap = keymap
        self._own = frozenset(key for name in keymap for key in keys_of(COMMANDS[name], keymap))

    def on_resize(self) -> None:
        """Lay out anew for another size of the window."""
        self.draw()

    # Keys --------------------------------------------------------------------------------------

    def press(self, event: Key) -> bool:
        """Type, edit or choose with a key; whether it was for that and not for a command."""
        if not event.is_printable and self._own.intersection(event.aliases):
            return False
        entry = self.desk.entry()
        if entry is not None:
            if self.field.entry is None:
                self.field.show(entry)  # typed before the place was drawn for the first time
            if not self.field.press(event):
                return False
            self.typed()
            return True
        if event.is_printable and event.character and self.desk.mark(event.character):
            self.drawn()
            return True
        return False

    def paste(self, text: str) -> None:
        """Put pasted text into the field."""
        entry = self.desk.entry()
        if entry is None:
            self.desk.say(phrase("There is no field here to paste into."), Role.CARE)
        else:
            if self.field.entry is None:
                self.field.show(entry)  # pasted before the place was drawn for the first time
            self.field.insert(text)
            self.typed()
        self.drawn()

    def typed(self) -> None:
        """Take note of what stands in the field, and have it on the disk within a second."""
        self.desk.typed(self.field.text)
        if self._saving is None:
            self._saving = self.set_timer(DRAFT_AFTER, self._save)
        self.draw()

    def _save(self) -> None:
        self._saving = None
        self.keep()

    def keep(self) -> None:
        """Put half-typed text on the disk, where the place has any."""

    def action_enter(self) -> None:
        """Accept what is put to the person."""
        self.desk.enter(self.field.text)
        self.drawn()

    def action_escape(self) -> None:
        """Close what is open."""
        self.desk.escape()
        self.drawn()

    def action_down(self) -> None:
        """Move the selection down."""
        self._move(1)

    def action_up(self) -> None:
        """Move the selection up."""
        self._move(-1)

    def action_first(self) -> None:
        """Move the selection to the first row."""
        self._move(-10_000)

    def action_last(self) -> None:
        """Move the selection to the last row."""
        self._move(10_000)

    def _move(self, by: int) -> None:
        before = self._selected
        self.desk.move(by)
        self.drawn()
        if before == self._selected and abs(by) == 1:
            self.canvas.scroll(by)

    def action_page_down(self) -> None:
        """Read on."""
        self.canvas.scroll(self.canvas.page)

    def action_page_up(self) -> None:
        """Read back."""
        self.canvas.scroll(-self.canvas.page)

    def action_filter(self) -> None:
        """Begin to find a line of the list."""
        self.desk.filter()
        self.drawn()

    def action_help(self) -> None:
        """Every command that works here, to be found by its words and run."""
        from exoguide.tui.helping import commands_here

        self.desk.listed(commands_here(self))
        self.drawn()

    def explained(self) -> tuple[Line, ...]:
        """What the help says above the keys."""
        return ()

    def action_lock(self) -> None:
        """Lock the screen; the page in front of it asks for the passphrase, where one is set."""
        from exoguide.tui.app import ExoguideApp

        if isinstance(self.app, ExoguideApp):
            self.app.locking.watch.rest_now()

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse; the selected one is chosen."""
        at = self.canvas.row_at(int(event.screen_x), int(event.screen_y))
        if at is not None:
            from exoguide.tui.pointing import point

            point(self.desk, self._rows, self._selected, at, self.field.text)
            self.drawn()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Whether a command can be meant now."""
        desk = self.desk
        if action in {"enter", "escape", "up", "down", "page_down", "page_up", "lock"}:
            return True
        if desk.panel is not None:
            return action == "back"
        if action == "filter":
            return desk.listing is not None
        if desk.listing is not None:
            return action in {"first", "last", "back", "help"}
        return True

    # Drawing -----------------------------------------------------------------------------------

    def view(self) -> View:
        """What the desk shows now."""
        raise NotImplementedError

    def drawn(self) -> None:
        """Draw, and go where the desk wants to go."""
        self.draw()
        going = self.desk.going
        if going is not None:
            self.desk.going = None
            self.go(going)

    def draw(self) -> None:
        """Bring every part up to date; parts that stay the same send nothing."""
        if not self.app.size.width or not self._composed:
            return
        if not self.canvas.ready:
            if self.is_attached:
                self.call_later(self.draw)
            return
        with self.app.batch_update():
            self._draw()

    def _draw(self) -> None:
        columns, lines = self.app.size
        styled = self._composed
        tiny = columns < SMALLEST[0] or lines < SMALLEST[1]
        self.set_class(tiny, "-tiny", update=styled)
        if tiny:
            self.canvas.fill_small(columns, lines, self.desk.language)
            return
        view = said(self.view(), self.desk.language)
        railed = columns >= WIDE and bool(view.rail)
        self.set_class(railed, "-wide", update=styled)
        self.set_class(railed and bool(view.aside), "-beside", update=styled)
        low = lines < LOW or columns < NARROW
        self.set_class(low, "-low", update=styled)
        self._selected, self._rows = view.selected, view.rows
        reading = self.desk.key("any.page_down")
        self.canvas.fill(view, columns, reading, railed=railed, low=low)
        listed, page = self.desk.listing is not None, self.desk.page
        self.call_after_refresh(self.canvas.keep_in_view, page, view.selected, listed=listed)
