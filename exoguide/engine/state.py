"""The state of a session: what its log adds up to, walked through its flow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from exoguide.engine.encoding import Answer
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.ledger import Given, Ledger
from exoguide.engine.path import READABLE, Position, Status, Walk
from exoguide.engine.recording import record
from exoguide.engine.surroundings import FlagState, Surroundings
from exoguide.engine.walk import walk
from exoguide.errors import RecordError
from exoguide.flow.model import End
from exoguide.flow.plan import FlagNode, Plan


@attrs.frozen(slots=False)
class State:
    """A session at one moment. Made by :func:`replay` and ``apply`` only."""

    plan: Plan = attrs.field(repr=False)
    ledger: Ledger = attrs.field(repr=False)
    walk: Walk = attrs.field(repr=False)

    @property
    def around(self) -> Surroundings:
        """What conditions see at the end of the walk."""
        return self.walk.around

    @property
    def cursor(self) -> Position | None:
        """The question at hand; ``None`` at an end, before one, or once the session ended."""
        return None if self.ledger.ended else self.walk.cursor

    @property
    def arrived(self) -> End | None:
        """The end that the walk has reached, whether or not the session ended there."""
        return self.plan.ends.get(self.walk.end)

    @property
    def ended(self) -> End | None:
        """The end that the session stands at."""
        return self.plan.ends[self.ledger.ended.end] if self.ledger.ended else None

    @cached_property
    def positions(self) -> dict[str, Position]:
        """The questions on the path, by key, in walk order."""
        return {position.key: position for position in self.walk.path}

    def position(self, key: str) -> Position | None:
        """The question ``key`` on the path, if it is there; quick at the cursor."""
        last = self.walk.path[-1] if self.walk.path else None
        return last if last is not None and last.key == key else self.positions.get(key)

    @cached_property
    def answers(self) -> dict[str, Given]:
        """Exactly the answers on the path that may be read, in walk order."""
        given = self.ledger.answers
        return {p.key: given[p.key] for p in self.walk.path if p.status in READABLE}

    @cached_property
    def shelved(self) -> dict[str, Given]:
        """Answers that the walk does not meet: kept, offered again, never read."""
        met = self.positions
        return {key: one for key, one in self.ledger.answers.items() if key not in met}

    @property
    def standing(self) -> tuple[FlagNode, ...]:
        """Flags that are raised and not set aside, in file order."""
        return tuple(self.around.standing())

    @property
    def raised(self) -> tuple[FlagNode, ...]:
        """Flags that are raised, set aside or not, in file order."""
        flags = self.plan.flags.values()
        return tuple(f for f in flags if self.around.flags.get(f.id) is FlagState.RAISED)

    @cached_property
    def void(self) -> tuple[str, ...]:
        """Keys of signatures that were given and do not hold."""
        return tuple(
            key
            for key, given in self.ledger.answers.items()
            if given.name
            and ((p := self.positions.get(key)) is None or p.status is not Status.ANSWERED)
        )

    def suggestion(self, key: str) -> Answer | None:
        """What to offer pre-filled at ``key``: the answer it last had."""
        given = self.ledger.answers.get(key) or self.ledger.retired.get(key)
        return None if given is None or given.name else given.value


def fold(events: Iterable[Event]) -> Ledger:
    """What ``events`` add up to, before any walk."""
    ledger = Ledger()
    for event in events:
        if event.kind is Kind.OPENED and event.body.get("semantics") != SEMANTICS:
            raise RecordError(
                "This session cannot be replayed",
                f"It was written under rules number {event.body.get('semantics')}; this version "
                f"knows number {SEMANTICS}.",
                "Its saved summary can still be shown.",
            )
        record(ledger, event)
    return ledger


def replay(plan: Plan, events: Iterable[Event]) -> State:
    """The state that ``events`` lead to under ``plan``."""
    ledger = fold(events)
    return State(plan, ledger, walk(plan, ledger))
