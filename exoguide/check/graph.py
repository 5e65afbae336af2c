"""The ways through a flow: positions, and edges with the condition under which each is taken.

Every edge leads forward, but for the rounds of a group, which are walked once here: a second
round can reach nothing that the first cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

import attrs

from exoguide.check.layout import NEXT, Layout
from exoguide.flow.conditions import BOOL, Node
from exoguide.flow.conditions.nodes import Is, Name, Option
from exoguide.flow.conditions.symbols import Symbol
from exoguide.flow.model import Action, Outcome, StepKind
from exoguide.flow.problems import Path
from exoguide.flow.scope import step_type

Fact: TypeAlias = "tuple[Node, bool]"
"""A condition and whether it holds."""


@attrs.frozen
class Edge:
    """One way on. ``target`` is a position (the number of steps: past the last) or an end.

    ``facts`` hold whenever the edge is taken. ``asked`` says whether the step was asked, and not
    skipped; ``path`` is where the target is written, empty for the next step in the file.
    """

    source: int
    target: int | str
    asked: bool = True
    path: Path = ()
    facts: tuple[Fact, ...] = ()
    stage: bool = False
    """Taken because the whole stage is skipped."""
    empty: bool = False
    """Taken because a list has no items."""


class Graph:
    """The edges of a flow and what can be reached over them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.out: tuple[tuple[Edge, ...], ...] = tuple(
            tuple(self._edges(at)) for at in range(len(layout.entries))
        )

    @cached_property
    def into(self) -> tuple[tuple[Edge, ...], ...]:
        """The edges into each position, and into the place past the last."""
        found: list[list[Edge]] = [[] for _ in range(len(self.out) + 1)]
        for edges in self.out:
            for edge in edges:
                if isinstance(edge.target, int) and edge.target > edge.source:
                    found[edge.target].append(edge)
        return tuple(tuple(edges) for edges in found)

    @cached_property
    def jumps(self) -> tuple[Edge, ...]:
        """The edges that lead past a step, and past the rest of a stage or list, by source."""
        return tuple(
            edge
            for edges in self.out
            for edge in edges
            if isinstance(edge.target, int)
            and (edge.target > edge.source + 1 or edge.stage or edge.empty)
        )

    @cached_property
    def reached(self) -> frozenset[int | str]:
        """Positions and ends that some way leads to."""
        seen: set[int | str] = {0} if self.out else set()
        for at in range(len(self.out)):
            if at in seen:
                seen.update(edge.target for edge in self.out[at])
        return frozenset(seen)

    @cached_property
    def ungated(self) -> frozenset[int]:
        """Positions from which a signature or a completing end is reached without a gate."""
        found: set[int] = set()
        for at in reversed(range(len(self.out))):
            for edge in self.out[at]:
                if self._completes(edge.target) or edge.target in found:
                    if not self.layout.is_gate(at):
                        found.add(at)
                    break
        return frozenset(found)

    def _completes(self, target: int | str) -> bool:
        if isinstance(target, str):
            return self.layout.ends[target].outcome is Outcome.ACCEPTED
        at_step = target < len(self.out)
        return at_step and self.layout.entries[target].kind is StepKind.SIGNATURE

    def _target(self, name: str, at: int) -> int | str:
        if name == NEXT:
            return at + 1
        return self.layout.position.get(name, name)

    def _edges(self, at: int) -> Iterator[Edge]:
        layout = self.layout
        entry, body = layout.entries[at], layout.body(at)
        if entry.stage in layout.skippable and at in self._entrances:
            yield Edge(at, self._stage_stops[entry.stage], asked=False, stage=True)
        if entry.when:
            typed = layout.typed("step", at, "when")
            facts = ((typed.node, False),) if typed else ()
            yield Edge(at, at + 1, asked=False, facts=facts)
        if body is not None and body.repeats and at == body.first and not body.group.min:
            yield Edge(at, body.stop, asked=False, empty=True)
        yield from self._answered(at)
        yield from self._flagged(at)
        if body is not None and not body.repeats and at == body.stop - 1:
            path = ("group", body.index, "on_exhausted")
            until = layout.typed("group", body.index, "until")
            facts = ((until.node, False),) if until else ()
            target = self._target(body.group.on_exhausted or NEXT, at)
            yield Edge(at, target, path=path, facts=facts)

    @cached_property
    def _stage_stops(self) -> dict[str, int]:
        """The first position behind each stage."""
        return {entry.stage: at + 1 for at, entry in enumerate(self.layout.entries)}

    @cached_property
    def _entrances(self) -> frozenset[int]:
        """Where a stage can be entered: a stage is skipped from there, and as a whole."""
        layout = self.layout
        targets = {option.goto for entry in layout.entries for option in entry.options}
        targets |= {row.goto or row.otherwise for entry in layout.entries for row in entry.route}
        targets |= {group.on_exhausted for group in layout.flow.groups}
        targets |= {flag.goto for flag in layout.flow.flags}
        first = {entry.stage: at for at, entry in reversed(tuple(enumerate(layout.entries)))}
        named = (layout.position[name] for name in targets if name in layout.position)
        return frozenset({*first.values(), *named})

    def _answered(self, at: int) -> Iterator[Edge]:
        entry, step = self.layout.entries[at], self.layout.step(at)
        if entry.route:
            yield from self._routes(at)
            return
        options = [option for option in step.options if option.goto and not entry.use]
        for number, option in enumerate(step.options):
            if option in options:
                path: Path = ("step", at, "options", number, "goto")
                taken: tuple[Fact, ...] = ((self._answer_is(at, option.id), True),)
                yield Edge(at, self._target(option.goto, at), path=path, facts=taken)
        staying = len(options) < len(step.options) or bool(step.non_answers)
        if staying or step.kind is not StepKind.CHOICE:
            facts = tuple((self._answer_is(at, option.id), False) for option in options)
            yield Edge(at, at + 1, facts=self._when_holds(at) + facts)

    def _routes(self, at: int) -> Iterator[Edge]:
        earlier: tuple[Fact, ...] = self._when_holds(at)
        for number, row in enumerate(self.layout.entries[at].route):
            typed = self.layout.typed("step", at, "route", number, "when")
            field = "otherwise" if row.otherwise else "goto"
            path: Path = ("step", at, "route", number, field)
            facts = (*earlier, (typed.node, True)) if typed else earlier
            target = self._target(row.otherwise or row.goto, at)
            yield Edge(at, target, path=path, facts=facts)
            if typed:
                earlier = (*earlier, (typed.node, False))

    def _when_holds(self, at: int) -> tuple[Fact, ...]:
        typed = self.layout.typed("step", at, "when")
        return ((typed.node, True),) if typed else ()

    def _answer_is(self, at: int, option: str) -> Node:
        step = self.layout.step(at)
        kind = step_type(self.layout.flow, step)
        symbol = Symbol("step", step.id, kind, None, frozenset(step.cautious))
        name = Name(step.id, symbol, span=(0, 0), type=kind)
        chosen = Option(option, span=(0, 0), type=kind)
        return Is(name, (chosen,), False, span=(0, 0), type=BOOL)

    def _flagged(self, at: int) -> Iterator[Edge]:
        if self.layout.is_gate(at):
            for index, goto in self._waits:
                yield Edge(at, self._target(goto, at), path=("flag", index, "goto"))
            return
        for index, goto in self._stops.get(self.layout.step(at).id, ()):
            target = self._target(goto, at)
            if isinstance(target, str) or target > at:
                yield Edge(at, target, path=("flag", index, "goto"))

    @cached_property
    def _waits(self) -> tuple[tuple[int, str], ...]:
        """Where gates lead, with a flag for each end and every flag that leads to a step."""
        found: dict[str, tuple[int, str]] = {}
        for index, flag in enumerate(self.layout.flow.flags):
            if flag.action in {Action.DEFER, Action.REFER} and flag.goto:
                once = flag.goto if flag.goto in self.layout.ends else flag.id
                found.setdefault(once, (index, flag.goto))
        return tuple(found.values())

    @cached_property
    def _stops(self) -> dict[str, list[tuple[int, str]]]:
        """Stop flags by each step that they hang on, with where they lead."""
        found: dict[str, list[tuple[int, str]]] = {}
        for index, flag in enumerate(self.layout.flow.flags):
            if flag.action is not Action.STOP or not flag.goto:
                continue
            for name in flag_inputs(self.layout, index):
                body = self.layout.bodies.get(name)
                asked = self.layout.entries[body.stop - 1].id if body else name
                found.setdefault(asked, []).append((index, flag.goto))
        return found


def flag_inputs(layout: Layout, index: int) -> frozenset[str]:
    """The steps and groups that a flag hangs on."""
    names: set[str] = set()
    for field in ("when", "applies"):
        typed = layout.typed("flag", index, field)
        if typed is not None:
            names |= typed.reads | typed.groups
    return layout.roots(names)
