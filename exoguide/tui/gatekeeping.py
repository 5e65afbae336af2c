"""The page in front of a locked store, on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import attrs
from textual import events
from textual.binding import BindingType

from exoguide.speech import phrase
from exoguide.tui.desk import Going
from exoguide.tui.gate import Gate
from exoguide.tui.keymap import MOVING, Command, bindings
from exoguide.tui.panels import open_parts
from exoguide.tui.parts import Bar, Key, Line, Role, Span, View
from exoguide.tui.place import Place

WORKING = frozenset({"enter", "escape", "up", "down"})


class Gatekeeping(Place):
    """Shows nothing of any session."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVING)

    def __init__(self, gate: Gate, go: Callable[[Going], None]) -> None:
        super().__init__(gate, go)
        self.gate = gate

    def view(self) -> View:
        """The screen."""
        made = View(
            header=Bar((Span(phrase("exoguide {dot} locked", dot=self.glyphs.dot)),)),
            status=self.gate.message,
            entry=self.gate.entry(),
        )
        if self.gate.asleep:
            return attrs.evolve(made, body=(Line(phrase("Press any key."), Role.QUIET),))
        shown = open_parts(self.gate, made) or made
        does = phrase("it is me") if self.gate.listing is not None else phrase("unlock")
        keys = (Key(self.gate.key("any.enter"), does), Key("Ctrl+Q", phrase("leave")))
        return attrs.evolve(shown, keys=keys)

    def press(self, event: events.Key) -> bool:
        """Any key wakes a page that is asleep, and does nothing else."""
        if self.gate.asleep:
            self.gate.wake()
            self.drawn()
            return True
        return super().press(event)

    def paste(self, text: str) -> None:
        """Paste into the field; on a page that is asleep it only wakes."""
        if self.gate.asleep:
            self.gate.wake()
            self.drawn()
        else:
            super().paste(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Whether a command can be meant now."""
        return action in WORKING

    def drawn(self) -> None:
        """Draw, then do what takes a while."""
        work, self.gate.later = self.gate.later, None
        super().drawn()
        if work is not None:
            self.call_after_refresh(self._work, work)

    def _work(self, work: Callable[[], None]) -> None:
        work()
        if self.is_current:
            super().drawn()
