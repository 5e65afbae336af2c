"""What a condition may name, and what the place it stands in allows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal

import attrs

from exoguide.flow.conditions.types import Type


@attrs.frozen
class Symbol:
    """A step, a computed value or a clinic value that a condition may name."""

    kind: Literal["step", "compute", "clinic"]
    name: str
    """Step or compute id; a clinic value keeps its prefix, ``clinic.x``."""
    type: Type
    group: str | None = None
    """The repeating group it is asked in, None if it is asked once."""
    cautious: frozenset[str] = frozenset()
    """Options that ``risk()`` treats as a risk."""


@attrs.frozen
class Scope:
    """Every name that may be used at one place of a flow."""

    symbols: Mapping[str, Symbol]
    """By name; clinic values under ``clinic.x``."""
    groups: frozenset[str] = frozenset()
    """Repeating groups."""
    flags: frozenset[str] = frozenset()
    inside: str | None = None
    """The repeating group whose own item's fields may be read bare here."""


class Use(Enum):
    """What a condition is for; some functions are refused in some places."""

    CONDITION = "condition"
    FLAG = "flag"
    """Refuses ``answered()``, ``raised()`` and ``any_flag()``: flags use three values and never
    read flags (design, section 4)."""
    RULE = "rule"
    """Alone allows ``reached()`` and ``before()``."""
    OUTPUT = "output"
    COMPUTE = "compute"
