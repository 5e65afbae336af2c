"""What the events of a session add up to, before any walk: who answered what, when.

A ledger knows nothing of the flow. It is folded from events, one at a time, and copied before
it is changed, so that every state keeps the ledger it was made with.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import attrs

from exoguide.canonical import Json
from exoguide.engine.encoding import Answer, field
from exoguide.engine.events import Event, Kind
from exoguide.flow.values import Known


class Given(NamedTuple):
    """An answer as it was given, and what it was given under."""

    value: Answer
    basis: str
    """Digest of the question as it stood; for a signature, of all that it covers."""
    seq: int
    """The event that last gave or confirmed it."""
    day: date
    event: Event
    """What gave or confirmed it."""
    previous: Given | None
    """What it replaced."""

    @property
    def words(self) -> str:
        """The patient's own words, where the answer has them."""
        if self.event.kind is Kind.CONFIRMED and self.previous is not None:
            return self.previous.words
        return field(self.event.body, "words")

    @property
    def sure(self) -> bool:
        """Whether the person said that an unusual answer is meant."""
        return self.event.kind is Kind.CONFIRMED or self.event.body.get("sure") is True

    @property
    def name(self) -> str:
        """The name typed under a signature; empty for any other answer."""
        return field(self.event.body, "name")

    @property
    def role(self) -> str:
        """The role that a signature was given in."""
        return field(self.event.body, "role")


@attrs.frozen
class Lifted:
    """A flag set aside by a person: overridden with a reason, or resolved by a document.

    ``inputs`` are the flag's inputs at that time; once one differs, the flag stands again.
    """

    reason: str
    who: str
    document: str
    day: str
    inputs: Mapping[str, Json]
    event: Event


@attrs.frozen
class Ended:
    """The end that a session stands at."""

    end: str
    event: Event


@attrs.define
class Ledger:
    """The fold of a log. Treat it as frozen: only ``recording.record`` writes, on a fresh copy."""

    seq: int = 0
    opened: Event | None = None
    today: date = date.min
    visit: int = 0
    """Sequence number of the event that began the present visit."""
    visits: int = 0
    language: str = ""
    clinic: Mapping[str, Known] = attrs.Factory(dict)
    answers: dict[str, Given] = attrs.Factory(dict)
    retired: dict[str, Given] = attrs.Factory(dict)
    """Answers that a reopening unset; offered again, never read."""
    notes: dict[str, str] = attrs.Factory(dict)
    skipped: dict[str, Event] = attrs.Factory(dict)
    overrides: dict[str, Lifted] = attrs.Factory(dict)
    resolutions: dict[str, Lifted] = attrs.Factory(dict)
    serials: dict[str, int] = attrs.Factory(dict)
    """The highest serial that each repeat ever used."""
    barrier: int = 0
    """The last signature, override, resolution or end: undo does not reach across it."""
    ended: Ended | None = None
    endings: int = 0
    annotations: tuple[Event, ...] = ()
    """Amendments, ticks, the procedure, harm and withdrawal, in order."""
    identity: Mapping[str, Json] = attrs.Factory(dict)

    def copy(self) -> Ledger:
        """A ledger that can be written without touching this one."""
        return attrs.evolve(
            self,
            answers=self.answers.copy(),
            retired=self.retired.copy(),
            notes=self.notes.copy(),
            skipped=self.skipped.copy(),
            overrides=self.overrides.copy(),
            resolutions=self.resolutions.copy(),
            serials=self.serials.copy(),
        )
