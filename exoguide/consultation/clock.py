"""Where time and chance enter a consultation, so that a test can put its own in their place."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import Protocol

from exoguide.records.clock import now
from exoguide.records.ids import new_event_id


class Clock(Protocol):
    """What a consultation asks of the machine whenever something happens."""

    def now(self) -> str:
        """Wall time in ISO 8601 with its offset from UTC."""
        ...

    def mono(self) -> int:
        """Monotonic time in nanoseconds."""
        ...

    def today(self) -> date:
        """The local date."""
        ...

    def new_id(self) -> str:
        """An event id that is used nowhere else."""
        ...


class SystemClock:
    """The clock and the source of chance of this machine."""

    def now(self) -> str:
        """Wall time as the machine sees it; it may go back, and is never repaired."""
        return now()

    def mono(self) -> int:
        """Nanoseconds since some moment, never going back."""
        return time.monotonic_ns()

    def today(self) -> date:
        """The date where the machine stands."""
        return datetime.now().astimezone().date()

    def new_id(self) -> str:
        """128 random bits."""
        return new_event_id()
