"""A decision table with every combination of answers that its rows can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from math import prod
from typing import Any, Final, TypeAlias

import attrs

from exoguide.check.alone import Alone, Test
from exoguide.check.atoms import atoms
from exoguide.check.cells import Cell, cells, comparison
from exoguide.check.layout import Layout
from exoguide.check.words import NON_ANSWERS, option_words, several
from exoguide.flow.conditions import ConditionStop, Node, Typed, strict, walk_nodes
from exoguide.flow.conditions.nodes import Call, Has, Is, Name
from exoguide.flow.model import ClinicType, Compute, ComputeType, Option, Policy, Step, StepKind
from exoguide.flow.problems import Path
from exoguide.flow.values import UNSET, NonAnswer, Unset, Value

MOST_CASES: Final = 20_000
"""Combinations of answers that are tried for one table."""

_MOST_OPTIONS: Final = 8
"""Options of a set that the rows of one table may tell apart."""

_COMPUTED: Final = {
    ComputeType.NUMBER: StepKind.NUMBER,
    ComputeType.MONEY: StepKind.MONEY,
    ComputeType.DATE: StepKind.DATE,
}
_GIVEN: Final = {
    ClinicType.NUMBER: StepKind.NUMBER,
    ClinicType.MONEY: StepKind.MONEY,
    ClinicType.DATE: StepKind.DATE,
    ClinicType.YES_NO: StepKind.YES_NO,
    ClinicType.CHOICE: StepKind.CHOICE,
}

Case: TypeAlias = "Mapping[str, Cell]"
"""A value for each input of a table that its rows read."""


@attrs.frozen
class Table:
    """A decision table whose rows have been typed, with every case that they can tell apart."""

    compute: Compute
    path: Path
    tests: tuple[Test | None, ...]
    names: tuple[str, ...]
    domains: tuple[tuple[Cell, ...], ...]

    def cases(self) -> Iterator[tuple[Case, frozenset[int] | None]]:
        """Each case with the rows that hold in it; ``None`` where the value is not known."""
        for chosen in product(*self.domains):
            case = dict(zip(self.names, chosen, strict=True))
            yield case, self._holding(case)

    def _holding(self, case: Case) -> frozenset[int] | None:
        answers: dict[str, Value] = {}
        clinic: dict[str, Any] = {}
        for name, cell in case.items():
            if isinstance(cell.value, Unset):
                continue
            if name.startswith("clinic."):
                clinic[name.removeprefix("clinic.")] = cell.value
            else:
                answers[name] = cell.value
        env = Alone(answers, clinic, answers)
        found: set[int] = set()
        for number, test in enumerate(self.tests):
            try:
                if test is None:
                    found |= set() if found else {number}
                elif test(env) is True:
                    found.add(number)
            except ConditionStop:
                if not found or self.compute.policy is Policy.UNIQUE:
                    return None
        return frozenset(found)


def table_of(layout: Layout, compute: Compute, path: Path) -> Table | None:
    """The table ready to be tried out; ``None`` when its rows read too much for that."""
    typed = [
        layout.typed(*path, "rows", number, "when") if row.when else None
        for number, row in enumerate(compute.rows)
    ]
    nodes = [one.node for one in typed if one is not None]
    if not all(_plain(atom) for node in nodes for atom in atoms(node)):
        return None
    read = {one.name for node in nodes for one in walk_nodes(node) if isinstance(one, Name)}
    names = tuple(name for name in dict.fromkeys(compute.inputs) if name in read)
    domains: list[tuple[Cell, ...]] = []
    for name in names:
        domain = _domain(layout, name, nodes)
        if domain is None:
            return None
        domains.append(domain)
    if prod(len(domain) for domain in domains) > MOST_CASES:
        return None
    return Table(compute, path, tuple(map(_strict, typed)), names, tuple(domains))


def _strict(typed: Typed | None) -> Test | None:
    return None if typed is None else strict(typed)


def _plain(atom: Node) -> bool:
    """Whether values of the inputs alone decide a condition, and finitely many of them do."""
    match atom:
        case Is(subject=Name()) | Has(subject=Name()) | Name():
            return True
        case Call(function="known" | "answered" | "risk", arguments=(Name(),), group=None):
            return True
    return comparison(atom) is not None


def _domain(layout: Layout, name: str, nodes: Iterable[Node]) -> tuple[Cell, ...] | None:
    """The values of an input that stand for all; ``None`` when there is no end of them."""
    unset = (Cell(UNSET, "not asked"),)  # type: ignore[arg-type]  # unset is a case beside all values
    index = layout.compute_index.get(name)
    if index is not None and layout.flow.computes[index].type is ComputeType.BOOL:
        return (Cell(True, "true"), Cell(False, "false"), *unset)
    step = layout.asked.get(name) or _as_step(layout, name)
    if step is None:
        return None
    domain = _sets(step, nodes) if step.kind is StepKind.MULTI else cells(layout.flow, step, nodes)
    return None if domain is None else (*domain, *unset)


def _as_step(layout: Layout, name: str) -> Step | None:
    """A compute or clinic value as a step that asks for such a value."""
    if name in layout.computes:
        compute = layout.flow.computes[layout.compute_index[name]]
        if compute.type not in _COMPUTED:
            return None
        return Step(
            name,
            "",
            _COMPUTED[compute.type],
            compute.title,
            non_answers=(NonAnswer.UNKNOWN,),
            unit=compute.unit,
            currency=compute.currency,
        )
    for value in layout.flow.clinic:
        if name == f"clinic.{value.id}" and value.type in _GIVEN:
            return Step(
                name,
                "",
                _GIVEN[value.type],
                value.title,
                options=value.options,
                min=value.min,
                max=value.max,
                unit=value.unit,
                currency=value.currency,
            )
    return None


def _sets(step: Step, nodes: Iterable[Node]) -> tuple[Cell, ...] | None:
    """The sets of options that rows can tell apart; options that no row names count as one."""
    named = {
        option.name
        for node in nodes
        for part in walk_nodes(node)
        if isinstance(part, Has) and isinstance(part.subject, Name) and part.subject.name == step.id
        for option in part.options
    }
    told = [one for one in step.options if one.id in named or one.exclusive]
    other = next((one for one in step.options if one not in told), None)
    free = [one for one in (*told, *((other,) if other else ())) if not one.exclusive]
    if len(free) > _MOST_OPTIONS:
        return None
    sets: list[tuple[Option, ...]] = [(one,) for one in told if one.exclusive]
    for size in range(1, len(free) + 1):
        sets += combinations(free, size)
    found = [
        Cell(
            frozenset(one.id for one in chosen),
            several(option_words(step, one.id) for one in chosen),
        )
        for chosen in sets
    ]
    return (*found, *(Cell(one, NON_ANSWERS[one]) for one in step.non_answers))
