"""What is told before a change is what then happens."""

from __future__ import annotations

from hypothesis import given, settings

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import Taken, apply
from exoguide.engine.consequences import Consequences, consequences
from exoguide.engine.events import Kind
from exoguide.engine.path import READABLE, Status
from exoguide.engine.state import State
from exoguide.flow.model import StepKind
from tests.engine.random_sessions import Player, event
from tests.engine.test_properties import sessions

MOVES = 25
few = settings(max_examples=settings().max_examples // 3)


class Aftermath:
    """A session led on after a change: everything confirmed and answered, nothing led astray."""

    def __init__(self, player: Player, state: State) -> None:
        self.player = player
        self.state = state
        self.seen: set[str] = set()
        self.confirmed: set[str] = set()
        self.raised: set[str] = set()
        self.astray = False
        """Whether an answer given here led elsewhere than to the next question."""

    def lead(self) -> Aftermath:
        """Confirm and answer until an end, a signature, or an answer that leads astray."""
        for _ in range(80):
            self.seen |= set(self.state.positions)
            self.raised |= {flag.id for flag in self.state.raised}
            cursor = self.state.cursor
            if cursor is None:
                break
            node = self.player.plan.nodes[cursor.node]
            if cursor.status is Status.TO_CONFIRM:
                self.confirmed.add(cursor.key)
                self._send(Kind.CONFIRMED, {"key": cursor.key})
            elif node.kind in (StepKind.SIGNATURE, StepKind.GATE):
                break
            else:
                self._answer(cursor.key)
                moved = self.state.cursor
                self.astray = self.astray or node.leads or moved is None
        return self

    def _answer(self, key: str) -> None:
        for _ in range(2_000):
            value = self._value(key)
            if self._send(Kind.ANSWERED, {"key": key, "value": value}):
                return
        raise AssertionError(key)

    def _value(self, key: str) -> Json:
        group = self.player.plan.groups.get(key)
        if group is None:
            return self.player._value(self.state.positions[key])  # noqa: SLF001 - the player's own choices are wanted
        given_answer = self.state.ledger.answers.get(key)
        serials: list[Json] = list(getattr(given_answer and given_answer.value, "serials", ()))
        used = self.state.ledger.serials.get(key, 0)
        new: list[Json] = [used + 1 + n for n in range(max(0, group.group.min - len(serials)))]
        return {"items": [*serials, *new], "closed": True}

    def _send(self, kind: Kind, body: dict[str, Json]) -> bool:
        full = {**body, "sure": True, "reason": "x"} if kind is Kind.ANSWERED else body
        taken = apply(self.state, event(self.state.ledger.seq + 1, kind, full))
        if isinstance(taken, Taken):
            self.state = taken.state
        return isinstance(taken, Taken)


def foreseen_and_done(player: Player) -> list[tuple[Consequences, State, State]]:
    """What was told of each answer of a session, beside the states before and after it."""
    found = []
    for _ in range(MOVES):
        kind, body = player._proposal()  # noqa: SLF001 - the player's own choices are wanted
        tried = event(player.state.ledger.seq + 1, kind, body)
        told = consequences(player.state, tried)
        move = player.send(kind, body)
        if kind is Kind.ANSWERED:
            assert isinstance(told, Refusal) == isinstance(move.outcome, Refusal)
        changes = kind in (Kind.ANSWERED, Kind.UNDONE, Kind.SKIPPED)
        if changes and isinstance(told, Consequences) and isinstance(move.outcome, Taken):
            found.append((told, move.before, move.outcome.state))
    return found


@few
@given(sessions)
def test_what_is_set_aside_and_cleared_is_gone_at_once(player: Player) -> None:
    for told, _, after in foreseen_and_done(player):
        assert not set(told.sets_aside) & set(after.answers)
        assert not set(told.clears) & {flag.id for flag in after.raised}


@few
@given(sessions)
def test_what_leaves_an_end_or_reaches_one_is_so_at_once(player: Player) -> None:
    for told, before, after in foreseen_and_done(player):
        if told.reaches_end:
            waits = any(p.status is Status.TO_CONFIRM for p in after.walk.path)
            assert after.walk.end == told.reaches_end or waits or after.walk.blocked
        if told.leaves_end:
            assert before.walk.end in (told.leaves_end, "")
            assert after.walk.end != told.leaves_end


@few
@given(sessions)
def test_what_certainly_comes_comes_unless_an_answer_leads_elsewhere(player: Player) -> None:
    for told, _, after in foreseen_and_done(player):
        end = Aftermath(player, after).lead()
        stopped = end.state.cursor is not None or end.state.walk.blocked
        for key in (*told.asks, *told.confirms, *told.again):
            assert key in end.seen or end.astray or stopped, (key, told)
        for key in told.confirms:
            assert key in end.confirmed or end.astray or stopped, (key, told)
        for flag in told.raises:
            assert flag in end.raised or end.astray or stopped, (flag, told)


@few
@given(sessions)
def test_a_change_that_asks_nothing_new_brings_about_exactly_what_was_told(player: Player) -> None:
    for told, before, after in foreseen_and_done(player):
        opened = [p for p in before.walk.path if p.status is not Status.ANSWERED]
        opened += [p for p in after.walk.path if p.status not in READABLE]
        if told.may_ask or told.asks or told.again or opened or after.walk.blocked:
            continue
        end = Aftermath(player, after).lead()
        if any(p.status not in READABLE for p in end.state.walk.path):
            continue
        settled = {p.key for p in before.walk.path if p.status in READABLE}
        gone = settled - set(end.state.answers)
        assert gone == set(told.sets_aside) | (set(told.voids) - set(end.state.answers)), told
        turned = {
            p.key
            for p in after.walk.path
            if p.status is Status.TO_CONFIRM and before.positions.get(p.key) != p
        }
        assert turned - set(told.confirms) <= {
            p.key for p in before.walk.path if p.status is Status.TO_CONFIRM
        }


@few
@given(sessions)
def test_a_signature_that_becomes_void_is_named_and_no_other(player: Player) -> None:
    for told, before, after in foreseen_and_done(player):
        signed = {
            p.key
            for p in before.walk.path
            if p.status is Status.ANSWERED and before.ledger.answers[p.key].name
        }
        assert set(told.voids) <= signed
        end = Aftermath(player, after).lead()
        holds = {key for key in signed if key in end.state.answers}
        assert not holds & set(told.voids) or told.asks or told.may_ask or told.again
        if not end.astray and not told.asks and not told.may_ask and not told.again:
            assert signed - holds == set(told.voids), told
