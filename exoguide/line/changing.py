"""Changing an earlier answer, and undo: what follows is said before anything happens."""

from __future__ import annotations

from exoguide.canonical import Json
from exoguide.consultation.scripted import undo_target
from exoguide.consultation.telling import held, tell
from exoguide.consultation.wording import answer_of, own_word, title_of
from exoguide.engine.allowed import Refusal
from exoguide.engine.answering import last_undoable
from exoguide.engine.encoding import Answer, Roster, encode
from exoguide.engine.events import Kind
from exoguide.engine.questions import Question
from exoguide.engine.rendering import show_answer
from exoguide.flow.model import StepKind
from exoguide.line.asking import said_recorded, typed_answer
from exoguide.line.commands import Command
from exoguide.line.listing import added, roster, show_items, without
from exoguide.line.showing import question_at, show_question
from exoguide.line.talk import Talk
from exoguide.line.voice import Cancelled, Left
from exoguide.speech import joined, phrase


def change(talk: Talk, named: str) -> None:
    """Change the answer that ``named`` names: its number in the review, its id, or its title."""
    key = _key_of(talk, named or talk.word(phrase("Which answer (its number in the review)")))
    if key is None:
        return
    state = talk.consultation.state
    asked = question_at(talk.consultation, key)
    given = state.ledger.answers.get(key)
    if asked.kind is StepKind.SIGNATURE:
        talk.say(
            phrase("A signature cannot be changed. It becomes void when what it covers changes.")
        )
        return
    if given is None or (state.cursor is not None and state.cursor.key == key):
        talk.say(phrase("This is the question at hand; answer it here."))
        return
    show_question(talk, asked, earlier=False)
    talk.say(
        phrase(
            "Now: {answer}. Type cancel to leave it so.",
            answer=answer_of(talk.consultation, key, given),
        )
    )
    answer = _new_roster(talk, asked) if asked.kind is None else _new_answer(talk, asked)
    if encode(answer) == encode(given.value):
        talk.say(phrase("That is the answer already; nothing has changed."))
        return
    body: dict[str, Json] = {"key": key, "value": encode(answer)}
    talk.say(phrase("You are changing: {title}", title=title_of(talk.consultation, key)))
    language = state.ledger.language
    now, new = (show_answer(state.plan, key, one, language) for one in (given.value, answer))
    talk.say(f"{now} -> {new}", indent=2)
    if _agreed(talk, Kind.ANSWERED, body, phrase("Change it?")) and talk.send(
        Kind.ANSWERED, **body
    ):
        said_recorded(talk, key, answer)


def undo(talk: Talk, named: str) -> None:
    """Take back the last answer, or the one named; the answer before it holds again."""
    state = talk.consultation.state
    if named:
        key = _key_of(talk, named)
        if key is None:
            return
        event = undo_target(talk.consultation, key)
    else:
        event = last_undoable(state)
    if not event:
        talk.say(
            phrase(
                "There is nothing to undo here; undo does not reach across a signature or an end."
            )
        )
        return
    talk.say(phrase("You are taking back: {held}", held=held(talk.consultation, event)))
    if _agreed(talk, Kind.UNDONE, {"event": event}, phrase("Take it back?")) and talk.send(
        Kind.UNDONE, event=event
    ):
        talk.say(phrase("Taken back."))


def _agreed(talk: Talk, kind: Kind, body: dict[str, Json], question: str) -> bool:
    """Whether the person goes on, having been told what follows."""
    found = talk.consultation.preview(kind, **body)
    if isinstance(found, Refusal):
        talk.refused(found)
        return False
    parts = list(tell(talk.consultation, found))
    if parts:
        talk.say(phrase("This will"))
        for part in parts:
            talk.listed("-", joined(part.what, part.which, by=": "))
    if talk.sure(question):
        return True
    talk.say(phrase("Nothing has changed."))
    return False


def _key_of(talk: Talk, named: str) -> str | None:
    """The key of an answer on the path; why there is none has been said."""
    keys = list(talk.consultation.state.positions)
    words = named.strip().lower()
    if words.isascii() and words.isdigit() and len(words) < 6:
        if 1 <= int(words) <= len(keys):
            return keys[int(words) - 1]
        talk.say(
            phrase(
                "There is no answer {number}: the review goes from 1 to {last}.",
                number=words,
                last=len(keys),
            )
        )
        return None
    if words in keys:
        return words
    begun = [key for key in keys if title_of(talk.consultation, key).lower().startswith(words)]
    if len(begun) == 1:
        return begun[0]
    given = named.strip()[:60]
    talk.say(
        phrase(
            "“{given}” names several answers so far. Type review to see them all by number.",
            given=given,
        )
        if begun
        else phrase(
            "“{given}” names no answer so far. Type review to see them all by number.",
            given=given,
        )
    )
    return None


def _new_answer(talk: Talk, asked: Question) -> Answer:
    """The answer to put in its place; ``Cancelled`` when the person leaves it."""
    while True:
        got = typed_answer(talk, asked)
        if isinstance(got, Command):
            if got.name == "quit":
                raise Left
            if got.name not in ("cancel", "keep"):
                talk.say(
                    phrase("First change it, or cancel; then type {name} again.", name=got.name)
                )
                continue
            raise Cancelled
        if got is not None:
            return got


def _new_roster(talk: Talk, asked: Question) -> Roster:
    listed = roster(talk, asked.key)
    show_items(talk, asked, listed.serials)
    typed = talk.word(phrase("add, or remove and the number of an item")).strip().lower()
    yes = own_word(talk.consultation, "yes").lower()
    if typed in ("add", "1", "yes", "y", yes):
        return added(talk, asked.key, closed=True)
    fewer = without(typed, listed.serials)
    if fewer is None:
        talk.say(phrase("“{typed}” is neither.", typed=typed[:40]))
        raise Cancelled
    return Roster(fewer, closed=True)
