"""A flow made ready to run: positions, targets, and conditions compiled when first needed.

Compiling is lazy because a session reads a small part of a large flow, and start-up must not
pay for the rest. A plan never changes after it is made; what it remembers is derived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from exoguide.errors import FlowError
from exoguide.flow.conditions import ConditionError, ConditionErrors, Scope, Use, check
from exoguide.flow.conditions.types import BOOL, Type
from exoguide.flow.derived import ComputeNode, FlagNode
from exoguide.flow.model import End, Flow, Step
from exoguide.flow.nodes import NEXT, Condition, GroupNode, Node, Target
from exoguide.flow.scope import compute_names, scope_of, within

__all__ = [
    "KEY_MARK",
    "NEXT",
    "ComputeNode",
    "Condition",
    "FlagNode",
    "GroupNode",
    "Node",
    "Plan",
    "Target",
    "base",
    "item",
    "key_of",
]

KEY_MARK = "#"
"""Stands between a step's id and its item serial or round."""


class Plan:
    """A flow with its identity, ready to walk."""

    def __init__(self, flow: Flow, digest: str) -> None:
        self.flow = flow
        self.digest = digest
        self.steps: dict[str, Step] = {step.id: step for step in flow.steps}
        self.ends: dict[str, End] = {end.id: end for end in flow.ends}
        self.nodes: tuple[Node, ...] = tuple(
            Node(self, position, step) for position, step in enumerate(flow.steps)
        )
        self.position: dict[str, int] = {step.id: n for n, step in enumerate(flow.steps)}
        self.flags: dict[str, FlagNode] = {flag.id: FlagNode(self, flag) for flag in flow.flags}
        self.flag_order: dict[str, int] = {flag.id: n for n, flag in enumerate(flow.flags)}
        self.computes: dict[str, ComputeNode] = {
            name: ComputeNode(self, compute, name)
            for compute in flow.computes
            for name in compute_names(compute)
        }
        self._outputs: dict[str, Condition] = {}
        self.groups: dict[str, GroupNode] = {}
        for group in flow.groups:
            members = [n for n, step in enumerate(flow.steps) if step.group == group.id]
            if members:
                made = GroupNode(self, group, members[0], members[-1] + 1)
                self.groups[group.id] = made
                for position in members:
                    self.nodes[position].group = made

    @cached_property
    def scope(self) -> Scope:
        """What conditions may name."""
        return scope_of(self.flow)

    def compile(
        self,
        text: str,
        where: str,
        expect: Type | None = BOOL,
        *,
        use: Use = Use.CONDITION,
        group: str | None = None,
    ) -> Condition:
        """One expression, typed; ``FlowError`` saying ``where`` when it cannot be."""
        try:
            return Condition(check(text, within(self.scope, group), use, expect))
        except (ConditionError, ConditionErrors) as error:
            raise FlowError(
                "The flow cannot run",
                f"{where} of flow “{self.flow.head.id}”: {error}",
                f"Check the flow: exoguide check {self.flow.head.id}",
            ) from error

    def output_condition(self, when: str) -> Condition:
        """The condition of an output or of one of its lines, compiled once."""
        made = self._outputs.get(when)
        if made is None:
            made = self._outputs[when] = self.compile(when, "an output", use=Use.OUTPUT)
        return made

    def target(self, name: str, position: int) -> Target:
        """What a route to ``name`` from ``position`` means."""
        if name == NEXT:
            return position + 1
        if name in self.position:
            return self.position[name]
        return name

    def node(self, key: str) -> Node | None:
        """The node that a key such as ``pain`` or ``drug#2`` belongs to; ``None`` for a roster."""
        position = self.position.get(base(key))
        return None if position is None else self.nodes[position]

    def repeated(self, name: str) -> bool:
        """Whether ``name`` is a step that each item of a repeat asks for itself."""
        node = self.node(name)
        return node is not None and node.group is not None and node.group.repeats

    def roots(self, names: Iterable[str]) -> frozenset[str]:
        """The steps and rosters behind ``names``, looking through computes."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self.computes:
                waiting.extend(self.computes[name].reads)
            elif not name.startswith("clinic."):
                found.add(name)
        return frozenset(found)

    @cached_property
    def flags_reading(self) -> Mapping[str, tuple[FlagNode, ...]]:
        """The flags that hang on a step or roster, in file order."""
        found: defaultdict[str, list[FlagNode]] = defaultdict(list)
        for flag in self.flags.values():
            for name in flag.inputs:
                found[name].append(flag)
        return {name: tuple(flags) for name, flags in found.items()}

    @cached_property
    def constant_flags(self) -> tuple[FlagNode, ...]:
        """Flags that hang on no answer at all, only on the clinic or the date."""
        return tuple(flag for flag in self.flags.values() if not flag.inputs)

    @cached_property
    def computes_reading(self) -> Mapping[str, tuple[str, ...]]:
        """The computes that hang on a step or roster, directly or not."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, compute in self.computes.items():
            for root in self.roots(compute.reads):
                found[root].append(name)
        return {name: tuple(names) for name, names in found.items()}

    @cached_property
    def stages(self) -> Mapping[str, int]:
        """Stages by id, with their place in the order."""
        ordered = sorted(self.flow.stages, key=lambda stage: stage.order)
        return {stage.id: number for number, stage in enumerate(ordered)}


def base(key: str) -> str:
    """The step's id within a key."""
    return key.partition(KEY_MARK)[0]


def item(key: str) -> int:
    """The item serial or round within a key; 0 when it has none."""
    number = key.partition(KEY_MARK)[2]
    return int(number) if number else 0


def key_of(step: str, number: int) -> str:
    """The key of ``step`` in item or round ``number`` (0: neither)."""
    return f"{step}{KEY_MARK}{number}" if number else step
