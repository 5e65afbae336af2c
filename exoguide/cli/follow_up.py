"""Commands after the end: ticks, the procedure, corrections, withdrawal and harm.

Words about a patient are asked on the screen, because a command line is seen by others on the
machine and kept by the shell.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import session_ids
from exoguide.errors import Exit, UsageError

if TYPE_CHECKING:
    from exoguide.canonical import Json
    from exoguide.consultation.session import Consultation
    from exoguide.engine.events import Kind
    from exoguide.summary.lines import Item

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("session", shell_complete=session_ids)
@click.argument("item", required=False)
@click.option("--undo", is_flag=True, help="Take the tick back.")
def tick(session: str, item: str | None, undo: bool) -> int:
    """Tick a line of the checklist.

    ITEM is its number or its name in SESSION's list. Without ITEM, list the lines that can
    be ticked.
    """
    from exoguide.engine.events import Kind
    from exoguide.summary.document import tickable

    consultation = _ended(session)
    document = consultation.document()
    names = tickable(document) if document is not None else ()
    if item is None:
        _list(consultation, names)
        return Exit.OK
    name = _named(item, names, "line of the checklist", f"exoguide tick {session}")
    if (name in _ticked(consultation)) is not undo:
        raise UsageError(
            "Nothing to do",
            f"{name} is {'not ticked' if undo else 'ticked already'}.",
            f"See the list: exoguide tick {session}",
        )
    today = consultation.clock.today().isoformat()
    kind = Kind.UNTICKED if undo else Kind.TICKED
    return _send(consultation, kind, {"item": name, "today": today}, f"{kind.value}: {name}")


@click.command()
@click.argument("session", shell_complete=session_ids)
@click.option("--date", "day", type=DAY, metavar="DATE", help="The day it was given; asked else.")
@click.option("--lot", default="", help="The lot number of what was given.")
def done(session: str, day: datetime | None, lot: str) -> int:
    """Record the procedure.

    From here on the dates of SESSION's checklist count from the day on which it took place.
    """
    from exoguide.engine.events import Kind

    consultation = _ended(session)
    given = day or click.prompt("Date of the procedure", type=DAY, err=True)
    body: dict[str, Json] = {"date": given.date().isoformat(), "lot": lot}
    return _send(consultation, Kind.DONE, body, "Recorded; the dates count from it now.")


@click.command()
@click.argument("session", shell_complete=session_ids)
@click.argument("line", required=False)
@click.option("--new", help="What the line should say; asked when left out.")
@click.option("--why", help="Why; asked when left out.")
def amend(session: str, line: str | None, new: str | None, why: str | None) -> int:
    """Correct a line of the summary.

    LINE of SESSION's summary stays as it is; the correction stands beside it. Without LINE,
    list all lines with their names.
    """
    from exoguide.engine.events import Kind
    from exoguide.plaintext import harmless
    from exoguide.summary.document import lines

    consultation = _ended(session)
    document = consultation.document()
    texts = lines(document) if document is not None else {}
    if line is None:
        for name, text in texts.items():
            click.echo(f"{name}: {harmless(text)}")
        return Exit.OK
    if line not in texts:
        raise _unknown(line, list(texts), "line of the summary", f"exoguide amend {session}")
    old = texts[line]
    click.echo(f"It says: {harmless(old)}", err=True)
    body: dict[str, Json] = {
        "line": line,
        "old": old,
        "new": new or click.prompt("It should say", err=True),
        "why": why or click.prompt("Why", err=True),
    }
    return _send(consultation, Kind.AMENDED, body, "Recorded beside the line.")


@click.command()
@click.argument("session", shell_complete=session_ids)
@click.option("--reason", help="Why, in the patient's words; asked when left out.")
def withdraw(session: str, reason: str | None) -> int:
    """Record a withdrawal of consent.

    For consent that was given in SESSION, which has ended.
    """
    from exoguide.engine.events import Kind

    consultation = _ended(session)
    if reason is None:
        reason = click.prompt("Reason (Enter for none)", default="", show_default=False, err=True)
    return _send(consultation, Kind.WITHDRAWN, {"reason": reason}, "Recorded: consent withdrawn.")


@click.command()
@click.argument("session", shell_complete=session_ids)
@click.option("--date", "day", type=DAY, metavar="DATE", help="The day it began; asked else.")
@click.option("--text", help="What happened; asked when left out.")
@click.option("--severity", help="mild, moderate, severe or life-threatening; asked else.")
def adverse(session: str, day: datetime | None, text: str | None, severity: str | None) -> int:
    """Record harm after the procedure of SESSION."""
    from exoguide.engine.closing import SEVERITIES
    from exoguide.engine.events import Kind

    consultation = _ended(session)
    given = day or click.prompt("Date it began", type=DAY, err=True)
    body: dict[str, Json] = {
        "date": given.date().isoformat(),
        "text": text or click.prompt("What happened", err=True),
        "severity": severity or click.prompt("How bad", type=click.Choice(SEVERITIES), err=True),
    }
    return _send(consultation, Kind.ADVERSE, body, "Recorded. Report it where harm is reported.")


def _ended(typed: str) -> Consultation:
    """The session named, which has ended."""
    from exoguide.cli.common import find, note, warn
    from exoguide.consultation.opening import look
    from exoguide.records.access import Deed

    store, name = find(typed)
    consultation = look(warn(store), name)
    note(store, Deed.VIEW, name, "follow-up")
    if consultation.state.ended is None:
        raise UsageError(
            "The session has not ended",
            f"Session {name} is still in progress; its answers can be changed themselves.",
            f"Go on with it: exoguide resume {name}.",
        )
    return consultation


def _send(consultation: Consultation, kind: Kind, body: dict[str, Json], said: str) -> int:
    from exoguide.cli.common import talk
    from exoguide.engine.allowed import Refusal

    sent = consultation.send(kind, **body)
    consultation.store.close()
    if isinstance(sent, Refusal):
        raise UsageError("It cannot be recorded", sent.message, sent.todo)
    talk(said)
    return Exit.OK


def _items(consultation: Consultation) -> dict[str, Item]:
    from exoguide.summary.lines import Item

    document = consultation.document()
    return {
        line.id: line
        for part in (document.parts if document is not None else ())
        for line in part.lines
        if isinstance(line, Item)
    }


def _ticked(consultation: Consultation) -> set[str]:
    return {name for name, item in _items(consultation).items() if item.ticked_on}


def _list(consultation: Consultation, names: tuple[str, ...]) -> None:
    from exoguide.plaintext import harmless

    items = _items(consultation)
    for number, name in enumerate(names, 1):
        item = items[name]
        mark = "x" if item.ticked_on else " "
        click.echo(harmless(f"{number:3} [{mark}] {item.text} {item.when} ({name})"))


def _named(typed: str, names: tuple[str, ...], what: str, listing: str) -> str:
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(names):
        return names[int(typed) - 1]
    if typed in names:
        return typed
    raise _unknown(typed, names, what, listing)


def _unknown(typed: str, names: tuple[str, ...] | list[str], what: str, listing: str) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(typed, names, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return UsageError(
        "No such line", f"There is no {what} “{typed[:60]}”.{meant}", f"See them all: {listing}"
    )
