"""Which answers are surely there at each position, and what is known on every way to it.

Two passes over the edges, front to back: what every way to a position has answered, and the
conditions that every way to it has met (``when``, options and routes taken or not).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from exoguide.check.graph import Edge, Fact, Graph
from exoguide.check.layout import Layout

Gain: TypeAlias = "Callable[[Edge], int]"


class Given:
    """Answers that are there and facts that hold, by position."""

    def __init__(self, layout: Layout, graph: Graph) -> None:
        self.layout = layout
        self.graph = graph
        names = [*layout.asked, *layout.bodies]
        self._bit = {name: 1 << number for number, name in enumerate(names)}
        self._all = (1 << len(names)) - 1
        self._facts: list[Fact] = []
        self._fact_of: dict[tuple[int, bool], int] = {}
        self._sure = self._flow(self._answers)
        self._passed = self._flow(self._if_asked)
        self._known = self._flow_facts()

    def surely(self, name: str, at: int) -> bool:
        """Whether ``name`` is answered on every way to position ``at``."""
        return bool(self._sure[at] & self._bit.get(name, 0))

    def passed(self, name: str, at: int) -> bool:
        """Whether every way to ``at`` passes the step ``name``, asked or skipped by its when."""
        return bool(self._passed[at] & self._bit.get(name, 0))

    def surely_behind(self, name: str, last: int) -> bool:
        """Whether ``name`` is answered once the last step of a group has been passed."""
        return bool(self._inside(last) & self._bit.get(name, 0))

    def facts(self, at: int) -> Iterator[Fact]:
        """What every way to ``at`` knows."""
        known = self._known[at]
        while known:
            lowest = known & -known
            yield self._facts[lowest.bit_length() - 1]
            known ^= lowest

    def _inside(self, last: int) -> int:
        """What is answered once the last step of a group has been passed."""
        gains = [
            self._sure[last] | self._answers(edge)
            for edge in self.graph.out[last]
            if edge.target == last + 1 and not edge.empty
        ]
        bits = self._all
        for gain in gains:
            bits &= gain
        return bits if gains else self._sure[last]

    def _flow(self, gain: Gain) -> list[int]:
        found: list[int] = []
        for at in range(len(self.layout.entries) + 1):
            bits = 0 if at == 0 else self._all
            for edge in self.graph.into[at]:
                if edge.source not in self.graph.reached:
                    continue
                bits &= self._over(edge, found, gain)
            body = self.layout.body(at)
            if body is not None and body.repeats and at == body.first:
                bits |= self._bit[body.group.id]
            found.append(bits)
        return found

    def _over(self, edge: Edge, found: list[int], gain: Gain) -> int:
        bits = found[edge.source] | gain(edge)
        body = self.layout.body(edge.source)
        if body is not None and body.repeats:
            target = edge.target
            if not isinstance(target, int) or not body.first <= target < body.stop:
                for at in range(body.first, body.stop):
                    bits &= ~self._bit.get(self.layout.step(at).id, 0)
        return bits

    def _answers(self, edge: Edge) -> int:
        if not edge.asked or self.layout.is_gate(edge.source):
            return 0
        return self._bit.get(self.layout.step(edge.source).id, 0)

    def _if_asked(self, edge: Edge) -> int:
        if edge.stage or edge.empty or self.layout.is_gate(edge.source):
            return 0
        return self._bit.get(self.layout.step(edge.source).id, 0)

    def _flow_facts(self) -> list[int]:
        found: list[int] = []
        for at in range(len(self.layout.entries) + 1):
            edges = [e for e in self.graph.into[at] if e.source in self.graph.reached]
            bits = -1 if edges else 0
            for edge in edges:
                bits &= found[edge.source] | self._numbered(edge)
            found.append(max(bits, 0))
        return found

    def _numbered(self, edge: Edge) -> int:
        bits = 0
        for fact in edge.facts:
            key = (id(fact[0]), fact[1])
            number = self._fact_of.setdefault(key, len(self._facts))
            if number == len(self._facts):
                self._facts.append(fact)
            bits |= 1 << number
        return bits
