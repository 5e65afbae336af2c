"""A thread that reads what arrives from the terminal, until it is stopped or nothing more comes."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable, Iterable

from textual.message import Message

from exoguide.tui.keyboard import MOST, Keyboard


class Intake:
    """Reads ``fd``. ``deliver`` is given what was read, ``ended`` is called when input has ended.

    Both are called from the reading thread.
    """

    def __init__(
        self,
        fd: int,
        keyboard: Keyboard,
        deliver: Callable[[Iterable[Message]], None],
        *,
        ended: Callable[[], None],
    ) -> None:
        self._fd = fd
        self._keyboard = keyboard
        self._deliver = deliver
        self._ended = ended
        self._wake: tuple[int, int] = os.pipe()
        self._thread: threading.Thread | None = None
        self.reading = False
        """Whether more is wanted."""

    def start(self) -> None:
        """Begin to read."""
        self.reading = True
        self._thread = threading.Thread(target=self._read, name="exoguide-input", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Read no more, waiting so long at most for the thread; whether it was reading at all."""
        thread, self._thread = self._thread, None
        if thread is None:
            return False
        self.reading = False
        os.write(self._wake[1], b".")
        thread.join(seconds)
        return True

    def _read(self) -> None:
        keyboard, sources = self._keyboard, [self._fd, self._wake[0]]
        while self.reading:
            ready, _, _ = select.select(sources, [], [], 0.05 if keyboard.waiting else None)
            if self._wake[0] in ready:
                os.read(self._wake[0], 64)
                continue
            now = time.monotonic()
            if ready:
                data = self._read_all()
                if not data:
                    self._ended()
                    return
                self._deliver(keyboard.feed(data, now))
            self._deliver(keyboard.tick(now))

    def _read_all(self) -> bytes:
        """Everything that has arrived, in one piece, so that a flood is seen as one."""
        data = b""
        while len(data) < MOST and (not data or select.select([self._fd], [], [], 0)[0]):
            try:
                more = os.read(self._fd, MOST)
            except OSError:
                break
            if not more:
                break
            data += more
        return data
