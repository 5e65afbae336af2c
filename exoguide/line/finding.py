"""Going to a stage or a question so far by a word of it, to look there; nothing changes by it."""

from __future__ import annotations

from collections import Counter

from exoguide.consultation.typing import folded
from exoguide.consultation.wording import title_of, told
from exoguide.engine.state import State
from exoguide.flow.plan import base
from exoguide.line.looking import answered, look_at
from exoguide.line.talk import Talk
from exoguide.speech import joined, phrase

MOST = 9
"""Questions that are listed where words fit several."""


def goto(talk: Talk, named: str) -> None:
    """Look at what ``named`` names: a number of the review, or words of a question or a stage.

    Without words, the stages with how far each is.
    """
    state = talk.consultation.state
    words = folded(named).split()
    if not words:
        _stages(talk)
        return
    keys = list(state.positions)
    if len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(words[0]) < 6:
        number = int(words[0])
        found = keys[number - 1 : number] if number else []
    else:
        found = _questions(talk, words) or _of_stage(talk, words)
    at_hand = state.cursor.key if state.cursor is not None else ""
    if not found:
        talk.say(
            phrase(
                "“{named}” names no question and no stage so far. Type goto alone for the stages,"
                " review for the questions.",
                named=named[:40],
            )
        )
    elif found == [at_hand]:
        talk.shown = None
    elif len(found) == 1:
        look_at(talk, found[0])
    else:
        talk.say(phrase("Several fit. Type goto and a number:"))
        for key in found[:MOST]:
            talk.listed(f"{keys.index(key) + 1}.", title_of(talk.consultation, key))
        if len(found) > MOST:
            talk.say(phrase("and {count} more", count=len(found) - MOST))


def _questions(talk: Talk, words: list[str]) -> list[str]:
    """The questions so far whose title or text holds every word; a whole title comes alone."""
    made = talk.consultation
    found = []
    for key in made.state.positions:
        title = title_of(made, key)
        if folded(title).split() == words:
            return [key]
        table = "group" if key in made.plan.groups else "step"
        asked = folded(joined(title, told(made, f"{table}.{base(key)}.ask")))
        if all(word in asked for word in words):
            found.append(key)
    return found


def _of_stage(talk: Talk, words: list[str]) -> list[str]:
    """The first question so far of the one stage whose title holds every word."""
    state = talk.consultation.state
    stages = [
        table.id
        for table in state.plan.flow.stages
        if all(word in folded(talk.told(f"stage.{table.id}.title")) for word in words)
    ]
    return [key for key in state.positions if [_stage(state, key)] == stages][:1]


def _stages(talk: Talk) -> None:
    state = talk.consultation.state
    reached = {_stage(state, key) for key in state.positions}
    count = Counter(_stage(state, key) for key in answered(state))
    for number, table in enumerate(state.plan.flow.stages, 1):
        title = talk.told(f"stage.{table.id}.title")
        if table.id in reached:
            how = phrase("{count} answered", count=count[table.id])
        elif table.id in state.ledger.skipped:
            how = phrase("left out")
        else:
            how = phrase("not reached yet")
        talk.listed(f"{number}.", joined(title, how, by=": "))
    talk.say(phrase("Type goto and a word of a stage or a question. Looking changes nothing."))


def _stage(state: State, key: str) -> str:
    return state.plan.nodes[state.positions[key].node].stage
