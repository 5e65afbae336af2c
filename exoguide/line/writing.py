"""Text over several lines, kept as it is typed: a line that was sent is never lost."""

from __future__ import annotations

from exoguide.engine.allowed import storable
from exoguide.engine.questions import Question
from exoguide.errors import StoreError
from exoguide.line.commands import MARK, Command, command
from exoguide.line.talk import Talk
from exoguide.line.voice import Cancelled
from exoguide.speech import phrase

STOP = "."
"""A line of its own that ends a text."""


def one_line(typed: str) -> str:
    """The text that a line stands for: two colons at its beginning are one."""
    return typed[1:] if typed.startswith(MARK * 2) else typed


def several_lines(talk: Talk, asked: Question) -> str | Command:
    """A text of several lines, or the command that was typed instead of its first line.

    What was typed before the session was left is kept and goes on; each line is on the disk before
    the next one.
    """
    consultation = talk.consultation
    draft = consultation.draft()
    lines: list[str] = []
    if draft is not None and draft.key == asked.key:
        lines = draft.text.split("\n")
        talk.say(phrase("Begun before, and kept:"))
        talk.console.say(draft.text, indent=2)
        talk.say(phrase("Go on with the next line, or type :new to begin again."))
    while True:
        typed = talk.line(
            phrase("Text, a line with only . ends it") if not lines else phrase("Next line")
        )
        if typed == STOP:
            return "\n".join(lines)
        if typed.startswith(MARK) and not typed.startswith(MARK * 2):
            found = _command(talk, asked, typed, lines)
            if isinstance(found, Command):
                return found
            continue
        refused = storable((typed,))
        if refused is not None:
            talk.say(
                phrase("{message} This line was not taken; type it again.", message=refused.message)
            )
            continue
        lines.append(one_line(typed))
        _keep(talk, asked, lines)


def _keep(talk: Talk, asked: Question, lines: list[str]) -> None:
    """Keep what was typed so far; that it could not be kept is no reason to stop typing."""
    try:
        talk.consultation.save_draft(asked.key, "\n".join(lines))
    except StoreError as error:
        talk.say(phrase("Unfinished text cannot be kept now: {message}", message=error.message))


def _command(talk: Talk, asked: Question, typed: str, lines: list[str]) -> Command | None:
    found = command(typed)
    name = found.name if found is not None else ""
    if name == "new":
        lines.clear()
        _keep(talk, asked, lines)
        talk.say(phrase("Begun again; nothing is kept of it."))
        return None
    if name == "cancel":
        _keep(talk, asked, [])
        raise Cancelled
    if lines and name != "quit":
        talk.say(
            phrase(
                "Finish the text first with a line that has only . in it, or type :cancel to drop"
                " it. A text line that begins with a colon is typed with two."
            )
        )
        return None
    return found
