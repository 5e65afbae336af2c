"""Everything that happened in a session, in order; read here and never changed."""

from __future__ import annotations

from collections.abc import Mapping

from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, flag_title, title_of, told
from exoguide.engine.events import Event
from exoguide.errors import ExoguideError
from exoguide.speech import joined, phrase, spoken
from exoguide.summary.document import lines
from exoguide.tui.desk import Listing
from exoguide.tui.parts import Row
from exoguide.tui.record import Record


def history(record: Record) -> None:
    """Everything that happened, in order."""
    made = record.consultation
    try:
        events = made.store.events(made.session_id)
    except ExoguideError as error:
        record.failed(error)
        return
    document = made.document()
    names = lines(document) if document is not None else {}
    rows = tuple(
        Row(
            str(event.seq),
            _told(made, names, event),
            label=f"{event.at[:16].replace('T', ' ')} {event.kind.value}",
        )
        for event in events
    )

    def choose(_: str) -> None:
        record.say(phrase("The record is read here and never changed."))

    listing = Listing("history", phrase("Everything that happened"), rows, choose, phrase("stay"))
    listing.selection = listing.selection.moved(len(rows))
    record.listed(listing)


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
