"""Random changes, judged by what the engine does with the answers of the old version."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

import attrs

from exoguide.check.changes import Effect, compare
from exoguide.engine.allowed import allowed
from exoguide.engine.encoding import Answer, Text
from exoguide.flow.model import (
    Check,
    CheckLevel,
    End,
    Flow,
    FlowHead,
    Option,
    Outcome,
    Route,
    Stage,
    Step,
    StepKind,
)
from exoguide.flow.values import Money, NonAnswer
from tests.check.altering import PLAIN, altered
from tests.check.replaying import differs, led, opened
from tests.check.small_flows import small
from tests.check.versions import of

BREAKS, REROUTES, ADDS, WORDS = Effect

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


def test_sessions_are_led_elsewhere_only_by_what_is_told_to_lead_them(full_size: bool) -> None:
    dice = random.Random(446)
    elsewhere = alike = 0
    for seed in range(2_000 if full_size else 150):
        old = small(seed)
        if not any(one.kind in PLAIN and not one.group for one in old.steps):
            continue
        new = altered(old, dice)
        found = compare(of(old), of(new))
        sessions = [one for _ in range(8) if (one := led(old, dice)) is not None]
        why = [said for one in sessions if (said := differs(new, one))]
        if why:
            told = [one.message for one in found.differences]
            assert found.worst in {BREAKS, REROUTES}, (seed, why[0], told)
            elsewhere += 1
        elif found.worst in {ADDS, WORDS}:
            alike += 1
    assert min(elsewhere, alike) >= 15, (elsewhere, alike)
