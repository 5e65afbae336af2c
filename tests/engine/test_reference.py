"""The engine and the slow reference lead every random session the same way."""

from __future__ import annotations

import pytest

from exoguide.engine.apply import Taken
from exoguide.engine.state import State
from exoguide.engine.surroundings import FlagState
from exoguide.flow.shape import shape_problems
from tests.conftest import FULL
from tests.engine.random_flows import ENDS, flow_of, sketch
from tests.engine.random_sessions import Player, planned
from tests.engine.reference import Reference, Seen

BATCHES = 40 if FULL else 8
PER_BATCH = 250 if FULL else 25
MOVES = 60

WORDS = {True: FlagState.RAISED, False: FlagState.CLEAR, None: FlagState.UNASSESSED}


def differences(state: State, seen: Seen) -> list[str]:
    """Where the engine and the reference disagree, in words."""
    walk = state.walk
    flags = {name: state.around.flags.get(name, FlagState.UNASSESSED) for name in state.plan.flags}
    pairs: list[tuple[str, object, object]] = [
        ("path", [(p.key, p.status.value) for p in walk.path], [one[:2] for one in seen.path]),
        ("cursor", walk.cursor.key if walk.cursor else "", seen.cursor),
        ("end", walk.end, seen.end),
        ("flags", flags, {name: WORDS[state] for name, state in seen.flags.items()}),
        ("standing", [flag.id for flag in state.standing], list(seen.standing)),
        ("answers", list(state.answers), seen.readable),
    ]
    if walk.end:
        pairs.append(("led to the end", sorted(walk.by), list(seen.by)))
    return [f"{what}: {ours} is not {theirs}" for what, ours, theirs in pairs if ours != theirs]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_random_session_goes_as_the_reference_says(batch: int) -> None:
    for seed in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        made, plan = planned(seed)
        player = Player(plan, seed)
        reference = Reference(made)
        reference.take(player.log[0])
        for number, move in enumerate(player.play(MOVES)):
            if isinstance(move.outcome, Taken):
                reference.take(move.outcome.event)
                found = differences(move.outcome.state, reference.walk())
                assert not found, (seed, number, move.sent.kind, move.sent.body, found)


def test_random_flows_are_valid_and_the_same_for_the_same_seed() -> None:
    for seed in range(60):
        flow = flow_of(sketch(seed))
        assert not shape_problems(flow), seed
        assert flow == flow_of(sketch(seed))


def test_random_flows_use_every_part_of_the_language() -> None:
    made = [sketch(seed) for seed in range(200)]
    asks = [ask for one in made for ask in one.asks]
    kinds = "choice multi yes_no number text statement gate teach_back signature"
    assert {ask.kind for ask in asks} >= set(kinds.split())
    assert all(
        any(found)
        for found in (
            [ask.use for ask in asks],
            [ask.gotos for ask in asks],
            [ask.routes for ask in asks],
            [ask.opens for ask in asks],
            [ask.recheck for ask in asks],
            [ask.depends for ask in asks],
            [ask.mentions for ask in asks],
            [ask.most and ask.most.step for ask in asks],
            [one.rounds for one in made],
            [one.repeats for one in made],
            [one.sums for one in made],
            [one.skippable for one in made],
        )
    )
    alarms = [alarm for one in made for alarm in one.alarms]
    assert {alarm.action for alarm in alarms} == {"stop", "defer", "refer", "caution", "note"}


def test_random_sessions_reach_every_end_and_are_refused_for_every_reason() -> None:
    ends, refused, kinds = set(), set(), set()
    for seed in range(150):
        _, plan = planned(seed)
        for move in Player(plan, seed).play(MOVES):
            if isinstance(move.outcome, Taken):
                kinds.add(move.sent.kind.value)
                ends.add(move.outcome.state.walk.end)
            else:
                refused.add(move.outcome.why.name)
    assert ends >= set(ENDS)
    known = "answered confirmed undone skipped overridden resolved signed ended reopened resumed"
    assert kinds >= {*known.split(), "language", "noted"}
    assert refused >= {"BLOCKED", "UNAVAILABLE", "LIMITS", "KIND", "ENDED", "PLACE", "EVENT"}
