"""Random edits: each is what it was meant to be, and the same is told both ways."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import attrs
import pytest

from exoguide.check.changes import Effect, compare
from exoguide.check.changes.pairing import How
from exoguide.check.changes.versus import Versus
from exoguide.flow.assembly import TABLES
from exoguide.flow.loading import examine
from exoguide.flow.model import (
    Card,
    Flag,
    Flow,
    Option,
    Step,
    StepKind,
)
from tests.check.flows import bundle
from tests.check.shipped import shipped
from tests.check.small_flows import small
from tests.check.versions import holding, of, with_one

BREAKS, REROUTES, ADDS, WORDS = Effect


@cache
def _shipped() -> Flow:
    return examine(bundle(shipped()))[0].flow


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
        found = compare(of(flow), of(with_one(flow, held, at, made)))
        assert found.worst is effect, (one.id, [each.message for each in found.differences])
        assert {each.subject for each in found.differences} >= {f"{held[:-1]}.{made.id}"}


# Both ways --------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_what_is_gone_one_way_is_new_the_other_way(table: str, full_size: bool) -> None:
    held, _ = TABLES[table]
    flow = _shipped()
    dice = random.Random(table)
    count = len(getattr(flow, held))
    for at in dice.sample(range(count), min(count, 20 if full_size else 2)):
        tables = getattr(flow, held)
        less = holding(flow, held, (*tables[:at], *tables[at + 1 :]))
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
