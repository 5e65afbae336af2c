"""How long a session has taken so far, stage by stage, told from the times of its events.

The log says when something was recorded, not when somebody closed the program: a visit counts from
its beginning to its last entry. The time before an answer belongs to the stage of its question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import attrs

from exoguide.engine.encoding import field
from exoguide.engine.events import Event, Kind
from exoguide.flow.plan import Plan

ASIDE: Final = 36_000.0
"""Seconds without an entry after which the program had been left open and nobody was there."""

_BEGINS: Final = (Kind.OPENED, Kind.RESUMED, Kind.REOPENED)
"""What somebody begins a visit with: the time before it is nobody's."""


@attrs.frozen
class Elapsed:
    """What a session has taken up to its last event, in seconds."""

    at: str = ""
    """When it was that event's turn; empty while nothing counts, as after an end."""
    stages: Mapping[str, float] = attrs.Factory(dict)
    loose: float = 0.0
    """Time that belongs to the stage of the next answer."""

    def of(self, stage: str, now: str) -> float:
        """What a stage has taken by now, if it is the one at hand."""
        return self.stages.get(stage, 0.0) + self.loose + _between(self.at, now)

    def whole(self, now: str) -> float:
        """What all has taken by now."""
        return sum(self.stages.values()) + self.loose + _between(self.at, now)


def elapsed(plan: Plan, events: Iterable[Event], before: Elapsed | None = None) -> Elapsed:
    """What a session has taken after these events, which follow those of ``before``."""
    made = before or Elapsed()
    for event in events:
        made = _after(plan, made, event)
    return made


def _after(plan: Plan, before: Elapsed, event: Event) -> Elapsed:
    loose = before.loose
    if event.kind not in _BEGINS:
        if not before.at:
            return before  # recorded beside a session that has ended
        loose += _between(before.at, event.at)
    at = "" if event.kind is Kind.ENDED else event.at
    stage = _stage(plan, event)
    if not stage:
        return attrs.evolve(before, at=at, loose=loose)
    stages = {**before.stages, stage: before.stages.get(stage, 0.0) + loose}
    return Elapsed(at, stages)


def _stage(plan: Plan, event: Event) -> str:
    """The stage that the event belongs to; empty where it belongs to none."""
    if event.kind is Kind.SKIPPED:
        return field(event.body, "stage")
    key = field(event.body, "key")
    group = plan.groups.get(key)
    node = plan.node(group.steps[0] if group is not None and group.steps else key)
    return node.stage if node is not None else ""


def _between(before: str, after: str) -> float:
    """Seconds from one moment to another; none where a clock was set back or nobody was there."""
    if not before:
        return 0.0
    seconds = (datetime.fromisoformat(after) - datetime.fromisoformat(before)).total_seconds()
    return seconds if 0 < seconds < ASIDE else 0.0
