"""What the events of a session add up to, before any walk: who answered what, when.

A ledger knows nothing of the flow. It is folded from events, one at a time, and copied before
it is changed, so that every state keeps the ledger it was made with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, cast

import attrs

from exoguide.canonical import Json
from exoguide.engine.encoding import Answer, Roster, decode, field
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
    """The fold of a log. Treat it as frozen: only :func:`record` writes, on a fresh copy."""

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


def record(ledger: Ledger, event: Event) -> None:
    """Write ``event`` into ``ledger``, which the caller owns."""
    ledger.seq = event.seq
    _WRITERS[event.kind](ledger, event)


def _opened(ledger: Ledger, event: Event) -> None:
    body = event.body
    ledger.opened = event
    ledger.language = field(body, "locale")
    stored = cast("Mapping[str, Json]", body.get("clinic", {}))
    ledger.clinic = {name: cast("Known", _clinic(value)) for name, value in stored.items()}
    _visit(ledger, event)


def _clinic(value: Json) -> Any:
    given = decode(value)
    return given.text if hasattr(given, "text") else given


def _visit(ledger: Ledger, event: Event) -> None:
    today = date.fromisoformat(field(event.body, "today"))
    if event.kind is not Kind.RESUMED or today > ledger.today:
        ledger.visit = event.seq
        ledger.visits += 1
    ledger.today = today


def _answered(ledger: Ledger, event: Event) -> None:
    body = event.body
    key = cast("str", body["key"])
    value = decode(body["value"])
    answers = ledger.answers
    basis = cast("str", body["basis"])
    answers[key] = Given(value, basis, event.seq, ledger.today, event, answers.get(key))
    if type(value) is Roster and value.serials:
        ledger.serials[key] = max(*value.serials, ledger.serials.get(key, 0))


def _confirmed(ledger: Ledger, event: Event) -> None:
    key = field(event.body, "key")
    old = ledger.answers[key]
    basis = field(event.body, "basis")
    ledger.answers[key] = Given(old.value, basis, event.seq, ledger.today, event, old)


def _undone(ledger: Ledger, event: Event) -> None:
    key = field(event.body, "key")
    skip = ledger.skipped.get(key)
    if skip is not None and skip.id == event.body["event"]:
        del ledger.skipped[key]
        return
    previous = ledger.answers.pop(key).previous
    if previous is not None:
        ledger.answers[key] = previous


def _noted(ledger: Ledger, event: Event) -> None:
    key, text = field(event.body, "key"), field(event.body, "text")
    if text:
        ledger.notes[key] = text
    else:
        ledger.notes.pop(key, None)


def _skipped(ledger: Ledger, event: Event) -> None:
    stage = field(event.body, "stage")
    ledger.skipped[stage] = event


def _lifted(ledger: Ledger, event: Event) -> None:
    body = event.body
    lifted = Lifted(
        reason=field(body, "reason"),
        who=field(body, "who"),
        document=field(body, "document"),
        day=field(body, "date"),
        inputs=cast("Mapping[str, Json]", body["inputs"]),
        event=event,
    )
    kept = ledger.overrides if event.kind is Kind.OVERRIDDEN else ledger.resolutions
    kept[field(body, "flag")] = lifted
    ledger.barrier = event.seq


def _signed(ledger: Ledger, event: Event) -> None:
    body = event.body
    key = field(body, "key")
    ledger.answers[key] = Given(
        "signed",
        field(body, "digest"),
        event.seq,
        ledger.today,
        event,
        ledger.answers.get(key),
    )
    ledger.barrier = event.seq


def _language(ledger: Ledger, event: Event) -> None:
    ledger.language = field(event.body, "language")


def _ended(ledger: Ledger, event: Event) -> None:
    ledger.ended = Ended(field(event.body, "end"), event)
    ledger.endings += 1
    ledger.barrier = event.seq


def _reopened(ledger: Ledger, event: Event) -> None:
    ledger.ended = None
    for key in cast("list[str]", event.body["unset"]):
        given = ledger.answers.pop(key, None)
        if given is not None:
            ledger.retired[key] = given
    _visit(ledger, event)


def _annotated(ledger: Ledger, event: Event) -> None:
    ledger.annotations = (*ledger.annotations, event)


def _identified(ledger: Ledger, event: Event) -> None:
    ledger.identity = event.body


_WRITERS: Mapping[Kind, Callable[[Ledger, Event], None]] = {
    Kind.OPENED: _opened,
    Kind.ANSWERED: _answered,
    Kind.CONFIRMED: _confirmed,
    Kind.UNDONE: _undone,
    Kind.NOTED: _noted,
    Kind.SKIPPED: _skipped,
    Kind.OVERRIDDEN: _lifted,
    Kind.RESOLVED: _lifted,
    Kind.SIGNED: _signed,
    Kind.LANGUAGE: _language,
    Kind.ENDED: _ended,
    Kind.REOPENED: _reopened,
    Kind.RESUMED: _visit,
    Kind.AMENDED: _annotated,
    Kind.TICKED: _annotated,
    Kind.UNTICKED: _annotated,
    Kind.DONE: _annotated,
    Kind.ADVERSE: _annotated,
    Kind.WITHDRAWN: _annotated,
    Kind.MIGRATED: _annotated,
    Kind.IDENTIFIED: _identified,
}
