"""Finding a place in a consultation: all answers, and the stages; looking there is a detour."""

from __future__ import annotations

from exoguide.consultation.wording import said_of, title_of, told
from exoguide.tui.desk import Listing
from exoguide.tui.lists import MARKS
from exoguide.tui.looking import Looking
from exoguide.tui.parts import Line, Role, Row


def review(sitting: Looking) -> None:
    """All answers by stage; choosing one goes there, and changing it comes back here."""

    def choose(key: str) -> None:
        sitting.look_at(key)
        sitting.returning = "review"

    rows = answers(sitting)
    if not rows:
        sitting.say("Nothing is answered yet.")
        return
    listing = Listing("review", "All answers", rows, choose, "look at it")
    if sitting.form is not None:
        listing.selection = listing.selection.on(sitting.form.key)
    sitting.listed(listing)


def answers(sitting: Looking) -> tuple[Row, ...]:
    """One row for each question so far, under its stage."""
    made = sitting.consultation
    state = made.state
    rows = []
    stage = ""
    for key, position in state.positions.items():
        of = state.plan.nodes[position.node].stage
        if of != stage:
            stage = of
            rows.append(Row("", told(made, f"stage.{stage}.title"), role=Role.KEY))
        said = said_of(made, key).replace("\n", " ")
        note = state.ledger.notes.get(key, "")
        beside = f"Note: {note}" if note and not sitting.patient_view else ""
        rows.append(Row(key, f"{title_of(made, key)}: {said}", help=beside))
    return tuple(rows)


def goto(sitting: Looking) -> None:
    """The stages with how far each is; choosing one goes to its first question so far."""
    made = sitting.consultation
    state = made.state
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for key, position in state.positions.items():
        stage = state.plan.nodes[position.node].stage
        first.setdefault(stage, key)
        count[stage] = count.get(stage, 0) + (key != sitting.at_hand)
    rows = []
    for number, table in enumerate(state.plan.flow.stages):
        title = told(made, f"stage.{table.id}.title")
        mark = MARKS[number] if number < len(MARKS) else ""
        if table.id in first:
            rows.append(Row(table.id, f"{title}  ({count[table.id]} answered)", mark))
        elif table.id in state.ledger.skipped:
            rows.append(Row(table.id, title, mark, reason="left out"))
        else:
            rows.append(Row(table.id, title, mark, reason="not reached yet"))

    def choose(stage: str) -> None:
        if stage in first:
            sitting.look_at(first[stage])

    lines = (Line("Looking changes nothing; Esc comes back to the question at hand."),)
    listing = Listing("goto", "Go to a stage", tuple(rows), choose, "go there", lines)
    if sitting.form is not None:
        listing.selection = listing.selection.on(sitting.form.asked.stage)
    sitting.listed(listing)
