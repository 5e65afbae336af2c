"""Saying that something takes a while: only once it does, so that nothing flashes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import attrs

QUIET: Final = 0.5
"""Seconds for which nothing need be said."""


@attrs.define
class Wait:
    """Work that is waited for."""

    long: bool = False
    """Whether it took so long that something was said."""


@contextmanager
def patience(say: Callable[[], None], seconds: float = QUIET) -> Iterator[Wait]:
    """Call ``say`` once, from another thread, when what is done inside takes ``seconds``.

    When it is left, ``say`` has been called to its end or never will be. What the disk or another
    process holds up is held up in the thread that asked; so another one has to speak.
    """
    wait = Wait()
    turn = threading.Lock()
    over = False

    def speak() -> None:
        with turn:
            if not over:
                wait.long = True
                with suppress(Exception):  # nobody may read any more; the work itself finds out
                    say()

    timer = threading.Timer(seconds, speak)
    timer.daemon = True
    timer.start()
    try:
        yield wait
    finally:
        timer.cancel()
        with turn:
            over = True
