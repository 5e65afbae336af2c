"""Every session of a small flow, led through the real engine one answer at a time.

What the sweep says is compared with what was seen here. Answers are the kinds that conditions can
tell apart; flags are set aside and stages skipped wherever the engine allows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import attrs

from exoguide.canonical import Json, canonical
from exoguide.check.cells import ANY
from exoguide.check.proof.replay import Player
from exoguide.check.proof.sweep import Sweep
from exoguide.check.proof.tape import TODAY
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.encoding import Roster, Text, encode
from exoguide.engine.events import Event, Kind
from exoguide.engine.path import Status
from exoguide.engine.state import State
from exoguide.errors import FlowError
from exoguide.flow.conditions import ConditionStop, Env, strict
from exoguide.flow.model import StepKind
from exoguide.flow.plan import base


class TooManySessions(Exception):
    """The flow has more states than are worth going through."""


@attrs.define
class Seen:
    """What happened in any session."""

    asked: set[str] = attrs.Factory(set)
    ends: set[str] = attrs.Factory(set)
    raised: set[str] = attrs.Factory(set)
    blocked: set[str] = attrs.Factory(set)
    faults: set[str] = attrs.Factory(set)
    """Steps at which the flow could not go on."""
    broken: set[str] = attrs.Factory(set)
    """Rules that did not hold, or could not be decided."""
    states: int = 0


class Enumeration:
    """All sessions of the flow of a sweep."""

    def __init__(self, sweep: Sweep, most: int = 4000) -> None:
        self.sweep = sweep
        self.player = Player(sweep)
        self.plan = self.player.plan
        self.most = most
        self.seen = Seen()
        self._told: set[str] = set()
        self._rules = tuple(self._tests())

    def _tests(self) -> Iterator[tuple[str, str, Callable[[Env], object]]]:
        """The rules of the flow, ready to be asked of a state."""
        layout = self.sweep.layout
        for index, rule in enumerate(layout.flow.rules):
            for kind in ("never", "always"):
                typed = layout.typed("rule", index, kind)
                if typed is not None:
                    yield rule.id, kind, strict(typed)

    def run(self) -> Seen:
        """Lead every session. Raises :class:`TooManySessions`."""
        begun = begin(self.plan, self._event(1, Kind.OPENED, self.player._opening({})))  # noqa: SLF001 - the player's own choices are wanted
        assert isinstance(begun, Taken)
        waiting = [begun.state]
        while waiting:
            state = waiting.pop()
            if not self._new(state):
                continue
            for kind, body in self._moves(state):
                try:
                    taken = apply(state, self._event(state.ledger.seq + 1, kind, body))
                except FlowError as error:
                    found = re.search(r"step “(\w+)”", error.message)
                    self.seen.faults.add(found[1] if found else error.message)
                    continue
                if isinstance(taken, Taken):
                    waiting.append(taken.state)
        return self.seen

    def _new(self, state: State) -> bool:
        ledger = state.ledger
        key = canonical(
            [
                [[name, encode(one.value)] for name, one in sorted(ledger.answers.items())],
                sorted(ledger.skipped),
                [[name, dict(one.inputs)] for name, one in sorted(ledger.resolutions.items())],
            ]
        )
        text = key.decode()
        if text in self._told:
            return False
        self._told.add(text)
        seen = self.seen
        seen.states += 1
        if seen.states > self.most:
            raise TooManySessions
        for position in state.walk.path:
            group = position.key in self.plan.groups
            seen.asked.add(position.key if group else self.plan.nodes[position.node].entry.id)
        seen.raised.update(flag.id for flag in state.raised)
        if state.arrived is not None:
            seen.ends.add(state.arrived.id)
        for name, kind, test in self._rules:
            if state.ledger.answers and (kind == "never" or state.arrived is not None):
                self._ask(name, kind, test, state)
        if state.walk.blocked:
            seen.blocked.add(state.cursor.key if state.cursor else "end")
        return True

    def _ask(self, name: str, kind: str, test: Callable[[Env], object], state: State) -> None:
        try:
            if test(state.around) is (kind == "never"):
                self.seen.broken.add(name)
        except ConditionStop:
            self.seen.broken.add(name)

    def _moves(self, state: State) -> Iterator[tuple[Kind, dict[str, Json]]]:
        for flag in state.standing:
            if flag.action.value in {"stop", "defer", "refer"}:
                letter = {"who": "A", "document": "B", "date": TODAY.isoformat()}
                yield Kind.RESOLVED, {"flag": flag.id, **letter}
        cursor = state.cursor
        if cursor is None or cursor.status is Status.BLOCKED:
            return
        node = self.plan.nodes[cursor.node]
        stage = node.stage
        if stage in self.sweep.layout.skippable:
            yield Kind.SKIPPED, {"stage": stage, "reason": "known"}
        if cursor.key in self.plan.groups:
            for items in range(self.plan.groups[cursor.key].group.max + 1):
                roster = Roster(tuple(range(1, items + 1)), closed=True)
                yield Kind.ANSWERED, {"key": cursor.key, "value": encode(roster)}
            return
        if node.kind is StepKind.SIGNATURE:
            yield Kind.SIGNED, {"key": cursor.key, "name": "A", "role": node.step.role}
            return
        for cell in self.sweep.vocabulary.variable(base(cursor.key)).cells:
            given: object = cell.value
            if given == ANY:
                given = Text("words") if node.kind is StepKind.TEXT else Decimal(7)
            spelled = encode(given)  # type: ignore[arg-type]  # what the player gives is an answer
            yield Kind.ANSWERED, {"key": cursor.key, "value": spelled, "sure": True}

    def _event(self, seq: int, kind: Kind, body: dict[str, Json]) -> Event:
        return Event(seq, f"e{seq}", "2026-06-15T10:00:00+00:00", seq, "u", kind, body)
