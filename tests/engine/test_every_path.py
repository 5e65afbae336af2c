"""Every path of one small, complete flow, and every single edit at the end of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from exoguide.canonical import Json
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.events import Kind
from exoguide.engine.path import Position, Status
from exoguide.engine.state import State, replay
from exoguide.engine.surroundings import BINDING
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Plan
from tests.engine.random_sessions import event, opening
from tests.engine.sessions import plan_of
from tests.engine.test_flags import FLAGS

PATHS = 82
"""Hot joint: 4 (fever). Else, for each of 2 joint answers: 3 feverish answers with 10 ways each
(blood yes 4, no 3, unknown 3), and no fever with 9 (blood yes 4, unknown 3, no 2)."""
ANSWERS: dict[str, tuple[Json, ...]] = {
    "fever": ("yes", "no", {"none": "unknown"}, {"none": "declined"}),
    "joint": ("yes", "no", {"none": "unknown"}),
    "blood": ("yes", "no", {"none": "unknown"}),
    "gate": ("end", "information"),
    "heart": ("yes", "no"),
    "second_gate": ("end", "information"),
    "close": ("acknowledged",),
}


def take(state: State, kind: Kind, body: dict[str, Json]) -> State:
    taken = apply(state, event(state.ledger.seq + 1, kind, body))
    assert isinstance(taken, Taken), taken
    return taken.state


def moves(state: State) -> Iterator[State]:
    """Every state that the question at hand can lead to."""
    cursor = state.cursor
    assert cursor is not None
    if cursor.status is Status.BLOCKED:
        return
    if state.plan.nodes[cursor.node].kind is StepKind.SIGNATURE:
        yield take(state, Kind.SIGNED, {"key": cursor.key, "name": "Ann", "role": "patient"})
        return
    for value in ANSWERS[cursor.key]:
        yield take(state, Kind.ANSWERED, {"key": cursor.key, "value": value})


@cache
def leaves() -> tuple[State, ...]:
    """Where every path ends: at an end, or at a signature that nobody may give."""
    plan = plan_of(FLAGS)
    opened = begin(plan, opening(plan))
    assert isinstance(opened, Taken)
    found, waiting = [], [opened.state]
    while waiting:
        state = waiting.pop()
        after = list(moves(state)) if state.cursor else []
        waiting.extend(after)
        if not after:
            found.append(state)
    return tuple(found)


def given(state: State) -> dict[str, object]:
    return {key: one.value for key, one in state.answers.items()}


def test_every_path_ends_at_an_end_or_at_a_signature_that_nobody_may_give() -> None:
    assert len(leaves()) == PATHS
    for state in leaves():
        blocked = state.cursor is not None and state.cursor.status is Status.BLOCKED
        assert (state.arrived is not None) != blocked


def test_on_every_path_the_end_is_the_one_that_the_answers_call_for() -> None:
    reached = set()
    for state in leaves():
        values = {key: str(getattr(v, "value", v)) for key, v in given(state).items()}
        end = state.arrived.id if state.arrived else ""
        reached.add(end)
        fever, joint, blood = (values.get(key, "") for key in ("fever", "joint", "blood"))
        heart = values.get("heart") == "yes"
        bleeds = blood in ("yes", "unknown")
        feverish = fever in ("yes", "unknown", "declined")
        if joint == "yes":
            assert end == ("emergency" if fever == "yes" else "same_day")
        elif values.get("gate") == "end" or values.get("second_gate") == "end":
            assert end == ("wait" if bleeds else "specialist")
        elif bleeds or feverish:
            assert end == ""
            assert values["gate"] == "information"
            assert ("second_gate" in values) == (blood == "yes" and heart)
        else:
            assert end == "accepted"
    assert reached == {"", "emergency", "same_day", "wait", "specialist", "accepted"}


def test_on_every_path_a_signature_is_held_only_with_nothing_in_the_way() -> None:
    for state in leaves():
        if "agree" in state.answers:
            assert not [flag for flag in state.standing if flag.action in BINDING]
            assert not state.around.information_only
            assert not state.around.unassessed()


def fresh(plan: Plan, answers: dict[str, Json]) -> State:
    """A session that was given these answers in walk order from the start."""
    opened = begin(plan, opening(plan))
    assert isinstance(opened, Taken)
    state = opened.state
    while (cursor := state.cursor) is not None and cursor.key in answers:
        state = take(state, Kind.ANSWERED, {"key": cursor.key, "value": answers[cursor.key]})
    return state


def keys(path: tuple[Position, ...]) -> list[str]:
    return [position.key for position in path]


def test_after_any_single_edit_every_path_is_as_if_it_had_been_answered_so_from_the_start() -> None:
    for state in leaves():
        spelled = {
            key: one.event.body["value"] for key, one in state.answers.items() if not one.name
        }
        for key in spelled:
            for value in ANSWERS[key]:
                body: dict[str, Json] = {"key": key, "value": value, "reason": "x"}
                edited = take(state, Kind.ANSWERED, body)
                again = fresh(state.plan, {**spelled, key: value})
                wanted = keys(again.walk.path)
                # A question to confirm keeps the signature behind it off the path.
                shared = min(len(wanted), len(edited.walk.path))
                assert keys(edited.walk.path)[:shared] == wanted[:shared]
                assert shared >= len(wanted) - 1
                assert edited.around.flags.items() >= again.around.flags.items()


def test_every_path_is_replayed_from_its_log() -> None:
    for state in leaves():
        assert state.ledger.opened is not None
        answers = [one.event for one in state.ledger.answers.values()]
        log = [state.ledger.opened, *sorted(answers, key=lambda one: one.seq)]
        assert replay(state.plan, log).walk == state.walk
