"""What a condition sees when it runs, and how each item of a repeating group sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

import attrs

from exoguide.flow.values import Known, Unset, Value


class Env(Protocol):
    """The answers passed on this walk and all else a condition may ask for."""

    @property
    def values(self) -> Mapping[str, Value]:
        """Answers by step id, only those passed; the serials of a repeating group under its id."""

    @property
    def today(self) -> date:
        """The date of the visit."""

    @property
    def clinic(self) -> Mapping[str, Known]:
        """Clinic values by bare name: ``x`` for ``clinic.x``."""

    @property
    def information_only(self) -> bool:
        """Whether the clinician chose to go on for information only."""

    def computed(self, name: str) -> Value | Unset:
        """The value of a compute; UNSET while an input is, a non-answer if an input is one."""

    def raised(self, flag: str) -> bool:
        """Whether a flag is raised."""

    def any_flag(self, action: str) -> bool:
        """Whether any flag of this action stands."""

    def answered_on(self, step: str) -> date | None:
        """The local date a step was answered, None if it is not."""

    def items(self, group: str) -> Sequence[Mapping[str, Value]]:
        """The answers of each item of a repeating group, by step id, in roster order."""

    def reached(self, step: str) -> bool:
        """Whether the walk reached a step."""

    def before(self, first: str, second: str) -> bool:
        """Whether ``first`` was reached before ``second``."""


@attrs.frozen
class _ItemValues(Mapping[str, "Value"]):
    """Answers, those of one group taken from one of its items and nowhere else."""

    item: Mapping[str, Value]
    fields: frozenset[str]
    outer: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        return self.item[name] if name in self.fields else self.outer[name]

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self.outer if name not in self.fields)
        yield from (name for name in self.item if name in self.fields)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@attrs.frozen
class ItemEnv:
    """An environment as one item of a repeating group sees it."""

    outer: Env
    values: Mapping[str, Value]
    today: date
    clinic: Mapping[str, Known]
    information_only: bool

    @classmethod
    def of(cls, outer: Env, item: Mapping[str, Value], fields: frozenset[str]) -> ItemEnv:
        """``outer`` with the group's ``fields`` read from ``item``."""
        values = _ItemValues(item, fields, outer.values)
        return cls(outer, values, outer.today, outer.clinic, outer.information_only)

    def computed(self, name: str) -> Value | Unset:
        """As outside: computes do not belong to an item."""
        return self.outer.computed(name)

    def raised(self, flag: str) -> bool:
        """As outside."""
        return self.outer.raised(flag)

    def any_flag(self, action: str) -> bool:
        """As outside."""
        return self.outer.any_flag(action)

    def answered_on(self, step: str) -> date | None:
        """As outside."""
        return self.outer.answered_on(step)

    def items(self, group: str) -> Sequence[Mapping[str, Value]]:
        """As outside."""
        return self.outer.items(group)

    def reached(self, step: str) -> bool:
        """As outside."""
        return self.outer.reached(step)

    def before(self, first: str, second: str) -> bool:
        """As outside."""
        return self.outer.before(first, second)
