"""What the checker passes never stops in the engine, and what stops in the engine it has told.

Valid random flows lose a guard or a route; then somebody plays sessions of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import attrs
import pytest

from exoguide.check.examine import structural
from exoguide.check.expressions import expressions
from exoguide.check.layout import Layout
from exoguide.errors import FlowError
from exoguide.flow.model import Flow, Step
from exoguide.flow.plan import Plan
from tests.engine.random_flows import flow_of, sketch
from tests.engine.random_sessions import DIGEST, Player

GUARD = re.compile(r"\((?:answered|known)\(\w+\)\) and |\(not \((?:answered|known)\(\w+\)\)\) or ")
STOPPING = {"EXG401", "EXG402", "EXG501", "EXG601", "EXG602", "EXG603", "EXG604"}
"""Codes of what makes a session stop."""


def codes(flow: Flow) -> set[str]:
    """What the checker says of the ways through ``flow``."""
    typed = expressions(flow)
    assert not any(one.errors for one in typed.values())
    return {issue.code for issue in structural(Layout(flow, typed))}


def stops(flow: Flow, seed: int) -> bool:
    """Whether some session of ``flow`` cannot go on."""
    try:
        for number in range(8):
            for _ in Player(Plan(flow, DIGEST), seed * 100 + number).play(40):
                pass
    except FlowError:
        return True
    return False


def unguarded(flow: Flow, dice: random.Random) -> Flow:
    """``flow`` with a guard less in the conditions of one of its steps."""

    def less(text: str) -> str:
        found = list(GUARD.finditer(text))
        if not found:
            return text
        chosen = dice.choice(found)
        return text[: chosen.start()] + text[chosen.end() :]

    def mutated(step: Step) -> Step:
        rows = tuple(attrs.evolve(row, when=less(row.when)) for row in step.route)
        return attrs.evolve(step, when=less(step.when), route=rows)

    return _with_one(flow, dice, mutated)


def unrouted(flow: Flow, dice: random.Random) -> Flow:
    """``flow`` with a step whose last route is gone."""

    def mutated(step: Step) -> Step:
        kept = step.route if len(step.route) < 2 else step.route[:-1]
        return attrs.evolve(step, route=kept)

    return _with_one(flow, dice, mutated)


def unasked(flow: Flow, dice: random.Random) -> Flow:
    """``flow`` with a step that is asked only of some."""

    def mutated(step: Step) -> Step:
        free = not step.when and not step.use and step.id != flow.steps[0].id
        first = flow.steps[0].id
        return attrs.evolve(step, when=f"known({first})") if free else step

    return _with_one(flow, dice, mutated)


def _with_one(flow: Flow, dice: random.Random, mutated: Callable[[Step], Step]) -> Flow:
    steps = list(flow.steps)
    able = [number for number, step in enumerate(steps) if mutated(step) != step]
    if able:
        chosen = dice.choice(able)
        steps[chosen] = mutated(steps[chosen])
    return attrs.evolve(flow, steps=tuple(steps))


@pytest.mark.parametrize("half", [0, 1])
def test_valid_flows_raise_no_alarm(half: int) -> None:
    """Lists that are read before they are asked are the one thing the generator does wrong."""
    for seed in range(half * 60, half * 60 + 60):
        alarms = codes(flow_of(sketch(seed))) & (STOPPING | {"EXG403", "EXG505", "EXG605"})
        assert alarms <= {"EXG601"}, seed


@pytest.mark.parametrize("spoil", [unguarded, unrouted, unasked])
def test_a_flow_without_alarm_never_stops(spoil: Callable[[Flow, random.Random], Flow]) -> None:
    stopped = told = 0
    for seed in range(80):
        flow = spoil(flow_of(sketch(seed)), random.Random(seed))
        alarms = codes(flow) & STOPPING
        told += bool(alarms)
        if stops(flow, seed):
            stopped += 1
            assert alarms, seed
    assert stopped >= 1
    assert told >= stopped
