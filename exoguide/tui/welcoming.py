"""The first screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.timer import Timer

from exoguide.tui.desk import Going
from exoguide.tui.keymap import HOME, Command, bindings
from exoguide.tui.lobby import Lobby
from exoguide.tui.lobby_view import lobby_view
from exoguide.tui.parts import View
from exoguide.tui.place import Place

PAUSE: Final = 0.15
"""Seconds without a key after which is searched."""


class Welcoming(Place):
    """Sessions, and the way to a new one."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = HOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)

    def __init__(self, lobby: Lobby, go: Callable[[Going], None]) -> None:
        super().__init__(lobby, go)
        self.lobby = lobby
        self._search: Timer | None = None

    def view(self) -> View:
        """The screen."""
        return lobby_view(self.lobby, self.glyphs)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command can be meant now."""
        if action == "filter" and self.lobby.panel is None:
            return True
        return super().check_action(action, parameters)

    def drawn(self) -> None:
        """Draw, then do what takes a while, then go where that leads."""
        work, self.lobby.later = self.lobby.later, None
        super().drawn()
        if work is not None:
            self.call_after_refresh(self._work, work)

    def _work(self, work: Callable[[], None]) -> None:
        work()
        super().drawn()

    def typed(self) -> None:
        """Search once nobody has typed for a moment: one query, however fast the keys come."""
        super().typed()
        if self._search is not None:
            self._search.stop()
            self._search = None
        if self.lobby.behind:
            self._search = self.set_timer(PAUSE, self._catch_up)

    def _catch_up(self) -> None:
        self._search = None
        if self.lobby.behind:
            self.lobby.catch_up()
            self.drawn()

    def action_new(self) -> None:
        """Begin a consultation."""
        self.lobby.new()
        self.drawn()

    def action_practice(self) -> None:
        """Change between real and practice sessions."""
        self.lobby.practise()
        self.drawn()

    def action_refresh(self) -> None:
        """Look again."""
        self.lobby.message = ()
        self.lobby.refresh()
        self.drawn()

    async def action_leave(self) -> None:
        """Leave the program."""
        await self.app.action_quit()
