"""Two versions of a flow side by side: which table is which, and what has another name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

import attrs

from exoguide.check.changes.conditions import Renamed
from exoguide.check.changes.pairing import Pairing, paired
from exoguide.check.changes.ways import Ways
from exoguide.flow.assembly import TABLES
from exoguide.flow.model import ClinicValue, Flow, Option, Step
from exoguide.flow.scope import compute_names

_WORDS: Final[Mapping[str, Callable[[Any], tuple[str, str]]]] = MappingProxyType(
    {
        "clinic": lambda one: (one.type.value, one.ask or one.title),
        "stage": lambda one: ("", one.title),
        "step": lambda one: (one.kind.value if one.kind else "use", one.ask or one.title),
        "group": lambda one: ("repeat" if one.max else "rounds", one.ask or one.title),
        "compute": lambda one: (one.type.value, one.title or one.value),
        "flag": lambda one: (one.action.value, one.message),
        "rule": lambda one: ("", one.never or one.always),
        "card": lambda one: ("", one.title),
        "source": lambda one: ("", f"{one.organisation} {one.title}"),
        "output": lambda one: (one.kind.value, one.title),
        "end": lambda one: (one.outcome.value, one.title),
    }
)
"""What a table must have in common with one that it is taken for, and its words."""


@attrs.frozen
class Versus:
    """The old version and the new one, with every table of one beside its like in the other."""

    old: Flow
    new: Flow

    @cached_property
    def tables(self) -> Mapping[str, Pairing[Any]]:
        """Each kind of table, paired."""
        return MappingProxyType(
            {
                table: paired(getattr(self.old, held), getattr(self.new, held), _WORDS[table])
                for table, (held, _) in TABLES.items()
            }
        )

    @cached_property
    def options(self) -> Mapping[str, Pairing[Option]]:
        """The options of every step and clinic value in both versions, by its new id."""
        return MappingProxyType(
            {
                _key(pair.new): options_paired(pair.old, pair.new)
                for table in ("step", "clinic")
                for pair in self.tables[table].both
                if pair.old.options or pair.new.options
            }
        )

    @cached_property
    def renamed(self) -> Renamed:
        """What has another id in the new version."""
        names = {**self.tables["step"].renamed, **self.tables["group"].renamed}
        for pair in self.tables["compute"].both:
            names |= zip(compute_names(pair.old), compute_names(pair.new), strict=False)
        clinic = self.tables["clinic"].renamed
        names |= {f"clinic.{old}": f"clinic.{new}" for old, new in clinic.items()}
        pairs = [*self.tables["step"].both, *self.tables["clinic"].both]
        options = {
            _key(pair.old): self.options[_key(pair.new)].renamed
            for pair in pairs
            if _key(pair.new) in self.options
        }
        flags, ends = self.tables["flag"].renamed, self.tables["end"].renamed
        return Renamed(names, flags, ends, self.tables["stage"].renamed, options)

    @cached_property
    def ways(self) -> Ways:
        """What sessions of the old version come to in the new one."""
        fresh = frozenset(self.new.steps[at].id for at in self.tables["step"].new)
        options = {
            pair.new.id: frozenset(pair.new.options[at].id for at in self.options[pair.new.id].new)
            for pair in self.tables["step"].both
            if pair.new.id in self.options
        }
        return Ways(self.new, fresh, options)


def options_paired(old: Step | ClinicValue, new: Step | ClinicValue) -> Pairing[Option]:
    """The options of one question in both versions."""
    return paired(old.options, new.options, lambda one: ("", one.label))


def _key(one: Step | ClinicValue) -> str:
    """The name by which conditions read it."""
    return one.id if isinstance(one, Step) else f"clinic.{one.id}"
