"""Whether limits of an answer were drawn closer, so that stored answers may no longer fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exoguide.check.changes.conditions import Renamed, tree
from exoguide.check.changes.difference import Change, Effect
from exoguide.check.limits import written
from exoguide.check.words import counted
from exoguide.flow.model import ClinicValue, Step, StepKind
from exoguide.flow.problems import Path

_MOST_DIGITS: Final = 28
"""Stands for no limit of the digits after the point; more cannot be given."""
_CENTS: Final = 2
"""Digits of an amount whose step says nothing."""

CLOSER: Final = "Stored answers outside it no longer fit."


def limit_changes(
    old: Step | ClinicValue, new: Step | ClinicValue, paths: tuple[Path, Path], renamed: Renamed
) -> Iterator[Change]:
    """Changes of ``min`` and ``max``; ``paths`` are those of the old table and the new one.

    Limits that read something cannot be compared, and count as closer.
    """
    for field in ("min", "max"):
        before, after = getattr(old, field), getattr(new, field)
        if tree(before, renamed) == tree(after):
            continue
        path = (*paths[1 if after else 0], field)
        said = f"`{field}` is {_shown(after)}, and was {_shown(before)}."
        if not after:
            yield Change(Effect.ADDS, path, said, gone=True)
        elif _closer(before, after, low=field == "min"):
            yield Change(Effect.BREAKS, path, said, CLOSER)
        else:
            yield Change(Effect.ADDS, path, said)


def _closer(before: str, after: str, *, low: bool) -> bool:
    """Whether a limit may lie closer to the middle than before."""
    first, second = written(before), written(after)
    if first is None or second is None or type(first) is not type(second):
        return True
    return second > first if low else second < first  # type: ignore[operator]  # of one type


def digit_changes(old: Step, new: Step, paths: tuple[Path, Path]) -> Iterator[Change]:
    """Changes of ``places`` and ``max_length``: how long an answer may be."""
    before, after = _places(old), _places(new)
    if before != after:
        said = f"takes {_digits(after)}, and took {_digits(before)}."
        gone = new.places is None
        path = (*paths[0 if gone else 1], "places")
        effect, help_ = (Effect.BREAKS, CLOSER) if after < before else (Effect.ADDS, "")
        yield Change(effect, path, said, help_, gone=gone)
    if old.max_length != new.max_length:
        said = f"takes {new.max_length:,} characters, and took {old.max_length:,}."
        gone = new.max_length == 100_000
        path = (*paths[0 if gone else 1], "max_length")
        closer = new.max_length < old.max_length
        effect, help_ = (Effect.BREAKS, CLOSER) if closer else (Effect.ADDS, "")
        yield Change(effect, path, said, help_, gone=gone)


def _places(step: Step) -> int:
    if step.places is not None:
        return step.places
    return _CENTS if step.kind is StepKind.MONEY else _MOST_DIGITS


def _digits(places: int) -> str:
    if places == _MOST_DIGITS:
        return "any digits after the point"
    return f"{counted(places, 'digit')} after the point" if places else "whole numbers"


def _shown(limit: str) -> str:
    return f"`{' '.join(limit.split())[:60]}`" if limit else "not set"
