"""What misspelt words may stand for: names of the flow that are near, signs of other languages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, Protocol

import attrs

from exoguide.flow import model
from exoguide.flow.assembly import TABLES, assemble
from exoguide.flow.bundle import Bundle
from exoguide.flow.conditions.functions import FUNCTIONS
from exoguide.flow.model import Flow
from exoguide.flow.scope import FIXED_OPTIONS, compute_names
from exoguide.flow.values import NonAnswer

_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "==": ("=", "is"),
    "=>": (">=",),
    "=<": ("<=",),
    "<>": ("!=",),
    "≠": ("!=",),
    "≤": ("<=",),
    "≥": (">=",),
    "×": ("*",),
    "÷": ("/",),
    "−": ("-",),
    "&&": ("and",),
    "||": ("or",),
}
"""What other languages write, with what it means here."""

_SIGN: Final = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, reverse=True)))
_MOST_WAYS: Final = 16
"""Ways of putting a condition right that are tried."""


class _Named(Protocol):
    """A table with an id."""

    @property
    def id(self) -> str: ...


def respelt(text: str) -> Iterator[str]:
    """``text`` with every sign of another language put as it is written here."""
    signs = _SIGN.findall(text)
    ways = itertools.product(*(_SIGNS[sign] for sign in signs))
    for chosen in itertools.islice(ways, _MOST_WAYS if signs else 0):
        yield _replaced(text, chosen)


def _replaced(text: str, signs: Iterable[str]) -> str:
    """``text`` with its foreign signs replaced in order, words set apart by blanks."""
    new = iter(signs)

    def one(match: re.Match[str]) -> str:
        sign = next(new)
        if not sign.isalpha():
            return sign
        before = "" if text[: match.start()].endswith(" ") else " "
        after = "" if text[match.end() :].startswith(" ") else " "
        return f"{before}{sign}{after}"

    return _SIGN.sub(one, text)


def near(name: str, names: Iterable[str]) -> Iterator[str]:
    """The names that are one slip away from ``name``, or two in a long one."""
    allowed = 1 if len(name) < 6 else 2
    for one in dict.fromkeys(names):
        if one != name and abs(len(one) - len(name)) <= allowed and _slips(name, one) <= allowed:
            yield one


def _slips(one: str, other: str) -> int:
    """Letters to add, drop, replace or swap with their neighbour to make one of the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def names(bundle: Bundle, code: str) -> Iterator[str]:
    """Every name that something misspelt may stand for, by the code of its finding."""
    if code in _words():
        yield from _words()[code]
        return
    yield from (one.value for one in NonAnswer)
    yield from (name for held in FIXED_OPTIONS.values() for name in held)
    yield from _ids(assemble(bundle.documents).flow)


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """Tables, fields, the fixed words of fields, and functions."""
    fields: list[str] = []
    words: list[str] = []
    for name in model.__all__:
        made = getattr(model, name)
        if attrs.has(made):
            fields += [field.name for field in attrs.fields(made)]
        else:
            words += [str(member.value) for member in made]
    return {
        "EXG110": ("flow", *TABLES),
        "EXG111": tuple(fields),
        "EXG114": tuple(words),
        "EXG205": FUNCTIONS,
    }


def _ids(flow: Flow) -> Iterator[str]:
    for step in flow.steps:
        yield step.id
        yield from (option.id for option in step.options)
    for value in flow.clinic:
        yield f"clinic.{value.id}"
        yield from (option.id for option in value.options)
    for compute in flow.computes:
        yield from (compute.id, *compute_names(compute))
    tables: tuple[Iterable[_Named], ...] = (
        flow.groups, flow.ends, flow.stages, flow.flags, flow.cards, flow.sources, flow.outputs,
    )  # fmt: skip
    yield from (one.id for table in tables for one in table)
