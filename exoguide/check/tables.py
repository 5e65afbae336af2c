"""Decision tables: answers that no row takes, rows that clash, rows that are never taken.

Every combination of answers that the rows can tell apart is tried, so each verdict is exact for
choices, sets of options, and numbers, amounts and dates that are compared with written values.
What else a row may read (today, sums, other arithmetic) cannot be looked through and is said so.
"""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue
from exoguide.check.layout import Layout
from exoguide.check.table_cases import Case, Table, table_of
from exoguide.check.words import called, several
from exoguide.flow.conditions import walk_nodes
from exoguide.flow.conditions.nodes import Name
from exoguide.flow.model import Compute, Policy
from exoguide.flow.problems import Path


def table_issues(layout: Layout) -> Iterator[Issue]:
    """Everything that is wrong with the decision tables of a flow."""
    for index, compute in enumerate(layout.flow.computes):
        if not compute.rows or not layout.sound([compute.id]):
            continue
        path: Path = ("compute", index)
        strangers = tuple(_strangers(layout, compute, path))
        yield from strangers
        if strangers:
            continue
        table = table_of(layout, compute, path)
        if table is not None:
            yield from _looked_through(layout, table)
        elif compute.policy is Policy.UNIQUE or not compute.rows[-1].otherwise:
            said = f"The rows of “{compute.title or compute.id}” read more than can be tried out."
            todo = 'Use policy = "first" with a last row otherwise = …, which needs no proof.'
            yield Issue("EXG624", (*path, "id"), said, todo)


def _strangers(layout: Layout, compute: Compute, path: Path) -> Iterator[Issue]:
    """What a row reads although it is no input; inputs that no row reads."""
    for number, row in enumerate(compute.rows):
        for part in ("when", "then", "otherwise"):
            place = (*path, "rows", number, part)
            typed = layout.typed(*place)
            if typed is None or not getattr(row, part):
                continue
            for node in walk_nodes(typed.node):
                if isinstance(node, Name) and node.name not in compute.inputs:
                    said = f"This row reads “{node.name}”, which is no input of the table."
                    todo = f"Add it to inputs = [{', '.join(compute.inputs)}], or take it away."
                    yield Issue("EXG620", place, said, todo, node.span)
                    return


def _looked_through(layout: Layout, table: Table) -> Iterator[Issue]:
    compute = table.compute
    firsts: set[int] = set()
    covered: dict[int, set[int]] = {}
    gap: Case | None = None
    clash: tuple[Case, tuple[int, ...]] | None = None
    for case, rows in table.cases():
        if rows is None:
            continue
        if not rows:
            gap = case if gap is None else gap
            continue
        first, *others = sorted(rows)
        firsts.add(first)
        for row in others:
            covered.setdefault(row, set()).add(first)
        if compute.policy is Policy.UNIQUE:
            firsts.update(others)
            if clash is None and len({compute.rows[row].then for row in rows}) > 1:
                clash = case, tuple(sorted(rows))
    if gap is not None:
        said = f"No row of “{compute.title or compute.id}” holds when {_told(layout, gap)}."
        todo = "Widen a row, or add a last one with otherwise = …"
        yield Issue("EXG621", _at(table, len(compute.rows) - 1), said, todo)
    if clash is not None:
        case, held = clash
        numbers = several(str(row + 1) for row in held)
        said = f"Rows {numbers} of “{compute.title or compute.id}” both hold when"
        said = said.replace("both", "all") if len(held) > 2 else said
        said += f" {_told(layout, case)}, and give different values."
        todo = 'Narrow one of them, or put them in order and say policy = "first".'
        yield Issue("EXG622", _at(table, held[1]), said, todo)
    for number, written in enumerate(compute.rows):
        if number not in firsts and written.when:
            yield _dead(table, number, sorted(covered.get(number, ())))


def _dead(table: Table, number: int, earlier: list[int]) -> Issue:
    said = f"Row {number + 1} of “{table.compute.title or table.compute.id}” is never used"
    if earlier:
        rows = several(str(row + 1) for row in earlier)
        verb = "takes" if len(earlier) == 1 else "together take"
        noun = "row" if len(earlier) == 1 else "rows"
        said += f": {noun} {rows} {verb} every answer that it would."
    else:
        said += ": its condition holds for no answer."
    return Issue("EXG623", _at(table, number), said, "Put it earlier, correct it or take it away.")


def _at(table: Table, number: int) -> Path:
    row = table.compute.rows[number]
    return (*table.path, "rows", number, "when" if row.when else "otherwise")


def _told(layout: Layout, case: Case) -> str:
    parts = []
    for name, cell in case.items():
        subject = called(layout.asked[name]) if name in layout.asked else f"“{name}”"
        parts.append(f"{subject} is {cell.words}")
    return several(parts)
