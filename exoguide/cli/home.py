"""The first screen: full, line by line at a terminal, or as a list where nobody can be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from exoguide.cli import common
from exoguide.cli.listing import _today
from exoguide.consultation.records import how_protected, open_unasked
from exoguide.errors import Exit, ExoguideError
from exoguide.speech import phrase

if TYPE_CHECKING:
    from exoguide.config import Settings
    from exoguide.line.lobby import Going
    from exoguide.line.voice import Voice
    from exoguide.records.store import Store


def home(*, plain: bool = False) -> int:
    """Show what waits, and go on with what is chosen; the exit code."""
    settings = common.settings()
    if common.full_screen(settings, plain=plain):
        from exoguide.cli.progress import unless_quick
        from exoguide.tui.run import open_screen

        with unless_quick("Opening the sessions. One moment."):
            store = open_unasked()
        return open_screen(store, settings)
    from exoguide.line.console import Console, EndOfInput
    from exoguide.line.lobby import show_home
    from exoguide.line.voice import Voice

    store = common.warn(common.opened())
    if not sys.stdin.isatty():
        try:
            voice = Voice(Console(sys.stdin, sys.stdout, common.width()), settings.language)
            show_home(voice, store, _today(), numbered=False)
            _say_protection()
            voice.say("Begin one: exoguide start. Go on with one: exoguide resume SESSION.")
        finally:
            store.close()
        return Exit.OK
    rounds = _Rounds(store, settings)
    _say_protection()
    try:
        return rounds.lead()
    except EndOfInput:
        raise click.Abort from None
    finally:
        rounds.store.close()


def _say_protection() -> None:
    protected = how_protected()
    if protected is not None:
        click.echo(protected.words)


class _Rounds:
    """A person at the first screen in lines, going to sessions and coming back."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings

    def lead(self) -> int:
        """Go where the person says until they leave; the exit code."""
        from exoguide.line.lobby import Going, Place
        from exoguide.line.voice import Cancelled, Left

        going = Going(Place.HOME)
        while going.place is not Place.LEAVE:
            try:
                match going.place:
                    case Place.HOME:
                        going = self._chosen()
                    case Place.OTHER_STORE:
                        self._other_store()
                        going = Going(Place.HOME)
                    case Place.RECORD:
                        going = self._visit(going.session_id)
                    case _:
                        name = self._held(going)
                        if name is None:
                            return Exit.UNFINISHED
                        going = Going(Place.RECORD, name)
            except Cancelled:
                going = Going(Place.HOME)
            except Left:
                return Exit.OK
            except ExoguideError as error:
                if self.store.read_only or going.place is Place.HOME:
                    raise
                with self._voice() as voice:
                    voice.failed(error)
                going = Going(Place.HOME)
        return Exit.OK

    @contextmanager
    def _voice(self) -> Iterator[Voice]:
        """What speaks with the person, over a store that is locked when they are away."""
        from exoguide.cli.holding import console_at
        from exoguide.line.voice import Voice

        console = console_at(self.store, self.settings)
        try:
            yield Voice(console, self.settings.language, practice=self.store.practice)
        finally:
            console.close()

    def _chosen(self) -> Going:
        from exoguide.line.lobby import choose

        with self._voice() as voice:
            return choose(voice, self.store, _today())

    def _visit(self, session_id: str) -> Going:
        from exoguide.cli.holding import day_first
        from exoguide.consultation.opening import look
        from exoguide.line.record import visit

        with self._voice() as voice:
            with voice.meanwhile(phrase("Opening. One moment.")):
                made = look(self.store, session_id)
            return visit(made, voice.console, day_first=day_first(self.settings))

    def _held(self, going: Going) -> str | None:
        """Lead through a session, a new one or one that waits; its id once it has ended."""
        from exoguide.cli.holding import begin, hold
        from exoguide.consultation.opening import resume
        from exoguide.line.beginning import which_flow, which_patient
        from exoguide.line.lobby import Place

        if going.place is Place.SESSION:
            with self._voice() as voice, voice.meanwhile(phrase("Opening. One moment.")):
                made = resume(self.store, going.session_id)
        else:
            with self._voice() as voice:
                flow = which_flow(voice, self.settings.flow)
                patient = which_patient(voice)
            made = begin(self.store, self.settings, flow, patient=patient, follows=going.session_id)
        return made.session_id if hold(made, plain=True) is Exit.OK else None

    def _other_store(self) -> None:
        other = common.opened(practice=not self.store.practice)
        self.store.close()
        self.store = common.warn(other)
