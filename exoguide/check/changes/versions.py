"""How much a flow's version was raised, and whether that says enough.

As for programs (semantic versioning): the first number for what breaks, the second for what leads
elsewhere or adds, the third for words. Numbers that are not written count as 0, so that ``1``,
``1.0`` and ``1.0.0`` are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import attrs

from exoguide.check.changes.difference import Effect

_NUMBERS: Final = re.compile(r"\s*v?([0-9]{1,9}(?:\.[0-9]{1,9})*)\s*")
_PLACES: Final[Mapping[Effect, int]] = {
    Effect.BREAKS: 1,
    Effect.REROUTES: 2,
    Effect.ADDS: 2,
    Effect.WORDS: 3,
}
"""How many numbers of a version are looked at: one of them must be higher."""


@attrs.frozen
class Raised:
    """The two versions, and what the new one has to say."""

    old: str
    new: str
    enough: bool
    """Whether the new one says that something like the worst difference is in it."""
    lowered: bool
    least: str
    """The lowest version that would say enough; empty where it cannot be worked out."""


def raised(old: str, new: str, worst: Effect | None) -> Raised:
    """Whether ``new`` behind ``old`` tells of differences, the ``worst`` of them at least.

    A version that is no numbers tells of anything as soon as it is another one.
    """
    before, after = _numbers(old), _numbers(new)
    if before is None or after is None:
        enough = worst is None or old.strip() != new.strip()
        return Raised(old, new, enough, lowered=False, least="")
    lowered = after < before
    if worst is None:
        return Raised(old, new, not lowered, lowered, "")
    places = _PLACES[worst]
    enough = after[:places] > before[:places]
    return Raised(old, new, enough, lowered, _next(old, before, places))


def _numbers(version: str) -> tuple[int, ...] | None:
    """The numbers of a version, three at least; ``None`` where it is something else."""
    found = _NUMBERS.fullmatch(version)
    if found is None:
        return None
    numbers = [int(part) for part in found[1].split(".")]
    while len(numbers) > 3 and not numbers[-1]:
        numbers.pop()
    return (*numbers, *[0] * (3 - len(numbers)))


def _next(old: str, numbers: tuple[int, ...], places: int) -> str:
    """The next version, with as many numbers as the old one has or as it takes."""
    written = max(old.count(".") + 1, places)
    kept = [*numbers[: places - 1], numbers[places - 1] + 1]
    return ".".join(map(str, [*kept, *[0] * (written - len(kept))]))
