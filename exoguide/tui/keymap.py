"""Every key of the program: what it does, in a sentence, and the name to give it another key by.

``settings.toml`` may hold a table of keys: ``[keys]`` with lines such as
``"consultation.note" = "f4,n"``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import attrs
from textual.binding import Binding, BindingType

from exoguide.consultation.reading import LETTERS
from exoguide.errors import UsageError
from exoguide.speech import phrase
from exoguide.tui.keynames import key_names
from exoguide.tui.lists import MARKS

ANSWERING = frozenset((*MARKS, *LETTERS.values(), "minus"))
"""Keys that choose an answer."""


@attrs.frozen
class Command:
    """One thing that can be done, the keys for it, and where it stands in the help."""

    id: str
    """Its place and its action: ``consultation.note``."""
    keys: str
    does: str
    """What it does, in a sentence."""
    quiet: bool = False
    """Whether the help leaves it out, because another line there says it."""

    @property
    def action(self) -> str:
        """The name of its action."""
        return self.id.partition(".")[2]


MOVING = (
    Command("any.enter", "enter", phrase("Go on: answer with what is typed or selected.")),
    Command(
        "any.escape", "escape", phrase("Close what is open, come back; nothing is lost by it.")
    ),
    Command("any.down", "down,j", phrase("Move the selection down.")),
    Command("any.up", "up,k", phrase("Move the selection up.")),
    Command(
        "any.page_down", "pagedown", phrase("Read on, where the page is longer than the window.")
    ),
    Command("any.page_up", "pageup", phrase("Read back.")),
    Command("any.last", "end,G", phrase("Go to the last line of a list.")),
    Command("any.first", "home", phrase("Go to the first line of a list.")),
    Command("any.filter", "slash", phrase("Find a line of a list by its words.")),
    Command("any.help", "question_mark,f1,ctrl+p", phrase("Every key that works here.")),
    Command("any.lock", "ctrl+l", phrase("Lock the screen at once; any key comes back to it.")),
)
CONSULTATION = (
    Command(
        "consultation.tick", "space", phrase("Tick the selected option, or take the tick away.")
    ),
    Command(
        "consultation.back", "b,f2", phrase("Look at the question before; b again goes further.")
    ),
    Command(
        "consultation.forward", "right_square_bracket", phrase("Look at the question after it.")
    ),
    Command(
        "consultation.goto", "g,f3", phrase("Go to a stage or a question so far, look, come back.")
    ),
    Command(
        "consultation.note", "n,f4", phrase("Write a note for the clinician at this question.")
    ),
    Command("consultation.evidence", "e,f5", phrase("All that is known about this, with sources.")),
    Command(
        "consultation.patient", "p,f6", phrase("Hide or show what is for the clinician alone.")
    ),
    Command("consultation.review", "r,f7", phrase("All answers; choosing one goes there.")),
    Command(
        "consultation.undo",
        "u,f8",
        phrase("Take the last answer back; what follows is shown first."),
    ),
    Command("consultation.close", "c", phrase("Close a consultation that has come to its end.")),
    Command("consultation.skip", "s", phrase("Leave this stage out, with a reason.")),
    Command("consultation.override", "o", phrase("Go on in spite of a flag, with a reason.")),
    Command("consultation.resolve", "v", phrase("Settle a flag with somebody's document.")),
    Command("consultation.language", "l", phrase("Show the texts in another language.")),
    Command(
        "consultation.identify", "i", phrase("Write down who the patient is; never an answer.")
    ),
    Command(
        "consultation.leave", "q,f12", phrase("Leave; everything is saved and can be gone on with.")
    ),
)
HOME = (
    Command("home.new", "n", phrase("Begin a new consultation.")),
    Command("home.practice", "p", phrase("Change between real and practice sessions.")),
    Command("home.refresh", "r", phrase("Look again what is in progress and due.")),
    Command("home.leave", "q,f12", phrase("Leave the program.")),
)
RECORD = (
    Command(
        "record.edition",
        "p,f6",
        phrase("Change between the patient's and the clinician's edition."),
    ),
    Command("record.checklist", "t", phrase("The checklist: tick off what was done.")),
    Command(
        "record.amend", "a", phrase("Correct a line; the line stays, the correction beside it.")
    ),
    Command("record.done", "d", phrase("Record that the procedure took place.")),
    Command("record.adverse", "h", phrase("Record harm after the procedure.")),
    Command("record.withdraw", "w", phrase("Record that consent is withdrawn.")),
    Command("record.history", "y", phrase("Everything that happened, in order.")),
    Command("record.export", "x", phrase("Write the summary to a file.")),
    Command("record.reopen", "o", phrase("Go on from this end, where it allows that.")),
    Command("record.follow", "f", phrase("Begin a new session that replaces this one.")),
    Command("record.leave", "q,b,f12", phrase("Back to the first screen.")),
)


COMMANDS = {command.id: command for command in (*MOVING, *CONSULTATION, *HOME, *RECORD)}


def checked_keys(keys: Mapping[str, str]) -> Mapping[str, str]:
    """The keys that a person set.

    ``UsageError`` names a command that there is not, a key that would answer a question as well,
    and two commands of one place on the same key: neither may be left to chance.
    """
    for name in keys:
        if name not in COMMANDS:
            near = get_close_matches(name, COMMANDS, n=1)
            raise _unusable(
                f"there is no command “{name[:60]}”.",
                f"Did you mean “{near[0]}”?" if near else "The README lists them all.",
            )
        if not name.startswith(("any.", "consultation.")):
            continue
        for key in keys_of(COMMANDS[name], keys):
            if key in ANSWERING and key not in keys_of(COMMANDS[name], {}):
                raise _unusable(
                    f"“{key}” for “{name}” chooses an answer already.",
                    "Take another letter or a function key.",
                )
    for commands in (CONSULTATION, HOME, RECORD):
        taken: dict[str, str] = {}
        for command in (*MOVING, *commands):
            for key in keys_of(command, keys):
                other = taken.setdefault(key, command.id)
                if other != command.id:
                    raise _unusable(
                        f"“{key[:60]}” is the key of both “{other}” and “{command.id}”.",
                        "Give one of them another key.",
                    )
    return keys


def _unusable(message: str, todo: str) -> UsageError:
    return UsageError("Settings cannot be used", f"[keys]: {message}", todo)


def keys_of(command: Command, keymap: Mapping[str, str]) -> list[str]:
    """The keys of a command, as the person set them or else as they are."""
    return [key.strip() for key in keymap.get(command.id, command.keys).split(",")]


def key_for(name: str, keymap: Mapping[str, str], *, writes: bool) -> str:
    """The first key of a command, as people call it, that works here.

    In a field (``writes``) a letter types itself, so it takes one that is longer; empty for none.
    """
    named = key_names(keys_of(COMMANDS[name], keymap), writes=writes)
    return named.split(" ")[0]


def bindings(*groups: Sequence[Command]) -> list[BindingType]:
    """The commands as bindings; all are looked up before any widget sees the key."""
    return [
        Binding(
            command.keys,
            command.action,
            command.does,
            id=command.id,
            tooltip=command.does,
            show=False,
            priority=True,
        )
        for group in groups
        for command in group
    ]
