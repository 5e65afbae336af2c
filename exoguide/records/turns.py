"""Whose turn it is to write: first come, first served.

SQLite lets whoever asks at the right moment write next, and who has waited for long asks rarely;
among many writers some would never come to it. So they stand in a queue first, for a lock that the
system hands on in order. Nothing but order hangs on it: the lock of the store's own file comes
after it, and where a folder takes no such lock there is just no queue.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TURNS_FILE: Final = "turns"
"""An empty file beside the store; the lock on it is the queue."""
HANDING_ON: Final = 0.01
"""Seconds in which who had to wait does not ask again: the next in line is being woken, and whoever
asks meanwhile would be served first."""


@contextlib.contextmanager
def turn(folder: Path, seconds: float) -> Iterator[bool]:
    """Wait until those who came before have written; gives whether it came within ``seconds``.

    It ends with the block, or with the process. Inside it must not be asked for again: that would
    wait for itself.
    """
    try:
        path = folder / TURNS_FILE
        descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError:
        yield True  # a disk that is full, a folder that may not be written
        return
    waiting = _Waiting(descriptor)
    try:
        yield waiting.came(seconds)
    finally:  # also when Ctrl+C ends the waiting: the turn that comes after all is passed on
        waiting.over()


class _Waiting:
    """One place in the queue."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._change = threading.Condition()
        self._came = False
        self._over = False
        self._waited = False

    def came(self, seconds: float) -> bool:
        """Wait for the turn, for so long at most."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Only a call that blocks has a place in the queue, and it cannot be told to give up.
            self._waited = True
            threading.Thread(target=self._stand, daemon=True).start()
            with self._change:
                return self._change.wait_for(lambda: self._came, seconds)
        except OSError:
            pass  # no queue on such a disk
        self._came = True
        return True

    def over(self) -> None:
        """Let the next one come; who still waits leaves the queue when their turn comes."""
        with self._change:
            self._over = True
            if self._came:
                os.close(self._descriptor)
        if self._waited:
            time.sleep(HANDING_ON)

    def _stand(self) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._change:
            self._came = True
            self._change.notify()
            if self._over:
                os.close(self._descriptor)
