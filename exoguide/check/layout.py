"""The steps of a flow as positions, with the names that are read and where each is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from exoguide.check.expressions import Expression
from exoguide.flow.conditions import Node, Typed
from exoguide.flow.conditions.nodes import children
from exoguide.flow.model import Flow, Group, Step, StepKind
from exoguide.flow.problems import Path
from exoguide.flow.scope import compute_names

NEXT = "next"
MOST_ROOM = 600
"""Room for values worked out inside each other: about 60 behind one another, fewer with brackets.
Python's own limit is near 1,000, of which a face needs its share."""


@attrs.frozen
class Body:
    """A group's stretch of positions, ``stop`` exclusive."""

    group: Group
    index: int
    first: int
    stop: int

    @property
    def repeats(self) -> bool:
        """Whether it is a repeat; otherwise it has rounds."""
        return self.group.max > 0


class Layout:
    """A flow without problems of shape, and its typed expressions by path."""

    def __init__(self, flow: Flow, expressions: Mapping[Path, Expression]) -> None:
        self.flow = flow
        self.expressions = expressions
        self.entries: tuple[Step, ...] = flow.steps
        self.position: dict[str, int] = {step.id: n for n, step in enumerate(flow.steps)}
        self.asked: dict[str, Step] = {s.id: s for s in flow.steps if s.kind is not None}
        self.ends = {end.id: end for end in flow.ends}
        self.bodies: dict[str, Body] = {}
        for index, group in enumerate(flow.groups):
            held = [n for n, step in enumerate(flow.steps) if step.group == group.id]
            if held:
                self.bodies[group.id] = Body(group, index, held[0], held[-1] + 1)
        self.skippable = frozenset(stage.id for stage in flow.stages if stage.skippable)

    def step(self, at: int) -> Step:
        """What is asked at a position: the step itself, or the one that it uses."""
        entry = self.entries[at]
        return self.asked.get(entry.use, entry) if entry.use else entry

    def typed(self, *path: str | int) -> Typed | None:
        """The typed expression at a path; ``None`` where there is none or it is broken."""
        found = self.expressions.get(path)
        return found.typed if found else None

    def broken(self, *path: str | int) -> bool:
        """Whether an expression stands there that could not be typed."""
        found = self.expressions.get(path)
        return found is not None and found.typed is None

    def body(self, at: int) -> Body | None:
        """The group that a position belongs to."""
        return self.bodies.get(self.entries[at].group) if at < len(self.entries) else None

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """The positions at which each step is asked, its own first."""
        found: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            found.setdefault(entry.use or entry.id, []).append(at)
        return {name: tuple(sorted(places)) for name, places in found.items()}

    def answered_from(self, name: str) -> int:
        """The first position behind which a step or a group's list can be read."""
        body = self.bodies.get(name)
        if body is not None:
            return body.first
        return self.places[name][0]

    @cached_property
    def computes(self) -> Mapping[str, tuple[Path, ...]]:
        """The expressions of each computed name; a score has none."""
        found: dict[str, tuple[Path, ...]] = {}
        for index, compute in enumerate(self.flow.computes):
            for name in compute_names(compute):
                field = "low" if name.endswith("_low") else "high"
                field = field if compute.low or compute.high else "value"
                if compute.rows:
                    found[name] = tuple(
                        ("compute", index, "rows", number, part)
                        for number, row in enumerate(compute.rows)
                        for part in ("when", "then", "otherwise")
                        if getattr(row, part)
                    )
                else:
                    found[name] = () if compute.score else (("compute", index, field),)
        return found

    @cached_property
    def compute_index(self) -> Mapping[str, int]:
        """The table of each computed name."""
        return {
            name: index
            for index, compute in enumerate(self.flow.computes)
            for name in compute_names(compute)
        }

    def compute_reads(self, name: str) -> frozenset[str]:
        """What a computed name reads directly; what could not be typed reads nothing."""
        reads: set[str] = set(self.flow.computes[self.compute_index[name]].score)
        for path in self.computes[name]:
            typed = self.typed(*path)
            if typed is not None:
                reads |= typed.reads | typed.groups
        return frozenset(reads)

    def sound(self, names: Iterable[str]) -> bool:
        """Whether every compute behind ``names`` could be typed."""
        return not any(
            name in self.circular or any(self.broken(*path) for path in self.computes.get(name, ()))
            for name in self.closure(names)
        )

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Computes that need themselves: each cycle once, as the way around it."""
        found: list[tuple[str, ...]] = []
        told: set[str] = set()
        done: set[str] = set()
        for start in self.compute_index:
            way: dict[str, Iterator[str]] = {} if start in done else {start: self._inner(start)}
            while way:
                here = next(reversed(way))
                read = next(way[here], None)
                if read is None:
                    done.add(here)
                    del way[here]
                elif read in way:
                    names = list(way)
                    cycle = tuple(names[names.index(read) :])
                    if told.isdisjoint(cycle):
                        told.update(cycle)
                        found.append(cycle)
                elif read not in done:
                    way[read] = self._inner(read)
        return tuple(found)

    def _inner(self, name: str) -> Iterator[str]:
        """The computes that a compute reads directly, in a set order."""
        return iter(sorted(self.compute_reads(name) & self.computes.keys()))

    @cached_property
    def circular(self) -> frozenset[str]:
        """Every compute that cannot be worked out: on a cycle, or behind too many others."""
        return frozenset(name for way in self.cycles for name in way) | self.remote.keys()

    @cached_property
    def remote(self) -> Mapping[str, int]:
        """Computes behind so many others that a session would run out of room, with how many.

        Working one value out inside another takes room for each, and for each bracket on the way.
        """
        cost: dict[str, int] = {}
        count: dict[str, int] = {}
        on_cycles = {name for way in self.cycles for name in way}
        waiting = [name for name in self.compute_index if name not in on_cycles]
        entered: set[str] = set()
        while waiting:
            name = waiting[-1]
            reads = self.compute_reads(name) & self.computes.keys() - on_cycles
            open_ = [one for one in reads if one not in cost and one not in entered]
            if open_ and name not in cost:
                entered.add(name)
                waiting += open_
                continue
            waiting.pop()
            if name not in cost:
                typed = (self.typed(*path) for path in self.computes[name])
                own = max((depth(one.node) for one in typed if one is not None), default=1)
                cost[name] = 5 + 2 * own + max((cost.get(one, 0) for one in reads), default=0)
                count[name] = 1 + max((count.get(one, 0) for one in reads), default=0)
        return {name: count[name] for name, found in cost.items() if found > MOST_ROOM}

    def closure(self, names: Iterable[str]) -> Iterator[str]:
        """``names`` and everything behind those of them that are computed."""
        seen: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            yield name
            if name in self.computes:
                waiting.extend(self.compute_reads(name))

    def roots(self, names: Iterable[str]) -> frozenset[str]:
        """The steps and groups behind ``names``."""
        return frozenset(
            name for name in self.closure(names) if name in self.asked or name in self.bodies
        )

    def is_gate(self, at: int) -> bool:
        """Whether a gate stands at a position."""
        return self.entries[at].kind is StepKind.GATE


def depth(node: Node) -> int:
    """How many expressions stand inside each other in ``node``."""
    return 1 + max((depth(child) for child in children(node)), default=0)
