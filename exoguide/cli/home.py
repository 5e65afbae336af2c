"""What stands on the first screen, line by line: what is in progress, what is due, what is new."""

from __future__ import annotations

import sys

import click

from exoguide.cli import common
from exoguide.cli.listing import _today, table
from exoguide.consultation.records import how_protected, open_records, open_unasked
from exoguide.consultation.session import resume
from exoguide.errors import Exit
from exoguide.records.store import Query, SessionRow, State, Store

MOST = 9
"""Lines of each list."""


def home(*, plain: bool = False) -> int:
    """Show what waits, and go on with what is chosen; the exit code."""
    settings = common.settings()
    if common.full_screen(settings, plain=plain):
        from exoguide.tui.run import open_screen

        return open_screen(open_unasked(), settings)
    store = common.warn(open_records())
    try:
        return _home(store)
    finally:
        store.close()


def _home(store: Store) -> int:
    waiting = store.sessions(Query(state=State.OPEN, limit=MOST))
    due = store.sessions(Query(due_by=_today(), limit=MOST))
    recent = store.sessions(Query(state=State.ENDED, limit=MOST))
    _section("In progress", waiting, numbered=True)
    _section("Follow-up due", due)
    _section("Ended lately", recent)
    protected = how_protected()
    if protected is not None:
        click.echo(protected.words)
    if not sys.stdin.isatty():
        click.echo("Begin one: exoguide start. Go on with one: exoguide resume SESSION.")
        return Exit.OK
    return _choose(store, waiting)


def _choose(store: Store, waiting: list[SessionRow]) -> int:
    from exoguide.cli.holding import begin, console_at, hold
    from exoguide.line.console import EndOfInput, TooLong

    while True:
        console = console_at(store, common.settings())
        try:
            typed = console.ask(
                "A number to go on with it, new for a new consultation, practice, or quit"
            )
        except EndOfInput:
            raise click.Abort from None
        except TooLong:
            typed = ""
        finally:
            console.close()
        asked = typed.strip().lower()
        if asked == "quit":
            return Exit.OK
        if asked == "new":
            return hold(begin(store, common.settings(), None), plain=True)
        if asked == "practice":
            practice = open_records(practice=True)
            try:
                return hold(begin(practice, common.settings(), None), plain=True)
            finally:
                practice.close()
        if asked.isascii() and asked.isdigit() and 1 <= int(asked[:4]) <= len(waiting):
            return hold(resume(store, waiting[int(asked) - 1].id), plain=True)
        click.echo(f"“{asked[:40]}” is none of these.")


def _section(title: str, rows: list[SessionRow], *, numbered: bool = False) -> None:
    if not rows:
        click.echo(f"{title}: none")
        return
    click.echo(f"{title}:")
    heading, *lines = table(rows).splitlines()
    click.echo(f"     {heading}")
    for number, line in enumerate(lines, 1):
        click.echo(f"{f'{number}.' if numbered else '':>4} {line}")
