"""A question and its surroundings in lines of plain text."""

from __future__ import annotations

from exoguide.consultation.reading import LETTERS
from exoguide.consultation.session import Consultation
from exoguide.engine.encoding import Roster
from exoguide.engine.ledger import Given
from exoguide.engine.path import Status
from exoguide.engine.questions import Question, question
from exoguide.engine.rendering import show_answer, text
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import Action, StepKind
from exoguide.flow.plan import FlagNode, base, item
from exoguide.flow.values import NonAnswer
from exoguide.flow.words import word
from exoguide.line.console import Console

SEVERITY = {
    Action.STOP: "STOP",
    Action.DEFER: "NOT YET",
    Action.REFER: "ASK ANOTHER DOCTOR FIRST",
    Action.CAUTION: "TAKE CARE",
    Action.NOTE: "NOTE",
}
"""How bad a flag is, in words."""


def stage_line(consultation: Consultation, stage: str) -> str:
    """Where a question stands: ``Stage 2 of 6: History``."""
    state = consultation.state
    around, stages = state.around, state.plan.stages
    title = text(around, f"stage.{stage}.title", state.ledger.language)
    return f"Stage {stages[stage] + 1} of {len(stages)}: {title}"


def title_of(consultation: Consultation, key: str) -> str:
    """The short name of a question, on the path or not, with its item or round."""
    state = consultation.state
    around, language = state.around, state.ledger.language
    name, number = base(key), item(key)
    node = state.plan.node(key)
    if node is None:
        return text(around, f"group.{name}.title", language) or text(
            around, f"group.{name}.ask", language
        )
    title = text(around, f"step.{name}.title", language) or text(
        around, f"step.{name}.ask", language
    )
    if not number:
        return title
    group = node.group
    what = "round"
    if group is not None and group.repeats:
        what = text(around, f"group.{group.id}.item", language) or "item"
    return f"{title} ({what} {number})"


def answer_of(consultation: Consultation, key: str, given: Given) -> str:
    """An answer in words: a signature says who signed."""
    state = consultation.state
    if given.name:
        return f"signed by {given.name} ({given.role})"
    said = show_answer(state.plan, key, given.value, state.ledger.language)
    return f"{said} (“{given.words}”)" if given.words else said


def flag_line(around: Surroundings, flag: FlagNode, language: str) -> str:
    """A raised flag: how bad it is, and what it says."""
    field = "message"
    if flag.flag.message_unknown and around.by_ignorance(flag):
        field = "message_unknown"
    return f"{SEVERITY[flag.action]}: {text(around, f'flag.{flag.id}.{field}', language)}"


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


def own_word(consultation: Consultation, name: str) -> str:
    """A word of the program in the language of the session."""
    state = consultation.state
    return word(state.plan.flow, name, state.ledger.language).value
