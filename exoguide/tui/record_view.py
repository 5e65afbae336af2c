"""A saved session as it is shown: its page, as it is printed."""

from __future__ import annotations

import attrs

from exoguide.consultation.wording import told
from exoguide.speech import joined, phrase
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.panels import open_parts
from exoguide.tui.parts import Bar, Key, Role, Span, View
from exoguide.tui.record import Record, edition_words


def record_view(record: Record, glyphs: Glyphs) -> View:
    """The whole screen."""
    made = record.consultation
    end = made.state.ended
    left = [Span(phrase("PRACTICE"), Role.CARE)] if made.practice else []
    opened = made.state.ledger.opened
    patient = opened.body.get("patient") if opened is not None else ""
    named = [phrase("Session {session}", session=made.session_id)]
    named += [phrase("patient {patient}", patient=str(patient))] if patient else []
    left.append(Span(joined(*named, by=f" {glyphs.dot} ")))
    ended = ""
    if end is not None:
        ended = phrase("Ended: {title}", title=told(made, f"end.{end.id}.title"))
    view = View(
        header=Bar(tuple(left), (Span(edition_words(record.edition), Role.QUIET),)),
        stages=Bar((Span(ended, Role.TITLE),)),
        status=record.message,
        entry=record.entry(),
    )
    opened_parts = open_parts(record, view)
    if opened_parts is not None:
        return opened_parts
    keys = (
        Key(record.key("record.checklist"), phrase("tick")),
        Key(record.key("record.edition"), phrase("other edition")),
        Key(record.key("record.export"), phrase("export")),
        Key(record.key("any.page_down"), phrase("read on")),
        Key(record.key("record.leave"), phrase("back")),
        Key(record.key("any.help"), phrase("help")),
    )
    return attrs.evolve(view, printed=tuple(record.text), keys=keys)
