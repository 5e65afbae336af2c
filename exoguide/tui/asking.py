"""The question that is shown, in lines: what is asked, and what became of an earlier answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exoguide.consultation.dates import Unclear
from exoguide.consultation.pages import page_of
from exoguide.consultation.reading import hint, limits_of, read
from exoguide.consultation.wording import answer_of, flag_line, said_of, title_of
from exoguide.engine.path import Status
from exoguide.engine.rendering import show_answer
from exoguide.flow.model import StepKind
from exoguide.plaintext import width
from exoguide.speech import joined, phrase, spoken
from exoguide.speech.roles import role_of
from exoguide.tui.flags import flag_lines, ways_around
from exoguide.tui.form import WRITTEN, Form
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.parts import Line, Role
from exoguide.tui.sitting import Sitting

BEFORE: Final = 4
"""Fields of the page before the one at hand that stay in sight."""


def question_lines(sitting: Sitting, form: Form, glyphs: Glyphs) -> Iterator[Line]:
    """What is read above the answers."""
    asked = form.asked
    if sitting.looking:
        yield Line(
            phrase("Looking back: {title}", title=title_of(sitting.consultation, form.key)),
            Role.QUIET,
        )
    if not sitting.patient_view:
        yield from _page_before(sitting, form, glyphs)
        yield from _explained(form)
    yield Line(asked.ask or title_of(sitting.consultation, form.key), Role.TITLE)
    if asked.help:
        if sitting.patient_view:
            yield Line()
        yield Line(asked.help, Role.QUIET)
    if asked.note and not sitting.patient_view:
        yield Line(asked.note, label=phrase("Clinician"), column=11)
    if asked.kind is StepKind.SIGNATURE:
        yield Line()
        yield Line(role_of(asked.role), label=phrase("Who signs"), column=15)
        if asked.signs:
            yield Line(asked.signs, label=phrase("Signing means"), column=15)
    if asked.flags:
        yield Line()
    for name in asked.flags:
        state = sitting.consultation.state
        line = flag_line(state.around, state.plan.flags[name], state.ledger.language)
        yield Line(line, Role.CARE, label="!", column=2)
    if asked.status is Status.BLOCKED:
        yield from _blocked(sitting)
    yield from _standing(sitting, form)


def _blocked(sitting: Sitting) -> Iterator[Line]:
    """Why nobody can sign; to the clinician also what can be done about it."""
    yield Line()
    yield Line(phrase("Nobody can sign while this stands."), Role.STOP)
    if not sitting.patient_view:
        review = sitting.key("consultation.review")
        yield Line(
            phrase(
                "Change an answer ({review}), {ways}, or leave.",
                review=review,
                ways=ways_around(sitting),
            )
        )


def _explained(form: Form) -> Iterator[Line]:
    """What a teach-back asks for, which the patient is not to read off the screen."""
    if form.asked.tests:
        yield Line(form.asked.tests, Role.QUIET, label=phrase("You explained"), column=15)
        yield Line()


def _page_before(sitting: Sitting, form: Form, glyphs: Glyphs) -> Iterator[Line]:
    """The last fields of the page before this one, with their answers; the review has them all."""
    made = sitting.consultation
    keys = page_of(made.state, form.key, sitting.ahead)
    met = [key for key in keys[: keys.index(form.key)] if key in made.state.positions]
    for key in met[-BEFORE:]:
        label = joined(glyphs.done, title_of(made, key))
        yield Line(said_of(made, key), label=label, column=34, brief=True)
    if met:
        yield Line(brief=True)


def _page_after(sitting: Sitting, form: Form, glyphs: Glyphs) -> Iterator[Line]:
    """The fields of the page behind this one."""
    made = sitting.consultation
    keys = page_of(made.state, form.key, sitting.ahead)
    titles = [title_of(made, key) for key in keys[keys.index(form.key) + 1 :]]
    if titles:
        then = joined(*titles, by=f" {glyphs.dot} ")
        label = phrase("then")
        column = width(spoken(label, sitting.language)) + 2
        yield Line(then, Role.QUIET, label=label, column=column, brief=True)


def _standing(sitting: Sitting, form: Form) -> Iterator[Line]:
    """What became of an earlier answer, where the question asks again."""
    made = sitting.consultation
    asked, given = form.asked, made.state.ledger.answers.get(form.key)
    if given is None:
        if made.suggestion(form.key) is not None and asked.kind is not None:
            said = show_answer(
                made.state.plan,
                form.key,
                made.suggestion(form.key),  # type: ignore[arg-type]  # a field's suggestion fits its step
                made.state.ledger.language,
            )
            yield Line(
                phrase("An earlier answer: {said}. Enter gives it again.", said=said), Role.KEY
            )
        return
    said = answer_of(made, form.key, given)
    if asked.status is Status.TO_CONFIRM:
        yield Line(
            phrase("To confirm: {said}. Enter says that it still holds.", said=said), Role.CARE
        )
    elif asked.status is Status.AGAIN:
        yield Line(phrase("The answer so far, {said}, no longer fits.", said=said), Role.CARE)
    elif asked.status is Status.VOID:
        yield Line(
            phrase(
                "The signature of {name} is void: what it stood under has changed."
                " It must be given again.",
                name=given.name,
            ),
            Role.STOP,
        )
    elif sitting.looking:
        yield Line(phrase("Now: {said}", said=said), Role.KEY)


def echo_lines(sitting: Sitting, form: Form) -> Iterator[Line]:
    """What is typed, as it would be recorded."""
    if form.asked.kind not in WRITTEN or form.asked.kind is StepKind.TEXT:
        return
    typed = sitting.begun.get(form.key, form.typed)
    if not typed.strip():
        yield Line(limits_of(form.asked) or hint(form.asked), Role.QUIET)
        return
    answer = read(form.asked, typed, sitting.how)
    if isinstance(answer, Unclear):
        yield Line(answer.message, Role.QUIET)
        return
    state = sitting.consultation.state
    said = show_answer(state.plan, form.key, answer, state.ledger.language)
    yield Line(f"= {said}", Role.KEY)


def lines_below(sitting: Sitting, form: Form, glyphs: Glyphs) -> Iterator[Line]:
    """Below the answers: flags first, the note, and what follows on the page."""
    yield from flag_lines(sitting, beside=form.asked.flags)
    note = sitting.consultation.state.ledger.notes.get(form.key)
    if note and not sitting.patient_view:
        yield Line(note, label=phrase("Note"), column=11)
    if not sitting.patient_view:
        yield from _page_after(sitting, form, glyphs)
