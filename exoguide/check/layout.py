"""The steps of a flow as positions, with the names that are read and where each is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from exoguide.check.expressions import Expression
from exoguide.flow.conditions import Typed
from exoguide.flow.model import Flow, Group, Step, StepKind
from exoguide.flow.problems import Path
from exoguide.flow.scope import compute_names

NEXT = "next"


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
        told: set[str] = set()
        found: list[tuple[str, ...]] = []
        for name in self.compute_index:
            way = () if name in told else self._way_back(name)
            if way:
                told.update(way)
                found.append(way)
        return tuple(found)

    @cached_property
    def circular(self) -> frozenset[str]:
        """Every compute on a cycle."""
        return frozenset(name for way in self.cycles for name in way)

    def _way_back(self, name: str) -> tuple[str, ...]:
        came: dict[str, str] = {}
        waiting = [name]
        while waiting:
            here = waiting.pop()
            for read in sorted(self.compute_reads(here) & self.computes.keys()):
                if read == name:
                    way = [here]
                    while way[-1] != name:
                        way.append(came[way[-1]])
                    return tuple(reversed(way))
                if read not in came:
                    came[read] = here
                    waiting.append(read)
        return ()

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
