"""Random flows so small that every session of them can be led through the engine.

Each has two or three questions, one thing that makes flows hard (rounds, a list, a gate, a question
asked again, a stage that may be skipped, a jump), rules, and mostly a flag; some have a decision
table or a signature.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import attrs

from exoguide.flow.model import (
    Action,
    Compute,
    ComputeType,
    End,
    Flag,
    Flow,
    FlowHead,
    Group,
    Option,
    Outcome,
    Route,
    Row,
    Rule,
    Stage,
    Step,
    StepKind,
)
from exoguide.flow.values import NonAnswer

ENDS = (
    End("done", "Done", Outcome.ACCEPTED, 50, "Done."),
    End("later", "Later", Outcome.MORE_TIME, 40, "Later."),
    End("wait", "Wait", Outcome.DEFER, 10, "Wait."),
    End("stopped", "Stopped", Outcome.EMERGENCY, 1, "Stopped."),
)
KINDS = (StepKind.YES_NO, StepKind.YES_NO, StepKind.CHOICE, StepKind.MULTI, StepKind.NUMBER)


class _Small:
    """Makes one flow."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.dice = random.Random(seed)
        self.steps: list[Step] = []
        self.groups: list[Group] = []
        self.flags: list[Flag] = []
        self.tables: list[Compute] = []
        self.plain: list[Step] = []
        """Questions outside groups, which conditions may read."""

    def maybe(self, share: float) -> bool:
        return self.dice.random() < share

    # Conditions ---------------------------------------------------------------------------------

    def atom(self, *, flag: bool = False) -> str:
        """Something about a question; what may be unset is guarded, but in flags."""
        if self.tables and self.maybe(0.3):
            return "t" if flag else "(known(t) and t)"
        step = self.dice.choice(self.plain)
        name = step.id
        if self.maybe(0.15):
            return f"known({name})"
        if step.kind is StepKind.NUMBER:
            return f"(known({name}) and {name} >= {self.dice.randint(1, 9)})"
        if step.kind is StepKind.MULTI:
            return f"(known({name}) and {name} has {self.dice.choice('ab')})"
        if step.cautious and self.maybe(0.4):
            said = f"risk({name})"
        else:
            values = [one.id for one in step.options] or ["yes", "no"]
            values += [one.value for one in step.non_answers]
            said = f"{name} is {self.dice.choice(values)}"
        if flag:
            return said
        guard = f"answered({name}) and" if self.maybe(0.5) else f"not answered({name}) or"
        return f"({guard} {said})"

    def condition(self, *, flag: bool = False) -> str:
        said = self.atom(flag=flag)
        if self.maybe(0.4):
            said += f" {self.dice.choice(('and', 'or'))} {self.atom(flag=flag)}"
        return f"not ({said})" if self.maybe(0.2) else said

    # Steps --------------------------------------------------------------------------------------

    def question(self, stage: str = "one", group: str = "") -> Step:
        """One more question; those in groups are short."""
        name = f"s{len(self.steps)}"
        kind = StepKind.YES_NO if group else self.dice.choice(KINDS)
        made = Step(name, stage, kind, ask=f"{name}?", group=group)
        if not group and self.maybe(0.3):
            made = attrs.evolve(made, non_answers=(NonAnswer.UNKNOWN,))
        if kind in {StepKind.CHOICE, StepKind.MULTI}:
            options = [Option(one, one.upper()) for one in "ab"]
            if kind is StepKind.MULTI and self.maybe(0.5):
                options.append(Option("c", "C", exclusive=True))
            made = attrs.evolve(made, options=tuple(options))
        elif kind is StepKind.NUMBER:
            made = attrs.evolve(made, min="0", max="9", places=0)
        if kind in {StepKind.YES_NO, StepKind.CHOICE} and self.maybe(0.3):
            made = attrs.evolve(made, cautious=("yes" if kind is StepKind.YES_NO else "a",))
        if self.plain and self.maybe(0.35):
            made = attrs.evolve(made, when=self.condition())
        self.steps.append(made)
        if not group:
            self.plain.append(made)
        return made

    # What makes flows hard ----------------------------------------------------------------------

    def rounds(self) -> None:
        told = Step("told", "one", StepKind.STATEMENT, ask="Told.")
        teach = Step("teach", "one", StepKind.TEACH_BACK, ask="Say it.", tests="told", group="g")
        self.steps += [told, teach]
        until = self.dice.choice(("teach is correct", "teach in [correct, retaught]"))
        goto = self.dice.choice(("wait", "next"))
        self.groups.append(
            Group("g", rounds=self.dice.randint(1, 2), until=until, on_exhausted=goto)
        )

    def listed(self) -> None:
        self.question(group="g")
        least = self.dice.randint(0, 1)
        self.groups.append(Group("g", item="thing", ask="Which?", min=least, max=2))

    def gate(self) -> None:
        self.steps.append(Step("gate", "one", StepKind.GATE))

    def again(self) -> None:
        known = [step for step in self.plain if step.when]
        if known:
            self.steps.append(Step("again", "one", use=known[0].id))

    def aside(self) -> None:
        self.question("two")

    def jump(self) -> None:
        """Let a question lead past the next one, or to an end."""
        at = self.dice.randrange(len(self.plain))
        step = self.plain[at]
        late = self.question()
        row = Route(when=self.condition_of(step), goto=self.dice.choice((late.id, "later", "wait")))
        routed = attrs.evolve(step, route=(row, Route(otherwise="next")))
        self.steps[self.steps.index(step)] = self.plain[at] = routed

    def condition_of(self, step: Step) -> str:
        kept = self.plain, self.tables
        self.plain, self.tables = [step], []
        made = self.condition()
        self.plain, self.tables = kept
        return made

    def table(self) -> None:
        """A decision table that gives true or false, of conditions about what was asked so far."""
        rows = [
            Row(when=self.condition(flag=self.maybe(0.5)), then=self.dice.choice(("true", "false")))
            for _ in range(self.dice.randint(1, 2))
        ]
        inputs = tuple(step.id for step in self.plain)
        rows.append(Row(otherwise=self.dice.choice(("true", "false"))))
        self.tables.append(Compute("t", ComputeType.BOOL, inputs=inputs, rows=tuple(rows)))

    def flag(self) -> None:
        action = self.dice.choice((Action.STOP, Action.DEFER, Action.REFER, Action.CAUTION))
        goto = {Action.STOP: "stopped", Action.DEFER: "wait", Action.REFER: "wait"}.get(action, "")
        applies = self.condition(flag=True) if self.maybe(0.2) else ""
        name = f"f{len(self.flags)}"
        when = self.condition(flag=True)
        self.flags.append(Flag(name, action, when, "M.", applies=applies, goto=goto))

    def rule(self, number: int) -> Rule:
        """A rule that may or may not hold."""
        names = [step.id for step in self.steps if step.kind and not step.group]
        one, other = self.dice.choice(names), self.dice.choice(names)
        said = self.dice.choice(
            (
                f"reached({one}) and not reached({other})",
                f"reached({one}) and reached({other}) and not before({one}, {other})",
                f"reached({one}) and ({self.condition()})",
                self.condition(),
            )
        )
        if self.flags and self.maybe(0.3):
            said = f"raised({self.flags[0].id}) and {said}"
        if self.maybe(0.5):
            return Rule(f"r{number}", "So.", never=said)
        return Rule(f"r{number}", "So.", always=f"not ({said})")

    def make(self) -> Flow:
        for _ in range(self.dice.randint(1, 2)):
            self.question()
        hard: tuple[Callable[[], None], ...] = (
            self.rounds, self.listed, self.gate, self.again, self.aside, self.jump,
        )  # fmt: skip
        if self.maybe(0.3):
            self.table()
        if self.maybe(0.7):
            self.flag()
        hard[self.seed % len(hard)]()
        if self.maybe(0.3):
            self.flag()
        if self.maybe(0.3):
            self.steps.append(
                Step("sign", "last", StepKind.SIGNATURE, ask="Sign.", role="patient", signs="Yes.",
                     covers=(self.plain[0].id,))
            )  # fmt: skip
        goto = "done" if self.maybe(0.6) else "later"
        self.steps.append(
            Step("close", "last", StepKind.STATEMENT, ask="End.", route=(Route(otherwise=goto),))
        )
        return Flow(
            FlowHead(f"small-{self.seed}", "Small", "1", "en"),
            stages=(
                Stage("one", "One", 1),
                Stage("two", "Two", 2, skippable=self.maybe(0.5)),
                Stage("last", "Last", 3),
            ),
            steps=tuple(self.steps),
            groups=tuple(self.groups),
            computes=tuple(self.tables),
            flags=tuple(self.flags),
            rules=tuple(self.rule(number) for number in range(2)),
            ends=ENDS,
        )


def small(seed: int) -> Flow:
    """The flow of ``seed``."""
    return _Small(seed).make()
