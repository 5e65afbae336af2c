"""The first screen in lines: what waits by number, a search by words, and a new consultation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Final

import attrs

from exoguide.consultation.auditing import accessed
from exoguide.errors import ExoguideError
from exoguide.line.commands import Command, command, list_commands, no_such_command
from exoguide.line.voice import Cancelled, Voice
from exoguide.records.access import Deed
from exoguide.records.held import Query, SessionRow, State
from exoguide.records.store import Store
from exoguide.speech import phrase

MOST: Final = 9
"""Sessions of each list."""

MOST_FOUND: Final = 20
"""Sessions that a search shows."""

COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "help": phrase("what can be typed here; ? does the same"),
        "new": phrase("begin a new consultation"),
        "find": phrase("sessions that hold all of these words: find knee M-7"),
        "list": phrase("look again what is in progress and due"),
        "practice": phrase("change between real and practice sessions"),
        "lock": phrase("lock the sessions at once, where a passphrase is set"),
        "quit": phrase("leave the program"),
    }
)
"""Every command of the first screen with what it does; beside them, a number opens a session."""


class Place(Enum):
    """Where a person goes from the first screen, or from a saved session."""

    HOME = "home"
    NEW = "new"
    SESSION = "session"
    RECORD = "record"
    OTHER_STORE = "other store"
    LEAVE = "leave"


@attrs.frozen
class Going:
    """Where a person goes, and with which session; a new one follows it."""

    place: Place
    session_id: str = ""


def choose(voice: Voice, store: Store, today: str) -> Going:
    """Show what waits until a person says where to go; ``today`` is an ISO date.

    ``EndOfInput`` when nobody says anything any more.
    """
    shown = show_home(voice, store, today, numbered=True)
    while True:
        typed = voice.line(phrase("A number to open it, new, find and words, help or quit")).strip()
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(shown):
            row = shown[int(typed) - 1]
            place = Place.SESSION if row.ended is None else Place.RECORD
            return Going(place, row.id)
        found = command(typed, known=COMMANDS)
        match found:
            case None:
                voice.say(phrase("“{typed}” is none of these.", typed=typed[:40]))
            case Command(name="new"):
                return Going(Place.NEW)
            case Command(name="practice"):
                return Going(Place.OTHER_STORE)
            case Command(name="quit"):
                return Going(Place.LEAVE)
            case Command(name="list"):
                shown = show_home(voice, store, today, numbered=True)
            case Command(name="lock"):
                voice.lock()
            case Command(name="find", argument=words):
                shown = _found(voice, store, words, shown)
            case Command(name="help"):
                voice.say(phrase("A number opens the session that stands behind it."))
                list_commands(voice, COMMANDS)
            case Command(name=name):
                no_such_command(voice, name, COMMANDS)


def show_home(voice: Voice, store: Store, today: str, *, numbered: bool) -> list[SessionRow]:
    """Say what is in progress, due by ``today`` and ended lately; the sessions in that order."""
    if voice.practice:
        voice.say(phrase("PRACTICE: nothing in these sessions is real."))
    shown: list[SessionRow] = []
    for title, query in (
        (phrase("In progress"), Query(state=State.OPEN, limit=MOST)),
        (phrase("Follow-up due"), Query(due_by=today, limit=MOST)),
        (phrase("Ended lately"), Query(state=State.ENDED, limit=MOST)),
    ):
        rows = store.sessions(query)
        if not rows:
            voice.say(phrase("{title}: none", title=title))
            continue
        voice.say(phrase("{title}:", title=title))
        for row in rows:
            shown.append(row)
            mark = f"{len(shown)}." if numbered else "-"
            voice.listed(mark, row_words(row, due=query.due_by is not None))
    return shown


def row_words(row: SessionRow, *, due: bool = False) -> str:
    """A session in one line that can be understood alone; ``due`` says since when."""
    state: str
    if row.superseded_by:
        state = phrase("replaced by {session}", session=row.superseded_by)
    elif row.question and row.projected == row.seq:
        state = phrase("next: {question}", question=row.question)
    else:
        state = row.state or phrase("in progress")
    return phrase(
        "{who}, session {session}, {day}, {state}",
        who=phrase("patient {patient}", patient=row.patient)
        if row.patient
        else phrase("no patient number"),
        day=phrase("due {day}", day=row.due)
        if due and row.due
        else phrase("begun {day}", day=row.opened_at[:10]),
        state=state,
        session=row.id,
    )


def _found(
    voice: Voice, store: Store, words: str, before: Sequence[SessionRow]
) -> list[SessionRow]:
    """Say the sessions that hold all words, by number; without any, those ``before``."""
    try:
        asked = words or voice.word(phrase("Words, a name or a session's number, or cancel"))
        with voice.meanwhile(phrase("Searching. One moment.")):
            accessed(store, Deed.SEARCH)
            rows = store.search(asked, MOST_FOUND)
    except Cancelled:
        return list(before)
    except ExoguideError as error:
        voice.failed(error)
        return list(before)
    if not rows:
        voice.say(phrase("No session holds all these words."))
        return list(before)
    for number, row in enumerate(rows, 1):
        voice.listed(f"{number}.", row_words(row))
    return rows
