"""What happened in a session, event by event, in the words of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, flag_title, title_of, told
from exoguide.engine.events import Event
from exoguide.speech import joined, spoken
from exoguide.summary.document import lines


@attrs.frozen
class Happening:
    """One event: its number, when it was (to the minute), of which kind, and what it was about."""

    seq: int
    at: str
    kind: str
    about: str


def happenings(made: Consultation) -> Iterator[Happening]:
    """Everything that happened in a session, in order; ``StoreError`` when it cannot be read."""
    events = made.store.events(made.session_id)
    document = made.document()
    names = lines(document) if document is not None else {}
    for event in events:
        at = event.at[:16].replace("T", " ")
        yield Happening(event.seq, at, event.kind.value, _told(made, names, event))


def _named(made: Consultation, names: Mapping[str, str], what: str, value: str) -> str:
    """What a person calls it; ``names`` has the lines of the page."""
    if what == "end":
        return told(made, f"end.{value}.title") or value
    if what == "flag":
        return flag_title(made, value) if value in made.plan.flags else value
    return names.get(value, value) if what in ("item", "line") else value


def _told(made: Consultation, names: Mapping[str, str], event: Event) -> str:
    """One event in a line."""
    body = event.body
    key = body.get("key")
    about = ""
    if isinstance(key, str):
        about = title_of(made, key)
        given = made.state.ledger.answers.get(key)
        while given is not None and given.event.id != event.id:
            given = given.previous
        if given is not None:
            about = joined(about, answer_of(made, key, given), by=": ")
    for name in ("text", "item", "line", "reason", "date", "flag", "end"):
        value = body.get(name)
        if isinstance(value, str) and value:
            about = joined(about, _named(made, names, name, value))
    return spoken(about, made.state.ledger.language).strip().replace("\n", " ")
