"""Deciding conditions for a case: an answer for every step that they look at.

The conditions themselves decide, compiled as they run in a session. What cannot be decided from
answers alone (flags, the date, clinic values, sums) counts as a fact of its own that may hold or
not; the same words are the same fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from exoguide.check.alone import Alone, Test, compiled
from exoguide.check.atoms import atoms, words
from exoguide.check.cells import SCALES, Cell, comparison
from exoguide.check.guards import reads
from exoguide.check.layout import Layout
from exoguide.flow.conditions import Node, Typed, walk_nodes
from exoguide.flow.conditions.nodes import Call, Is, Logic, Name, Not
from exoguide.flow.conditions.types import Bool, Choice
from exoguide.flow.scope import step_type
from exoguide.flow.values import NonAnswer, Unset

Case: TypeAlias = "dict[str, Cell | bool]"
"""Answers by step id, and facts by their words."""


class Stops(Exception):
    """A condition reads what is not there."""


class Judge:
    """Decides conditions of one flow for one case at a time."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._roots: dict[str, frozenset[str]] = {}
        self._compiled: dict[int, tuple[Node, Test]] = {}

    def variables(self, node: Node) -> frozenset[str]:
        """Everything that deciding ``node`` asks a case for."""
        found: set[str] = set()
        for atom in atoms(node):
            found |= self._of_atom(atom)
        return frozenset(found)

    def decide(self, node: Node, case: Case) -> bool:
        """Whether ``node`` holds; raises :class:`Stops` where it cannot be decided at all."""
        match node:
            case Logic(op=op, parts=parts):
                decisive = op == "or"
                for part in parts:
                    if self.decide(part, case) is decisive:
                        return decisive
                return not decisive
            case Not(operand=operand):
                return not self.decide(operand, case)
        return self._atom(node, case)

    def tried(self, node: Node, case: Case) -> bool | None:
        """Whether ``node`` holds; ``None`` where a session would stop at it."""
        try:
            return self.decide(node, case)
        except Stops:
            return None

    def has(self, name: str, case: Case, *, value: bool) -> bool:
        """Whether a step, group or compute has an answer (a real value, if ``value``)."""
        if name in self.layout.computes:
            return self._computed(name, case)
        cell = case.get(name)
        if not isinstance(cell, Cell):
            return True
        if isinstance(cell.value, Unset):
            return False
        return not (value and isinstance(cell.value, NonAnswer))

    def roots(self, name: str) -> frozenset[str]:
        """The variables behind a name."""
        found = self._roots.get(name)
        if found is None:
            found = self._roots[name] = self._behind(name)
        return found

    def _behind(self, name: str) -> frozenset[str]:
        found = set(self.layout.roots([name]))
        for one in self.layout.closure([name]):
            for path in self.layout.computes.get(one, ()):
                typed = self.layout.typed(*path)
                if typed is not None and isinstance(typed.type, Bool):
                    found.update(*(self._direct(atom) for atom in atoms(typed.node)))
        return frozenset(found)

    def asked_behind(self, name: str) -> list[Node]:
        """The conditions of decision tables behind a name: its value hangs on their answers."""
        found = []
        for one in self.layout.closure([name]):
            index = self.layout.compute_index.get(one, -1)
            rows = self.layout.flow.computes[index].rows if index >= 0 else ()
            for number in range(len(rows)):
                when = self.layout.typed("compute", index, "rows", number, "when")
                if when is not None:
                    found.append(when.node)
        return found

    def _direct(self, atom: Node) -> frozenset[str]:
        """The fact that an atom is, where answers alone do not decide it."""
        known = self._plain(atom) or _about(atom)
        return frozenset() if known else frozenset({words(atom)})

    def _computed(self, name: str, case: Case) -> bool:
        if name in self.layout.circular:
            return True
        index = self.layout.compute_index[name]
        score = self.layout.flow.computes[index].score
        if not all(self.has(step, case, value=True) for step in score):
            return False
        if self.layout.flow.computes[index].rows:
            return self._tabled(index, case)
        for path in self.layout.computes[name]:
            typed = self.layout.typed(*path)
            if typed is not None and not self._defined(typed, case):
                return False
        return True

    def _tabled(self, index: int, case: Case) -> bool:
        """Whether a decision table has a value: up to the row that holds, all can be read."""
        for number, row in enumerate(self.layout.flow.computes[index].rows):
            place = ("compute", index, "rows", number)
            when = self.layout.typed(*place, "when")
            if when is not None:
                if not self._defined(when, case):
                    return False
                if not self._holds(((when.node, True),), case):
                    continue
            then = self.layout.typed(*place, "then" if row.then else "otherwise")
            return then is None or self._defined(then, case)
        return True

    def _defined(self, typed: Typed, case: Case) -> bool:
        for read in reads(typed.node):
            if read.item is not None and read.name.name not in self.layout.bodies:
                continue
            if self._holds(read.facts, case) and not self.has(
                read.name.name, case, value=read.value
            ):
                return False
        return True

    def _holds(self, facts: Iterable[tuple[Node, bool]], case: Case) -> bool:
        for node, truth in facts:
            try:
                if self.decide(node, case) is not truth:
                    return False
            except Stops:
                return False
        return True

    def _of_atom(self, atom: Node) -> frozenset[str]:
        found = set(self._direct(atom))
        for part in walk_nodes(atom):
            if isinstance(part, Name):
                found |= self.roots(part.name)
        for read in reads(atom):
            found |= self.roots(read.name.name)
        return frozenset(found)

    def _atom(self, atom: Node, case: Case) -> bool:
        match atom:
            case Call(function="answered" | "known", arguments=(Name(name=name),)):
                return self.has(name, case, value=atom.function == "known")
        for read in reads(atom):
            inside = read.item is not None and read.name.name not in self.layout.bodies
            if not inside and not self.has(read.name.name, case, value=read.value):
                raise Stops
        if not self._plain(atom):
            return case[words(atom)] is True
        values = {
            name: cell.value
            for name, cell in case.items()
            if isinstance(cell, Cell) and not isinstance(cell.value, Unset)
        }
        return self._strict(atom)(Alone(values)) is True

    def _plain(self, atom: Node) -> bool:
        """Whether answers alone decide ``atom``."""
        match atom:
            case Is(subject=Name(name=name)):
                return name in self.layout.asked and self._single(name)
            case Call(function="risk", arguments=(Name(name=name),)):
                return name in self.layout.asked and self._single(name)
            case Call(function="answered" | "known"):
                return all(
                    isinstance(one, Name) and one.name not in self.layout.computes
                    for one in atom.arguments
                )
        compared = comparison(atom)
        if compared is None or compared[0] not in self.layout.asked:
            return False
        return self.layout.asked[compared[0]].kind in SCALES

    def _single(self, name: str) -> bool:
        """Whether a step has one of its options as its answer."""
        return isinstance(step_type(self.layout.flow, self.layout.asked[name]), Choice)

    def _strict(self, atom: Node) -> Test:
        found = self._compiled.get(id(atom))
        if found is None:
            found = self._compiled[id(atom)] = (atom, compiled(atom))
        return found[1]


def _about(atom: Node) -> bool:
    return isinstance(atom, Call) and atom.function in {"answered", "known"}
