"""Changes of small flows that may lead sessions elsewhere, or may not."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import attrs

from exoguide.flow.model import (
    Action,
    Flag,
    Flow,
    Option,
    Step,
    StepKind,
)
from exoguide.flow.scope import option_ids
from tests.check.versions import holding, with_one

PLAIN = frozenset({StepKind.YES_NO, StepKind.CHOICE, StepKind.MULTI})
"""Questions that conditions can be written about without more ado."""


def altered(flow: Flow, dice: random.Random) -> Flow:
    """The flow with one change that may lead its sessions elsewhere, or may not."""
    made = _Altering(flow, dice)
    return dice.choice(
        (made.option, made.asked, made.asked, made.condition, made.target, made.flag, made.words)
    )()


@attrs.frozen
class _Altering:
    flow: Flow
    dice: random.Random

    def said(self, steps: Sequence[Step], *, flag: bool = False) -> str:
        """A condition about one of these questions, guarded where it is no flag's."""
        step = self.dice.choice([one for one in steps if one.kind in PLAIN and not one.group])
        values = [*option_ids(step), *(one.value for one in step.non_answers)]
        said = f"{step.id} is {self.dice.choice(values)}"
        if step.kind is StepKind.MULTI:
            said = f"known({step.id}) and {step.id} has {self.dice.choice(option_ids(step))}"
        if self.dice.random() < 0.2:
            said = f"known({step.id})"
        if self.dice.random() < 0.2:
            said = f"not ({said})"
        return said if flag else f"answered({step.id}) and ({said})"

    def option(self) -> Flow:
        at = self.pick(lambda one: bool(one.options))
        if at is None:
            return self.words()
        step = self.flow.steps[at]
        more = Option("fresh", "Fresh", goto=self.dice.choice(("", "later")))
        more = attrs.evolve(more, goto="" if step.route else more.goto)
        return with_one(self.flow, "steps", at, attrs.evolve(step, options=(*step.options, more)))

    def asked(self) -> Flow:
        """A new question, and at times a new option that it hangs on."""
        flow = self.option() if self.dice.random() < 0.6 else self.flow
        places = [at for at, one in enumerate(flow.steps) if at and one.stage == "one"]
        places = [at for at in places if not flow.steps[at].group]
        if not places:
            return self.words()
        at = self.dice.choice(places)
        more = Step("new", "one", StepKind.YES_NO, ask="A new one?")
        before = [one for one in flow.steps[:at] if one.kind in PLAIN and not one.group]
        if before and self.dice.random() < 0.8:
            more = attrs.evolve(more, when=self.said(before))
        fresh = [one for one in before if any(each.id == "fresh" for each in one.options)]
        if fresh and self.dice.random() < 0.6:
            has = "has" if fresh[0].kind is StepKind.MULTI else "is"
            name = fresh[0].id
            more = attrs.evolve(more, when=f"known({name}) and {name} {has} fresh")
            if self.dice.random() < 0.3:
                more = attrs.evolve(more, when=f"not ({more.when})")
        return holding(flow, "steps", (*flow.steps[:at], more, *flow.steps[at:]))

    def condition(self) -> Flow:
        at = self.pick(lambda one: bool(one.when))
        if not at:
            return self.words()
        step = self.flow.steps[at]
        when = self.dice.choice(("", f"({step.when})", f"not ({step.when})"))
        return with_one(self.flow, "steps", at, attrs.evolve(step, when=when))

    def target(self) -> Flow:
        at = self.pick(lambda one: len(one.route) > 1)
        if at is None:
            return self.words()
        step = self.flow.steps[at]
        first = attrs.evolve(step.route[0], goto=self.dice.choice(("later", "wait", "done")))
        return with_one(self.flow, "steps", at, attrs.evolve(step, route=(first, *step.route[1:])))

    def flag(self) -> Flow:
        flow = self.asked() if self.dice.random() < 0.7 else self.flow
        fresh = [one for one in flow.steps if one.id == "new"]
        plain = [one for one in flow.steps if one.kind in PLAIN and not one.group]
        when = self.said(fresh or plain, flag=True)
        action, goto = self.dice.choice(
            ((Action.NOTE, ""), (Action.DEFER, "wait"), (Action.STOP, "stopped"))
        )
        more = Flag("new_flag", action, when, "New.", goto=goto)
        return attrs.evolve(flow, flags=(*flow.flags, more))

    def words(self) -> Flow:
        at = self.dice.randrange(len(self.flow.steps))
        step = attrs.evolve(self.flow.steps[at], title="In other words")
        return with_one(self.flow, "steps", at, step)

    def pick(self, fit: Callable[[Step], bool]) -> int | None:
        found = [at for at, one in enumerate(self.flow.steps) if fit(one)]
        return self.dice.choice(found) if found else None
