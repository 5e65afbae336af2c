"""What is written to the terminal, by a thread, so that a stalled link never stalls the program.

A frame is a difference to what was shown before. When the terminal stops reading, frames that
wait are worth nothing later: all are dropped, and once the terminal reads again the whole screen
is painted anew. Sequences that change a mode of the terminal are never dropped.
"""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

FRAMES: Final = 30
"""Frames that may wait before all are dropped."""

WAITING: Final = 262_144
"""Bytes of frames that may wait; one frame may always."""

PIECE: Final = 4096
"""Bytes handed to the terminal at once."""


class Output:
    """A terminal to write to without ever waiting for it.

    ``drained`` is called when the terminal reads again after frames were dropped, ``closed`` when
    it is gone; both from the writing thread.
    """

    def __init__(self, fd: int, *, drained: Callable[[], None], closed: Callable[[], None]) -> None:
        self._fd, self._own = _unblocked(fd)
        self._drained = drained
        self._closed = closed
        self._units: deque[tuple[bool, bytes]] = deque()
        self._change = threading.Condition()
        self._dropped = False
        self._writing = False
        self._stopping = False
        self._abandoned = False
        self._muted = False
        self._thread = threading.Thread(target=self._run, name="exoguide-output", daemon=True)
        self._thread.start()

    @property
    def settled(self) -> bool:
        """Whether everything that was given has gone out."""
        with self._change:
            return not (self._units or self._writing or self._dropped)

    def frame(self, text: str) -> None:
        """Show a difference to what stands on the screen; it may be dropped."""
        data = text.encode("utf-8", "replace")
        with self._change:
            if self._dropped or self._stopping or self._muted:
                return
            if len(self._units) >= FRAMES or sum(len(unit) for _, unit in self._units) > WAITING:
                self._forget()
                self._dropped = True
                return
            self._units.append((True, data))
            self._change.notify_all()

    def mode(self, text: str) -> None:
        """Change a mode of the terminal; never dropped."""
        with self._change:
            self._units.append((False, text.encode()))
            self._change.notify_all()

    def mute(self, text: str) -> None:
        """Write ``text`` next, and no frame any more, not even the rest of one under way.

        From any thread: when this returns, no frame goes out until :meth:`unmute`.
        """
        with self._change:
            self._muted = True
            self._dropped = False
            self._forget()
            self._units.append((False, text.encode()))
            self._change.notify_all()

    def unmute(self) -> None:
        """Let frames out again."""
        with self._change:
            self._muted = False

    def stop(self, seconds: float) -> None:
        """Write what waits, but no frames, for at most ``seconds``; then let the terminal be."""
        with self._change:
            self._stopping = True
            self._forget()
            self._change.notify_all()
        self._thread.join(seconds)
        self._abandoned = True
        if self._own and not self._thread.is_alive():
            with suppress(OSError):
                os.close(self._fd)

    def last_words(self, text: str) -> None:
        """Write at once what can be written without waiting; the process is about to end."""
        self._abandoned = True
        if self._own:
            with suppress(OSError):
                os.write(self._fd, text.encode())
            return
        # The terminal could not be opened again: a write may block, so nobody waits for it.
        writer = threading.Thread(target=_try, args=(self._fd, text.encode()), daemon=True)
        writer.start()
        writer.join(0.2)

    def _forget(self) -> None:
        modes = [unit for unit in self._units if not unit[0]]
        self._units.clear()
        self._units.extend(modes)

    def _run(self) -> None:
        while (unit := self._next()) is not None:
            if not self._write(unit):
                return

    def _next(self) -> tuple[bool, bytes] | None:
        while True:
            with self._change:
                self._writing = bool(self._units)
                if self._units:
                    return self._units.popleft()
                if self._stopping:
                    return None
                if not self._dropped:
                    self._change.wait()
                    continue
                self._dropped = False
            self._drained()

    def _write(self, unit: tuple[bool, bytes]) -> bool:
        """Whether to go on: all of it went out, or nobody may see the rest of it."""
        frame, data = unit
        rest = memoryview(data)
        while rest and not self._abandoned:
            if frame and self._muted:
                return True
            try:
                rest = rest[os.write(self._fd, rest[:PIECE]) :]
            except BlockingIOError:
                select.select([], [self._fd], [], 0.2)
            except OSError:
                self._closed()
                return False
        return not rest


def _unblocked(fd: int) -> tuple[int, bool]:
    """The terminal behind ``fd`` opened once more, so that a write gives up instead of waiting.

    The flag cannot be set on ``fd`` itself: the shell that started the program shares it. Where
    the terminal belongs to another account it stays as it is, and only the thread waits.
    """
    try:
        return os.open(os.ttyname(fd), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK), True
    except OSError:
        return fd, False


def _try(fd: int, data: bytes) -> None:
    with suppress(OSError):
        os.write(fd, data)
