"""Between the app and the terminal: modes on and off again, keys in, frames out.

Textual's own driver ends with the first byte that is no text, waits for ever on a terminal that
stopped reading, believes any size that it is told, and goes round without pause when its input
ends. This one does none of that, asks the terminal for less, and gives it back as it was.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, Final

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from exoguide.errors import Exit
from exoguide.tui.foreground import in_foreground
from exoguide.tui.intake import Intake
from exoguide.tui.keyboard import Keyboard
from exoguide.tui.link import Link
from exoguide.tui.modes import (
    ASK_SYNC,
    ENTER,
    LEAVE,
    MOUSE_OFF,
    MOUSE_ON,
    WIPE,
    raw,
)
from exoguide.tui.output import Output
from exoguide.tui.painter import GATHER, Painter
from exoguide.tui.signals import ENDING
from exoguide.tui.window import window_size

BATCH: Final = 32
"""Messages given to the app before it is asked whether it has come so far."""

GRACE: Final = 1.0
"""Seconds for an orderly end once input has ended, and for the last bytes to go out."""


class SafeDriver(Driver):
    """The driver of the full-screen face."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,  # noqa: ARG002 - it would log every key to a file
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        self._in = _descriptor(sys.__stdin__)
        self._out = _descriptor(sys.__stderr__)
        super().__init__(app, debug=False, mouse=mouse, size=size or window_size(self._out))
        self._output: Output | None = None
        link: Link | None = getattr(app, "link", None)
        slow = link is not None and not link.animation
        self._painter = Painter(self._paint, self._loop.call_later, GATHER if slow else 0.0)
        self._blank = False
        """Whether nothing may be shown now."""
        self._before: list[Any] | None = None
        """The terminal's settings as they were."""
        self._intake = Intake(
            self._in, Keyboard(mouse=mouse), self._hand_over, ended=self._input_ended
        )
        self._resuming = False
        signal.signal(signal.SIGTSTP, self._on_stop)
        signal.signal(signal.SIGCONT, self._on_continue)

    @property
    def can_suspend(self) -> bool:
        """Whether the program can be put aside with the shell's job control."""
        return True

    # --- out ---

    def write(self, data: str) -> None:
        """Write a piece of a frame; only what paints a screen goes out."""
        self._painter.write(data)

    @property
    def settled(self) -> bool:
        """Whether everything that was painted has gone out."""
        return self._painter.settled and self._output is not None and self._output.settled

    def _paint(self, frame: str) -> None:
        if self._output is not None and frame:
            self._output.frame(frame)

    def blank(self) -> None:
        """Wipe the screen and paint nothing until :meth:`paint_again`. From any thread."""
        self._blank = True
        self._painter.drop()
        output = self._output
        if output is not None:
            output.mute(WIPE)

    def paint_again(self) -> None:
        """Paint what is shown now; on the loop."""
        self._blank = False
        if self._output is not None:
            self._output.unmute()
        self._paint_anew()

    def say_at_once(self, frame: str) -> None:
        """Paint ``frame`` past the app, whose loop is held up. From any thread."""
        if not self._blank:
            self._painter.now(frame)

    def _repaint(self) -> None:
        """Have the whole screen painted; frames were lost. From any thread."""
        self._on_loop(self._paint_anew)

    def _paint_anew(self) -> None:
        self._painter.forget()
        self._app.refresh(layout=True)

    # --- modes ---

    def start_application_mode(self) -> None:
        """Take the terminal, at the start and after the program was put aside."""
        if not in_foreground(self._in):
            return
        ENDING.restore_with(self._give_back_now)
        self._painter.forget()
        self._output = Output(self._out, drained=self._repaint, closed=self._input_ended)
        signal.signal(signal.SIGWINCH, lambda *_: self._on_loop(self._tell_size))
        self._tell_size()
        with suppress(termios.error):
            self._before = termios.tcgetattr(self._in)
            termios.tcsetattr(self._in, termios.TCSANOW, raw(self._before))
        self._output.mode(ENTER + (MOUSE_ON if self._mouse else ""))
        if self._blank:
            self._output.mute(WIPE)
        if os.environ.get("TERM_PROGRAM") != "Apple_Terminal":  # it prints the question
            self._output.mode(ASK_SYNC)
        self._intake.start()
        if self._resuming:
            self._resuming = False
            self.send_message(self.SignalResume())
            self._repaint()

    def disable_input(self) -> None:
        """Read no more keys."""
        if not self._intake.stop(GRACE):
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        with suppress(termios.error):
            termios.tcflush(self._in, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.disable_input()
        output, self._output = self._output, None
        if output is None:
            return
        output.mode((MOUSE_OFF if self._mouse else "") + LEAVE)
        output.stop(GRACE)
        self._settings_back()
        ENDING.restore_with(None)

    def _give_back_now(self) -> None:
        """Give the terminal back without waiting for anything. From any thread."""
        if self._output is not None:
            # Whatever sequence was under way is broken off first.
            self._output.last_words("\x18" + (MOUSE_OFF if self._mouse else "") + LEAVE)
        self._settings_back()

    def _settings_back(self) -> None:
        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._in, termios.TCSANOW, self._before)

    def _on_stop(self, *_: object) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
            self._resuming = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _on_continue(self, *_: object) -> None:
        if self._auto_restart and self._output is None:
            self.resume_application_mode()

    # --- in ---

    def _tell_size(self) -> None:
        """Tell the app how large the window is; on the loop, and never in the signal's handler.

        Handlers interrupt one another: in a burst an outer one would tell its size, read before,
        after an inner one has told the last. A window that is as large again as the app knows it
        may have lost cells in between; Textual paints nothing then, so it is asked to.
        """
        self._painter.forget()
        size = Size(*window_size(self._out))
        self.send_message(events.Resize(size, size))
        if size == self._app.size:
            self._app.refresh(layout=True)

    def send_message(self, message: Message) -> None:
        """Hand ``message`` to the app. From any thread."""
        self._on_loop(partial(self._app.post_message, message))

    def _on_loop(self, work: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended, and with it the reason
            self._loop.call_soon_threadsafe(work)

    def _hand_over(self, messages: Iterable[Message]) -> None:
        """Give the app what was read, no faster than it can take it."""
        waiting = iter(messages)
        while batch := list(islice(waiting, BATCH)):
            for message in batch:
                self.process_message(message)
            if len(batch) == BATCH:
                self._let_app_catch_up()

    def _let_app_catch_up(self) -> None:
        done = threading.Event()

        def at_widget() -> None:
            # The keys went on to the widget in focus; behind them, its turn comes.
            with suppress(Exception):
                (self._app.focused or self._app.screen).call_later(done.set)
                return
            done.set()

        self._on_loop(partial(self._app.call_later, at_widget))
        for _ in range(10):
            if not self._intake.reading or done.wait(0.05):
                return

    def _input_ended(self) -> None:
        """Nobody is there any more: end in order, and in any case soon. From any thread."""
        self._intake.reading = False
        ENDING.end_after(GRACE, Exit.UNFINISHED)
        self._on_loop(partial(self._app.exit, return_code=Exit.UNFINISHED))


def _descriptor(stream: Any) -> int:
    return int(stream.fileno())
