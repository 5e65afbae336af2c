"""A session that has ended, line by line: its page, and everything that is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from exoguide.consultation.auditing import accessed
from exoguide.consultation.exporting import FORMATS, export, file_name
from exoguide.consultation.history import happenings
from exoguide.consultation.papers import page
from exoguide.consultation.session import Consultation
from exoguide.errors import ExoguideError
from exoguide.line import afterwards
from exoguide.line.commands import command, list_commands, no_such_command
from exoguide.line.console import Console
from exoguide.line.lobby import Going, Place
from exoguide.line.talk import Talk
from exoguide.line.voice import Cancelled, Left
from exoguide.records.access import Deed
from exoguide.speech import joined, phrase

COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "help": phrase("what can be typed here; ? does the same"),
        "page": phrase("read the summary; page clinician reads the clinician's edition"),
        "tick": phrase("the checklist; tick and a number ticks a line, or takes the tick away"),
        "amend": phrase("the lines by number; amend and a number corrects one"),
        "done": phrase("record that the procedure took place"),
        "harm": phrase("record harm after the procedure"),
        "withdraw": phrase("record that consent is withdrawn"),
        "history": phrase("everything that happened, in order"),
        "export": phrase("write the summary to a file"),
        "reopen": phrase("go on from this end, where it allows that"),
        "follow": phrase("begin a new session that replaces this one"),
        "lock": phrase("lock the sessions at once, where a passphrase is set"),
        "back": phrase("back to the first screen"),
        "quit": phrase("leave the program"),
    }
)
"""Every command at a saved session with what it does."""

EDITIONS: Final = ("patient", "clinician")


def visit(consultation: Consultation, console: Console, *, day_first: bool | None = None) -> Going:
    """Do with a saved session what the person says; where they go from there.

    ``EndOfInput`` when nobody says anything any more.
    """
    talk = Talk(consultation, console, day_first=day_first)
    accessed(consultation.store, Deed.VIEW, consultation.session_id, "line by line")
    _greet(talk)
    while True:
        typed = talk.line(phrase("Page, tick, back, another command, or help"))
        found = command(typed, known=COMMANDS)
        if found is None:
            talk.say(
                phrase(
                    "“{typed}” is no command here. Type help for the list.",
                    typed=typed.strip()[:40],
                )
            )
        elif found.name in GOINGS:
            going = GOINGS[found.name](talk)
            if going is not None:
                return going
        elif found.name in DOINGS:
            try:
                DOINGS[found.name](talk, found.argument)
            except Cancelled:
                talk.say(phrase("Nothing was changed."))
            except Left:
                return Going(Place.LEAVE)
            except ExoguideError as error:
                talk.failed(error)
        else:
            no_such_command(talk, found.name, COMMANDS)


def _greet(talk: Talk) -> None:
    made = talk.consultation
    end = made.state.ended
    opened = made.state.ledger.opened
    patient = opened.body.get("patient") if opened else ""
    talk.say()
    talk.say(
        joined(
            phrase("Session {session}", session=made.session_id),
            phrase("patient {patient}", patient=str(patient)) if patient else "",
            phrase("Ended: {title}", title=talk.told(f"end.{end.id}.title")) if end else "",
            by=". ",
        )
    )


def _page(talk: Talk, named: str) -> None:
    made = talk.consultation
    text = page(made.store, made.session_id, _edition(named), "text")
    before = "?"
    for line in text.splitlines():
        if line or before:
            talk.console.say(line)
        before = line


def _edition(named: str) -> str:
    """The edition whose name begins so; the patient's where nothing is named."""
    return next((one for one in EDITIONS if named and one.startswith(named.lower())), EDITIONS[0])


def _history(talk: Talk, _: str) -> None:
    for one in happenings(talk.consultation):
        talk.listed(f"{one.seq}.", joined(f"{one.at} {one.kind}", one.about, by=": "))


def _export(talk: Talk, named: str) -> None:
    edition = _edition(named)
    for number, (_, words) in enumerate(FORMATS, 1):
        talk.listed(f"{number}.", words)
    typed = talk.word(phrase("In which form (its number)")).strip()
    if typed not in {str(number) for number in range(1, len(FORMATS) + 1)}:
        talk.say(phrase("“{typed}” is none of these.", typed=typed[:40]))
        raise Cancelled
    form, _words = FORMATS[int(typed) - 1]
    offered = file_name(talk.consultation.session_id, edition, form)
    talk.say(phrase("A new file that only you can read. No file is ever overwritten."))
    name = talk.word(phrase("File, Enter alone for {name}", name=offered), optional=True).strip()
    with talk.meanwhile(phrase("Writing the file. One moment.")):
        target = export(talk.consultation, edition, form, name or offered)
    talk.say(phrase("Written: {target}", target=str(target)))


def _reopen(talk: Talk) -> Going | None:
    end = talk.consultation.state.ended
    if end is None or not end.reopens:
        talk.say(
            phrase(
                "This end is final. {follow} begins a new session that replaces this one.",
                follow="follow",
            )
        )
        return None
    talk.say(phrase("The answers that led to this end are asked again."))
    if not talk.sure(phrase("Go on with this consultation?")):
        talk.say(phrase("Nothing was changed."))
        return None
    return Going(Place.SESSION, talk.consultation.session_id)


Doing = Callable[[Talk, str], None]

DOINGS: Final[Mapping[str, Doing]] = {
    "help": lambda talk, _: list_commands(talk, COMMANDS),
    "page": _page,
    "tick": afterwards.tick,
    "amend": afterwards.amend,
    "done": lambda talk, _: afterwards.done(talk),
    "harm": lambda talk, _: afterwards.harm(talk),
    "withdraw": lambda talk, _: afterwards.withdraw(talk),
    "history": _history,
    "export": _export,
    "lock": lambda talk, _: talk.lock(),
}
"""What each command does that stays with the session."""

GOINGS: Final[Mapping[str, Callable[[Talk], Going | None]]] = {
    "reopen": _reopen,
    "follow": lambda talk: Going(Place.NEW, talk.consultation.session_id),
    "back": lambda _: Going(Place.HOME),
    "quit": lambda _: Going(Place.LEAVE),
}
"""Where each command goes that leaves it; ``None`` stays all the same."""
