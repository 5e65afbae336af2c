"""Random sessions: one event after another, sensible ones and foolish ones, same for same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

import attrs

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.answering import last_undoable
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.encoding import Roster
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.path import Position, Status
from exoguide.engine.state import State
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Plan
from tests.engine.random_flows import Sketch, flow_of, sketch

DIGEST = "d" * 64
FIRST_DAY = date(2026, 11, 23)


@lru_cache(maxsize=64)
def planned(seed: int, size: int = 3) -> tuple[Sketch, Plan]:
    """The random flow of ``seed``, for the reference and for the engine."""
    made = sketch(seed, size)
    return made, Plan(flow_of(made), DIGEST)


def event(seq: int, kind: Kind, body: Mapping[str, Json]) -> Event:
    """An event as a face sends it."""
    return Event(seq, f"e{seq}", "2026-11-23T10:00:00+00:00", seq, "user", kind, body)


def opening(plan: Plan, today: date = FIRST_DAY) -> Event:
    """The first event of a session."""
    clinician: Json = {"name": "Dr Grey", "role": "physician", "account": "grey"}
    body: dict[str, Json] = {
        "semantics": SEMANTICS,
        "bundle": plan.digest,
        "today": today.isoformat(),
        "clinic": {},
        "locale": "en",
        "clinician": clinician,
    }
    return event(1, Kind.OPENED, body)


@attrs.frozen
class Move:
    """One event that was tried: what was sent, and what became of it."""

    before: State
    sent: Event
    outcome: Taken | Refusal


class Player:
    """Somebody who does one thing after another."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.random = random.Random(seed)
        opened = begin(plan, opening(plan))
        assert isinstance(opened, Taken)
        self.state = opened.state
        self.log: list[Event] = [opened.event]
        self.today = FIRST_DAY

    def play(self, moves: int) -> Iterator[Move]:
        """Try ``moves`` events."""
        for _ in range(moves):
            kind, body = self._proposal()
            yield self.send(kind, body)

    def send(self, kind: Kind, body: Mapping[str, Json]) -> Move:
        """Try one event; what it still lacks (a reason, being sure) is given at the second try."""
        before = self.state
        tried = event(before.ledger.seq + 1, kind, body)
        outcome = apply(before, tried)
        if isinstance(outcome, Refusal) and outcome.why in (Why.REASON, Why.CONFIRM):
            tried = attrs.evolve(tried, body={**body, "reason": "It was wrong.", "sure": True})
            outcome = apply(before, tried)
        if isinstance(outcome, Taken):
            self.state = outcome.state
            self.log.append(outcome.event)
        return Move(before, tried, outcome)

    # What to do next ----------------------------------------------------------------------------

    def _proposal(self) -> tuple[Kind, Mapping[str, Json]]:
        if self.state.ended:
            return self._after_the_end()
        if self.state.arrived and self.random.random() < 0.4:
            return Kind.ENDED, {}
        draw = self.random.random()
        if draw < 0.68:
            return self._at_the_cursor()
        if draw < 0.82:
            return self._edit()
        return self._aside()

    def _after_the_end(self) -> tuple[Kind, Mapping[str, Json]]:
        if self.random.random() < 0.7:
            self.today += timedelta(days=self.random.choice((0, 1, 14)))
            return Kind.REOPENED, {"today": self.today.isoformat()}
        return self.random.choice(
            [
                (Kind.AMENDED, {"line": "cost", "old": "1", "new": "2", "why": "typed wrongly"}),
                (Kind.TICKED, {"item": "rest", "today": self.today.isoformat()}),
                (Kind.DONE, {"date": self.today.isoformat(), "lot": "L1"}),
                (Kind.ANSWERED, {"key": "s0", "value": "yes"}),
            ]
        )

    def _at_the_cursor(self) -> tuple[Kind, Mapping[str, Json]]:
        cursor = self.state.cursor
        if cursor is None:
            return self._edit()
        if cursor.status is Status.TO_CONFIRM and self.random.random() < 0.7:
            return Kind.CONFIRMED, {"key": cursor.key}
        node = self.plan.nodes[cursor.node]
        if node.kind is StepKind.SIGNATURE and self.random.random() < 0.95:
            if cursor.status is Status.BLOCKED and self.random.random() < 0.7:
                return self._lift()
            name = self.random.choice(("Ann Lee", "Bo Ray"))
            return Kind.SIGNED, {"key": cursor.key, "name": name, "role": node.step.role}
        return Kind.ANSWERED, {"key": cursor.key, "value": self._value(cursor)}

    def _edit(self) -> tuple[Kind, Mapping[str, Json]]:
        position = self.random.choice(self.state.walk.path)
        return Kind.ANSWERED, {"key": position.key, "value": self._value(position)}

    def _aside(self) -> tuple[Kind, Mapping[str, Json]]:
        draw = self.random.randrange(9)
        if draw < 2:
            return Kind.UNDONE, {"event": last_undoable(self.state) or "e1"}
        if draw == 2:
            waiting = [p.key for p in self.state.walk.path if p.status is Status.TO_CONFIRM]
            return Kind.CONFIRMED, {"key": self.random.choice(waiting or ["s0"])}
        if draw == 3:
            self.today += timedelta(days=self.random.choice((-1, 0, 1, 7)))
            return Kind.RESUMED, {"today": self.today.isoformat()}
        if draw == 4:
            return Kind.LANGUAGE, {"language": self.random.choice(("en", "fr", "de"))}
        if draw == 5:
            return Kind.NOTED, {"key": "s0", "text": self.random.choice(("", "Hesitates."))}
        if draw == 6:
            stage = self.random.choice(self.plan.flow.stages).id
            return Kind.SKIPPED, {"stage": stage, "reason": "Known already."}
        if draw == 7:
            return Kind.ENDED, {}
        return self._lift()

    def _lift(self) -> tuple[Kind, Mapping[str, Json]]:
        flags = [flag.id for flag in self.state.standing] or list(self.plan.flags) or ["none"]
        flag = self.random.choice(flags)
        if self.random.random() < 0.5:
            return Kind.OVERRIDDEN, {"flag": flag, "reason": "Seen and accepted."}
        letter = {"who": "Dr Heart", "document": "letter", "date": "2026-11-20"}
        return Kind.RESOLVED, {"flag": flag, **letter}

    def _value(self, position: Position) -> Json:
        group = self.plan.groups.get(position.key)
        if group is not None:
            return self._roster(position.key)
        node = self.plan.nodes[position.node]
        step = node.step
        if self.random.random() < 0.03:
            return self.random.choice(("nonsense", {"number": "9999"}, {"none": "unknown"}))
        if step.non_answers and self.random.random() < 0.25:
            return {"none": self.random.choice(step.non_answers).value}
        match node.kind:
            case StepKind.NUMBER:
                return {"number": str(self.random.randint(0, 70))}
            case StepKind.TEXT:
                return {"text": self.random.choice(("one thing", "another"))}
            case StepKind.MULTI:
                share = self.random.randint(1, len(node.option_ids))
                return sorted(self.random.sample(node.option_ids, share))
        if node.key == "decide":
            return self.random.choice(("accept", "accept", "accept", "later", "decline"))
        return self.random.choice(node.option_ids)

    def _roster(self, key: str) -> Json:
        given = self.state.ledger.answers.get(key)
        serials = list(given.value.serials) if given and isinstance(given.value, Roster) else []
        if serials and self.random.random() < 0.4:
            serials.remove(self.random.choice(serials))
        used = self.state.ledger.serials.get(key, 0)
        serials += [used + 1 + n for n in range(self.random.choice((0, 1, 1, 2)))]
        return {"items": serials, "closed": self.random.random() < 0.6}
