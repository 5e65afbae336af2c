"""What may differ between two versions of a flow, and how much it means for sessions."""

from __future__ import annotations

from enum import Enum
from typing import Final

import attrs

from exoguide.check.positions import Span
from exoguide.flow.problems import Path


class Effect(str, Enum):
    """What a difference means for sessions that were held with the old version, worst first."""

    BREAKS = "breaks"
    """Answers that are stored no longer fit, or mean something else."""
    REROUTES = "re-routes"
    """The same answers lead, raise, work out or print something else."""
    ADDS = "adds"
    """There is more than before, and nothing old is touched by it."""
    WORDS = "words"
    """What is said and shown changes, and nothing else."""


WORST_FIRST: Final = tuple(Effect)


@attrs.frozen
class Change:
    """One difference, before its place in a file is known.

    ``path`` counts tables over the whole flow, unless ``file`` is given: over the new version, or
    over the old one where ``gone`` says that the new one has nothing there.
    """

    effect: Effect
    path: Path
    message: str
    help: str = ""
    gone: bool = False
    file: str = ""


@attrs.frozen
class Difference:
    """One difference at its place, in the words of the question that it is about.

    ``place`` lies in the new version, or in the old one where ``gone``; its line is 0 where the
    files are not at hand. ``subject`` is the table, as ``step.fever``.
    """

    effect: Effect
    message: str
    help: str
    gone: bool
    file: str
    place: Span
    subject: str

    @property
    def where(self) -> str:
        """``one.toml:13:10``, or ``OLD one.toml:13:10`` for what only the old version has."""
        line, column, *_ = self.place
        place = f"{self.file}:{line}:{column}" if line else self.file
        return f"OLD {place}" if self.gone else place
