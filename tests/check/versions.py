"""Two versions of a flow as texts, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from exoguide.check.changes import Comparison, Difference, Version, compare, version_of
from exoguide.flow.assembly import Assembly
from exoguide.flow.model import Flow
from tests.check.flows import bundle


def compared(old: Mapping[str, str], new: Mapping[str, str]) -> Comparison:
    """Two versions as files."""
    return compare(version_of(bundle(old)), version_of(bundle(new)))


def of(flow: Flow) -> Version:
    """A flow that lies in no file."""
    return Version("made", repr(flow), Assembly(flow, (), {}, ""), {})


def place_of(one: Difference) -> str:
    """Where a difference stands, from and to."""
    line, column, end_line, end_column = one.place
    old = "OLD " if one.gone else ""
    return f"{old}{one.file}:{line}:{column}-{end_line}:{end_column}"


def with_one(flow: Flow, held: str, at: int, one: object) -> Flow:
    """``flow`` with another table in one place."""
    tables = list(getattr(flow, held))
    tables[at] = one
    return holding(flow, held, tables)


def holding(flow: Flow, held: str, tables: Iterable[Any]) -> Flow:
    """``flow`` with other tables of one kind."""
    fields: dict[str, Any] = {held: tuple(tables)}
    return attrs.evolve(flow, **fields)
