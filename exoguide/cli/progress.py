"""Saying how far a long piece of work has come, on standard error, a whole line at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from exoguide.cli.common import talk
from exoguide.consultation.patience import QUIET, patience

T = TypeVar("T")

PAUSE: Final = 2.0
"""Seconds between two lines."""


@contextmanager
def unless_quick(words: str) -> Iterator[None]:
    """Say ``words`` when what is done inside takes longer than half a second."""
    with patience(lambda: talk(words)):
        yield


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
