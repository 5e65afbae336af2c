"""A thread that notices when nobody has pressed a key for a while.

It runs whatever the rest of the program is held up by: a link that stands still, a disk that does
not answer. It counts the time that the machine was asleep, too.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

SLICE: Final = 5.0
"""Seconds after which the clock is read again: waiting itself does not count while asleep."""


def ticks() -> float:
    """Seconds on a clock that nobody sets and that runs on while the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class IdleWatch:
    """Calls ``rest`` once, from its thread, when nobody came for ``seconds``.

    After that it is at rest until :meth:`resume`.
    """

    def __init__(
        self, seconds: float, rest: Callable[[], None], clock: Callable[[], float] = ticks
    ) -> None:
        self._seconds = seconds
        self._rest = rest
        self._clock = clock
        self._last = clock()
        self._change = threading.Condition()
        self._resting = False
        self._stopped = False
        self._rested = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def resting(self) -> bool:
        """Whether nobody came for long enough."""
        return self._resting

    def start(self) -> None:
        """Begin to watch."""
        self._last = self._clock()
        self._thread = threading.Thread(target=self._watch, name="exoguide-idle", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        with self._change:
            self._stopped = True
            self._change.notify_all()

    def seen(self) -> bool:
        """Somebody is there; false when they come too late and the rest has to begin first.

        A key that is pressed when a laptop is opened again must not reach what it shows.
        """
        with self._change:
            if self._left() <= 0 and not self._resting:
                self._change.notify_all()
                return False
            self._last = self._clock()
            return True

    def rest_now(self) -> None:
        """Behave as if nobody had come for long enough; the rest begins in the thread, at once."""
        with self._change:
            self._last = self._clock() - self._seconds
            self._change.notify_all()

    def rested(self) -> None:
        """Wait until the rest has begun and all that it does is done."""
        self._rested.wait()

    def resume(self) -> None:
        """Begin anew."""
        with self._change:
            self._resting = False
            self._rested.clear()
            self._last = self._clock()
            self._change.notify_all()

    def _left(self) -> float:
        return self._seconds - (self._clock() - self._last)

    def _watch(self) -> None:
        while True:
            with self._change:
                while not self._stopped and (self._resting or self._left() > 0):
                    self._change.wait(None if self._resting else min(self._left(), SLICE))
                if self._stopped:
                    return
                self._resting = True
            self._rest()
            self._rested.set()
