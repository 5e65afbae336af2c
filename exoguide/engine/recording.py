"""How each kind of event is written into a ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from exoguide.canonical import Json
from exoguide.engine.encoding import Roster, decode, field
from exoguide.engine.events import Event, Kind
from exoguide.engine.ledger import Ended, Given, Ledger, Lifted
from exoguide.flow.values import Known


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
