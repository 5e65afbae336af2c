"""Flags and computes made ready to run: what a session derives from its answers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from exoguide.flow.conditions import Use
from exoguide.flow.conditions.types import BOOL, Type
from exoguide.flow.model import Action, Compute, Flag
from exoguide.flow.nodes import Condition, Target
from exoguide.flow.scope import compute_type

if TYPE_CHECKING:
    from exoguide.flow.plan import Plan


class FlagNode:
    """A flag and its conditions."""

    def __init__(self, plan: Plan, flag: Flag) -> None:
        self.plan = plan
        self.flag = flag
        self.id = flag.id
        self.action: Action = flag.action

    @cached_property
    def applies(self) -> Condition | None:
        """Whether the flag matters; always when ``None``."""
        if not self.flag.applies:
            return None
        return self.plan.compile(self.flag.applies, f"flag “{self.id}”, applies", use=Use.FLAG)

    @cached_property
    def when(self) -> Condition:
        """What raises the flag."""
        return self.plan.compile(self.flag.when, f"flag “{self.id}”, when", use=Use.FLAG)

    @cached_property
    def reads(self) -> frozenset[str]:
        """Names that the flag reads directly."""
        applies = _read_by(self.applies) if self.applies else frozenset()
        return _read_by(self.when) | applies

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Steps that the flag hangs on, also through computes, sorted."""
        return tuple(sorted(self.plan.roots(self.reads)))

    @cached_property
    def target(self) -> Target | None:
        """Where a stop diverts to, and where an end chosen at a gate leads."""
        if not self.flag.goto:
            return None
        return self.plan.target(self.flag.goto, -1)


class ComputeNode:
    """One readable computed value: an expression, a score, a table, or one end of a range."""

    def __init__(self, plan: Plan, compute: Compute, name: str) -> None:
        self.plan = plan
        self.compute = compute
        self.name = name

    @cached_property
    def value(self) -> Condition | None:
        """The expression; a score and a decision table have none."""
        text = self.compute.value
        if self.compute.low or self.compute.high:
            text = self.compute.low if self.name.endswith("_low") else self.compute.high
        if not text:
            return None
        return self._compile(text, "", compute_type(self.plan.flow, self.compute))

    @cached_property
    def rows(self) -> tuple[tuple[Condition | None, Condition], ...]:
        """The rows of a decision table: its condition (``None``: otherwise) and its value."""
        expect = compute_type(self.plan.flow, self.compute)
        return tuple(
            (
                self._compile(row.when, f", row {number}") if row.when else None,
                self._compile(row.otherwise or row.then, f", row {number}", expect),
            )
            for number, row in enumerate(self.compute.rows, 1)
        )

    def _compile(self, text: str, place: str, expect: Type = BOOL) -> Condition:
        where = f"compute “{self.compute.id}”{place}"
        return self.plan.compile(text, where, expect, use=Use.COMPUTE)

    @cached_property
    def parts(self) -> tuple[Condition, ...]:
        """Every condition and expression of the value."""
        if self.value is not None:
            return (self.value,)
        return tuple(part for row in self.rows for part in row if part is not None)

    @cached_property
    def reads(self) -> frozenset[str]:
        """Names that the value reads directly."""
        return frozenset(self.compute.score).union(*map(_read_by, self.parts))


def _read_by(condition: Condition) -> frozenset[str]:
    """Every name in a condition, and every group whose items it goes over, empty or not."""
    return condition.typed.reads | condition.typed.groups
