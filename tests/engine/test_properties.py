"""What holds for every flow, every order of events, and every mistake on the way."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from exoguide.engine.answering import last_undoable
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.events import Event, Kind
from exoguide.engine.ledger import Ledger
from exoguide.engine.path import READABLE, Status
from exoguide.engine.state import State, replay
from exoguide.engine.surroundings import BINDING, FlagState
from exoguide.engine.walk import walk
from exoguide.flow.plan import Plan
from tests.engine.random_sessions import Player, event, planned

MOVES = 45

sessions = st.builds(
    lambda flow, player, size: Player(planned(flow, size)[1], player),
    st.integers(0, 40_000),
    st.integers(0, 1_000_000),
    st.integers(1, 4),
)


def seen(state: State) -> dict[str, Any]:
    """Everything that a state says, as plain values."""
    around = state.around
    return {
        "path": state.walk.path,
        "cursor": state.walk.cursor,
        "end": (state.walk.end, state.walk.by, state.walk.blocked),
        "values": dict(around.values),
        "order": list(around.values),
        "computes": {name: around.computed(name) for name in state.plan.computes},
        "flags": dict(around.flags),
        "standing": [flag.id for flag in state.standing],
        "put": around.put,
        "information": around.information_only,
        "today": around.today,
        "answers": dict(state.answers),
        "shelved": dict(state.shelved),
        "void": state.void,
        "ledger": attrs.astuple(state.ledger, recurse=False),
    }


@given(sessions)
def test_a_log_replayed_gives_the_state_that_its_events_led_to(player: Player) -> None:
    for move in player.play(MOVES):
        if isinstance(move.outcome, Taken):
            assert seen(replay(player.plan, player.log)) == seen(player.state)


@given(sessions)
def test_no_event_changes_a_state_that_was_there_before_it(player: Player) -> None:
    kept: list[tuple[State, dict[str, Any]]] = [(player.state, seen(player.state))]
    for _ in player.play(MOVES):
        kept.append((player.state, seen(player.state)))  # noqa: PERF401 - the player moves on
    for state, before in kept:
        assert seen(state) == before


@given(sessions)
def test_exactly_the_answers_on_the_path_are_exported(player: Player) -> None:
    for _ in player.play(MOVES):
        state = player.state
        on_path = [p.key for p in state.walk.path if p.status in READABLE]
        assert list(state.answers) == on_path
        assert len(on_path) == len(set(on_path))
        assert not set(state.shelved) & set(on_path)
        for name in state.around.values:
            assert name in state.plan.groups or any(
                key == name or key.startswith(f"{name}#") for key in on_path
            )


@given(sessions)
def test_a_shelved_answer_is_read_by_nothing(player: Player) -> None:
    for _ in player.play(MOVES):
        state = player.state
        ledger = state.ledger.copy()
        for key in state.shelved:
            del ledger.answers[key]
        without = walk(state.plan, ledger)
        assert without == state.walk
        assert without.around.values == state.around.values
        assert without.around.flags == state.around.flags


@given(sessions)
def test_nobody_signs_or_accepts_while_something_stands_in_the_way(player: Player) -> None:
    for move in player.play(MOVES):
        if not isinstance(move.outcome, Taken):
            continue
        state = move.outcome.state
        signs = move.sent.kind is Kind.SIGNED
        accepts = move.sent.kind is Kind.ENDED and state.walk.end == "accepted"
        if signs or accepts:
            around = move.before.around
            assert not move.before.walk.blocked
            assert not [flag.id for flag in move.before.standing if flag.action in BINDING]
            assert not around.information_only
            for flag in state.plan.flags.values():
                applies = flag.applies is None or flag.applies.guess(around) is True
                if applies:
                    assert around.flags.get(flag.id) in (FlagState.RAISED, FlagState.CLEAR)


@given(sessions)
def test_no_signature_or_end_lies_behind_a_question_that_is_not_settled(player: Player) -> None:
    for _ in player.play(MOVES):
        walked = player.state.walk
        unsettled = [n for n, p in enumerate(walked.path) if p.status is not Status.ANSWERED]
        if not unsettled:
            assert walked.cursor is None
            continue
        assert walked.cursor == walked.path[unsettled[0]]
        assert not walked.end
        for position in walked.path[unsettled[0] + 1 :]:
            given_answer = player.state.ledger.answers.get(position.key)
            assert given_answer is None or not given_answer.name


@given(sessions)
def test_a_refused_event_leaves_everything_as_it_was(player: Player) -> None:
    for move in player.play(MOVES):
        if not isinstance(move.outcome, Taken):
            assert player.state is move.before
            assert seen(move.before) == seen(replay(player.plan, player.log))


@given(sessions)
def test_a_stored_log_is_accepted_again_event_by_event_as_it_stands(player: Player) -> None:
    for _ in player.play(MOVES):
        pass
    assert bodies(player.plan, player.log) == [one.body for one in player.log]


def bodies(plan: Plan, log: list[Event]) -> list[Any]:
    """The bodies of a log as a verifier completes them again."""
    taken = begin(plan, log[0])
    assert isinstance(taken, Taken)
    found = [taken.event.body]
    for one in log[1:]:
        taken = apply(taken.state, one)
        assert isinstance(taken, Taken), (one, taken)
        found.append(taken.event.body)
    return found


@given(sessions)
def test_a_derived_field_that_was_altered_is_refused(player: Player) -> None:
    for _ in player.play(MOVES):
        pass
    state = replay(player.plan, player.log[:1])
    for one in player.log[1:]:
        for name in ("basis", "digest", "inputs", "by", "unset", "end"):
            if name in one.body:
                altered = attrs.evolve(one, body={**one.body, name: "another"})
                assert not isinstance(apply(state, altered), Taken), (one.kind, name)
        taken = apply(state, one)
        assert isinstance(taken, Taken)
        state = taken.state


@given(sessions)
def test_undoing_an_answer_at_once_gives_back_the_walk_before_it(player: Player) -> None:
    for move in player.play(MOVES):
        if not isinstance(move.outcome, Taken) or move.sent.kind is not Kind.ANSWERED:
            continue
        after = move.outcome.state
        assert last_undoable(after) == move.outcome.event.id
        body = {"event": move.outcome.event.id, "reason": "A slip."}
        undone = apply(after, event(after.ledger.seq + 1, Kind.UNDONE, body))
        assert isinstance(undone, Taken), undone
        assert undone.state.walk == move.before.walk
        assert undone.state.answers == move.before.answers
        assert undone.state.around.flags == move.before.around.flags


@given(sessions)
def test_an_item_number_is_never_used_for_another_item(player: Player) -> None:
    born: dict[str, int] = {}
    for _ in player.play(MOVES):
        ledger: Ledger = player.state.ledger
        for key, highest in ledger.serials.items():
            assert highest >= born.get(key, 0)
            born[key] = highest
            given_answer = ledger.answers.get(key)
            if given_answer is not None:
                serials = getattr(given_answer.value, "serials", ())
                assert all(serial <= highest for serial in serials)
