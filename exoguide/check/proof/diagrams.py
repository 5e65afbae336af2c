"""Sets of answer combinations whose variables change: forgotten, held, moved to other values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from exoguide.check.proof.sets import EVERYTHING, NOTHING, BudgetSpent, Set, Sets

__all__ = ["EVERYTHING", "NOTHING", "BudgetSpent", "Diagrams", "Set", "Table"]

Table: TypeAlias = "tuple[tuple[int, ...], ...]"
"""For each value of a variable, the values that it may become."""


class Diagrams(Sets):
    """Sets, and what happens to them when a question is asked or an answer is no longer read."""

    def without(self, one: Set, variables: frozenset[int]) -> Set:
        """``one`` with these variables free to have any value."""
        if not variables:
            return one
        return self._without(one, variables, max(variables), {})

    def _without(
        self, one: Set, variables: frozenset[int], deepest: int, memo: dict[int, int]
    ) -> Set:
        variable = self.variable[one]
        if variable > deepest:
            return one
        found = memo.get(one)
        if found is None:
            kids = [self._without(kid, variables, deepest, memo) for kid in self.children[one]]
            free = variable in variables
            found = memo[one] = self.union(kids) if free else self.make(variable, tuple(kids))
        return found

    def at(self, one: Set, values: Mapping[int, int]) -> Set:
        """``one`` with variables held at values, and no longer looked at."""
        if not values:
            return one
        return self._at(one, values, max(values), {})

    def _at(self, one: Set, values: Mapping[int, int], deepest: int, memo: dict[int, int]) -> Set:
        variable = self.variable[one]
        if variable > deepest:
            return one
        found = memo.get(one)
        if found is None:
            value = values.get(variable)
            if value is not None:
                found = self._at(self.children[one][value], values, deepest, memo)
            else:
                kids = [self._at(kid, values, deepest, memo) for kid in self.children[one]]
                found = self.make(variable, tuple(kids))
            memo[one] = found
        return found

    def moved(self, one: Set, variable: int, table: Table) -> Set:
        """``one`` with each value of ``variable`` become one of those that ``table`` says."""
        return self._moved(one, variable, table, {}) if one else NOTHING

    def _moved(self, one: Set, variable: int, table: Table, memo: dict[int, int]) -> Set:
        here = self.variable[one]
        if here < variable:
            found = memo.get(one)
            if found is None:
                kids = [
                    self._moved(kid, variable, table, memo) if kid else 0
                    for kid in self.children[one]
                ]
                found = memo[one] = self.make(here, tuple(kids))
            return found
        olds = self.children[one] if here == variable else (one,) * len(table)
        new = [0] * len(table)
        for old, kid in enumerate(olds):
            for value in table[old]:
                new[value] = self.join(new[value], kid)
        return self.make(variable, tuple(new))

    def mirrored(self, one: Set, variables: frozenset[int]) -> Set:
        """``one`` with value 0 of these variables standing for value 1."""
        if not variables:
            return one
        return self._mirrored(one, variables, max(variables), {})

    def _mirrored(
        self, one: Set, variables: frozenset[int], deepest: int, memo: dict[int, int]
    ) -> Set:
        variable = self.variable[one]
        if variable > deepest:
            return one
        found = memo.get(one)
        if found is None:
            kids = [self._mirrored(kid, variables, deepest, memo) for kid in self.children[one]]
            if variable in variables:
                kids[0] = kids[1]
            found = memo[one] = self.make(variable, tuple(kids))
        return found
