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


def progress(
    things: Collection[T], what: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[T]:
    """Each of ``things``, saying how many of them are done once that takes a while."""
    due = clock() + QUIET
    for done, thing in enumerate(things):
        if clock() >= due:
            talk(f"{what}: {done:,} of {len(things):,}")
            due = clock() + PAUSE
        yield thing
