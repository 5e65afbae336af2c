"""The list of a repeat's items: one more, or complete; and items taken off it again."""

from __future__ import annotations

import re

from exoguide.consultation.wording import own_word
from exoguide.engine.encoding import Roster, encode
from exoguide.engine.events import Kind
from exoguide.engine.questions import Question
from exoguide.engine.rendering import show_answer
from exoguide.flow.plan import key_of
from exoguide.line.commands import Command, command
from exoguide.line.talk import Talk
from exoguide.speech import joined, phrase


def ask_items(talk: Talk, asked: Question) -> Command | None:
    """Ask for the next item, or whether the list is complete; a command is given back."""
    listed = roster(talk, asked.key).serials
    least, most = int(asked.least), int(asked.most)
    item = asked.unit or phrase("item")
    show_items(talk, asked, listed)
    can_add, can_stop = len(listed) < most, len(listed) >= least
    if can_add:
        talk.listed(
            "1.",
            phrase(
                "{yes}: add one ({item})",
                yes=own_word(talk.consultation, "yes"),
                item=item,
            ),
        )
    else:
        talk.say(phrase("No more than {most} can be listed.", most=most))
    if can_stop:
        none = phrase("no more") if listed else phrase("none")
        talk.listed("2.", joined(own_word(talk.consultation, "no"), none, by=": "))
    typed = talk.line(phrase("Answer"))
    words = typed.strip().lower()
    if can_add and words in ("1", "y", "yes", "add", own_word(talk.consultation, "yes").lower()):
        send_roster(talk, asked.key, added(talk, asked.key))
        return None
    if can_stop and words in ("2", "n", "no", "none", own_word(talk.consultation, "no").lower()):
        if send_roster(talk, asked.key, Roster(listed, closed=True)):
            talk.say(phrase("Recorded: {count} listed.", count=len(listed)))
        return None
    removed = without(words, listed)
    if removed is not None:
        if send_roster(talk, asked.key, Roster(removed)):
            talk.say(phrase("Taken off the list."))
        return None
    found = command(typed)
    if found is None:
        given = typed.strip()[:40]
        talk.say(
            phrase(
                "“{given}” is not one of the answers. Type 1 or 2,"
                " or remove and the number of an item.",
                given=given,
            )
            if listed
            else phrase("“{given}” is not one of the answers. Type 1 or 2.", given=given)
        )
    return found


def roster(talk: Talk, key: str) -> Roster:
    """The list as it stands."""
    given = talk.consultation.state.ledger.answers.get(key)
    return given.value if given and isinstance(given.value, Roster) else Roster(())


def added(talk: Talk, key: str, *, closed: bool = False) -> Roster:
    """The list with one item more, under a number that was never used."""
    used = talk.consultation.state.ledger.serials.get(key, 0)
    return Roster((*roster(talk, key).serials, used + 1), closed=closed)


def without(words: str, listed: tuple[int, ...]) -> tuple[int, ...] | None:
    """The list without the item that ``remove 2`` names; ``None`` when nothing is named."""
    found = re.fullmatch(r":?remove ([0-9]{1,9})", words)
    if found is None or int(found[1]) not in listed:
        return None
    return tuple(serial for serial in listed if serial != int(found[1]))


def show_items(talk: Talk, asked: Question, listed: tuple[int, ...]) -> None:
    """Every item of the list, by its number and its first answer."""
    state = talk.consultation.state
    group = state.plan.groups[asked.key]
    for serial in listed:
        key = key_of(group.steps[0], serial)
        given = state.ledger.answers.get(key)
        said = show_answer(state.plan, key, given.value, state.ledger.language) if given else "…"
        talk.listed(f"{talk.spoken(asked.unit or phrase('item'))} {serial}:", said)


def send_roster(talk: Talk, key: str, items: Roster) -> bool:
    """Send the list; whether it was taken."""
    return talk.send(Kind.ANSWERED, key=key, value=encode(items)) is not None
