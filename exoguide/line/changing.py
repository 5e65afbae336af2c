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
from exoguide.line.talk import Cancelled, Left, Talk


def change(talk: Talk, named: str) -> None:
    """Change the answer that ``named`` names: its number in the review, its id, or its title."""
    key = _key_of(talk, named or talk.word("Which answer (its number in the review)"))
    if key is None:
        return
    state = talk.consultation.state
    asked = question_at(talk.consultation, key)
    given = state.ledger.answers.get(key)
    if asked.kind is StepKind.SIGNATURE:
        talk.say("A signature cannot be changed. It becomes void when what it covers changes.")
        return
    if given is None or (state.cursor is not None and state.cursor.key == key):
        talk.say("This is the question at hand; answer it here.")
        return
    show_question(
        talk.console,
        talk.consultation,
        asked,
        patient_view=talk.patient_view,
        earlier=False,
    )
    talk.say(f"Now: {answer_of(talk.consultation, key, given)}. Type cancel to leave it so.")
    answer = _new_roster(talk, asked) if asked.kind is None else _new_answer(talk, asked)
    if encode(answer) == encode(given.value):
        talk.say("That is the answer already; nothing has changed.")
        return
    body: dict[str, Json] = {"key": key, "value": encode(answer)}
    talk.say(f"You are changing: {title_of(talk.consultation, key)}")
    language = state.ledger.language
    now, new = (show_answer(state.plan, key, one, language) for one in (given.value, answer))
    talk.say(f"{now} -> {new}", indent=2)
    if _agreed(talk, Kind.ANSWERED, body, "Change it?") and talk.send(Kind.ANSWERED, **body):
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
        talk.say("There is nothing to undo here; undo does not reach across a signature or an end.")
        return
    talk.say(f"You are taking back: {held(talk.consultation, event)}")
    if _agreed(talk, Kind.UNDONE, {"event": event}, "Take it back?") and talk.send(
        Kind.UNDONE, event=event
    ):
        talk.say("Taken back.")


def _agreed(talk: Talk, kind: Kind, body: dict[str, Json], question: str) -> bool:
    """Whether the person goes on, having been told what follows."""
    found = talk.consultation.preview(kind, **body)
    if isinstance(found, Refusal):
        talk.refused(found)
        return False
    parts = list(tell(talk.consultation, found))
    if parts:
        talk.say("This will")
        for part in parts:
            talk.console.listed("-", f"{part.what}: {part.which}")
    if talk.sure(question):
        return True
    talk.say("Nothing has changed.")
    return False


def _key_of(talk: Talk, named: str) -> str | None:
    """The key of an answer on the path; why there is none has been said."""
    keys = list(talk.consultation.state.positions)
    words = named.strip().lower()
    if words.isascii() and words.isdigit() and len(words) < 6:
        if 1 <= int(words) <= len(keys):
            return keys[int(words) - 1]
        talk.say(f"There is no answer {words}: the review goes from 1 to {len(keys)}.")
        return None
    if words in keys:
        return words
    begun = [key for key in keys if title_of(talk.consultation, key).lower().startswith(words)]
    if len(begun) == 1:
        return begun[0]
    talk.say(
        f"“{named.strip()[:60]}” names {'several answers' if begun else 'no answer'} so far."
        " Type review to see them all by number."
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
                talk.say(f"First change it, or cancel; then type {got.name} again.")
                continue
            raise Cancelled
        if got is not None:
            return got


def _new_roster(talk: Talk, asked: Question) -> Roster:
    listed = roster(talk, asked.key)
    show_items(talk, asked, listed.serials)
    typed = talk.word("add, or remove and the number of an item").strip().lower()
    yes = own_word(talk.consultation, "yes").lower()
    if typed in ("add", "1", "yes", "y", yes):
        return added(talk, asked.key, closed=True)
    fewer = without(typed, listed.serials)
    if fewer is None:
        talk.say(f"“{typed[:40]}” is neither.")
        raise Cancelled
    return Roster(fewer, closed=True)
