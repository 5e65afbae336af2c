"""Asking one question until it is answered, or a command is typed instead."""

from __future__ import annotations

from exoguide.canonical import Json
from exoguide.consultation.dates import Unclear
from exoguide.consultation.reading import LETTERS, hint, non_answer, read
from exoguide.engine.encoding import Answer, Text, encode
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.engine.questions import Question
from exoguide.engine.rendering import show_answer
from exoguide.flow.model import StepKind
from exoguide.flow.values import NonAnswer
from exoguide.line.commands import MARK, Command, command, list_commands
from exoguide.line.listing import ask_items
from exoguide.line.signing import ask_signature
from exoguide.line.talk import Talk
from exoguide.line.writing import one_line, several_lines
from exoguide.speech import joined, phrase


def ask(talk: Talk, asked: Question) -> Command | None:
    """Read an answer to ``asked`` and send it, or give the command that was typed instead."""
    if asked.status is Status.BLOCKED or asked.kind is StepKind.SIGNATURE:
        return ask_signature(talk, asked)
    if asked.kind is None:
        return ask_items(talk, asked)
    got = typed_answer(talk, asked)
    if got is None or isinstance(got, Command):
        return _keeps(talk, asked, got)
    give(talk, asked, got)
    return None


def typed_answer(talk: Talk, asked: Question) -> Answer | Command | None:
    """The answer that was typed, a command, or ``None`` when it was neither (why is said)."""
    if asked.kind is StepKind.TEXT:
        return _text(talk, asked)
    typed = talk.line(phrase("Answer"))
    found = command(typed)
    if found is not None and not found.marked:
        meant = read(asked, typed, talk.how)
        if not isinstance(meant, Unclear) and typed.strip() not in ("=", "?"):
            talk.say(
                phrase(
                    "“{typed}” is both an answer and a command. Type the number of the"
                    " answer, or {command} for the command.",
                    typed=typed.strip(),
                    command=f"{MARK}{found.name}",
                )
            )
            return None
    if found is not None:
        return found
    answer = read(asked, typed, talk.how)
    if isinstance(answer, Unclear):
        talk.say(joined(answer.message, answer.todo or hint(asked)))
        return None
    return answer


def _text(talk: Talk, asked: Question) -> Answer | Command | None:
    """A text; ``:d``, ``:x`` and ``:-`` are the non-answers here."""
    if asked.multiline:
        typed = several_lines(talk, asked)
    else:
        draft = talk.consultation.draft()
        if draft is not None and draft.key == asked.key:
            typed = several_lines(talk, asked)
        else:
            line = talk.line(phrase("Text"))
            found = None if line.startswith(MARK * 2) else command(line, marked_only=True)
            typed = found if found is not None else one_line(line)
    if isinstance(typed, Command):
        value = non_answer(asked, typed.name)
        if value is not None and typed.name in LETTERS.values():
            return value
        if typed.name == "lines":
            typed = several_lines(talk, asked)
    if isinstance(typed, Command):
        return typed
    if not typed.strip():
        talk.say(phrase("Nothing was written. Write a few words, or type :help."))
        return None
    return Text(typed)


def _keeps(talk: Talk, asked: Question, got: Command | None) -> Command | None:
    """``keep`` gives or confirms the earlier answer; every other command is the caller's."""
    if got is None or got.name != "keep":
        return got
    if asked.status is Status.TO_CONFIRM:
        if talk.send(Kind.CONFIRMED, key=asked.key) is not None:
            talk.say(phrase("Confirmed."))
        return None
    earlier = talk.consultation.suggestion(asked.key)
    if earlier is None:
        talk.say(phrase("There is no earlier answer to keep."))
        return None
    give(talk, asked, earlier)
    return None


def give(talk: Talk, asked: Question, answer: Answer) -> bool:
    """Send an answer, and say what was recorded; whether it was taken."""
    body: dict[str, Json] = {"key": asked.key, "value": encode(answer)}
    words = _own_words(talk, asked, answer)
    if words:
        body["words"] = words
    if talk.send(Kind.ANSWERED, **body) is None:
        return False
    said_recorded(talk, asked.key, answer)
    return True


def said_recorded(talk: Talk, key: str, answer: Answer) -> None:
    """Say an answer back in full."""
    state = talk.consultation.state
    said = show_answer(state.plan, key, answer, state.ledger.language)
    if isinstance(answer, Text):
        count = len(answer.text)
        said = (
            phrase("{count} characters of text", count=f"{count:,}")
            if count > 200 or "\n" in answer.text
            else said
        )
    at = talk.consultation.clock.now()[11:19]
    talk.say(phrase("Recorded: {said} (saved {at})", said=said, at=at))


def _own_words(talk: Talk, asked: Question, answer: Answer) -> str:
    """How the patient said it, where their own words are what was asked for."""
    if asked.kind is not StepKind.TEACH_BACK or isinstance(answer, NonAnswer):
        return ""
    typed = talk.line(phrase("The patient's own words, Enter alone for none"))
    return "" if typed.strip() in ("", ":none") else one_line(typed)


def explain(talk: Talk, asked: Question) -> None:
    """Say what can be typed at this question."""
    if asked.help:
        talk.say(asked.help)
    if asked.kind is StepKind.TEXT:
        talk.say(
            joined(
                phrase(
                    "Everything typed is text. A line that begins with a colon is a command"
                    " (:help); a text line that begins with a colon is typed with two."
                ),
                phrase("A line with only . ends the text.")
                if asked.multiline
                else phrase("For more than one line type :lines."),
            )
        )
    elif asked.kind is StepKind.SIGNATURE:
        talk.say(phrase("Type the full name of the person who signs, then confirm it with yes."))
    elif asked.kind is not None:
        talk.say(joined(hint(asked), phrase("The beginning of a label does too.")))
    talk.say(phrase("Commands, at any question (with a colon before them in texts and names):"))
    list_commands(talk)
    talk.say(phrase("End of input leaves the session as it is; what was recorded stays recorded."))
