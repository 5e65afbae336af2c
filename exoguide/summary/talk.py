"""What was said in the consultation: statements, answers by stage, stages left out, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exoguide.engine.encoding import field
from exoguide.flow.model import Flow, StepKind
from exoguide.flow.plan import base
from exoguide.summary.document import Edition, Part, PartKind
from exoguide.summary.lines import Answer, Fact, Paragraph
from exoguide.summary.teller import Teller, is_answer, own_words

LONGEST: Final = 200
"""Characters of a question in the list of answers; a statement stands in full elsewhere."""


def statement_parts(teller: Teller) -> Iterator[Part]:
    """Every statement that was acknowledged, in its full text.

    The patient's page has those that a signature stands under. The others explain a question or say
    at length what the page lists elsewhere; they are in the clinician's. In a flow whose signatures
    cover no statement, the patient's page has them all.
    """
    told = [
        position.key
        for position, node, _ in teller.told()
        if node.kind is StepKind.STATEMENT and position.key not in teller.plan.groups
    ]
    signed = _signed(teller.flow) or frozenset(map(base, told))
    for name, word, edition, of_signed in (
        ("statements", "said", Edition.BOTH, True),
        ("said_besides", "said_besides", Edition.CLINICIAN, False),
    ):
        lines = tuple(_said(teller, key) for key in told if (base(key) in signed) is of_signed)
        yield Part(name, PartKind.STATEMENTS, teller.word(f"sheet.{word}"), lines, edition)


def _signed(flow: Flow) -> frozenset[str]:
    """The statements that a signature of ``flow`` stands under."""
    statements = {step.id for step in flow.steps if step.kind is StepKind.STATEMENT}
    return frozenset(name for step in flow.steps for name in step.covers if name in statements)


def _said(teller: Teller, key: str) -> Answer | Paragraph:
    name, text, title = f"said.{key}", teller.asked(key), teller.question(key)
    return Paragraph(name, text) if title == text else Answer(name, title, text)


def answer_parts(teller: Teller) -> Iterator[Part]:
    """All answers on the path, by stage; for the clinician."""
    notes = teller.state.ledger.notes
    for stage, title in teller.stage_titles().items():
        lines = tuple(
            Answer(
                f"answer.{position.key}",
                shorten(teller.question(position.key), LONGEST),
                teller.answer(position.key, given.value),
                own_words(given),
                notes.get(position.key, ""),
            )
            for position, node, given in teller.told()
            if node.stage == stage and is_answer(node, position)
        )
        if lines:
            yield Part(
                id=f"answers.{stage}",
                kind=PartKind.ANSWERS,
                title=teller.word("sheet.answers", stage=title),
                lines=lines,
                edition=Edition.CLINICIAN,
            )


def skipped_part(teller: Teller) -> Part:
    """The stages that the clinician left out, with the reasons."""
    return Part(
        id="skipped",
        kind=PartKind.SKIPPED,
        title=teller.word("sheet.skipped"),
        lines=tuple(
            Fact(f"skipped.{stage}", title, field(event.body, "reason"))
            for stage, title in teller.stage_titles().items()
            if (event := teller.state.ledger.skipped.get(stage)) is not None
        ),
        edition=Edition.CLINICIAN,
    )


def note_part(teller: Teller) -> Part:
    """Notes that stand beside no answer of the path."""
    beside = {position.key for position, node, _ in teller.told() if is_answer(node, position)}
    return Part(
        id="notes",
        kind=PartKind.NOTES,
        title=teller.word("sheet.notes"),
        lines=tuple(
            Fact(f"note.{key}", teller.question(key), text)
            for key, text in teller.state.ledger.notes.items()
            if key not in beside
        ),
        edition=Edition.CLINICIAN,
    )


def shorten(text: str, most: int) -> str:
    """``text`` on one line, cut after a word with an ellipsis when longer than ``most``."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0] + "…"
