"""All shape rules of a flow, and where in its files a problem stands."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from exoguide.flow.assembly import TABLES, Assembly
from exoguide.flow.clinic import default_problems
from exoguide.flow.model import Flow
from exoguide.flow.problems import Path, Problem
from exoguide.flow.shape.forms import form_problems
from exoguide.flow.shape.kinds import kind_problems
from exoguide.flow.shape.naming import naming_problems
from exoguide.flow.shape.order import order_problems
from exoguide.flow.shape.ranges import range_problems
from exoguide.flow.shape.references import reference_problems
from exoguide.flow.shape.wording import wording_problems

_TABLES = {name: number for number, name in enumerate(TABLES)}


def shape_problems(flow: Flow) -> tuple[Problem, ...]:
    """Everything wrong with the shape of a flow, in the order of its tables.

    The path of each problem counts tables over the whole flow, and its file is empty;
    :func:`located` turns both into places in files.
    """
    rules = (
        naming_problems,
        kind_problems,
        form_problems,
        range_problems,
        reference_problems,
        order_problems,
        wording_problems,
        default_problems,
    )
    found = [problem for rule in rules for problem in rule(flow)]
    return tuple(sorted(found, key=_in_table_order))


def located(problems: Iterable[Problem], assembly: Assembly) -> tuple[Problem, ...]:
    """The same problems with their file, and indices as they count inside it."""
    return tuple(_located(one, assembly) for one in problems)


def _in_table_order(problem: Problem) -> tuple[str, int, int]:
    table, index = (*problem.path, "", 0)[:2]
    number = index if isinstance(index, int) else 0
    return problem.file, _TABLES.get(str(table), -1), number


def _located(problem: Problem, assembly: Assembly) -> Problem:
    file, path = _place(problem.file, problem.path, assembly)
    related = tuple(_place(*place, assembly) for place in problem.related)
    return attrs.evolve(problem, file=file, path=path, related=related)


def _place(file: str, path: Path, assembly: Assembly) -> tuple[str, Path]:
    if file:
        return file, path
    match path:
        case (str() as table, int() as index, *rest) if (table, index) in assembly.origins:
            name, within = assembly.origins[table, index]
            return name, (table, within, *rest)
        case _:
            return assembly.head_file, path
