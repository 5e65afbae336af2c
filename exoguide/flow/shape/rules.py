"""All shape rules of a flow, and where in its files a problem stands."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from exoguide.flow.assembly import Assembly
from exoguide.flow.model import Flow
from exoguide.flow.problems import Problem


def shape_problems(flow: Flow) -> tuple[Problem, ...]:
    """Everything wrong with the shape of a flow, in the order of its tables.

    The path of each problem counts tables over the whole flow, and its file is empty;
    :func:`located` turns both into places in files.
    """
    return ()


def located(problems: Iterable[Problem], assembly: Assembly) -> tuple[Problem, ...]:
    """The same problems with their file, and indices as they count inside it."""
    return tuple(_located(one, assembly) for one in problems)


def _located(problem: Problem, assembly: Assembly) -> Problem:
    if problem.file:
        return problem
    match problem.path:
        case (str() as table, int() as index, *rest) if (table, index) in assembly.origins:
            file, within = assembly.origins[table, index]
            return attrs.evolve(problem, file=file, path=(table, within, *rest))
        case _:
            return attrs.evolve(problem, file=assembly.head_file)
