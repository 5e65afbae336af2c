"""Saying how far a long piece of work has come, on standard error, a whole line at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from typing import Final, TypeVar

from exoguide.cli.common import talk

T = TypeVar("T")

QUIET: Final = 0.5
"""Seconds for which nothing need be said."""

PAUSE: Final = 2.0
"""Seconds between two lines."""


class Paced:
    """Says how much is done of how much, as often as somebody wants to know."""

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._clock = clock
        self._due = clock() + QUIET

    def say(self, done: int, whole: int) -> None:
        """Say it, when it is time to."""
        if self._clock() >= self._due:
            talk(f"{self._what}: {done:,} of {whole:,}")
            self._due = self._clock() + PAUSE


def progress(
    things: Collection[T], what: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[T]:
    """Each of ``things``, saying how many of them are done once that takes a while."""
    paced = Paced(what, clock)
    for done, thing in enumerate(things):
        paced.say(done, len(things))
        yield thing
