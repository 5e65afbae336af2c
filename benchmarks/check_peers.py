"""What the sweep answers, asked of z3 and of plain enumeration.

The questions: which steps can be asked, and which routes can be taken. In the random flows neither
gates nor flags change that, so the peers need not know of them.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any, TypeAlias

import attrs
import z3

from exoguide.check.alone import Alone, compiled
from exoguide.check.layout import NEXT, Layout
from exoguide.check.proof.sweep import Sweep
from exoguide.flow.conditions import Node, strict
from exoguide.flow.conditions.nodes import Call, Compare, Is, Literal, Logic, Name, Not
from exoguide.flow.model import Step, StepKind
from exoguide.flow.scope import option_ids
from exoguide.flow.values import Value

Finding: TypeAlias = "tuple[str, int, int]"
"""``asked`` or ``taken``; the position; the route."""


@attrs.frozen
class Answer:
    """What a peer found out, and whether it was done within its time."""

    found: frozenset[Finding]
    questions: int
    """How many of the questions it answered."""
    spent: float
    """Milliseconds."""
    done: bool


def swept(layout: Layout) -> Answer:
    """The answers of the sweep."""
    begun = time.perf_counter()
    sweep = Sweep(layout)
    sweep.run()
    spent = (time.perf_counter() - begun) * 1000
    found: set[Finding] = {("asked", at, 0) for at in sweep.asked}
    for path in sweep.taken:
        if path[0] == "step" and path[2] == "route" and len(path) == 4:
            found.add(("taken", int(path[1]), int(path[3])))
    return Answer(frozenset(found), len(questions(layout)), spent, done=True)


def _questions(layout: Layout) -> list[Finding]:
    asked: list[Finding] = [("asked", at, 0) for at in range(len(layout.entries))]
    for at, entry in enumerate(layout.entries):
        asked += [("taken", at, number) for number in range(len(entry.route))]
    return asked


def questions(layout: Layout) -> list[Finding]:
    """Everything that is asked of a flow."""
    asked: list[Finding] = [("asked", at, 0) for at in range(len(layout.entries))]
    for at, entry in enumerate(layout.entries):
        asked += [("taken", at, number) for number in range(len(entry.route))]
    return asked


def _routes(layout: Layout, at: int) -> Iterator[tuple[int, Node | None, int]]:
    """Where routes lead, in order: a position or -1 for an end, the condition, the route."""
    for number, row in enumerate(layout.entries[at].route):
        name = row.otherwise or row.goto
        target = at + 1 if name == NEXT else layout.position.get(name, -1)
        typed = layout.typed("step", at, "route", number, "when")
        yield target, typed.node if typed else None, number


def enumerated(layout: Layout, sweep: Sweep, limit: float) -> Answer:
    """Walk every combination of kinds of answers, for ``limit`` seconds at most."""
    begun = time.perf_counter()
    steps = range(len(layout.entries))
    whens = [strict(typed) if (typed := layout.typed("step", at, "when")) else None for at in steps]
    routes = [
        [(goto, compiled(node) if node else None, n) for goto, node, n in _routes(layout, at)]
        for at in steps
    ]
    answers = [
        []
        if layout.is_gate(at)
        else [one.value for one in sweep.vocabulary.variable(entry.id).cells]
        for at, entry in enumerate(layout.entries)
    ]
    found: set[Finding] = set()
    waiting: list[tuple[int, dict[str, Value]]] = [(0, {})]
    for turn in count():
        if not waiting:
            break
        if turn % 1000 == 0 and time.perf_counter() - begun > limit:
            return Answer(frozenset(found), len(found), limit * 1000, done=False)
        at, given = waiting.pop()
        if at not in steps:
            continue
        when = whens[at]
        if when is not None and when(Alone(given)) is not True:
            waiting.append((at + 1, given))
            continue
        found.add(("asked", at, 0))
        name = layout.entries[at].id
        for held in [{**given, name: value} for value in answers[at]] or [given]:
            for target, test, number in routes[at]:
                if test is None or test(Alone(held)) is True:
                    found.add(("taken", at, number))
                    waiting.append((target, held))
                    break
            else:
                waiting.append((at + 1, held))
    spent = (time.perf_counter() - begun) * 1000
    return Answer(frozenset(found), len(questions(layout)), spent, done=True)


class _Formulas:
    """A flow as formulas: under which answers each step is entered, asked and left."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.solver = z3.Solver()
        self.ways: dict[Finding, Any] = {}
        self.asked: dict[str, Any] = {}
        self.answers: dict[str, Any] = {}
        into: dict[int, list[Any]] = defaultdict(list)
        into[0].append(z3.BoolVal(True))
        for at, entry in enumerate(layout.entries):
            here = self._named(f"in{at}", z3.Or(into[at]))
            typed = layout.typed("step", at, "when")
            when = self._of(typed.node) if typed else z3.BoolVal(True)
            asked = self._named(f"asked{at}", z3.And(here, when))
            self.ways["asked", at, 0] = self.asked[entry.id] = asked
            into[at + 1].append(z3.And(here, z3.Not(when)))
            self._answer(entry)
            rest = asked
            for target, node, number in _routes(layout, at):
                test = self._of(node) if node else z3.BoolVal(True)
                taken = self._named(f"to{at}_{number}", z3.And(rest, test))
                self.ways["taken", at, number] = taken
                into[target].append(taken)
                rest = z3.And(rest, z3.Not(test))
            into[at + 1].append(rest)

    def _named(self, name: str, formula: Any) -> Any:
        named = z3.Bool(name)
        self.solver.add(named == formula)
        return named

    def _answer(self, step: Step) -> None:
        if step.kind is StepKind.GATE:
            return
        answer = self.answers[step.id] = z3.Int(step.id)
        if step.kind is StepKind.NUMBER:
            self.solver.add(answer >= int(step.min), answer <= int(step.max))
        else:
            self.solver.add(answer >= 0, answer < len(option_ids(step)))

    def _of(self, node: Node) -> Any:
        match node:
            case Logic(op=op, parts=parts):
                return (z3.And if op == "and" else z3.Or)([self._of(part) for part in parts])
            case Not(operand=operand):
                return z3.Not(self._of(operand))
            case Call(function="answered", arguments=(Name(name=name),)):
                return self.asked[name]
            case Is(subject=Name(name=name), options=options, negated=negated):
                known = option_ids(self.layout.asked[name])
                held = z3.Or([self.answers[name] == known.index(one.name) for one in options])
                return z3.Not(held) if negated else held
            case Compare(
                ops=(">=",), operands=(Name(name=name), Literal(value=Decimal() as least))
            ):
                return self.answers[name] >= int(least)
        raise ValueError(node)


def solved(layout: Layout, limit: float) -> Answer:
    """Ask z3 one question after the other, for ``limit`` seconds at most."""
    begun = time.perf_counter()
    formulas = _Formulas(layout)
    found: set[Finding] = set()
    asked = 0
    for question in questions(layout):
        left = limit - (time.perf_counter() - begun)
        formulas.solver.set("timeout", max(int(left * 1000), 1))
        verdict = formulas.solver.check(formulas.ways[question])
        if left <= 0 or verdict == z3.unknown:
            return Answer(frozenset(found), asked, limit * 1000, done=False)
        asked += 1
        if verdict == z3.sat:
            found.add(question)
    spent = (time.perf_counter() - begun) * 1000
    return Answer(frozenset(found), asked, spent, done=True)
