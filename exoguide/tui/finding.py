"""Finding a place in a consultation: all answers, and the stages; looking there is a detour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exoguide.consultation.wording import said_of, title_of, told
from exoguide.engine.state import State
from exoguide.flow.plan import base
from exoguide.speech import phrase, spoken
from exoguide.tui.desk import Listing
from exoguide.tui.keymap import key_for
from exoguide.tui.lists import MARKS
from exoguide.tui.looking import Looking
from exoguide.tui.parts import Line, Role, Row
from exoguide.tui.typeset import cut

MOST_ASKED = 70
"""Columns of a question below its title, where it is found."""


def review(sitting: Looking) -> None:
    """All answers by stage; choosing one goes there, and changing it comes back here."""

    def choose(key: str) -> None:
        sitting.look_at(key)
        sitting.returning = "review"

    rows = answers(sitting)
    if not rows:
        sitting.say(phrase("Nothing is answered yet."))
        return
    listing = Listing("review", phrase("All answers"), rows, choose, phrase("look at it"))
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
        said = spoken(said_of(made, key), sitting.language).replace("\n", " ")
        note = state.ledger.notes.get(key, "")
        beside = phrase("Note: {note}", note=note) if note and not sitting.patient_view else ""
        rows.append(Row(key, title_of(made, key), help=beside, said=said))
    return tuple(rows)


def goto(sitting: Looking) -> None:
    """The stages with how far each is, and by their words all questions so far; a way to each."""

    def choose(name: str) -> None:
        sitting.look_at(name)

    find = key_for("any.filter", sitting.keymap, writes=False)
    lines = (
        Line(phrase("Looking changes nothing; Esc comes back to the question at hand.")),
        Line(phrase("{find} finds any question so far by its words.", find=find), Role.QUIET),
    )
    stages = tuple(_stages(sitting))
    listing = Listing(
        "goto", phrase("Go to a stage or a question"), stages, choose, phrase("go there"), lines
    )
    listing.deeper = tuple(_questions(sitting))
    if sitting.form is not None:
        here = sitting.form.asked.stage
        state = sitting.consultation.state
        listing.selection = listing.selection.on(_first(state).get(here, ""))
    sitting.listed(listing)


def _first(state: State) -> dict[str, str]:
    """The first question so far of each stage."""
    first: dict[str, str] = {}
    for key, position in state.positions.items():
        first.setdefault(state.plan.nodes[position.node].stage, key)
    return first


def _stages(sitting: Looking) -> Iterator[Row]:
    """Every stage; where it was reached, by the name of its first question."""
    made = sitting.consultation
    state = made.state
    first = _first(state)
    count = Counter(
        state.plan.nodes[position.node].stage
        for key, position in state.positions.items()
        if key != sitting.at_hand
    )
    for number, table in enumerate(state.plan.flow.stages):
        title = told(made, f"stage.{table.id}.title")
        mark = MARKS[number] if number < len(MARKS) else ""
        if table.id in first:
            yield Row(
                first[table.id],
                phrase("{title}  ({count} answered)", title=title, count=count[table.id]),
                mark,
            )
        elif table.id in state.ledger.skipped:
            yield Row(table.id, title, mark, reason=phrase("left out"))
        else:
            yield Row(table.id, title, mark, reason=phrase("not reached yet"))


def _questions(sitting: Looking) -> Iterator[Row]:
    """Every question so far, to be found by its title or by what it asks."""
    made = sitting.consultation
    yield Row("", phrase("Questions so far"), role=Role.KEY)
    for key in made.state.positions:
        title = title_of(made, key)
        table = "group" if key in made.plan.groups else "step"
        asked = told(made, f"{table}.{base(key)}.ask")
        yield Row(key, title, help=cut(asked, MOST_ASKED) if asked != title else "")
