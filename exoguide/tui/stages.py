"""How far a consultation is: the stages on a line, or on a rail with the answers of this one."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from exoguide.consultation.wording import said_of, title_of, told
from exoguide.engine.path import READABLE
from exoguide.engine.rendering import money_text
from exoguide.flow.model import OutputKind
from exoguide.flow.values import Money
from exoguide.plaintext import width
from exoguide.speech import phrase, spoken
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.parts import Bar, Line, Role, Span
from exoguide.tui.sitting import Sitting
from exoguide.tui.typeset import cut

ROOM = 23
"""Columns for an answer on the rail: one line each, so that the present one stays in view."""

FEWEST = 5
"""Lines on the rail for the questions of a stage, at least."""

COUNTS = 12
"""Columns for how many stages there are before and behind those that are named."""


@attrs.frozen
class Progress:
    """One stage: how many of its questions are settled, of how many known by now."""

    id: str
    title: str
    done: int
    known: int
    here: bool
    skipped: bool

    @property
    def settled(self) -> bool:
        """Whether nothing of it is open."""
        return not self.here and self.done > 0 and self.done == self.known


def progress(sitting: Sitting) -> tuple[Progress, ...]:
    """All stages in order."""
    return sitting.once("progress", (), lambda: tuple(_progress(sitting)))


def _progress(sitting: Sitting) -> Iterator[Progress]:
    made = sitting.consultation
    state = made.state
    done: dict[str, int] = {}
    known: dict[str, int] = {}
    for key, position in sitting.ahead.positions.items():
        stage = state.plan.nodes[position.node].stage
        settled = position.status in READABLE and key in state.positions and key != sitting.at_hand
        done[stage] = done.get(stage, 0) + settled
        known[stage] = known.get(stage, 0) + (settled or key not in sitting.ahead.possible)
    last = next(reversed(state.positions.values()), None)
    here = state.plan.nodes[last.node].stage if last is not None else ""
    if sitting.form is not None:
        here = sitting.form.asked.stage
    for table in state.plan.flow.stages:
        yield Progress(
            table.id,
            told(made, f"stage.{table.id}.title"),
            done.get(table.id, 0),
            known.get(table.id, 0),
            table.id == here,
            table.id in state.ledger.skipped,
        )


def stage_bar(sitting: Sitting, columns: int, glyphs: Glyphs, *, railed: bool = False) -> Bar:
    """The stages around the present one, as many as fit, with cost and flags at the right."""
    stages = progress(sitting)
    right = _at_right(sitting)
    room = columns - 2 - sum(width(span.text) + 2 for span in right)
    here = next((n for n, stage in enumerate(stages) if stage.here), len(stages) - 1)
    if railed and stages:
        place = Span(
            phrase("Stage {number} of {count}", number=here + 1, count=len(stages)), Role.QUIET
        )
        return Bar((place, *_spans(stages[here], glyphs)), right)
    shown = [here] if stages else []
    spans = {here: _spans(stages[here], glyphs)} if stages else {}
    used = _measure(spans.get(here, ()))
    while True:
        around = [n for n in (shown[-1] + 1, shown[0] - 1) if 0 <= n < len(stages)] if shown else []
        for number in around:
            made = _spans(stages[number], glyphs)
            needed = _measure(made) + 3
            if used + needed + COUNTS <= room:
                spans[number] = made
                used += needed
                shown = sorted([*shown, number])
                break
        else:
            break
    left: list[Span] = []
    before = stages[: shown[0]] if shown else ()
    if before:
        done = all(stage.settled for stage in before)
        left.append(Span(f"{len(before)} {glyphs.done if done else ''}  ", Role.QUIET))
    for number in shown:
        left += [*spans[number], Span("   ")]
    behind = len(stages) - 1 - shown[-1] if shown else 0
    if behind:
        left.append(Span(f"+ {behind}", Role.QUIET))
    return Bar(tuple(left), right)


def _spans(stage: Progress, glyphs: Glyphs) -> tuple[Span, ...]:
    if stage.here:
        return (Span(f"{stage.title} {stage.done}/{stage.known}", Role.CHOSEN),)
    if stage.settled:
        return (Span(f"{stage.title} {glyphs.done}", Role.GOOD),)
    return (Span(stage.title, Role.QUIET),)


def _measure(spans: tuple[Span, ...]) -> int:
    return sum(width(span.text) for span in spans)


def _at_right(sitting: Sitting) -> tuple[Span, ...]:
    state = sitting.consultation.state
    made = []
    cost = running_cost(sitting)
    if cost:
        made.append(Span(cost))
    if state.raised:
        made.append(Span(f"! {len(state.raised)}", Role.CARE))
    return tuple(made)


def running_cost(sitting: Sitting) -> str:
    """The total that the summary would print now; empty while it is not known."""
    state = sitting.consultation.state
    for output in state.plan.flow.outputs:
        if output.kind is OutputKind.COSTS and output.total:
            value = state.around.computed(output.total)
            return money_text(value, state.ledger.language) if isinstance(value, Money) else ""
    return ""


def rail(sitting: Sitting, lines: int, glyphs: Glyphs) -> tuple[Line, ...]:
    """Every stage, and the answers of the present one, in so many lines."""
    made: list[Line] = []
    focus = 0
    stages = progress(sitting)
    for stage in stages:
        if stage.here:
            made.append(
                Line(
                    f"{stage.title} {stage.done}/{stage.known}",
                    Role.CHOSEN,
                    ">",
                    indent=1,
                    column=2,
                )
            )
            inside = list(_inside(sitting, stage.id, glyphs))
            at = next((n for n, (_, here) in enumerate(inside) if here), max(len(inside) - 1, 0))
            room = max(lines - len(stages), FEWEST)  # so that every stage stays in sight
            first = max(0, min(at - room // 2, len(inside) - room))
            focus = len(made) + at - first
            made += [line for line, _ in inside[first : first + room]]
        else:
            mark = glyphs.done if stage.settled else "-" if stage.skipped else ""
            role = Role.PLAIN if stage.settled else Role.QUIET
            count = f" {stage.done}/{stage.known}" if stage.done and not stage.settled else ""
            made.append(Line(f"{stage.title}{count}", role, mark, Role.GOOD, indent=1, column=2))
    if len(made) <= lines:
        return tuple(made)
    first = max(0, min(focus - lines // 2, len(made) - lines))
    return tuple(made[first : first + lines])


def _inside(sitting: Sitting, stage: str, glyphs: Glyphs) -> Iterator[tuple[Line, bool]]:
    """The questions of a stage so far; whether each is the one shown."""
    consultation = sitting.consultation
    state = consultation.state
    shown = sitting.form.key if sitting.form is not None else ""
    for key, position in state.positions.items():
        if state.plan.nodes[position.node].stage != stage:
            continue
        title = spoken(title_of(consultation, key), sitting.language)
        if key == shown:
            yield Line(cut(title, ROOM), Role.CHOSEN, ">", Role.CHOSEN, indent=3, column=2), True
        elif key == sitting.at_hand:
            yield Line(cut(title, ROOM), Role.KEY, "", indent=3, column=2), False
        else:
            said = spoken(said_of(consultation, key), sitting.language).replace("\n", " ")
            yield (
                Line(
                    cut(f"{title}: {said}", ROOM),
                    Role.QUIET,
                    glyphs.done,
                    indent=3,
                    column=2,
                ),
                False,
            )
