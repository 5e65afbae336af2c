"""Holding a consultation from the command line: beginning it, and leading through."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING

import click

from exoguide.cli import common
from exoguide.config import Settings
from exoguide.consultation.session import Consultation
from exoguide.errors import Exit, Interrupted, UsageError
from exoguide.records.held import Query, State
from exoguide.records.store import Store
from exoguide.speech import joined, phrase, spoken

if TYPE_CHECKING:
    from exoguide.line.console import Console


def begin(
    store: Store,
    settings: Settings,
    flow: str | None,
    *,
    patient: str = "",
    today: date | None = None,
    follows: str = "",
) -> Consultation:
    """A new session, with everything asked that is not set."""
    from exoguide.consultation import beginning

    loaded = beginning.ready(flow, settings, common.talk)
    leader = common.clinician(settings, ask=common.is_terminal(), practice=store.practice)
    return beginning.begin(
        store, settings, loaded, leader, patient=patient, today=today, follows=follows
    )


def hold(
    consultation: Consultation,
    show: str | None = None,
    *,
    patient: bool = False,
    plain: bool = False,
) -> int:
    """Lead through the session, in full screen or line by line; the exit code.

    A hang-up or a request to stop ends it as the end of input does: nothing is lost.
    """
    settings = common.settings()
    if common.full_screen(settings, plain=plain):
        return _on_screen(consultation, settings, show)
    from exoguide.cli.progress import unless_quick
    from exoguide.line.face import run

    console = console_at(consultation.store, settings)
    try:
        with _stoppable(consultation):
            code = run(consultation, console, patient_view=patient, day_first=day_first(settings))
    except BrokenPipeError:
        raise _stopped(consultation, phrase("Nobody reads the output any more.")) from None
    except KeyboardInterrupt:
        common.talk("")
        common.talk(_said(consultation, phrase("Go on: {command}", command=_resume(consultation))))
        raise
    finally:
        console.close()
        with unless_quick(_said(consultation, phrase("Saving. One moment."))):
            consultation.leave()
    if code is Exit.OK and show:
        printed(consultation, show)
    return code


def day_first(settings: Settings) -> bool | None:
    """How 3/12 is meant, where the settings say it."""
    return {"day_first": True, "month_first": False}.get(settings.dates)


def console_at(store: Store, settings: Settings) -> Console:
    """Lines in and out; over a store that a passphrase protects, locked when nobody types."""
    from exoguide.line.console import Console

    console = Console(sys.stdin, sys.stdout, width=common.width())
    if not (store.locks and sys.stdin.isatty()):
        return console
    from exoguide.line.locking import locking

    return locking(console, store, 60.0 * settings.lock_after)


def _on_screen(consultation: Consultation, settings: Settings, show: str | None) -> int:
    from exoguide.tui.run import open_screen

    code = open_screen(consultation.store, settings, consultation)
    ended = consultation.state.ended is not None
    if ended and show:
        from exoguide.consultation.papers import page
        from exoguide.consultation.records import open_records

        store = open_records(practice=consultation.practice)
        click.echo(page(store, consultation.session_id, show, "text"), nl=False)
        store.close()
    elif not ended:
        go_on = phrase("Everything is saved. Go on: {command}", command=_resume(consultation))
        common.talk(_said(consultation, go_on))
    return code or (Exit.OK if ended else Exit.UNFINISHED)


def latest_open(store: Store) -> str:
    """The id of the newest session in progress; ``UsageError`` when there is none."""
    found = store.sessions(Query(state=State.OPEN, limit=1))
    if not found:
        raise UsageError(
            "Nothing is in progress",
            "No session waits to be gone on with.",
            "Begin one: exoguide start. See all: exoguide sessions.",
        )
    return found[0].id


def printed(consultation: Consultation, edition: str) -> None:
    """Print the summary of a session that has ended."""
    from exoguide.consultation.papers import page

    click.echo(page(consultation.store, consultation.session_id, edition, "text"), nl=False)


@contextmanager
def _stoppable(consultation: Consultation) -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into an orderly leave, unless they are ignored on purpose."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _stopped(consultation, phrase("The program was asked to stop."))

    before = {}
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def _resume(consultation: Consultation) -> str:
    return f"exoguide resume {consultation.session_id}"


def _said(consultation: Consultation, words: str) -> str:
    return spoken(words, consultation.state.ledger.language)


def _stopped(consultation: Consultation, why: str) -> Interrupted:
    saved = joined(why, phrase("What was recorded is saved."))
    go_on = phrase("Go on: {command}", command=_resume(consultation))
    parts = (phrase("The session is not finished"), saved, go_on)
    return Interrupted(*(_said(consultation, part) for part in parts))
