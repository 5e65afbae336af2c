"""The app that every full-screen part builds on, and the one way to run it."""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from rich.console import RenderableType
from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, NoColor
from textual.screen import Screen
from textual.widgets import Input

from exoguide.errors import Exit, ExoguideError, UsageError
from exoguide.plaintext import harmless
from exoguide.records.process import harden_process
from exoguide.tui.driver import SafeDriver
from exoguide.tui.glyphs import colourless
from exoguide.tui.hardening import hush
from exoguide.tui.link import Link, link
from exoguide.tui.safety import HarmlessLines
from exoguide.tui.signals import ENDING


class SafeApp(App[None]):
    """An app that a terminal, a link, a text or a mistake cannot bring to harm.

    ``link`` says what the link may carry; as the environment shows it, when left out.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+c",
            "interrupt",
            "Interrupt",
            id="interrupt",
            show=False,
            priority=True,
            system=True,
            tooltip="Leave at once; everything answered is saved.",
        ),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            id="quit",
            show=False,
            priority=True,
            system=True,
            tooltip="Leave; everything answered is saved.",
        ),
        Binding(
            "ctrl+z",
            "put_aside",
            "Put aside",
            id="put_aside",
            show=False,
            priority=True,
            system=True,
            tooltip="Put the program aside; fg in the shell takes it up again.",
        ),
    ]

    def __init__(self, *, link: Link | None = None) -> None:
        super().__init__(driver_class=SafeDriver)
        self.link = link if link is not None else _link()
        self.failure: BaseException | None = None
        """What the app broke off with; ``run_app`` raises it again once the terminal is back."""
        self.no_color = colourless(os.environ)
        self._harmless: Final = HarmlessLines()
        if not self.link.animation:
            self.animation_level = "none"

    # --- what goes out ---

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and last the one that lets nothing through but text.

        Without colours Textual would draw in greys, which are colours too, and unreadable on some.
        """
        filters = super().get_line_filters()
        if self.no_color:
            filters = [NoColor()]
        return [*filters, self._harmless]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """No cursor blinks: it would send bytes for ever while nobody types."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def copy_to_clipboard(self, text: str) -> None:
        """Keep ``text`` for pasting within the program; the terminal's clipboard is not ours."""
        self._clipboard = text

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the pointer as it is."""

    def bell(self) -> None:
        """Make no sound in a consultation."""

    # --- what comes in ---

    async def on_event(self, event: events.Event) -> None:
        """Clean what was pasted before any widget sees it; a line break in one line is a space."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            one_line = isinstance(self.focused, Input)
            event.text = harmless(event.text.rstrip("\n"), multiline=not one_line)
        await super().on_event(event)

    def action_put_aside(self) -> None:
        """Go back to the shell, whose ``fg`` takes the program up again.

        Without a shell that does so (a forced command of SSH, a terminal of its own) the program
        would stand still for ever; it stays then.
        """
        if os.getpgrp() != os.getsid(0):
            self.action_suspend_process()

    # --- what a widget or a text may not do ---

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """None of Textual's own: they include a picture of the screen as a file."""
        return ()

    def save_screenshot(self, *_: object, **__: object) -> str:
        """Refused: a picture of the screen would lie unencrypted on the disk."""
        raise UsageError("No pictures of the screen", "They would hold what a patient said.")

    def deliver_screenshot(self, *_: object, **__: object) -> str | None:
        """Refused, as ``save_screenshot`` is."""
        return None

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Start no other program: it would live outside of what is kept safe here."""

    # --- how it ends ---

    def action_interrupt(self) -> None:
        """Leave at once: exit code 130."""
        self.exit(return_code=Exit.INTERRUPTED)

    async def action_quit(self) -> None:
        """Leave; ``leaving_code`` says whether something is left unfinished."""
        self.exit(return_code=self.leaving_code())

    def leaving_code(self) -> Exit:
        """The exit code for leaving now: unfinished while a consultation is open."""
        return Exit.OK

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End the app; ``message`` is shown on the terminal afterwards, made harmless."""
        words = None if message is None else harmless(str(message), multiline=True)
        super().exit(result, return_code, words)

    def panic(self, *_: RenderableType) -> None:
        """End the app without showing what Textual would: tracebacks with values in them."""
        self._handle_exception(RuntimeError("panic"))

    def _handle_exception(self, error: Exception) -> None:
        """Keep the error for ``run_app``; Textual would print every local variable."""
        self._return_code = Exit.USAGE
        if self.failure is None:
            self.failure = error
        if self._exception is None:  # Pilot raises it again in a test
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def _link() -> Link:
    return link(os.environ)


class Broken(ExoguideError):
    """The program broke off by a mistake of its own."""


def run_app(app: SafeApp, *, debug: bool = False) -> int:
    """Run ``app`` on the terminal and give its exit code.

    ``UsageError`` when there is no terminal. An ``ExoguideError`` that ended the app is raised
    again, to be told in words; anything else as ``Broken`` with a number that is the same for the
    same mistake, so that it can be looked up, and says nothing of what was being worked on.
    """
    if not (_is_terminal(sys.__stdin__) and _is_terminal(sys.__stderr__)):
        raise UsageError(
            "There is no terminal",
            "The full screen needs one for both input and output.",
            "Use exoguide start --plain, or ssh -t.",
        )
    harden_process()
    if not debug:
        hush()
    ENDING.watch()
    try:
        app.run(mouse=app.link.mouse)
    except Exception as error:  # noqa: BLE001 - told below, once the terminal is back
        app.failure = app.failure or error
    if app.failure is None:
        return app.return_code or 0
    if isinstance(app.failure, ExoguideError):
        raise app.failure
    raise Broken(
        "Something went wrong inside exoguide",
        f"It is error {error_id(app.failure)}. Every answer up to here is saved.",
        "Go on with: exoguide resume. With --debug it says where it broke off.",
    ) from app.failure


def error_id(error: BaseException) -> str:
    """Eight signs for a mistake: its kind and the way through the program that led to it."""
    frames = traceback.extract_tb(error.__traceback__)
    way = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return hashlib.sha256("|".join([type(error).__name__, *way]).encode()).hexdigest()[:8]


def _is_terminal(stream: Any) -> bool:
    return stream is not None and stream.isatty()
