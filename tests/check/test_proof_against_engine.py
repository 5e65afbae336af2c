"""The proof and the engine agree: small random flows, gone through one session at a time."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from exoguide.check.examine import structural
from exoguide.check.expressions import expressions
from exoguide.check.findings import Verdict
from exoguide.check.layout import Layout
from exoguide.check.proof import prove
from exoguide.check.proof.proving import BEFORE
from exoguide.check.proof.sweep import Sweep
from exoguide.flow.model import Flow
from tests.check.enumeration import Enumeration, Seen, TooManySessions
from tests.check.test_against_engine import STOPPING, unasked, unguarded, unrouted
from tests.conftest import FULL
from tests.engine.random_flows import flow_of, sketch

SMALL = 2000 if FULL else 60
"""Flows of one question and a decision in each stage."""
LARGER = 300 if FULL else 12
PARTS = 4

LEAST = {0: 0.95, 1: 0.5}
"""Share of the flows of each size that are small enough to be gone through."""


def swept(flow: Flow) -> Sweep:
    sweep = Sweep(Layout(flow, expressions(flow)))
    sweep.run()
    return sweep


def exact(sweep: Sweep) -> bool:
    """Whether nothing but answers decides the conditions, so that both must say the same."""
    flow = sweep.layout.flow
    lists = any(group.max for group in flow.groups)
    moving = any(" else " in step.max for step in flow.steps)
    return not lists and not moving and all(name[0] not in "=?" for name in sweep.timeline.order)


def said(sweep: Sweep, seen: Seen) -> Seen:
    """What the sweep says, in the form of what was seen."""
    flow = sweep.layout.flow
    silent = {step.id for step in flow.steps if step.use or step.kind == "gate"}
    at_signatures = {
        hit.path
        for hit in sweep.hits.values()
        if hit.kind in {"unassessed", "standing", "information"}
    }
    return Seen(
        asked={flow.steps[at].id for at in sweep.asked} - silent,
        ends=set(sweep.ended),
        raised={flow.flags[index].id for index in sweep.fired},
        blocked={"somewhere"} if at_signatures else set(),
        faults={
            flow.steps[int(hit.path[1])].id
            for hit in sweep.hits.values()
            if hit.kind in {"gap", "stop"} and hit.path[0] == "step"
        },
        states=seen.states,
    )


def compared(seed: int, size: int) -> bool:
    """Compare one flow; ``False`` when it is too large to be gone through."""
    sweep = swept(flow_of(sketch(seed, size)))
    try:
        seen = Enumeration(sweep).run()
    except TooManySessions:
        return False
    told = said(sweep, seen)
    silent = {s.id for s in sweep.layout.flow.steps if s.use or s.kind == "gate"}
    seen.asked -= silent | set(sweep.layout.bodies)
    seen.blocked = {"somewhere"} if seen.blocked else set()
    for name in ("asked", "ends", "raised", "blocked", "faults"):
        happened, claimed = getattr(seen, name), getattr(told, name)
        assert happened <= claimed, (seed, size, name)
        if exact(sweep):
            assert happened == claimed, (seed, size, name)
    return True


@pytest.mark.parametrize("part", range(PARTS))
def test_the_proof_says_of_small_flows_what_every_session_of_them_shows(part: int) -> None:
    seeds = range(part, SMALL, PARTS)
    done = sum(compared(seed, 0) for seed in seeds)
    assert done >= LEAST[0] * len(seeds)


@pytest.mark.parametrize("spoil", [unguarded, unrouted, unasked])
def test_a_flow_that_stops_is_told_and_a_mistake_is_never_laid_at_the_checkers_door(
    spoil: Callable[[Flow, random.Random], Flow],
) -> None:
    faulty = 0
    for size, seed in [*((0, seed) for seed in range(SMALL // 2)), (1, 15), (1, 122), (1, 125)]:
        flow = spoil(flow_of(sketch(seed, size)), random.Random(seed))
        layout = Layout(flow, expressions(flow))
        told = tuple(structural(layout))
        if {one.code for one in told} & BEFORE:
            continue
        proof = prove(layout, told)
        assert proof.complete, (size, seed, proof.issues)
        try:
            seen = Enumeration(swept(flow)).run()
        except TooManySessions:
            continue
        faulty += bool(seen.faults)
        if seen.faults:
            assert {one.code for one in proof.beside(told)} & STOPPING, (size, seed)
        else:
            proven = [one for one in proof.issues if one.verdict is Verdict.PROVEN]
            assert not {one.code for one in proven} & STOPPING, (size, seed)
    assert faulty


@pytest.mark.parametrize("part", range(PARTS))
def test_the_proof_says_the_same_of_larger_flows(part: int) -> None:
    seeds = range(part, LARGER, PARTS)
    done = sum(compared(seed, 1) for seed in seeds)
    assert done >= LEAST[1] * len(seeds)
