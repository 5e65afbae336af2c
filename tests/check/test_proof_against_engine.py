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
from exoguide.flow.model import Flow
from tests.check.agreement import agree, swept
from tests.check.enumeration import Enumeration, TooManySessions
from tests.check.small_flows import small
from tests.check.test_against_engine import STOPPING, unasked, unguarded, unrouted
from tests.conftest import FULL
from tests.engine.random_flows import flow_of, sketch

SMALL = 2000 if FULL else 60
"""Flows of one question and a decision in each stage."""
LARGER = 300 if FULL else 12
PARTS = 4
TINY = 20_000 if FULL else 2000
"""Flows of two or three questions."""
SHOWN = 10
"""Of how many tiny flows one is proven to the end, with every example played."""

LEAST = {0: 0.95, 1: 0.5}
"""Share of the flows of each size that are small enough to be gone through."""


def compared(seed: int, size: int) -> bool:
    """Compare one flow; ``False`` when it is too large to be gone through."""
    return agree(flow_of(sketch(seed, size)), f"seed {seed}, size {size}")


@pytest.mark.parametrize("part", range(PARTS))
def test_the_proof_says_of_tiny_flows_and_their_rules_what_every_session_of_them_shows(
    part: int,
) -> None:
    seeds = range(part, TINY, PARTS)
    done = sum(agree(small(seed), f"seed {seed}", most=400) for seed in seeds)
    assert done >= 0.98 * len(seeds)


def test_every_claim_about_a_tiny_flow_is_played_and_none_contradicted() -> None:
    for seed in range(0, TINY, SHOWN):
        flow = small(seed)
        layout = Layout(flow, expressions(flow))
        proof = prove(layout, structural(layout))
        assert proof.complete, (seed, proof.issues)


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
