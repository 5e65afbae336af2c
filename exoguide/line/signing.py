"""Signatures: the full name typed, then confirmed, with the role and the meaning in view."""

from __future__ import annotations

from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.engine.questions import Question
from exoguide.line.commands import COMMANDS, MARK, Command, command
from exoguide.line.talk import Talk


def ask_signature(talk: Talk, asked: Question) -> Command | None:
    """Ask for a signature; the command that was typed instead is given back."""
    if asked.status is Status.BLOCKED:
        return _blocked(talk)
    talk.say(f"Who signs: the {asked.role}.")
    if asked.signs:
        talk.say(f"Signing means: {asked.signs}")
    typed = talk.line(f"Full name of the {asked.role}")
    name = typed.strip()
    found = command(typed)
    if found is not None:
        if found.marked:
            return found
        talk.say(f"“{name}” is a command; type {MARK}{found.name} for it, or the name in full.")
        return None
    if not name:
        talk.say("Nothing was signed. Type the full name, or :help.")
        return None
    if not talk.sure(f"Sign as “{name}”, the {asked.role}?"):
        talk.say("Not signed.")
        return None
    taken = talk.send(Kind.SIGNED, key=asked.key, name=name, role=asked.role)
    if taken is not None:
        talk.say(f"Signed by {name}, the {asked.role} ({taken.event.at[:19].replace('T', ' ')}).")
    return None


def _blocked(talk: Talk) -> Command | None:
    """Nobody can sign; what stands in the way was said with the question."""
    talk.say(
        "Nobody can sign now. Change an answer (review, change), settle what stands (resolve,"
        " override), or quit and go on another day."
    )
    typed = talk.line("Command")
    found = command(typed)
    if found is None:
        talk.say(f"Type one of: {', '.join(COMMANDS)}.")
    return found
