"""A saved session on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from exoguide.tui import afterwards
from exoguide.tui.desk import Going
from exoguide.tui.exporting import export
from exoguide.tui.history import history
from exoguide.tui.keymap import RECORD, Command, bindings
from exoguide.tui.parts import View
from exoguide.tui.place import Place
from exoguide.tui.record import Record
from exoguide.tui.record_view import record_view


class Recording(Place):
    """The page of a session, and what is done with it."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = RECORD
    BINDINGS: ClassVar[list[BindingType]] = bindings(RECORD)

    def __init__(self, record: Record, go: Callable[[Going], None]) -> None:
        super().__init__(record, go)
        self.record = record

    def view(self) -> View:
        """The screen."""
        return record_view(self.record, self.glyphs)

    def action_edition(self) -> None:
        """Show the other edition."""
        self.record.other_edition()
        self.drawn()

    def action_checklist(self) -> None:
        """Show the checklist."""
        afterwards.checklist(self.record)
        self.drawn()

    def action_amend(self) -> None:
        """Correct a line."""
        afterwards.amend(self.record)
        self.drawn()

    def action_done(self) -> None:
        """Record the procedure."""
        afterwards.done(self.record)
        self.drawn()

    def action_adverse(self) -> None:
        """Record harm."""
        afterwards.adverse(self.record)
        self.drawn()

    def action_withdraw(self) -> None:
        """Record a withdrawal."""
        afterwards.withdraw(self.record)
        self.drawn()

    def action_history(self) -> None:
        """Show what happened."""
        history(self.record)
        self.drawn()

    def action_export(self) -> None:
        """Write the page to a file."""
        export(self.record)
        self.drawn()

    def action_reopen(self) -> None:
        """Go on from this end."""
        self.record.reopen()
        self.drawn()

    def action_follow(self) -> None:
        """Begin a session that replaces this one."""
        self.record.follow()
        self.drawn()

    def action_leave(self) -> None:
        """Back to the first screen."""
        if self.record.panel is not None or self.record.listing is not None:
            self.record.escape()
        else:
            self.record.leave()
        self.drawn()
