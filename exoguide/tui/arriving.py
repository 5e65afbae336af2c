"""The end of a walk in lines: what it is, or what stands in the way of it."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.consultation.wording import flag_line, told
from exoguide.speech import phrase
from exoguide.tui.flags import ways_around
from exoguide.tui.parts import Line, Role
from exoguide.tui.sitting import Sitting


def end_lines(sitting: Sitting) -> Iterator[Line]:
    """What a person reads above all the answers, once nothing more is asked."""
    made = sitting.consultation
    state = made.state
    end = state.arrived
    if end is None:
        yield Line(phrase("The consultation cannot be closed as accepted while this stands:"))
        for name in state.walk.blocked:
            said = flag_line(state.around, state.plan.flags[name], state.ledger.language)
            yield Line(said, Role.STOP)
        if not sitting.patient_view:
            yield Line(
                phrase(
                    "You can {ways}, or change an answer below.",
                    ways=ways_around(sitting),
                )
            )
        return
    yield Line(phrase("The consultation has come to its end"), Role.QUIET)
    yield Line(told(made, f"end.{end.id}.title"), Role.TITLE)
    yield Line(told(made, f"end.{end.id}.text"))
    note = told(made, f"end.{end.id}.note")
    if note and not sitting.patient_view:
        yield Line(note, label=phrase("Clinician"), column=11)
    close = sitting.key("consultation.close")
    yield Line()
    yield Line(
        phrase("{close} closes it and makes the summary. All answers:", close=close), Role.KEY
    )
