"""Changing what was answered: what follows is shown before anything happens."""

from __future__ import annotations

from collections.abc import Sequence

from exoguide.canonical import Json
from exoguide.consultation.telling import SUMMARY, Told, held, tell
from exoguide.consultation.wording import answer_of, title_of
from exoguide.engine.allowed import Refusal
from exoguide.engine.answering import last_undoable
from exoguide.engine.encoding import Answer, encode
from exoguide.engine.events import Kind
from exoguide.engine.rendering import show_answer
from exoguide.plaintext import width
from exoguide.speech import joined, phrase, spoken
from exoguide.tui.desk import Panel
from exoguide.tui.parts import Line, Role
from exoguide.tui.sitting import Sitting

MOST = 38
"""Columns of what happens, at most; beside it stands to which."""


def propose(sitting: Sitting, key: str, answer: Answer) -> None:
    """Show what another answer to an earlier question brings about, and ask."""
    made = sitting.consultation
    state = made.state
    given = state.ledger.answers[key]
    if given.name:
        sitting.say(
            phrase("A signature cannot be changed; it becomes void when what it covers changes.")
        )
        return
    new = show_answer(state.plan, key, answer, state.ledger.language)
    lines = (Line(joined(answer_of(made, key, given), new, by="  ->  "), Role.TITLE, indent=4),)
    body: dict[str, Json] = {"key": key, "value": encode(answer)}
    _put(
        sitting,
        phrase("You are changing: {title}", title=title_of(made, key)),
        lines,
        Kind.ANSWERED,
        body,
        phrase("change"),
    )


def undo(sitting: Sitting) -> None:
    """Show what taking the last answer back brings about, and ask."""
    made = sitting.consultation
    event = last_undoable(made.state)
    if not event:
        sitting.say(
            phrase("There is nothing to undo; undo does not reach across a signature or an end.")
        )
        return
    lines = (Line(held(made, event), Role.TITLE, indent=4),)
    _put(
        sitting,
        phrase("You are taking back"),
        lines,
        Kind.UNDONE,
        {"event": event},
        phrase("take it back"),
    )


def _gravest_first(found: Sequence[Told]) -> list[Told]:
    """Signatures and flags before questions; lines of the summary, which are many, come last."""
    grave = [one for one in found if one.grave]
    return [*reversed(grave), *sorted((one for one in found if not one.grave), key=_of_summary)]


def _of_summary(one: Told) -> bool:
    return one.what == SUMMARY


def _put(
    sitting: Sitting,
    title: str,
    lines: tuple[Line, ...],
    kind: Kind,
    body: dict[str, Json],
    accept: str,
) -> None:
    found = sitting.consultation.preview(kind, **body)
    if isinstance(found, Refusal):
        sitting.refused(found)
        return
    consequences = _gravest_first(list(tell(sitting.consultation, found)))
    labels = (width(spoken(one.what, sitting.language)) + 2 for one in consequences)
    column = min(max(labels, default=0), MOST)
    told = tuple(
        Line(
            one.which,
            Role.CARE if one.grave else Role.PLAIN,
            one.what,
            Role.CARE if one.grave else Role.PLAIN,
            indent=4,
            column=column,
        )
        for one in consequences
    )
    follows: tuple[Line, ...] = (Line(), Line(phrase("Nothing else changes.")))
    if told:
        follows = (Line(), Line(phrase("This will"), Role.KEY), *told)
    sitting.put(
        Panel(
            "change",
            title,
            lambda _: sitting.send(kind, **body),
            (*lines, *follows),
            accept,
            phrase("keep it as it is"),
        )
    )
