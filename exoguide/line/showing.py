"""A question and its surroundings in lines of plain text."""

from __future__ import annotations

from exoguide.consultation.reading import LETTERS
from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, flag_line, title_of
from exoguide.engine.encoding import Roster
from exoguide.engine.path import Status
from exoguide.engine.questions import Question, question
from exoguide.engine.rendering import show_answer, text
from exoguide.flow.model import StepKind
from exoguide.flow.values import NonAnswer
from exoguide.line.console import Console


def stage_line(consultation: Consultation, stage: str) -> str:
    """Where a question stands: ``Stage 2 of 6: History``."""
    state = consultation.state
    around, stages = state.around, state.plan.stages
    title = text(around, f"stage.{stage}.title", state.ledger.language)
    return f"Stage {stages[stage] + 1} of {len(stages)}: {title}"


def show_question(
    console: Console,
    consultation: Consultation,
    asked: Question,
    *,
    patient_view: bool,
    earlier: bool = True,
) -> None:
    """The whole question: what is asked, of what, and what can be answered.

    ``earlier`` offers the answer it last had.
    """
    state = consultation.state
    number = list(state.positions).index(asked.key) + 1
    console.say()
    console.say(f"Question {number}: {title_of(consultation, asked.key)}")
    if asked.tests:
        console.say(f"What was explained: {asked.tests}", indent=2)
    if asked.ask and asked.ask != asked.title:
        console.say(asked.ask)
    for name in asked.flags:
        console.say(
            flag_line(state.around, state.plan.flags[name], state.ledger.language), indent=2
        )
    if asked.note and not patient_view:
        console.say(f"For the clinician: {asked.note}")
    limits = _limits(asked)
    if limits:
        console.say(limits)
    if asked.kind is StepKind.MULTI:
        console.say("One or more of:")
    for place, choice in enumerate(asked.choices, 1):
        label = choice.label + (f" ({choice.help})" if choice.help else "")
        if choice.reason:
            label = f"{choice.label} - cannot be chosen: {choice.reason}"
        console.listed(f"{place}.", label)
    for value, label in asked.non_answers:
        console.listed(f"{_letter(asked, value)}.", label)
    if earlier:
        _show_earlier(console, consultation, asked)
    note = state.ledger.notes.get(asked.key)
    if note and not patient_view:
        console.say(f"Note: {note}")


def _letter(asked: Question, value: NonAnswer) -> str:
    return f":{LETTERS[value]}" if asked.kind is StepKind.TEXT else LETTERS[value]


def _limits(asked: Question) -> str:
    if asked.kind not in (StepKind.NUMBER, StepKind.MONEY, StepKind.DATE):
        return ""
    unit = f" in {asked.unit}" if asked.unit and asked.kind is StepKind.NUMBER else ""
    currency = f" in {asked.currency}" if asked.kind is StepKind.MONEY else ""
    what = {StepKind.NUMBER: "A number", StepKind.MONEY: "An amount", StepKind.DATE: "A date"}
    parts = [f"at least {asked.least}" if asked.least else ""]
    parts.append(f"at most {asked.most}" if asked.most else "")
    limits = " and ".join(part for part in parts if part)
    return f"{what[asked.kind]}{unit}{currency}{f', {limits}' if limits else ''}."


def _show_earlier(console: Console, consultation: Consultation, asked: Question) -> None:
    state = consultation.state
    given = state.ledger.answers.get(asked.key)
    if asked.status is Status.TO_CONFIRM and given is not None:
        console.say(
            f"To confirm. The answer so far: {answer_of(consultation, asked.key, given)}."
            " Type keep if it still holds, or give another answer."
        )
        return
    if asked.status is Status.AGAIN and given is not None:
        console.say(
            f"The answer so far, {answer_of(consultation, asked.key, given)}, no longer fits."
        )
        return
    if asked.status is Status.VOID and given is not None:
        console.say(
            f"The signature of {given.name} is void: what it stood under has changed."
            " It must be given again."
        )
        return
    earlier = consultation.suggestion(asked.key)
    if earlier is not None and not isinstance(earlier, Roster):
        said = show_answer(state.plan, asked.key, earlier, state.ledger.language)
        keep = ":keep" if asked.kind is StepKind.TEXT else "keep"
        console.say(f"An earlier answer: {said}. Type {keep} to give it again.")


def question_at(consultation: Consultation, key: str) -> Question:
    """The question at ``key`` in the language of the session."""
    return question(consultation.state, key)
