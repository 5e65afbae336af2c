"""Ids: how they are spelt, which words are taken, and that each names one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from exoguide.flow.conditions import KEYWORDS
from exoguide.flow.model import ClinicValue, Flow, Step
from exoguide.flow.problems import Path, Problem
from exoguide.flow.scope import compute_names
from exoguide.flow.values import NonAnswer

LONGEST: Final = 60

_TAKEN: Final = """
any all none of clinic next end answered known risk raised any_flag date_of min max round abs age_on
days_between count sum reached before unknown declined not_applicable yes no day days week weeks
month months year years procedure consultation
"""
RESERVED: Final = KEYWORDS | frozenset(_TAKEN.split())
"""Words with a meaning of their own in conditions or as targets and bases."""

NON_ANSWERS: Final = frozenset(kind.value for kind in NonAnswer)

_ID: Final = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST - 1}}}")
_ID_WITH_HYPHENS: Final = re.compile(rf"[a-z][a-z0-9_-]{{0,{LONGEST - 1}}}")


@attrs.frozen
class Named:
    """One id: what it names in words, and the path to its table."""

    name: str
    noun: str
    path: Path


def naming_problems(flow: Flow) -> Iterator[Problem]:
    """Ids that are misspelt, taken by the language, or used twice."""
    spaces = _spaces(flow)
    for names, taken, hyphens in spaces:
        for one in names:
            yield from _spelling(one, taken, hyphens=hyphens)
        yield from _twice(names)
    yield from _targets(flow)


def _spaces(flow: Flow) -> Iterator[tuple[list[Named], frozenset[str], bool]]:
    """Ids that must differ among themselves, the words they cannot be, whether a - may be in."""
    none: frozenset[str] = frozenset()
    yield [Named(flow.head.id, "flow", ("flow",))], none, True
    yield _read_by_conditions(flow), RESERVED, False
    yield _listed("end", flow.ends), RESERVED, False
    yield _listed("clinic", flow.clinic, "clinic value"), KEYWORDS, False
    yield _listed("flag", flow.flags), KEYWORDS, False
    yield _listed("stage", flow.stages), none, False
    yield _listed("rule", flow.rules), none, True
    yield _listed("card", flow.cards), none, False
    yield _listed("source", flow.sources), none, False
    yield _listed("output", flow.outputs), none, False
    for index, step in enumerate(flow.steps):
        yield _options(step, ("step", index)), KEYWORDS | NON_ANSWERS, False
    for index, value in enumerate(flow.clinic):
        yield _options(value, ("clinic", index)), KEYWORDS | NON_ANSWERS, False
    for index, output in enumerate(flow.outputs):
        items = [
            Named(item.id, f"item of “{output.id}”", ("output", index, "items", number))
            for number, item in enumerate(output.items)
        ]
        yield items, none, False


def _options(owner: Step | ClinicValue, path: Path) -> list[Named]:
    noun = f"option of “{owner.id}”"
    return [Named(one.id, noun, (*path, "options", n)) for n, one in enumerate(owner.options)]


def _read_by_conditions(flow: Flow) -> list[Named]:
    computes = [
        Named(name, "compute", ("compute", index))
        for index, compute in enumerate(flow.computes)
        for name in dict.fromkeys((compute.id, *compute_names(compute)))
    ]
    return [*_listed("step", flow.steps), *_listed("group", flow.groups), *computes]


def _listed(table: str, owners: Iterable[object], noun: str = "") -> list[Named]:
    return [
        Named(str(getattr(owner, "id", "")), noun or table, (table, index))
        for index, owner in enumerate(owners)
    ]


def _spelling(one: Named, taken: frozenset[str], *, hyphens: bool) -> Iterator[Problem]:
    pattern = _ID_WITH_HYPHENS if hyphens else _ID
    if one.name in taken:
        said = f"“{one.name}” is a word of the language and cannot be the id of the {one.noun}."
        yield Problem("", (*one.path, "id"), said, f"Call it “{one.name}_1” or so.", "EXG121")
    elif not pattern.fullmatch(one.name):
        said = f"“{one.name[:LONGEST]}” cannot be the id of the {one.noun}."
        signs = "digits, _ and -" if hyphens else "digits and _"
        todo = f"An id begins with a-z and goes on with a-z, {signs}, at most {LONGEST} in all."
        yield Problem("", (*one.path, "id"), said, todo, "EXG120")


def _twice(names: list[Named]) -> Iterator[Problem]:
    first: dict[str, Named] = {}
    for one in names:
        other = first.setdefault(one.name, one)
        if other is not one and one.name:
            yield _clash(one, other)


def _targets(flow: Flow) -> Iterator[Problem]:
    """A goto names a step or an end, so these must differ too."""
    steps = {one.name: one for one in _listed("step", flow.steps)}
    for end in _listed("end", flow.ends):
        if end.name in steps:
            yield _clash(end, steps[end.name])


def _clash(one: Named, other: Named) -> Problem:
    other_noun = "another" if one.noun == other.noun else f"a {other.noun}"
    said = f"The {one.noun} “{one.name}” has the id that {other_noun} has already."
    todo = "Give one of the two another id."
    return Problem("", (*one.path, "id"), said, todo, "EXG122", related=(("", other.path),))
