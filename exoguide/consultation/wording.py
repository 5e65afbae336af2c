"""What every face calls things: questions, answers, stages and flags, in the session's language."""

from __future__ import annotations

from exoguide.consultation.session import Consultation
from exoguide.engine.ledger import Given
from exoguide.engine.path import Status
from exoguide.engine.rendering import show_answer, text
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import Action, StepKind
from exoguide.flow.plan import FlagNode, base, item
from exoguide.flow.words import word
from exoguide.speech import joined, phrase
from exoguide.speech.roles import role_of

SEVERITY = {
    Action.STOP: phrase("STOP"),
    Action.DEFER: phrase("NOT YET"),
    Action.REFER: phrase("ASK ANOTHER DOCTOR FIRST"),
    Action.CAUTION: phrase("TAKE CARE"),
    Action.NOTE: phrase("NOTE"),
}
"""How bad a flag is, in words."""

STANDING = {
    Status.TO_CONFIRM: phrase("to confirm"),
    Status.AGAIN: phrase("to answer again"),
    Status.VOID: phrase("void"),
    Status.OPEN: phrase("not answered yet"),
    Status.BLOCKED: phrase("cannot be signed now"),
}
"""How an answer stands, where that must be said."""


def told(consultation: Consultation, key: str) -> str:
    """A text of the flow in the language of the session, from where the walk stands."""
    state = consultation.state
    return text(state.around, key, state.ledger.language)


def own_word(consultation: Consultation, name: str) -> str:
    """A word of the program in the language of the session."""
    state = consultation.state
    return word(state.plan.flow, name, state.ledger.language).value


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
    if not title and node.kind is StepKind.GATE:
        title = phrase("Before going on")
    if not number:
        return title
    group = node.group
    what: str = phrase("round")
    if group is not None and group.repeats:
        what = text(around, f"group.{group.id}.item", language) or phrase("item")
    return phrase("{title} ({what} {number})", title=title, what=what, number=number)


def answer_of(consultation: Consultation, key: str, given: Given) -> str:
    """An answer in words: a signature says who signed."""
    state = consultation.state
    if given.name:
        return phrase("signed by {name} ({role})", name=given.name, role=role_of(given.role))
    said = show_answer(state.plan, key, given.value, state.ledger.language)
    return phrase("{said} (“{words}”)", said=said, words=given.words) if given.words else said


def said_of(consultation: Consultation, key: str) -> str:
    """The answer of a question on the path in words, and how it stands."""
    state = consultation.state
    given = state.ledger.answers.get(key)
    standing = STANDING.get(state.positions[key].status, "")
    if given is None:
        return standing
    said = answer_of(consultation, key, given)
    return phrase("{said} ({standing})", said=said, standing=standing) if standing else said


def flag_message(around: Surroundings, flag: FlagNode, language: str) -> str:
    """What a raised flag says; other words where it was raised by not knowing."""
    field = "message"
    if flag.flag.message_unknown and around.by_ignorance(flag):
        field = "message_unknown"
    return text(around, f"flag.{flag.id}.{field}", language)


def flag_line(around: Surroundings, flag: FlagNode, language: str) -> str:
    """A raised flag: how bad it is, and what it says."""
    return joined(SEVERITY[flag.action], flag_message(around, flag, language), by=": ")


def flag_title(consultation: Consultation, name: str) -> str:
    """A flag by its severity and its title."""
    flag = consultation.plan.flags[name]
    said = told(consultation, f"flag.{name}.title") or told(consultation, f"flag.{name}.message")
    return joined(SEVERITY[flag.action], said, by=": ")
