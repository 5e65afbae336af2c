"""Everything that happened in a session, in order; read here and never changed."""

from __future__ import annotations

from exoguide.consultation.history import happenings
from exoguide.errors import ExoguideError
from exoguide.speech import phrase
from exoguide.tui.desk import Listing
from exoguide.tui.parts import Row
from exoguide.tui.record import Record


def history(record: Record) -> None:
    """Everything that happened, in order."""
    try:
        rows = tuple(
            Row(str(one.seq), one.about, label=f"{one.at} {one.kind}")
            for one in happenings(record.consultation)
        )
    except ExoguideError as error:
        record.failed(error)
        return

    def choose(_: str) -> None:
        record.say(phrase("The record is read here and never changed."))

    listing = Listing("history", phrase("Everything that happened"), rows, choose, phrase("stay"))
    listing.selection = listing.selection.moved(len(rows))
    record.listed(listing)
