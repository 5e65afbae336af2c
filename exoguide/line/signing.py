"""Signatures: the full name typed, then confirmed, with the role and the meaning in view."""

from __future__ import annotations

from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.engine.questions import Question
from exoguide.line.commands import COMMANDS, MARK, Command, command
from exoguide.line.talk import Talk
from exoguide.speech import phrase
from exoguide.speech.roles import role_of


def ask_signature(talk: Talk, asked: Question) -> Command | None:
    """Ask for a signature; the command that was typed instead is given back."""
    if asked.status is Status.BLOCKED:
        return _blocked(talk)
    role = role_of(asked.role)
    talk.say(phrase("Who signs: the {role}.", role=role))
    if asked.signs:
        talk.say(phrase("Signing means: {signs}", signs=asked.signs))
    typed = talk.line(phrase("Full name of the {role}", role=role))
    name = typed.strip()
    found = command(typed)
    if found is not None:
        if found.marked:
            return found
        talk.say(
            phrase(
                "“{name}” is a command; type {command} for it, or the name in full.",
                name=name,
                command=f"{MARK}{found.name}",
            )
        )
        return None
    if not name:
        talk.say(phrase("Nothing was signed. Type the full name, or :help."))
        return None
    if not talk.sure(phrase("Sign as “{name}”, the {role}?", name=name, role=role)):
        talk.say(phrase("Not signed."))
        return None
    taken = talk.send(Kind.SIGNED, key=asked.key, name=name, role=asked.role)
    if taken is not None:
        talk.say(
            phrase(
                "Signed by {name}, the {role} ({at}).",
                name=name,
                role=role,
                at=taken.event.at[:19].replace("T", " "),
            )
        )
    return None


def _blocked(talk: Talk) -> Command | None:
    """Nobody can sign; what stands in the way was said with the question."""
    talk.say(
        phrase(
            "Nobody can sign now. Change an answer (review, change), settle what stands (resolve,"
            " override), or quit and go on another day."
        )
    )
    typed = talk.line(phrase("Command"))
    found = command(typed)
    if found is None:
        talk.say(phrase("Type one of: {commands}.", commands=", ".join(COMMANDS)))
    return found
