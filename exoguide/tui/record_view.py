"""A saved session as it is shown: its page, as it is printed."""

from __future__ import annotations

import attrs

from exoguide.tui.glyphs import Glyphs
from exoguide.tui.panels import open_parts
from exoguide.tui.parts import Bar, Key, Role, Span, View
from exoguide.tui.record import Record


def record_view(record: Record, glyphs: Glyphs) -> View:
    """The whole screen."""
    made = record.consultation
    end = made.state.ended
    left = [Span("PRACTICE", Role.CARE)] if made.practice else []
    opened = made.state.ledger.opened
    patient = opened.body.get("patient") if opened is not None else ""
    named = [f"Session {made.session_id}"] + ([f"patient {patient}"] if patient else [])
    left.append(Span(f" {glyphs.dot} ".join(named)))
    view = View(
        header=Bar(tuple(left), (Span(f"{record.edition}'s edition", Role.QUIET),)),
        stages=Bar((Span(f"Ended: {end.title}" if end is not None else "", Role.TITLE),)),
        status=record.message,
        entry=record.entry(),
    )
    opened_parts = open_parts(record, view)
    if opened_parts is not None:
        return opened_parts
    keys = (
        Key(record.key("record.checklist"), "tick"),
        Key(record.key("record.edition"), "other edition"),
        Key(record.key("record.export"), "export"),
        Key(record.key("any.page_down"), "read on"),
        Key(record.key("record.leave"), "back"),
        Key(record.key("any.help"), "help"),
    )
    return attrs.evolve(view, printed=tuple(record.text), keys=keys)
