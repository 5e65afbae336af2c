"""Sets of answer combinations as decision diagrams, each set held once.

A set is a number: 0 holds nothing, 1 everything; any other looks at one variable and goes on by
its value. Equal sets have equal numbers, so that comparing costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

Set: TypeAlias = int

NOTHING: Final = 0
EVERYTHING: Final = 1
_DEEPEST: Final = 1 << 60
"""Stands below every variable, for the sets that look at none."""
_MOST_REMEMBERED: Final = 400_000


class BudgetSpent(Exception):
    """The diagrams have grown beyond what they may."""


class Sets:
    """Sets over variables, which are numbers in their order; ``sizes`` says how many values."""

    def __init__(self, sizes: Sequence[int], budget: int) -> None:
        self.sizes = list(sizes)
        self.budget = budget
        self.variable: list[int] = [_DEEPEST, _DEEPEST]
        self.children: list[tuple[int, ...]] = [(), ()]
        self.plain: dict[int, tuple[int, ...]] = {}
        """For some variables, their values in the order in which an example takes them."""
        self._made: dict[tuple[int, tuple[int, ...]], int] = {}
        self._meets: dict[tuple[int, int], int] = {}
        self._joins: dict[tuple[int, int], int] = {}
        self._others: dict[int, int] = {}

    @property
    def nodes(self) -> int:
        """How many nodes were ever made."""
        return len(self.variable)

    def relax(self) -> None:
        """Forget intermediate results once they are many."""
        if len(self._meets) + len(self._joins) + len(self._others) > _MOST_REMEMBERED:
            self._meets.clear()
            self._joins.clear()
            self._others.clear()

    def make(self, variable: int, children: tuple[int, ...]) -> Set:
        """The set that goes on by the value of ``variable``; raises :class:`BudgetSpent`."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (variable, children)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = len(self.variable)
            if found > self.budget:
                raise BudgetSpent
            self.variable.append(variable)
            self.children.append(children)
        return found

    def where(self, variable: int, values: Iterable[int]) -> Set:
        """Everything with ``variable`` at one of ``values``."""
        held = set(values)
        return self.make(variable, tuple(int(n in held) for n in range(self.sizes[variable])))

    def cube(self, values: Mapping[int, int]) -> Set:
        """Everything with each variable at its one value."""
        found = EVERYTHING
        for variable in sorted(values, reverse=True):
            value = values[variable]
            found = self.make(
                variable, tuple(found if n == value else 0 for n in range(self.sizes[variable]))
            )
        return found

    def meet(self, one: Set, other: Set) -> Set:
        """What both hold."""
        if one == other or one == 1:  # noqa: PLR1714 -- as fast as it can be
            return other
        if other == 1:
            return one
        if not one or not other:
            return 0
        key = (one, other) if one < other else (other, one)
        found = self._meets.get(key)
        if found is None:
            a, b = self.variable[one], self.variable[other]
            meet = self.meet
            if a == b:
                kids = tuple(map(meet, self.children[one], self.children[other]))
                found = self.make(a, kids)
            else:
                if a > b:
                    a, one, other = b, other, one
                # Most of these are nothing or everything: no call for those.
                found = self.make(
                    a,
                    tuple(
                        [
                            meet(kid, other) if kid > 1 else other if kid else 0
                            for kid in self.children[one]
                        ]
                    ),
                )
            self._meets[key] = found
        return found

    def join(self, one: Set, other: Set) -> Set:
        """What either holds."""
        if one == other or not other:
            return one
        if not one:
            return other
        if one == 1 or other == 1:
            return 1
        key = (one, other) if one < other else (other, one)
        found = self._joins.get(key)
        if found is None:
            a, b = self.variable[one], self.variable[other]
            join = self.join
            if a == b:
                kids = tuple(map(join, self.children[one], self.children[other]))
                found = self.make(a, kids)
            else:
                if a > b:
                    a, one, other = b, other, one
                found = self.make(
                    a,
                    tuple(
                        [
                            join(kid, other) if kid > 1 else 1 if kid else other
                            for kid in self.children[one]
                        ]
                    ),
                )
            self._joins[key] = found
        return found

    def other(self, one: Set) -> Set:
        """What ``one`` does not hold."""
        if one < 2:
            return 1 - one
        found = self._others.get(one)
        if found is None:
            kids = tuple(map(self.other, self.children[one]))
            found = self._others[one] = self.make(self.variable[one], kids)
            self._others[found] = one
        return found

    def parted(self, one: Set, held: Set) -> tuple[Set, Set]:
        """What ``one`` holds with ``held``, and without it."""
        return self._parted(one, held, {})

    def _parted(
        self, one: Set, held: Set, memo: dict[tuple[int, int], tuple[Set, Set]]
    ) -> tuple[Set, Set]:
        if held < 2:
            return (one, 0) if held else (0, one)
        if one < 2:
            return (held, self.other(held)) if one else (0, 0)
        if one == held:
            return one, 0
        found = memo.get((one, held))
        if found is None:
            a, b = self.variable[one], self.variable[held]
            if a == b:
                parts = [
                    self._parted(kid, other, memo)
                    for kid, other in zip(self.children[one], self.children[held], strict=True)
                ]
            elif a < b:
                parts = [self._parted(kid, held, memo) for kid in self.children[one]]
            else:
                a = b
                parts = [self._parted(one, kid, memo) for kid in self.children[held]]
            within, outside = zip(*parts, strict=True)
            found = memo[one, held] = self.make(a, within), self.make(a, outside)
        return found

    def minus(self, one: Set, other: Set) -> Set:
        """What ``one`` holds and ``other`` does not."""
        return self.meet(one, self.other(other)) if one and other else one

    def union(self, sets: Iterable[Set]) -> Set:
        """What any of them holds."""
        found = 0
        for one in sets:
            found = self.join(found, one)
        return found

    def support(self, one: Set) -> frozenset[int]:
        """The variables that ``one`` looks at."""
        seen: set[int] = set()
        found: set[int] = set()
        waiting = [one]
        while waiting:
            node = waiting.pop()
            if node > 1 and node not in seen:
                seen.add(node)
                found.add(self.variable[node])
                waiting.extend(self.children[node])
        return frozenset(found)

    def example(self, one: Set) -> dict[int, int]:
        """One combination that ``one`` holds, plain values first; the rest is free."""
        found: dict[int, int] = {}
        while one > 1:
            kids = self.children[one]
            order = self.plain.get(self.variable[one]) or range(len(kids))
            value = next(n for n in order if kids[n])
            found[self.variable[one]] = value
            one = kids[value]
        return found
