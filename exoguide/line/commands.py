"""The commands that can be typed at any question, and how they are told from answers."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

import attrs

from exoguide.line.voice import Voice
from exoguide.speech import phrase

MARK: Final = ":"
"""A line that begins with this is a command, wherever it is typed."""

COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "help": phrase("what can be typed here; ? does the same"),
        "back": phrase("look at the question before; again for the one before that"),
        "forward": phrase("look at the question after the one looked at"),
        "goto": phrase("look at a stage or a question so far: goto medicines, goto 3"),
        "review": phrase("all answers, by number"),
        "change": phrase("change an earlier answer: change 3, or change and its name"),
        "undo": phrase("take the last answer back"),
        "keep": phrase("give the earlier answer again, or confirm it; = does the same"),
        "note": phrase("write a note for the clinician at this question; note - removes it"),
        "why": phrase("why this is asked, and the flags that stand"),
        "evidence": phrase("what is known: the article, and independent evidence"),
        "skip": phrase("leave this stage out, with a reason"),
        "override": phrase("go on in spite of a flag, with a reason"),
        "resolve": phrase("settle a flag with somebody's document"),
        "language": phrase("show the texts in another language: language es-US"),
        "patient": phrase("hide or show what is meant for the clinician only"),
        "name": phrase("write down who the patient is; never an answer"),
        "cancel": phrase("leave a change, a text or a signature as it was"),
        "end": phrase("close the consultation, once it has reached an end"),
        "lock": phrase("lock the sessions at once, where a passphrase is set"),
        "quit": phrase("leave; everything is saved, and the session can be resumed"),
    }
)
"""Every command with what it does."""

SIGNS: Final = {"?": "help", "=": "keep"}


@attrs.frozen
class Command:
    """A command that was typed, and what stands behind it."""

    name: str
    argument: str = ""
    marked: bool = False
    """Whether it began with the mark, so that it cannot be meant as an answer."""


def command(
    typed: str, *, marked_only: bool = False, known: Mapping[str, str] = COMMANDS
) -> Command | None:
    """The command of those ``known`` that ``typed`` is; ``None`` when it is none.

    ``marked_only`` is for questions that take any text: only a line that begins with ``:`` is a
    command there. After the mark, a word that is no command is one all the same, so that a slip is
    told and never taken for an answer.
    """
    words = typed.strip()
    marked = words.startswith(MARK)
    if marked_only and not marked:
        return None
    first, _, rest = words.removeprefix(MARK).strip().partition(" ")
    name = SIGNS.get(first, first.lower())
    if marked or name in known:
        return Command(name, rest.strip(), marked=marked)
    return None


def list_commands(voice: Voice, known: Mapping[str, str] = COMMANDS) -> None:
    """Say every command, one a line, with what it does."""
    for name, does in known.items():
        voice.listed(name, phrase("- {does}", does=does))


def no_such_command(voice: Voice, name: str, known: Mapping[str, str] = COMMANDS) -> None:
    """Say that there is no such command, with the nearest one."""
    near = get_close_matches(name, known, n=1)
    meant = phrase(" Did you mean {near}?", near=near[0]) if near else ""
    voice.say(
        phrase(
            "There is no command “{name}”.{meant} Type :help for the list.",
            name=name[:40],
            meant=meant,
        )
    )
