"""A session as the tests lead it: a flow as text, and one sentence per event.

``Session(flow).answer(pain="severe").expect(cursor="since")`` reads from left to right; every
event goes through ``apply``, and after each the log is replayed and must give the same state.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.answering import last_undoable
from exoguide.engine.apply import Effects, Taken, apply, begin
from exoguide.engine.consequences import Consequences, consequences
from exoguide.engine.encoding import Answer, Roster, Text, encode
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.path import Status
from exoguide.engine.state import State, replay
from exoguide.flow.loading import load_flow
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Plan
from exoguide.flow.values import Money, NonAnswer

HEAD = """
[flow]
id = "small"
title = "A small flow"
version = "1"
language = "en"
currency = "USD"

[[stage]]
id = "history"
title = "History"
order = 1

[[stage]]
id = "consent"
title = "Consent"
order = 2
"""
"""The head of most flows in the tests."""

ENDS = """
[[end]]
id = "accepted"
title = "Accepted"
outcome = "accepted"
rank = 50
text = "You accept."

[[end]]
id = "refused"
title = "Declined"
outcome = "declined"
rank = 60
text = "You decline."

[[end]]
id = "later"
title = "More time"
outcome = "more_time"
rank = 55
text = "You take more time."
reopens = true

[[end]]
id = "emergency"
title = "Emergency"
outcome = "emergency"
rank = 1
text = "Call an ambulance."

[[end]]
id = "same_day"
title = "Seen today"
outcome = "refer_same_day"
rank = 2
text = "A doctor sees you today."
reopens = true

[[end]]
id = "wait"
title = "Wait"
outcome = "defer"
rank = 10
text = "It waits."
reopens = true

[[end]]
id = "specialist"
title = "Specialist"
outcome = "refer"
rank = 20
text = "A specialist answers first."
reopens = true
"""
"""The ends of most flows in the tests."""

CLOSE = """
[[step]]
id = "close"
stage = "consent"
kind = "statement"
ask = "That is all."
route = [{ otherwise = "refused" }]
"""
"""A last step that leads to an end."""


FRENCH = '"stage.history.title" = "Histoire"'
"""The French of a flow that has some."""


@lru_cache(maxsize=512)
def plan_of(text: str) -> Plan:
    """The plan of a flow written as one file; French where its head lists it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flow.toml"
        path.write_text(text, encoding="utf-8")
        if 'languages = ["fr"]' in text:
            path.with_name("texts").mkdir()
            path.with_name("texts").joinpath("fr.toml").write_text(FRENCH, encoding="utf-8")
            path = path.parent
        loaded = load_flow(path)
    return Plan(loaded.flow, loaded.digest)


def flow(steps: str, *, head: str = HEAD, ends: str = ENDS, close: str = CLOSE) -> str:
    """A flow of some steps, with the usual head, ends and last step."""
    return f"{head}{steps}{close}{ends}"


class Session:
    """One session; its methods return it, so that events read like a story."""

    def __init__(
        self, text: str, *, today: str = "2026-11-23", clinic: Mapping[str, Json] | None = None
    ) -> None:
        self.plan = plan_of(text)
        self.log: list[Event] = []
        body: dict[str, Json] = {
            "semantics": SEMANTICS,
            "bundle": self.plan.digest,
            "today": today,
            "clinic": dict(clinic or {}),
            "locale": "en",
            "clinician": {"name": "Dr Grey", "role": "physician", "account": "grey"},
        }
        taken = begin(self.plan, self._event(Kind.OPENED, body))
        assert isinstance(taken, Taken), taken
        self.taken = taken
        self.state: State = taken.state
        self.log.append(taken.event)

    def _event(self, kind: Kind, body: Mapping[str, Json]) -> Event:
        seq = len(self.log) + 1
        return Event(seq, f"e{seq}", "2026-11-23T10:00:00+00:00", seq, "grey", kind, body)

    # Events -----------------------------------------------------------------------------------

    def attempt(self, kind: Kind, body: Mapping[str, Json]) -> Taken | Refusal:
        """What an event would bring, without taking it."""
        return apply(self.state, self._event(kind, body))

    def send(self, kind: Kind, **body: Json) -> Session:
        """Take an event that must be possible."""
        taken = self.attempt(kind, body)
        assert isinstance(taken, Taken), taken
        self.taken, self.state = taken, taken.state
        self.log.append(taken.event)
        assert replay(self.plan, self.log).walk == self.state.walk
        return self

    def answer(self, also: Mapping[str, Json] | None = None, /, **answers: object) -> Session:
        """Answer steps by id, in order; ``dose_2`` is ``dose#2``. ``also`` adds to the body."""
        for name, value in answers.items():
            key = self.key(name)
            body = {"key": key, "value": self.spelled(key, value), **(also or {})}
            self.send(Kind.ANSWERED, **body)
        return self

    def confirm(self, *keys: str) -> Session:
        """Confirm answers as they stand."""
        for key in keys:
            self.send(Kind.CONFIRMED, key=key)
        return self

    def undo(self, event: str = "", **body: Json) -> Session:
        """Take back an event; the last that can be, when none is named."""
        return self.send(Kind.UNDONE, event=event or last_undoable(self.state), **body)

    def sign(self, key: str, name: str = "Ann Lee", role: str = "patient") -> Session:
        """Sign at the cursor."""
        return self.send(Kind.SIGNED, key=key, name=name, role=role)

    def override(self, flag: str, reason: str = "Seen, and safe.") -> Session:
        """Set a flag aside with a reason."""
        return self.send(Kind.OVERRIDDEN, flag=flag, reason=reason)

    def resolve(self, flag: str) -> Session:
        """Settle a flag by a letter."""
        letter = {"who": "Dr Heart", "document": "letter", "date": "2026-11-20"}
        return self.send(Kind.RESOLVED, flag=flag, **letter)

    def skip(self, stage: str) -> Session:
        """Skip a stage."""
        return self.send(Kind.SKIPPED, stage=stage, reason="Known already.")

    def end(self) -> Session:
        """End where the walk has arrived."""
        return self.send(Kind.ENDED)

    def reopen(self, today: str) -> Session:
        """Go on from an end."""
        return self.send(Kind.REOPENED, today=today)

    def resume(self, today: str) -> Session:
        """Open again before the end."""
        return self.send(Kind.RESUMED, today=today)

    # What is refused ----------------------------------------------------------------------------

    def refusal(self, kind: Kind, **body: Json) -> Refusal:
        """The refusal of an event that must not be possible; nothing changes."""
        before = self.state
        refused = self.attempt(kind, body)
        assert isinstance(refused, Refusal), refused
        assert refused.message
        assert self.state is before
        return refused

    def refused(self, **answer: object) -> Why:
        """Why an answer is refused."""
        ((name, value),) = answer.items()
        key = self.key(name)
        return self.refusal(Kind.ANSWERED, key=key, value=self.spelled(key, value)).why

    def foresee(self, **answer: object) -> Consequences:
        """What an answer would bring about."""
        ((name, value),) = answer.items()
        key = self.key(name)
        body = {"key": key, "value": self.spelled(key, value)}
        found = consequences(self.state, self._event(Kind.ANSWERED, body))
        assert isinstance(found, Consequences), found
        return found

    # Spelling -----------------------------------------------------------------------------------

    def key(self, name: str) -> str:
        """``dose_2`` is ``dose#2`` where there is no step of that name."""
        start, _, number = name.rpartition("_")
        if number.isdigit() and self.plan.node(name) is None and name not in self.plan.groups:
            return f"{start}#{number}"
        return name

    def spelled(self, key: str, value: object) -> Json:
        """The stored form of an answer written the short way."""
        node = self.plan.node(key)
        found: Any = value
        if isinstance(value, str) and value in {one.value for one in NonAnswer}:
            found = NonAnswer(value)
        elif isinstance(value, bool):
            return value
        elif isinstance(value, (int, float)):
            number = Decimal(str(value))
            money = node is not None and node.kind is StepKind.MONEY
            found = Money(number, "USD") if money else number
        elif isinstance(value, str) and node is not None and node.kind is StepKind.TEXT:
            found = Text(value)
        elif isinstance(value, str) and node is not None and node.kind is StepKind.DATE:
            found = date.fromisoformat(value)
        elif isinstance(value, list):
            found = Roster(tuple(value), closed=True)
        elif isinstance(value, tuple):
            found = Roster(value)
        elif isinstance(value, set):
            found = frozenset(value)
        return encode(found)

    # What there is to see -----------------------------------------------------------------------

    @property
    def effects(self) -> Effects:
        """What the last event brought about."""
        return self.taken.effects

    @property
    def path(self) -> list[str]:
        """Keys on the path, in order."""
        return [position.key for position in self.state.walk.path]

    @property
    def cursor(self) -> str:
        """The key of the question at hand; empty at an end."""
        return self.state.cursor.key if self.state.cursor else ""

    @property
    def arrived(self) -> str:
        """The end that the walk has reached."""
        return self.state.arrived.id if self.state.arrived else ""

    @property
    def standing(self) -> list[str]:
        """Flags that stand."""
        return [flag.id for flag in self.state.standing]

    @property
    def raised(self) -> list[str]:
        """Flags that are raised, set aside or not."""
        return [flag.id for flag in self.state.raised]

    def status(self, name: str) -> Status | None:
        """How the answer of a step stands; ``None`` off the path."""
        position = self.state.positions.get(self.key(name))
        return position.status if position else None

    def given(self) -> dict[str, Answer]:
        """Exactly the answers that may be read."""
        return {key: one.value for key, one in self.state.answers.items()}

    def value(self, name: str) -> object:
        """The value of a compute."""
        return self.state.around.computed(name)

    def expect(self, **facts: object) -> Session:
        """Compare ``cursor``, ``arrived``, ``standing``, ``path`` and the like."""
        for name, fact in facts.items():
            assert getattr(self, name) == fact, (name, getattr(self, name), fact)
        return self
