"""Whether answers exist under which some conditions hold: a search over representative answers.

A search that finds nothing proves that there is nothing; what it finds may still be impossible
for reasons that lie elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from exoguide.check.cells import ANY, Cell, cells
from exoguide.check.judge import Case
from exoguide.check.layout import Layout
from exoguide.flow.conditions import Node
from exoguide.flow.values import UNSET

BUDGET: Final = 4000
"""Answers tried before a search gives up."""

_UNSET: Final = Cell(UNSET, "not asked")  # type: ignore[arg-type]  # unset is a case beside all values


class GaveUp(Exception):
    """A search took too long."""


@attrs.frozen
class Constraint:
    """Something that must hold in a case: decided once all of ``names`` have a value."""

    names: frozenset[str]
    holds: Callable[[Case], bool]


def search(
    layout: Layout,
    wanted: Iterable[str],
    constraints: Iterable[Constraint],
    unset: Callable[[str], bool],
    nodes: Iterable[Node],
) -> Iterator[Case]:
    """Every case over ``wanted`` variables that meets all constraints; first ones first.

    ``unset`` says which steps may be without an answer; ``nodes`` are all conditions that look
    at the answers, for the values that tell them apart. Raises :class:`GaveUp`.
    """
    listed = list(nodes)
    # Those that most constraints ask for come first, so that a wrong start ends early.
    kept = list(constraints)
    weight = {name: sum(name in one.names for one in kept) for name in wanted}
    order = sorted(weight, key=lambda name: (-weight[name], name))
    place = {name: number for number, name in enumerate(order)}
    due: list[list[Constraint]] = [[] for _ in range(len(order) + 1)]
    for one in kept:
        due[max((place[name] + 1 for name in one.names), default=0)].append(one)
    domains = [_domain(layout, name, unset, listed) for name in order]
    if not all(one.holds({}) for one in due[0]):
        return
    yield from _search(order, domains, due, {}, [0])


def _search(
    order: list[str],
    domains: list[tuple[Cell | bool, ...]],
    due: list[list[Constraint]],
    case: Case,
    spent: list[int],
) -> Iterator[Case]:
    depth = len(case)
    if depth == len(order):
        yield dict(case)
        return
    for value in domains[depth]:
        spent[0] += 1
        if spent[0] > BUDGET:
            raise GaveUp
        case[order[depth]] = value
        if all(one.holds(case) for one in due[depth + 1]):
            yield from _search(order, domains, due, case, spent)
        del case[order[depth]]


def _domain(
    layout: Layout, name: str, unset: Callable[[str], bool], nodes: list[Node]
) -> tuple[Cell | bool, ...]:
    if name.startswith("?"):
        return (True, False)
    step = layout.asked.get(name)
    answers = (Cell(ANY, "a list"),) if step is None else cells(layout.flow, step, nodes)
    return (*answers, _UNSET) if unset(name) else answers
