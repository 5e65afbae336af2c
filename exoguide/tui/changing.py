"""Changing what was answered: what follows is shown before anything happens."""

from __future__ import annotations

from exoguide.canonical import Json
from exoguide.consultation.telling import SUMMARY, Told, held, tell
from exoguide.consultation.wording import answer_of, title_of
from exoguide.engine.allowed import Refusal
from exoguide.engine.answering import last_undoable
from exoguide.engine.encoding import Answer, encode
from exoguide.engine.events import Kind
from exoguide.engine.rendering import show_answer
from exoguide.speech import joined, phrase
from exoguide.tui.desk import Panel
from exoguide.tui.parts import Line, Role
from exoguide.tui.sitting import Sitting

WIDE = 28
"""Columns of the first words of a consequence."""


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


def _beside(one: Told) -> bool:
    """Lines of the summary come last: they are many, and questions and flags matter more."""
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
    told = tuple(
        Line(one.which, label=one.what, label_role=Role.PLAIN, indent=4, column=WIDE)
        for one in sorted(tell(sitting.consultation, found), key=_beside)
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
