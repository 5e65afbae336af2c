"""A flow made ready to run: positions, targets, and conditions compiled when first needed.

Compiling is lazy because a session reads a small part of a large flow, and start-up must not
pay for the rest. A plan never changes after it is made; what it remembers is derived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from exoguide.errors import FlowError
from exoguide.flow.conditions import (
    ConditionError,
    ConditionErrors,
    Env,
    Scope,
    Typed,
    Use,
    check,
    partial,
    strict,
)
from exoguide.flow.conditions.types import BOOL, Type
from exoguide.flow.model import (
    Action,
    Compute,
    End,
    Flag,
    Flow,
    Group,
    Option,
    Recheck,
    Step,
    StepKind,
)
from exoguide.flow.scope import compute_names, compute_type, option_ids, scope_of, step_type, within
from exoguide.flow.values import Known

Target: TypeAlias = "int | str"
"""Where a route leads: a position, or the id of an end."""
Test: TypeAlias = Callable[[Env], Known]
Guess: TypeAlias = Callable[[Env], "Known | None"]

NEXT = "next"
KEY_MARK = "#"
"""Stands between a step's id and its item serial or round."""


class Condition:
    """One expression of a flow: its typed tree, and its two compiled forms."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed

    @cached_property
    def test(self) -> Test:
        """The strict form: reading an unset answer stops."""
        return strict(self.typed)

    @cached_property
    def guess(self) -> Guess:
        """The three-valued form: ``None`` while it hangs on an unset answer."""
        return partial(self.typed)


class Node:
    """One position of the flow."""

    def __init__(self, plan: Plan, position: int, entry: Step) -> None:
        self.plan = plan
        self.position = position
        self.entry = entry
        """The table at this position; it differs from ``step`` where it says ``use``."""
        self.step: Step = plan.steps[entry.use] if entry.use else entry
        self.key = self.step.id
        self.kind: StepKind = self.step.kind or StepKind.TEXT
        self.stage = entry.stage
        self.group: GroupNode | None = None
        self.basis: Any = None
        """Room for what the engine derives of the question."""

    @cached_property
    def leads(self) -> bool:
        """Whether the step can lead elsewhere than to the next one."""
        return bool(self.gotos or self.routes)

    @cached_property
    def special(self) -> bool:
        """Whether the step is more than a question asked once."""
        return bool(self.entry.use) or self.kind in (StepKind.GATE, StepKind.SIGNATURE)

    @cached_property
    def computes(self) -> tuple[str, ...]:
        """The computes that hang on the answer."""
        return self.plan.computes_reading.get(self.key, ())

    @cached_property
    def flags(self) -> bool:
        """Whether any flag hangs on the answer."""
        return self.key in self.plan.flags_reading

    @cached_property
    def rechecked(self) -> bool:
        """Whether every visit asks to confirm the answer."""
        return self.step.recheck is Recheck.VISIT

    def _condition(self, text: str, where: str, expect: Type | None = BOOL) -> Condition | None:
        if not text:
            return None
        group = self.step.group if self.group and self.group.repeats else None
        return self.plan.compile(text, f"step “{self.entry.id}”, {where}", expect, group=group)

    @cached_property
    def when(self) -> Condition | None:
        """Whether the step is asked at all."""
        return self._condition(self.entry.when, "when")

    @cached_property
    def routes(self) -> tuple[tuple[Condition | None, Target], ...]:
        """The rows of the step's routes; no condition means otherwise."""
        return tuple(
            (
                self._condition(route.when, f"route {number}"),
                self.plan.target(route.otherwise or route.goto, self.position),
            )
            for number, route in enumerate(self.entry.route, 1)
        )

    @cached_property
    def gotos(self) -> Mapping[str, Target]:
        """Where an option leads that does not lead to the next step.

        A step placed a second time may stand behind the target of an option: it leads on then,
        because nothing leads back.
        """
        targets = {
            option.id: self.plan.target(option.goto, self.position)
            for option in self.step.options
            if option.goto
        }
        return {
            option: target
            for option, target in targets.items()
            if isinstance(target, str) or target > self.position
        }

    @cached_property
    def options(self) -> tuple[tuple[Option, Condition | None], ...]:
        """The options with the conditions that open them."""
        return tuple(
            (option, self._condition(option.when, f"option “{option.id}”"))
            for option in self.step.options
        )

    @cached_property
    def gated(self) -> bool:
        """Whether any option can be closed."""
        return any(option.when for option in self.step.options)

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """Every option the step can hold, open or not."""
        return option_ids(self.step)

    @cached_property
    def limits(self) -> tuple[tuple[str, Condition], ...]:
        """The limits of the answer by field name, each compiled."""
        if self.kind is StepKind.MULTI:
            expect: Type | None = None
        else:
            expect = step_type(self.plan.flow, self.step)
        found = []
        for name in ("min", "max", "soft_min", "soft_max"):
            condition = self._condition(getattr(self.step, name), name, expect)
            if condition is not None:
                found.append((name, condition))
        return tuple(found)

    @cached_property
    def checks(self) -> tuple[Condition, ...]:
        """The conditions that an answer must meet, in order."""
        return tuple(
            condition
            for number, one in enumerate(self.step.check, 1)
            if (condition := self._condition(one.must, f"check {number}")) is not None
        )

    @cached_property
    def drifts(self) -> bool:
        """Whether a check may fail later although no answer that it reads has changed."""
        return any(
            one.typed.today or one.typed.flags or one.typed.actions or one.typed.information_only
            for one in self.checks
        )


class GroupNode:
    """Steps that stand together and are asked more than once."""

    def __init__(self, plan: Plan, group: Group, first: int, stop: int) -> None:
        self.plan = plan
        self.group = group
        self.id = group.id
        self.first = first
        self.stop = stop
        """One past the last position of the group."""
        self.repeats = group.max > 0
        self.steps: tuple[str, ...] = tuple(
            node.key for node in plan.nodes[first:stop] if node.entry.kind is not None
        )

    @cached_property
    def until(self) -> Condition | None:
        """What ends the rounds."""
        if not self.group.until:
            return None
        return self.plan.compile(self.group.until, f"group “{self.id}”, until")

    @cached_property
    def on_exhausted(self) -> Target:
        """Where the rounds lead when they are used up."""
        return self.plan.target(self.group.on_exhausted or NEXT, self.stop - 1)


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


def _read_by(condition: Condition) -> frozenset[str]:
    """Every name in a condition, and every group whose items it goes over, empty or not."""
    return condition.typed.reads | condition.typed.groups


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
