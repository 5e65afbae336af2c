"""What each field of a table means for sessions, where no rule of its own is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import attrs

from exoguide.check.changes.conditions import Renamed, tree
from exoguide.check.changes.difference import Change, Effect
from exoguide.check.words import several
from exoguide.flow.model import (
    Card,
    ClinicValue,
    Compute,
    End,
    Flag,
    FlowHead,
    Group,
    Option,
    Output,
    OutputItem,
    Rule,
    Source,
    Stage,
    Step,
)
from exoguide.flow.problems import Path


def _of(breaks: str = "", reroutes: str = "", words: str = "") -> Mapping[str, Effect]:
    """Fields by what a change of them brings about."""
    named = ((Effect.BREAKS, breaks), (Effect.REROUTES, reroutes), (Effect.WORDS, words))
    return MappingProxyType({field: effect for effect, text in named for field in text.split()})


FIELDS: Final[Mapping[type, Mapping[str, Effect]]] = MappingProxyType(
    {
        FlowHead: _of(
            "id",
            "language",
            "title owner reviewed_by reviewed_on reviewed_languages device notice article weighed",
        ),
        ClinicValue: _of("type unit", "default", "title ask sources mark"),
        Stage: _of("", "order required skippable", "title minutes"),
        Step: _of(
            "unit role",
            "stage when use depends recheck material tag soft_min soft_max tests covers",
            "title page ask note help cards sensitive multiline signs sources mark",
        ),
        Option: _of("", "when goto weight", "label help unavailable"),
        Group: _of("", "until on_exhausted", "title item ask"),
        Compute: _of(
            "",
            "type unit currency value score low high inputs policy rows",
            "title places",
        ),
        Flag: _of(
            "",
            "action when applies goto override",
            "message message_unknown title card note sources mark",
        ),
        Rule: _of("", "never always", "says"),
        Card: _of(
            "", "", "title text article evidence grade mark sources checked_on review_by note"
        ),
        Source: _of("", "", "organisation title date url checked_on"),
        Output: _of("", "kind when edition treated steps total", "title text sources"),
        OutputItem: _of("", "when value base start end urgency", "text card note sources mark"),
        End: _of("", "outcome rank reopens", "title text summary note sources mark"),
    }
)

_EXPRESSIONS: Final = frozenset(
    {"when", "until", "applies", "never", "always", "value", "low", "high", "soft_min", "soft_max"}
)
_NAMES: Final = frozenset(
    {"goto", "on_exhausted", "use", "tests", "depends", "covers", "steps", "total", "score"}
    | {"inputs", "base", "otherwise"}
)
_TEXTS: Final = frozenset(
    {"ask", "title", "note", "help", "label", "unavailable", "text", "article", "evidence"}
    | {"message", "message_unknown", "says", "signs", "summary", "notice", "item", "device"}
)
"""Fields of words: two wordings side by side would only fill the page."""
_SHORT: Final = frozenset({"ask", "title", "label"})
"""Those by which a table is known, so that its old words are told beside the new ones."""


def field_changes(
    old: Any, new: Any, paths: tuple[Path, Path], renamed: Renamed, subject: str
) -> Iterator[Change]:
    """The fields of one table in which two versions of it differ, at the field.

    ``paths`` are those of the old table and of the new one.
    """
    for field in attrs.fields(type(new)):
        name = field.name
        effect = FIELDS[type(new)].get(name)
        before, after = getattr(old, name), getattr(new, name)
        if effect is None or before == after or _same(name, before, after, renamed):
            continue
        gone = after == field.default
        said = f"{subject}: `{name}` is {_shown(name, after)}, and was {_shown(name, before)}."
        if name in _TEXTS and before and after:
            said = f"{subject}: `{name}` reads otherwise."
        if name in _SHORT and before and after:
            said = f"{subject}: `{name}` was “{_cut(before)}”."
        yield Change(effect, (*paths[0 if gone else 1], name), said, gone=gone)


def _same(name: str, before: Any, after: Any, renamed: Renamed) -> bool:
    """Whether a field says the same of what has another id now, or in other signs."""
    if name in _EXPRESSIONS:
        return tree(before, renamed) == tree(after)
    if name in _NAMES:
        listed = before if isinstance(before, tuple) else (before,)
        names = tuple(renamed.name(one) for one in listed)
        return names == (after if isinstance(after, tuple) else (after,))
    if name == "stage":
        return bool(renamed.stages.get(before, before) == after)
    if name == "rows":
        rows = [[tree(part, renamed) for part in attrs.astuple(row)] for row in before]
        return rows == [[tree(part) for part in attrs.astuple(row)] for row in after]
    return False


def _shown(name: str, value: Any) -> str:
    """What a field holds, short enough for a sentence."""
    match value:
        case None | "" | ():
            return "not set"
        case bool():
            return str(value).lower()
        case Enum():
            return str(value.value)
        case tuple() if name == "rows":
            return f"a table of {len(value)}"
        case tuple():
            return several([str(getattr(one, "value", one)) for one in value])
    return f"`{_cut(str(value))}`"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
