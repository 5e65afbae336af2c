"""Answers that no route takes, and routes that no answer takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exoguide.check.assignment import Assignment
from exoguide.check.cases import Constraint, GaveUp, search
from exoguide.check.cells import SCALES, Cell, cells, comparison
from exoguide.check.findings import Issue
from exoguide.check.judge import Case, Judge, Stops
from exoguide.check.layout import Layout
from exoguide.check.words import called, several
from exoguide.flow.conditions import Node, Typed, walk_nodes
from exoguide.flow.conditions.nodes import Compare
from exoguide.flow.model import Step
from exoguide.flow.problems import Path


class Rows:
    """The routes of one step, each with its condition (``None``: otherwise)."""

    def __init__(self, layout: Layout, at: int) -> None:
        self.at = at
        self.entry = layout.entries[at]
        self.step = layout.step(at)
        self.conditions: list[Typed | None] = [
            layout.typed("step", at, "route", number, "when")
            for number in range(len(self.entry.route))
        ]
        self.broken = any(
            layout.broken("step", at, "route", number, "when")
            for number in range(len(self.entry.route))
        )

    @property
    def closed(self) -> bool:
        """Whether an otherwise takes what is left."""
        return any(row.otherwise for row in self.entry.route)

    def own_only(self, layout: Layout) -> bool:
        """Whether the step's own answer alone decides every row, exactly."""
        return all(
            typed is None or _own(layout, self.step, typed) for typed in self.conditions
        ) and not layout.is_gate(self.at)


def route_issues(layout: Layout, assignment: Assignment) -> Iterator[Issue]:
    """Gaps and dead rows of every step that has routes."""
    for at, entry in enumerate(layout.entries):
        if not entry.route:
            continue
        rows = Rows(layout, at)
        if rows.broken:
            continue
        if rows.own_only(layout):
            yield from _own_issues(layout, rows)
        elif not rows.closed:
            yield from _possible_gap(layout, assignment, rows)


def _own_issues(layout: Layout, rows: Rows) -> Iterator[Issue]:
    taken, left = _taken(layout, rows)
    if left and not rows.closed:
        last = len(rows.entry.route) - 1
        words = several(cell.words for cell in left)
        have = "has" if len(left) == 1 else "have"
        said = f"No way on from {called(rows.step)}: {words} {have} no route."
        todo = "Widen a route, or add a last one with otherwise = …"
        yield Issue("EXG401", _place(rows, last), said, todo)
    for number, row in enumerate(rows.entry.route):
        if number not in taken and not row.otherwise:
            said = f"This route of {called(rows.step)} is never taken."
            earlier = "the routes before it take every such answer, or there is no such answer"
            todo = f"Put it earlier or take it away: {earlier}."
            yield Issue("EXG403", ("step", rows.at, "route", number, "when"), said, todo)


def _possible_gap(layout: Layout, assignment: Assignment, rows: Rows) -> Iterator[Issue]:
    said = f"There may be no way on from {called(rows.step)}: no route takes every answer."
    todo = 'Add a last [[step.route]] with otherwise = "…" (a step, an end, or next).'
    notes: tuple[str, ...] = ()
    try:
        case = _open_case(assignment, rows)
        if case is None:
            return
        if told := example(layout, case):
            notes = (f"For example when {told}.",)
    except GaveUp:
        notes = ("The routes read too much for every case to be looked at.",)
    yield Issue("EXG402", _place(rows, len(rows.entry.route) - 1), said, todo, notes=notes)


def _open_case(assignment: Assignment, rows: Rows) -> Case | None:
    judge = assignment.judge
    nodes = [typed.node for typed in rows.conditions if typed is not None]
    names: frozenset[str] = frozenset().union(*(judge.variables(node) for node in nodes))
    constraints = [Constraint(judge.variables(node), _fails(judge, node)) for node in nodes]
    own = rows.step.id
    return next(
        search(
            assignment.layout,
            names,
            constraints,
            lambda name: name != own and not assignment.given.surely(name, rows.at),
            nodes,
        ),
        None,
    )


def _fails(judge: Judge, node: Node) -> Callable[[Case], bool]:
    def fails(case: Case) -> bool:
        try:
            return judge.decide(node, case) is False
        except Stops:
            return False

    return fails


def _taken(layout: Layout, rows: Rows) -> tuple[set[int], list[Cell]]:
    """The rows that some answer takes, and the answers that none takes."""
    judge = Judge(layout)
    nodes = [typed.node for typed in rows.conditions if typed is not None]
    taken: set[int] = set()
    left: list[Cell] = []
    for cell in cells(layout.flow, rows.step, nodes):
        case: Case = {rows.step.id: cell}
        for number, typed in enumerate(rows.conditions):
            try:
                if typed is None or judge.decide(typed.node, case):
                    taken.add(number)
                    break
            except Stops:  # no row after this one is ever looked at
                taken.update(range(number, len(rows.conditions)))
                if not rows.closed:
                    left.append(cell)
                break
        else:
            left.append(cell)
    return taken, left


def _own(layout: Layout, step: Step, typed: Typed) -> bool:
    if typed.reads - {step.id} or typed.flags or typed.actions or typed.groups:
        return False
    if typed.today or typed.information_only:
        return False
    judge = Judge(layout)
    return judge.variables(typed.node) <= {step.id} and all(
        step.kind in SCALES and comparison(node) is not None
        for node in walk_nodes(typed.node)
        if isinstance(node, Compare)
    )


def _place(rows: Rows, number: int) -> Path:
    row = rows.entry.route[number]
    return ("step", rows.at, "route", number, "when" if row.when else "otherwise")


def example(layout: Layout, case: Case) -> str:
    """A case in the flow's own words, such as: “Who is here?” is “alone”."""
    told = []
    for name, cell in case.items():
        step = layout.asked.get(name)
        if step is None or not isinstance(cell, Cell):
            continue
        verb = "was" if cell.words == "not asked" else "is"
        if cell.words not in {"an answer", "a list"}:
            told.append(f"{called(step)} {verb} {cell.words}")
    return several(told)
