"""What a person would type to bring about the events of a log, through the real line face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from exoguide.canonical import Json
from exoguide.consultation.clock import Clock
from exoguide.consultation.opening import Clinician, Opening, resume, start
from exoguide.consultation.session import Consultation
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.encoding import Answer, Roster, Text, decode, field
from exoguide.engine.events import Event, Kind
from exoguide.engine.questions import question
from exoguide.engine.state import State
from exoguide.errors import Exit, Interrupted
from exoguide.flow.loading import LoadedFlow
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Plan
from exoguide.flow.values import Money, NonAnswer
from exoguide.line.console import Console
from exoguide.line.face import run
from exoguide.records.store import Store

AFTER = {
    Kind.AMENDED,
    Kind.TICKED,
    Kind.UNTICKED,
    Kind.DONE,
    Kind.ADVERSE,
    Kind.WITHDRAWN,
}
"""Kinds that the commands send, not the line face."""

LETTERS = {NonAnswer.UNKNOWN: "d", NonAnswer.DECLINED: "x", NonAnswer.NOT_APPLICABLE: "-"}


def retype(
    store: Store, flow: LoadedFlow, events: Sequence[Event], clock: Clock | None = None
) -> tuple[Consultation, str]:
    """Lead through ``events`` again in another store by typing; the session, and all that was said.

    ``events`` are the log of a session of the same flow. Commands stand for what follows its end.
    """
    plan = Plan(flow.flow, flow.digest)
    said: list[str] = []
    consultation = opened_again(store, flow, events[0], clock)
    state = _began(plan, events[0])
    for sitting in sittings(events):
        first = sitting[0]
        if first.kind is not Kind.OPENED:
            consultation = resume(store, consultation.session_id, clock, today=day_of(first))
            state = _applied(state, first)
        lines: list[str] = []
        after: list[Event] = []
        for event in sitting[1:]:
            if event.kind in AFTER:
                after.append(event)
            else:
                lines += typed(state, event)
            state = _applied(state, event)
        out = StringIO()
        console = Console(StringIO("".join(f"{line}\n" for line in lines)), out)
        try:
            code = run(consultation, console)
            assert code is Exit.OK
        except Interrupted:
            pass
        finally:
            consultation.leave()
        for event in after:
            body = {name: value for name, value in event.body.items() if name != "inputs"}
            assert isinstance(consultation.send(event.kind, **body), Taken)
        said.append(out.getvalue())
    return consultation, "\n".join(said)


def typed(state: State, event: Event) -> Iterator[str]:
    """The lines that bring ``event`` about in ``state``."""
    body = event.body
    key = field(body, "key")
    match event.kind:
        case Kind.ANSWERED:
            yield from _answer(state, key, event)
        case Kind.CONFIRMED:
            node = state.plan.node(key)
            yield ":keep" if node is not None and node.kind is StepKind.TEXT else "keep"
        case Kind.SIGNED:
            yield field(body, "name")
            yield "yes"
        case Kind.UNDONE:
            yield f":undo {key}"
            yield "yes"
            yield from _reason(body)
        case Kind.NOTED:
            yield f":note {field(body, 'text') or '-'}"
        case Kind.SKIPPED:
            yield ":skip"
            yield field(body, "reason")
        case Kind.OVERRIDDEN:
            yield f":override {field(body, 'flag')}"
            yield field(body, "reason")
            yield "yes"
        case Kind.RESOLVED:
            yield f":resolve {field(body, 'flag')}"
            yield field(body, "who")
            yield field(body, "document")
            yield field(body, "date")
            yield "yes"
        case Kind.LANGUAGE:
            yield f":language {field(body, 'language')}"
        case Kind.IDENTIFIED:
            yield f":name {field(body, 'name')}"
        case Kind.ENDED:
            yield "end"
        case kind:
            raise AssertionError(kind)


def _answer(state: State, key: str, event: Event) -> Iterator[str]:
    body = event.body
    value = decode(body["value"])
    node = state.plan.node(key)
    here = state.cursor is not None and state.cursor.key == key
    if isinstance(value, Roster):
        yield from _items(state, key, value, here=here)
        return
    assert node is not None
    lines = list(_spelled(state, key, value, multiline=node.step.multiline))
    if not here:
        yield f":change {key}"
        yield from lines
        yield "yes"
    else:
        yield from lines
        if node.kind is StepKind.TEACH_BACK and not isinstance(value, NonAnswer):
            yield field(body, "words")
    if body.get("sure"):
        yield "yes"
    yield from _reason(body)


def _reason(body: Mapping[str, Json]) -> Iterator[str]:
    if body.get("reason"):
        yield str(body["reason"])


def _spelled(state: State, key: str, value: Answer, *, multiline: bool) -> Iterator[str]:
    """An answer as a person types it: a number of the list where there is one."""
    asked = question(state, key)
    ids = [choice.id for choice in asked.choices]
    match value:
        case NonAnswer():
            yield (":" if asked.kind is StepKind.TEXT else "") + LETTERS[value]
        case Text(text=text):
            several = multiline or "\n" in text
            if several and not multiline:
                yield ":lines"
            yield from (f":{line}" if line.startswith(":") else line for line in text.split("\n"))
            if several:
                yield "."
        case frozenset():
            yield " ".join(str(ids.index(one) + 1) for one in sorted(value))
        case Money(amount=amount):
            yield f"{amount:,}"
        case Decimal():
            yield str(value)
        case str():
            yield str(ids.index(value) + 1)
        case _:
            yield str(value)


def _items(state: State, key: str, value: Roster, *, here: bool) -> Iterator[str]:
    given = state.ledger.answers.get(key)
    before = given.value.serials if given and isinstance(given.value, Roster) else ()
    gone = [serial for serial in before if serial not in value.serials]
    if not here:
        yield f":change {key}"
        yield f"remove {gone[0]}" if gone else "add"
        yield "yes"
    elif gone:
        yield f"remove {gone[0]}"
    else:
        yield "no" if value.closed else "yes"


def sittings(events: Sequence[Event]) -> Iterator[list[Event]]:
    """The events of each visit, its opening, resumption or reopening first."""
    sitting: list[Event] = []
    for event in events:
        if event.kind in (Kind.RESUMED, Kind.REOPENED):
            yield sitting
            sitting = []
        sitting.append(event)
    yield sitting


def opened_again(store: Store, flow: LoadedFlow, event: Event, clock: Clock | None) -> Consultation:
    body = event.body
    clinician = body["clinician"]
    clinic = body["clinic"]
    assert isinstance(clinician, dict)
    assert isinstance(clinic, dict)
    values: dict[str, object] = {}
    for name, stored in clinic.items():
        value = decode(stored)
        values[name] = value.text if isinstance(value, Text) else value
    opening = Opening(
        Clinician(str(clinician["name"]), str(clinician["role"])),
        field(body, "patient"),
        values,  # type: ignore[arg-type]  # stored clinic values are known ones
        locale=field(body, "locale"),
        today=day_of(event),
    )
    return start(store, flow, opening, clock)


def day_of(event: Event) -> date:
    return date.fromisoformat(field(event.body, "today"))


def _began(plan: Plan, event: Event) -> State:
    taken = begin(plan, event)
    assert isinstance(taken, Taken)
    return taken.state


def _applied(state: State, event: Event) -> State:
    taken = apply(state, event)
    assert isinstance(taken, Taken), taken
    return taken.state


def bodies(events: Sequence[Event]) -> list[tuple[str, dict[str, Json]]]:
    """A log without what differs from run to run: ids, times, and digests that hang on them."""
    order = {event.id: event.seq for event in events}
    found = []
    for event in events:
        body = dict(event.body)
        if event.kind is Kind.UNDONE:
            body["event"] = order[str(body["event"])]
        found.append((event.kind.value, body))
    return found
