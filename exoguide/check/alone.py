"""What a condition sees that is decided by answers alone, without a consultation around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import attrs

from exoguide.flow.conditions import Node, Typed, strict
from exoguide.flow.values import UNSET, Known, Unset, Value

DAY: Final = dt.date(2000, 1, 1)
"""Stands for today: conditions that read the date are not decided here."""


Test: TypeAlias = "Callable[[Any], object]"


@attrs.frozen
class Alone:
    """Answers, values of the clinic and computed values. Whoever asks for more has gone wrong."""

    values: Mapping[str, Value]
    clinic: Mapping[str, Known] = attrs.Factory(dict)
    computes: Mapping[str, Value] = attrs.Factory(dict)
    today: dt.date = DAY
    information_only: bool = False

    def computed(self, name: str) -> Value | Unset:
        """A computed value, unset unless it was given."""
        return self.computes.get(name, UNSET)

    def raised(self, flag: str) -> bool:
        """Not decided by answers alone."""
        raise AssertionError(flag)

    def any_flag(self, action: str) -> bool:
        """Not decided by answers alone."""
        raise AssertionError(action)

    def answered_on(self, step: str) -> None:
        """Not decided by answers alone."""
        raise AssertionError(step)

    def items(self, group: str) -> tuple[Mapping[str, Value], ...]:
        """Not decided by answers alone."""
        raise AssertionError(group)

    def reached(self, step: str) -> bool:
        """Not decided by answers alone."""
        raise AssertionError(step)

    def before(self, first: str, second: str) -> bool:
        """Not decided by answers alone."""
        raise AssertionError(first, second)


def compiled(atom: Node) -> Test:
    """Part of a typed condition as it runs in a session, to be asked of :class:`Alone`."""
    none: frozenset[str] = frozenset()
    return strict(
        Typed(
            text="", node=atom, type=atom.type, reads=none, values=none, flags=none,
            actions=none, today=False, information_only=False, groups=none, reached=none,
        )
    )  # fmt: skip
