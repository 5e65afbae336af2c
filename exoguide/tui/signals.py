"""How the program ends when the link drops or the system asks it to.

Every answer is on the disk before the next question shows, so only half-typed text is left to save.
What counts is that the process is gone soon and leaves the terminal as it was. asyncio's signal
handlers do not run while output is stuck, and left the process behind, holding the key of the
records. A thread that does nothing but wait for the signal always runs.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NoReturn

WATCHED: Final = frozenset({signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM})
"""Ctrl+C and the like are keys while the screen is open; as signals they come from elsewhere."""

PATIENCE: Final = 2.0
"""Seconds that the last work may take; an end that waits for a dead disk is none."""


class Ending:
    """The one way in which this process ends before its time."""

    def __init__(self) -> None:
        self._restore: Callable[[], None] | None = None
        self._last: Callable[[], None] | None = None
        self._once = threading.Lock()
        self._watching = False

    def watch(self) -> None:
        """Take the signals from now on; in the main thread, before any other thread starts.

        A thread inherits what is blocked, and so would a program that is started; none is. An
        ignored SIGHUP (``nohup``) would leave a program that nobody sees: it is heard again.
        """
        if self._watching:
            return
        self._watching = True
        for each in WATCHED:
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        threading.Thread(target=self._wait, name="exoguide-signals", daemon=True).start()

    def restore_with(self, restore: Callable[[], None] | None) -> None:
        """How the terminal is given back; must not block. None when there is nothing to give."""
        self._restore = restore

    def last(self, work: Callable[[], None] | None) -> None:
        """What to do first when the end comes, in a thread of its own, for two seconds at most."""
        self._last = work

    def end(self, code: int) -> NoReturn:
        """Give the terminal back and end with ``code``, whatever the other threads do."""
        if not self._once.acquire(blocking=False):
            threading.Event().wait()  # another thread is already ending the process
        if self._last is not None:
            worker = threading.Thread(target=_quietly, args=(self._last,), daemon=True)
            worker.start()
            worker.join(PATIENCE)
        if self._restore is not None:
            with suppress(Exception):
                self._restore()
        os._exit(code)

    def end_after(self, seconds: float, code: int) -> None:
        """End with ``code`` if the process is still there when ``seconds`` have passed."""
        timer = threading.Timer(seconds, self.end, (code,))
        timer.daemon = True
        timer.start()

    def _wait(self) -> None:
        # Giving the terminal back from the background must not stop the process.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        self.end(128 + signal.sigwait(WATCHED))


def _quietly(work: Callable[[], None]) -> None:
    """A mistake in the last work must not show on a terminal that is being given back."""
    with suppress(Exception):
        work()


ENDING: Final = Ending()
"""Signals belong to the process, so there is one."""
