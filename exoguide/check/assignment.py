"""Whether a reading may find nothing: no answer, or one without a value.

What every way to it has answered is safe. For the rest, answers are searched for under which the
reading happens all the same: under its guards, the facts on the way, and the conditions under
which what it reads is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import attrs

from exoguide.check.cases import Constraint, GaveUp, search
from exoguide.check.cells import Cell
from exoguide.check.given import Given
from exoguide.check.graph import Fact, Graph
from exoguide.check.guards import Read
from exoguide.check.judge import Case, Judge
from exoguide.check.layout import Body, Layout
from exoguide.flow.conditions import Node
from exoguide.flow.values import NonAnswer, Unset

Unasked: TypeAlias = "Callable[[str], bool]"

MOST_NAMES = 14
"""Names that one question is followed to."""


@attrs.frozen
class Danger:
    """A reading that may find nothing, with an example.

    ``missing`` says that there may be no answer at all, and not only none with a value; ``sure``
    that answers alone decide the example.
    """

    case: Case
    missing: bool
    sure: bool


class Assignment:
    """Readings of one flow, judged by what is there when they happen."""

    def __init__(self, layout: Layout, graph: Graph) -> None:
        self.layout = layout
        self.graph = graph
        self.given = Given(layout, graph)
        self.judge = Judge(layout)

    def danger(self, read: Read, at: int, own: str) -> Danger | None:
        """What may go wrong when ``read`` happens at position ``at``.

        ``own`` names the step whose answer has just been given there, if any. Raises
        :class:`GaveUp` when it takes too long to say.
        """
        if self._plainly_safe(read, at, own):
            return None
        unset = lambda name: name != own and not self.given.surely(name, at)  # noqa: E731 - it closes over two names and is used once
        return self._danger(read, list(self.given.facts(at)), unset, at)

    def anywhere(self, read: Read) -> Danger | None:
        """What may go wrong where an answer still to come stops nothing: non-answers only."""
        if not read.value or not self._non_answers(read.name.name):
            return None
        return self._danger(read, [], lambda _: False, None)

    def at_the_end_of(self, body: Body, read: Read) -> Danger | None:
        """What may go wrong when ``read`` happens behind the last step of a group, inside it.

        So it is with the ``until`` of rounds, and with every item of a finished list.
        """
        last, name = body.stop - 1, read.name.name
        if self.given.surely_behind(name, last) and not (read.value and self._non_answers(name)):
            return None

        def may_be_unset(other: str) -> bool:
            return not self.given.surely_behind(other, last)

        return self._danger(read, [], may_be_unset, last)

    def _plainly_safe(self, read: Read, at: int, own: str) -> bool:
        for name in self.judge.roots(read.name.name):
            if name.startswith("?"):
                continue
            if name != own and not self.given.surely(name, at):
                return False
            if read.value and self._non_answers(name):
                return False
        return True

    def _non_answers(self, name: str) -> bool:
        for root in self.layout.roots([name]):
            step = self.layout.asked.get(root)
            if step is not None and step.non_answers:
                return True
        return False

    def _danger(
        self, read: Read, facts: list[Fact], may_be_unset: Unasked, at: int | None
    ) -> Danger | None:
        """Look with few facts first: if they do, the many need not be gone through."""
        try:
            found = self._search(read, facts, may_be_unset, at, wide=False)
        except GaveUp:
            found = Danger({}, missing=True, sure=False)
        if found is None:
            return None
        return self._search(read, facts, may_be_unset, at, wide=True)

    def _search(
        self,
        read: Read,
        facts: list[Fact],
        may_be_unset: Unasked,
        at: int | None,
        *,
        wide: bool,
    ) -> Danger | None:
        judge, name = self.judge, read.name.name
        wanted = set(judge.roots(name))
        near = [self._fact(node, truth) for node, truth in read.facts]
        for one in near:
            if len(wanted | one.names) <= MOST_NAMES:
                wanted |= one.names
        nodes = [node for node, _ in (*facts, *read.facts)] + judge.asked_behind(name)
        constraints = [*near, *(self._fact(node, truth) for node, truth in facts)]
        if wide:
            self._gather(wanted, constraints, nodes, at)
        else:
            for root in sorted(wanted):
                for constraint in self._presence(root, at, nodes):
                    constraints.append(constraint)
                    wanted |= constraint.names

        def fails(case: Case) -> bool:
            return not judge.has(name, case, value=read.value)

        constraints = [one for one in constraints if one.names <= wanted]
        constraints.append(Constraint(judge.roots(name), fails))
        for case in search(self.layout, wanted, constraints, may_be_unset, nodes):
            missing = not any(
                isinstance(cell, Cell) and isinstance(cell.value, NonAnswer)
                for root in self.layout.roots([name])
                if (cell := case.get(root)) is not None
            )
            return Danger(case, missing, not self._hangs_on_more(name, at))
        return None

    def _hangs_on_more(self, name: str, at: int | None) -> bool:
        """Whether more than answers decides if the steps behind ``name`` are asked."""
        return any(
            other.startswith("?")
            for root in self.layout.roots([name])
            for constraint in self._presence(root, at, [])
            for other in constraint.names
        )

    def _gather(
        self,
        wanted: set[str],
        constraints: list[Constraint],
        nodes: list[Node],
        at: int | None,
    ) -> None:
        """Follow names to the conditions under which they are answered, and those to more."""
        done: set[str] = set()
        growing = True
        while growing:
            growing = False
            for name in sorted(wanted - done):
                done.add(name)
                constraints.extend(self._presence(name, at, nodes))
            for one in constraints:
                touches = not one.names.isdisjoint(wanted) and not one.names <= wanted
                if touches and len(wanted | one.names) <= MOST_NAMES:
                    wanted |= one.names
                    growing = True

    def _presence(self, name: str, at: int | None, nodes: list[Node]) -> Iterator[Constraint]:
        """An answer is there exactly when its ``when`` held, as far as no other way led past."""
        places = self.layout.places.get(name, ())
        if len(places) != 1:
            return
        place = places[0]
        when = self.layout.typed("step", place, "when")
        if self.layout.broken("step", place, "when"):
            return
        by: list[tuple[Fact, ...]] | None = self._bypasses(name, place, at)
        if when is not None:
            nodes.append(when.node)
        for facts in by or ():
            nodes.extend(node for node, _ in facts)
        asked = when.node if when is not None else None
        names = {name} | (self.judge.variables(asked) if asked is not None else frozenset())
        for facts in by or ():
            for node, _ in facts:
                names |= self.judge.variables(node)
        judge = self.judge

        def holds(case: Case) -> bool:
            cell = case.get(name)
            there = not (isinstance(cell, Cell) and isinstance(cell.value, Unset))
            wants = asked is None or judge.tried(asked, case)
            if there:
                return wants is not False
            if wants is not True or by is None:
                return True
            return any(
                all(judge.tried(node, case) is truth for node, truth in facts) for facts in by
            )

        yield Constraint(frozenset(names), holds)

    def _bypasses(self, name: str, place: int, at: int | None) -> list[tuple[Fact, ...]] | None:
        """The facts of each jump over ``place``; ``None`` when it can be left out without one."""
        if at is None or self.layout.is_gate(place):
            return None
        body = self.layout.body(place)
        if body is not None and body.repeats and not body.first <= at < body.stop:
            return None
        if self.given.passed(name, at):
            return []
        found: list[tuple[Fact, ...]] = []
        for edge in self.graph.jumps:
            if edge.source > place:
                break
            if edge.source == place and not (edge.stage or edge.empty):
                continue
            if isinstance(edge.target, int) and place < edge.target <= at:
                if not edge.facts:
                    return None
                found.append(edge.facts)
        return found

    def _fact(self, node: Node, truth: bool) -> Constraint:  # noqa: FBT001 -- the pair is a fact
        judge = self.judge

        def holds(case: Case) -> bool:
            return judge.tried(node, case) is truth

        return Constraint(judge.variables(node), holds)
