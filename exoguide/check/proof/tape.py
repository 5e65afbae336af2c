"""One example as a session in the real engine, event by event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from exoguide.canonical import Json
from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import apply, begin
from exoguide.engine.events import Event, Kind
from exoguide.engine.state import State
from exoguide.errors import FlowError
from exoguide.flow.plan import Plan

TODAY: Final = dt.date(2026, 6, 15)
"""The day on which every example begins."""
LATER: Final = 100
"""Days after which one is gone on with that cannot be had in one day."""
_MOST_ALARMS: Final = 1_000_000


class Tape:
    """A session that is being recorded.

    ``events`` are those that the engine took; the last one may be one at which it stopped.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.state: State | None = None
        self.events: list[Event] = []
        self.today = TODAY

    def take(self, kind: Kind, body: Mapping[str, Json]) -> str:
        """Let the engine take an event; why not, where it does not.

        Raises :class:`FlowError` where the flow is at fault.
        """
        event = self._event(kind, body)
        try:
            state = self.state
            taken = begin(self.plan, event) if state is None else apply(state, event)
        except FlowError:
            self.events.append(event)
            raise
        if isinstance(taken, Refusal):
            return taken.message
        self.events.append(event)
        self.state = taken.state
        return ""

    def alarms(self, kind: Kind, body: Mapping[str, Json]) -> int:
        """How many flags an event would raise; very many where it cannot be taken."""
        if self.state is None:
            return _MOST_ALARMS
        try:
            taken = apply(self.state, self._event(kind, body))
        except FlowError:
            return _MOST_ALARMS
        return _MOST_ALARMS if isinstance(taken, Refusal) else len(taken.effects.raised)

    def _event(self, kind: Kind, body: Mapping[str, Json]) -> Event:
        seq = len(self.events) + 1
        time = f"{self.today.isoformat()}T10:00:00+00:00"
        return Event(seq, f"e{seq}", time, seq, "example", kind, body)

    def another_day(self) -> bool:
        """Go on a good while later; done once at most, and false the second time."""
        if self.state is None or self.today != TODAY:
            return False
        self.today += dt.timedelta(days=LATER)
        return not self.take(Kind.RESUMED, {"today": self.today.isoformat()})
