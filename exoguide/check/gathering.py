"""What one mistake brings about in several tables, told once with the others in a note.

A gate that is taken away leaves every flag before it without one; a way that should be closed
breaks every rule about what lies behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from exoguide.check.findings import Issue, Verdict
from exoguide.check.words import several
from exoguide.flow.model import Flow

_SAID: Final[Mapping[str, str]] = MappingProxyType(
    {"EXG702": "So it is with", "EXG731": "Broken too, perhaps for the same reason:"}
)
"""The codes that are gathered, with what the note begins with."""


def gathered(issues: Iterable[Issue], flow: Flow) -> tuple[Issue, ...]:
    """``issues`` with those of one kind as the first of them; one that is proven comes first."""
    listed = tuple(issues)
    found: list[Issue] = []
    for code, said in _SAID.items():
        same = [one for one in listed if one.code == code]
        same.sort(key=lambda one: one.verdict is not Verdict.PROVEN)
        for one in same[:1]:
            others = several([f"“{_name(flow, other)}”" for other in same[1:]])
            notes = (*one.notes, f"{said} {others}.") if others else one.notes
            found.append(attrs.evolve(one, notes=notes))
    first = {one.code: one for one in found}
    told: list[Issue] = []
    for one in listed:
        if one.code not in _SAID:
            told.append(one)
        elif one.code in first:
            told.append(first.pop(one.code))
    return tuple(told)


def _name(flow: Flow, issue: Issue) -> str:
    index = int(issue.path[1])
    if issue.path[0] == "rule":
        return flow.rules[index].says.rstrip(".")
    flag = flow.flags[index]
    return flag.title or flag.id
