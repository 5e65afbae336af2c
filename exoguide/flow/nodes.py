"""Steps and groups made ready to run, their conditions compiled when first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from exoguide.flow.conditions import Env, Typed, partial, strict
from exoguide.flow.conditions.types import BOOL, Type
from exoguide.flow.model import Group, Option, Recheck, Step, StepKind
from exoguide.flow.scope import option_ids, step_type
from exoguide.flow.values import Known

if TYPE_CHECKING:
    from exoguide.flow.plan import Plan

Target: TypeAlias = "int | str"
"""Where a route leads: a position, or the id of an end."""
Test: TypeAlias = Callable[[Env], Known]
Guess: TypeAlias = Callable[[Env], "Known | None"]

NEXT = "next"


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
