"""Random changes: judged as the engine judges the answers, as the edit was meant, and both ways."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

import attrs
import pytest

from exoguide.check.changes import Effect, compare
from exoguide.check.changes.pairing import How
from exoguide.check.changes.versus import Versus
from exoguide.engine.allowed import allowed
from exoguide.engine.encoding import Answer, Text
from exoguide.flow.assembly import TABLES
from exoguide.flow.loading import examine
from exoguide.flow.model import (
    Action,
    Card,
    Check,
    CheckLevel,
    End,
    Flag,
    Flow,
    FlowHead,
    Option,
    Outcome,
    Route,
    Stage,
    Step,
    StepKind,
)
from exoguide.flow.scope import option_ids
from exoguide.flow.values import Money, NonAnswer
from tests.check.flows import bundle
from tests.check.replaying import differs, led, opened
from tests.check.shipped import shipped
from tests.check.small_flows import small
from tests.check.versions import of

BREAKS, REROUTES, ADDS, WORDS = Effect

# What the engine says of stored answers ---------------------------------------------------------

NUMBERS = [Decimal(text) for text in ("-1", "0", "2", "3", "4.5", "5.25", "7", "9", "10", "12")]
KINDS = (
    StepKind.CHOICE,
    StepKind.MULTI,
    StepKind.YES_NO,
    StepKind.NUMBER,
    StepKind.MONEY,
    StepKind.TEXT,
)


def _question(dice: random.Random) -> Step:
    """A question with everything that decides which answers fit."""
    kind = dice.choice(KINDS)
    step = Step("q", "one", kind, ask="What is it?")
    taken = tuple(one for one in NonAnswer if dice.random() < 0.3)
    step = attrs.evolve(step, non_answers=taken)
    if kind in {StepKind.CHOICE, StepKind.MULTI}:
        names = dice.sample("abcd", dice.randint(2, 4))
        options = [Option(one, f"{one} as it is", exclusive=dice.random() < 0.2) for one in names]
        if kind is StepKind.CHOICE:
            options = [attrs.evolve(one, exclusive=False) for one in options]
        step = attrs.evolve(step, options=tuple(options))
    if kind in {StepKind.NUMBER, StepKind.MONEY}:
        unit = "USD " if kind is StepKind.MONEY else ""
        low, high = (f"{unit}{dice.randint(*one)}" for one in ((0, 3), (6, 10)))
        step = attrs.evolve(
            step,
            min=dice.choice(("", low)),
            max=dice.choice(("", high)),
            places=dice.choice((None, 0, 1, 2)),
        )
        if kind is StepKind.NUMBER and dice.random() < 0.3:
            level = dice.choice(tuple(CheckLevel))
            must = f"q != {dice.choice((2, 7))}"
            step = attrs.evolve(step, check=(Check(must, "No.", level),))
    if kind is StepKind.TEXT:
        step = attrs.evolve(step, max_length=dice.choice((5, 20, 100_000)))
    return step


def _answers(kind: StepKind | None) -> Iterator[Answer]:
    """Answers enough to tell any two such questions apart."""
    yield from NonAnswer
    match kind:
        case StepKind.CHOICE:
            yield from "abcd"
        case StepKind.YES_NO:
            yield from ("yes", "no")
        case StepKind.MULTI:
            for count in range(1, 5):
                yield from (frozenset(one) for one in combinations("abcd", count))
        case StepKind.NUMBER:
            yield from NUMBERS
        case StepKind.MONEY:
            yield from (Money(one, "USD") for one in NUMBERS)
        case StepKind.TEXT:
            yield from (Text("x" * length) for length in (1, 6, 21))


def _around(step: Step) -> Flow:
    close = Step("close", "one", StepKind.STATEMENT, ask="End.", route=(Route(otherwise="done"),))
    return Flow(
        FlowHead("random", "Random", "1", "en", currency="USD"),
        stages=(Stage("one", "One", 1),),
        steps=(step, close),
        ends=(End("done", "Done", Outcome.DECLINED, 50, "Done."),),
    )


def _fitting(step: Step, answers: list[Answer]) -> list[bool]:
    """Whether the engine takes each of the answers, once the person is sure."""
    state = opened(_around(step))
    node = state.plan.node("q")
    assert node is not None
    return [allowed(node, state.around, one) for one in answers]


def test_a_change_breaks_wherever_the_engine_refuses_what_it_took(full_size: bool) -> None:
    dice = random.Random(56)
    broken = kept = 0
    for _ in range(5_000 if full_size else 400):
        old = _question(dice)
        new = next(one for one in iter(lambda: _question(dice), None) if one.kind is old.kind)
        answers = list(_answers(old.kind))
        before, after = _fitting(old, answers), _fitting(new, answers)
        lost = [one for one, was, now in zip(answers, before, after, strict=True) if was > now]
        found = compare(of(_around(old)), of(_around(new))).differences
        told = [one.message for one in found if one.effect is BREAKS]
        if lost:
            assert told, (lost, old, new)
            broken += 1
        else:
            assert all(_may_be_closer(one) for one in told), (told, old, new)
            kept += 1
    assert min(broken, kept) >= 40


def _may_be_closer(message: str) -> bool:
    """Whether a change is told that the few answers here need not show.

    A limit or a check can be closer than another one that refuses the same of them, and an
    option that is chosen alone can stand among options that all are.
    """
    return any(one in message for one in ("`min`", "`max`", "must meet", "digit", "alone only"))


# What an edit was meant to be -------------------------------------------------------------------


@cache
def _shipped() -> Flow:
    return examine(bundle(shipped()))[0].flow


def _with(flow: Flow, held: str, at: int, one: object) -> Flow:
    tables = list(getattr(flow, held))
    tables[at] = one
    return _holding(flow, held, tables)


def _holding(flow: Flow, held: str, tables: Iterable[Any]) -> Flow:
    fields: dict[str, Any] = {held: tuple(tables)}
    return attrs.evolve(flow, **fields)


def _pick(dice: random.Random, flow: Flow, held: str, fit: Callable[[object], bool]) -> int:
    return dice.choice([at for at, one in enumerate(getattr(flow, held)) if fit(one)])


def _asked(*kinds: StepKind, **more: bool) -> Callable[[object], bool]:
    """Steps of these kinds; with ``options=True``, those with options."""
    return lambda one: (
        isinstance(one, Step)
        and (one.kind in kinds if kinds else one.kind is not None)
        and all(bool(getattr(one, name)) is wanted for name, wanted in more.items())
    )


def _option(step: Step, dice: random.Random, **fields: Any) -> Step:
    at = dice.randrange(len(step.options))
    options = list(step.options)
    options[at] = attrs.evolve(options[at], **fields)
    return attrs.evolve(step, options=tuple(options))


CHOICES = (StepKind.CHOICE, StepKind.MULTI)
EDITS: dict[str, tuple[Effect, str, Callable[[object], bool], Callable[..., Any]]] = {}


def _edit(effect: Effect, held: str, fit: Callable[[object], bool]) -> Callable[..., Any]:
    def keep(change: Callable[..., Any]) -> Callable[..., Any]:
        EDITS[change.__name__] = (effect, held, fit, change)
        return change

    return keep


@_edit(BREAKS, "steps", _asked(*CHOICES))
def recode_an_option(step: Step, dice: random.Random) -> Step:
    return _option(step, dice, id="recoded")


@_edit(WORDS, "steps", _asked(*CHOICES))
def relabel_an_option(step: Step, dice: random.Random) -> Step:
    return _option(step, dice, label="Called otherwise, for a change")


@_edit(BREAKS, "steps", _asked(*CHOICES))
def drop_an_option(step: Step, dice: random.Random) -> Step:
    at = dice.randrange(len(step.options))
    return attrs.evolve(step, options=(*step.options[:at], *step.options[at + 1 :]))


@_edit(ADDS, "steps", _asked(*CHOICES))
def add_an_option(step: Step, dice: random.Random) -> Step:
    at = dice.randint(0, len(step.options))
    more = Option("brand_new", "Something nobody said before")
    return attrs.evolve(step, options=(*step.options[:at], more, *step.options[at:]))


@_edit(REROUTES, "steps", _asked(*CHOICES))
def lead_an_option_elsewhere(step: Step, dice: random.Random) -> Step:
    return _option(step, dice, goto="somewhere_else")


@_edit(BREAKS, "steps", _asked(StepKind.NUMBER))
def change_a_unit(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, unit=f"half {step.unit}")


@_edit(BREAKS, "steps", _asked(StepKind.NUMBER, max=True))
def draw_a_limit_closer(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, max="1" if step.max != "1" else "0")


@_edit(ADDS, "steps", _asked(StepKind.NUMBER, max=True))
def widen_a_limit(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, max="999999")


@_edit(BREAKS, "steps", _asked(non_answers=True))
def take_no_answer_less(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, non_answers=step.non_answers[1:])


@_edit(BREAKS, "steps", _asked(StepKind.YES_NO, StepKind.CHOICE))
def ask_for_text(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, kind=StepKind.TEXT, options=(), cautious=())


@_edit(BREAKS, "steps", _asked(ask=True))
def rename_a_question(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, id="another_name")


@_edit(ADDS, "steps", _asked(ask=True, check=False))
def rename_a_question_and_say_so(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, id="another_name", was=(step.id,))


@_edit(WORDS, "steps", _asked(ask=True))
def ask_in_other_words(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, ask="Asked in words that stand nowhere else?")


@_edit(REROUTES, "steps", _asked())
def ask_on_condition(step: Step, _: random.Random) -> Step:
    return attrs.evolve(step, when="known(clinic.nothing)")


@_edit(REROUTES, "flags", lambda _: True)
def raise_a_flag_otherwise(flag: Flag, _: random.Random) -> Flag:
    return attrs.evolve(flag, when="known(clinic.nothing)")


@_edit(WORDS, "cards", lambda _: True)
def say_something_else_on_a_card(card: Card, _: random.Random) -> Card:
    return attrs.evolve(card, text="Other words.")


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_of_the_shipped_flow_is_what_it_was_meant_to_be(what: str, full_size: bool) -> None:
    effect, held, fit, change = EDITS[what]
    dice = random.Random(what)
    flow = _shipped()
    for _ in range(60 if full_size else 4):
        at = _pick(dice, flow, held, fit)
        one = getattr(flow, held)[at]
        made = change(one, dice)
        found = compare(of(flow), of(_with(flow, held, at, made)))
        assert found.worst is effect, (one.id, [each.message for each in found.differences])
        assert {each.subject for each in found.differences} >= {f"{held[:-1]}.{made.id}"}


# Where the engine leads the same answers --------------------------------------------------------


def _changed(flow: Flow, dice: random.Random) -> Flow:
    """The flow with one change that may lead its sessions elsewhere, or may not."""
    made = _Changing(flow, dice)
    return dice.choice(
        (made.option, made.asked, made.asked, made.condition, made.target, made.flag, made.words)
    )()


@attrs.frozen
class _Changing:
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
        return _with(self.flow, "steps", at, attrs.evolve(step, options=(*step.options, more)))

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
        return _holding(flow, "steps", (*flow.steps[:at], more, *flow.steps[at:]))

    def condition(self) -> Flow:
        at = self.pick(lambda one: bool(one.when))
        if not at:
            return self.words()
        step = self.flow.steps[at]
        when = self.dice.choice(("", f"({step.when})", f"not ({step.when})"))
        return _with(self.flow, "steps", at, attrs.evolve(step, when=when))

    def target(self) -> Flow:
        at = self.pick(lambda one: len(one.route) > 1)
        if at is None:
            return self.words()
        step = self.flow.steps[at]
        first = attrs.evolve(step.route[0], goto=self.dice.choice(("later", "wait", "done")))
        return _with(self.flow, "steps", at, attrs.evolve(step, route=(first, *step.route[1:])))

    def flag(self) -> Flow:
        flow = self.asked() if self.dice.random() < 0.7 else self.flow
        fresh = [one for one in flow.steps if one.id == "new"]
        plain = [one for one in flow.steps if one.kind in PLAIN and not one.group]
        when = self.said(fresh or plain, flag=True)
        more = Flag("new_flag", Action.NOTE, when, "New.")
        return attrs.evolve(flow, flags=(*flow.flags, more))

    def words(self) -> Flow:
        at = self.dice.randrange(len(self.flow.steps))
        step = attrs.evolve(self.flow.steps[at], title="In other words")
        return _with(self.flow, "steps", at, step)

    def pick(self, fit: Callable[[Step], bool]) -> int | None:
        found = [at for at, one in enumerate(self.flow.steps) if fit(one)]
        return self.dice.choice(found) if found else None


PLAIN = frozenset({StepKind.YES_NO, StepKind.CHOICE, StepKind.MULTI})


def test_sessions_are_led_elsewhere_only_by_what_is_told_to_lead_them(full_size: bool) -> None:
    dice = random.Random(446)
    elsewhere = alike = 0
    for seed in range(3_000 if full_size else 250):
        old = small(seed)
        if not any(one.kind in PLAIN and not one.group for one in old.steps):
            continue
        new = _changed(old, dice)
        found = compare(of(old), of(new))
        sessions = [one for _ in range(8) if (one := led(old, dice)) is not None]
        why = [said for one in sessions if (said := differs(new, one))]
        if why:
            told = [one.message for one in found.differences]
            assert found.worst in {BREAKS, REROUTES}, (seed, why[0], told)
            elsewhere += 1
        elif found.worst in {ADDS, WORDS}:
            alike += 1
    assert min(elsewhere, alike) >= 20, (elsewhere, alike)


# Both ways --------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_what_is_gone_one_way_is_new_the_other_way(table: str, full_size: bool) -> None:
    held, _ = TABLES[table]
    flow = _shipped()
    dice = random.Random(table)
    count = len(getattr(flow, held))
    for at in dice.sample(range(count), min(count, 20 if full_size else 2)):
        tables = getattr(flow, held)
        less = _holding(flow, held, (*tables[:at], *tables[at + 1 :]))
        name = f"{table}.{tables[at].id}"
        away = compare(of(flow), of(less)).differences
        back = compare(of(less), of(flow)).differences
        assert [(one.subject, one.gone) for one in away if one.subject == name] == [(name, True)]
        assert [(one.subject, one.gone) for one in back if one.subject == name] == [(name, False)]
        (lost,) = (one for one in away if one.subject == name)
        (came,) = (one for one in back if one.subject == name)
        assert lost.effect is (BREAKS if table == "step" and tables[at].kind else lost.effect)
        assert came.effect in {REROUTES, ADDS}


@pytest.mark.parametrize("seed", range(12))
def test_two_flows_are_paired_the_same_both_ways(seed: int) -> None:
    one, other = small(seed), small(seed + 100)
    there, back = Versus(one, other), Versus(other, one)
    for table, (held, _) in TABLES.items():
        forward, backward = there.tables[table], back.tables[table]
        pairs = {(pair.old_at, pair.new_at, pair.how) for pair in forward.both}
        assert pairs == {(pair.new_at, pair.old_at, pair.how) for pair in backward.both}
        assert (forward.gone, forward.new) == (backward.new, backward.gone)
        assert len(forward.both) + len(forward.gone) == len(getattr(one, held))
        assert not any(pair.how is How.SAID for pair in forward.both)
    differ = compare(of(one), of(other)).differences
    assert bool(differ) is bool(compare(of(other), of(one)).differences)
    assert compare(of(one), of(one)).differences == ()
