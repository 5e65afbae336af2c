"""Where the walk stands still, line by line: at an end, or before one that needs settling."""

from __future__ import annotations

from exoguide.flow.model import Outcome
from exoguide.line import looking
from exoguide.line.commands import Command, command
from exoguide.line.talk import Talk
from exoguide.speech import phrase

AT_ONCE = (Outcome.EMERGENCY, Outcome.REFER_SAME_DAY)
"""Ends at which nobody has time to read a review first."""


def at_end(talk: Talk) -> Command | None:
    """The end is reached: show it, and the answers; close it when the person says so."""
    end = talk.consultation.state.arrived
    if end is None:
        return None
    talk.say()
    talk.say(
        phrase(
            "The consultation has reached its end: {title}", title=talk.told(f"end.{end.id}.title")
        )
    )
    talk.say(talk.told(f"end.{end.id}.text"))
    note = talk.told(f"end.{end.id}.note")
    if note and not talk.patient_view:
        talk.say(phrase("For the clinician: {note}", note=note))
    if talk.stage != "end":
        talk.stage = "end"
        if end.outcome not in AT_ONCE:
            talk.say(phrase("All answers:"))
            looking.review(talk)
    talk.say(
        phrase(
            "Type end to close it and make the summary, change and a number to change an answer."
        )
    )
    return _command(talk, phrase("End, change, review or quit"))


def stuck(talk: Talk) -> Command | None:
    """An end that needs everything settled is reached, and something is not."""
    state = talk.consultation.state
    talk.say()
    talk.say(phrase("The consultation cannot be closed as accepted while this stands:"))
    for name in state.walk.blocked:
        talk.say(talk.told(f"flag.{name}.message"), indent=2)
    talk.say(phrase("Settle it (resolve, override), or change an answer (review, change)."))
    return _command(talk, phrase("Command"))


def _command(talk: Talk, prompt: str) -> Command | None:
    typed = talk.line(prompt)
    found = command(typed)
    if found is None:
        talk.say(
            phrase(
                "“{typed}” is no command here. Type help for the list.", typed=typed.strip()[:40]
            )
        )
    return found
