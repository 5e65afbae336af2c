"""What the checker says: one finding each, with its place, and the raw form of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Final

import attrs

from exoguide.flow.problems import Path

if TYPE_CHECKING:  # a check without findings does without the engine
    from exoguide.engine.events import Event


class Level(str, Enum):
    """How bad a finding is."""

    ERROR = "error"
    """The flow must not meet a patient."""
    WARNING = "warning"


class Verdict(str, Enum):
    """How sure a finding is that was looked for on every path."""

    PROVEN = "proven"
    """Shown by an interview that was played in the engine, or by there being no such path."""
    POSSIBLE = "possible"
    """Values worked out from answers matter, and no interview was found that shows it."""
    NOT_ANALYSED = "not analysed"
    """Nothing is said; the message says why."""


@attrs.frozen
class Issue:
    """Something found in the tables of a flow, before its place in a file is known.

    ``path`` counts tables over the whole flow unless ``file`` is given; ``span`` is the part of
    the text at that path (characters, end exclusive) that is meant. With ``key``, the name of the
    field is meant and not its value. ``code`` decides the level.
    """

    code: str
    path: Path
    message: str
    help: str = ""
    span: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()
    key: bool = False
    file: str = ""
    verdict: Verdict | None = None
    interview: tuple[Event, ...] = attrs.field(default=(), eq=False, repr=False)


@attrs.frozen
class Finding:
    """One thing wrong with a flow, in its author's words, at its place.

    ``line`` and ``column`` count from 1, in characters; the end is exclusive. ``excerpt`` is the
    source line, for people to recognise the place. All are empty or 0 where a place is not known.
    """

    code: str
    level: Level
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    help: str = ""
    notes: tuple[str, ...] = ()
    excerpt: str = ""
    verdict: Verdict | None = None
    """How sure it is; nothing where the file itself shows it."""
    subject: str = ""
    """The table that it is about, as ``step.fever``; empty where it is about none."""
    interview: tuple[Event, ...] = attrs.field(default=(), eq=False, repr=False)
    """The session that shows it, as the engine took it; the last event may be one at which the
    flow stops. Empty where there is nothing to play."""

    @property
    def place(self) -> str:
        """``route.toml:88:9``."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, place and code, each once; the same input gives the same order."""
    unique = dict.fromkeys(findings)
    return tuple(
        sorted(unique, key=lambda one: (one.file, one.line, one.column, one.code, one.message))
    )


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in order, the same unknown name told at its first place with the others noted."""
    same: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        key = (one.code, one.message if one.code in _REPEATED else f"{one.message} {one.place}")
        same.setdefault(key, []).append(one)
    return tuple(_with_others(*found) for found in same.values())


def _with_others(first: Finding, *others: Finding) -> Finding:
    if not others:
        return first
    listed = [other.place for other in others[:5]]
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    note = f"The same stands at {', '.join(listed)}{more}."
    return attrs.evolve(first, notes=(*first.notes, note))


_REPEATED: Final = frozenset(
    {"EXG201", "EXG203", "EXG204", "EXG206", "EXG602", "EXG603", "EXG604", "EXG608"}
)
"""What is said of one name: a misspelt or missing one can be missed in a hundred places."""
