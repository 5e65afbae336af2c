"""A question and its surroundings in lines of plain text."""

from __future__ import annotations

from exoguide.consultation.reading import LETTERS, limits_of
from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, flag_line, title_of
from exoguide.engine.encoding import Roster
from exoguide.engine.path import Status
from exoguide.engine.questions import Question, question
from exoguide.engine.rendering import show_answer, text
from exoguide.flow.model import StepKind
from exoguide.flow.values import NonAnswer
from exoguide.line.talk import Talk
from exoguide.speech import phrase


def stage_line(consultation: Consultation, stage: str) -> str:
    """Where a question stands: ``Stage 2 of 6: History``."""
    state = consultation.state
    around, stages = state.around, state.plan.stages
    title = text(around, f"stage.{stage}.title", state.ledger.language)
    return phrase(
        "Stage {number} of {count}: {title}",
        number=stages[stage] + 1,
        count=len(stages),
        title=title,
    )


def show_question(talk: Talk, asked: Question, *, earlier: bool = True) -> None:
    """The whole question: what is asked, of what, and what can be answered.

    ``earlier`` offers the answer it last had.
    """
    consultation = talk.consultation
    state = consultation.state
    number = list(state.positions).index(asked.key) + 1
    talk.say()
    talk.say(
        phrase("Question {number}: {title}", number=number, title=title_of(consultation, asked.key))
    )
    if asked.tests:
        talk.say(phrase("What was explained: {tests}", tests=asked.tests), indent=2)
    if asked.ask and asked.ask != asked.title:
        talk.say(asked.ask)
    for name in asked.flags:
        talk.say(flag_line(state.around, state.plan.flags[name], state.ledger.language), indent=2)
    if asked.note and not talk.patient_view:
        talk.say(phrase("For the clinician: {note}", note=asked.note))
    limits = limits_of(asked)
    if limits:
        talk.say(limits)
    if asked.kind is StepKind.MULTI:
        talk.say(phrase("One or more of:"))
    for place, choice in enumerate(asked.choices, 1):
        label = choice.label + (f" ({choice.help})" if choice.help else "")
        if choice.reason:
            label = phrase(
                "{label} - cannot be chosen: {reason}", label=choice.label, reason=choice.reason
            )
        talk.listed(f"{place}.", label)
    for value, label in asked.non_answers:
        talk.listed(f"{_letter(asked, value)}.", label)
    if earlier:
        _show_earlier(talk, asked)
    note = state.ledger.notes.get(asked.key)
    if note and not talk.patient_view:
        talk.say(phrase("Note: {note}", note=note))


def _letter(asked: Question, value: NonAnswer) -> str:
    return f":{LETTERS[value]}" if asked.kind is StepKind.TEXT else LETTERS[value]


def _show_earlier(talk: Talk, asked: Question) -> None:
    consultation = talk.consultation
    state = consultation.state
    given = state.ledger.answers.get(asked.key)
    if asked.status is Status.TO_CONFIRM and given is not None:
        talk.say(
            phrase(
                "To confirm. The answer so far: {answer}."
                " Type keep if it still holds, or give another answer.",
                answer=answer_of(consultation, asked.key, given),
            )
        )
        return
    if asked.status is Status.AGAIN and given is not None:
        talk.say(
            phrase(
                "The answer so far, {answer}, no longer fits.",
                answer=answer_of(consultation, asked.key, given),
            )
        )
        return
    if asked.status is Status.VOID and given is not None:
        talk.say(
            phrase(
                "The signature of {name} is void: what it stood under has changed."
                " It must be given again.",
                name=given.name,
            )
        )
        return
    earlier = consultation.suggestion(asked.key)
    if earlier is not None and not isinstance(earlier, Roster):
        said = show_answer(state.plan, asked.key, earlier, state.ledger.language)
        keep = ":keep" if asked.kind is StepKind.TEXT else "keep"
        talk.say(
            phrase("An earlier answer: {said}. Type {keep} to give it again.", said=said, keep=keep)
        )


def question_at(consultation: Consultation, key: str) -> Question:
    """The question at ``key`` in the language of the session."""
    return question(consultation.state, key)
