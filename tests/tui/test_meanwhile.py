"""Keys that are pressed while the disk holds the program up: told, and never taken."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.events import Key, Paste

from exoguide.consultation.records import open_records, open_unasked, records_folder
from exoguide.consultation.session import Consultation
from exoguide.consultation.unlocking import KEYRING
from exoguide.records.protecting import protect
from exoguide.records.recovery import new_code
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from exoguide.tui.gatekeeping import Gatekeeping
from tests.consultation.places import a_store, begun, garden
from tests.records.samples import CHEAP, PASSPHRASE, device_key_of
from tests.tui.hands import Hands, at
from tests.tui.test_consulting import shows, sit


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def made(store: Store) -> Consultation:
    return begun(store, garden())


@contextmanager
def held_up(app: ExoguideApp, *, typing: bool = False) -> Iterator[None]:
    """Work that goes on until the words of it were said."""
    with app.meanwhile.during("One moment.", typing=typing):
        yield
        while any(isinstance(one, threading.Timer) for one in threading.enumerate()):
            time.sleep(0.01)


def keys(app: ExoguideApp, *names: str) -> list[Key | Paste]:
    """Keys that are pressed now, to arrive later."""
    events: list[Key | Paste] = [Key(name, None) for name in names]
    for event in events:
        event.set_sender(app)
    return events


async def arrive(app: ExoguideApp, events: list[Key | Paste]) -> None:
    for event in events:
        await app.on_event(event)


def test_what_was_pressed_meanwhile_is_told_in_a_line_and_the_next_key_is_taken(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2")
        with held_up(hands.app):
            early = [*keys(hands.app, "4", "1", "enter", "f2"), Paste("knee")]
        await arrive(hands.app, early)
        lines = await hands.screen()
        assert shows(lines, "Pressed too early and not taken: 41 Enter F2 knee")
        assert shows(lines, "Hurt now: No."), "what happened last stands beside it"
        assert made.state.ledger.seq == 2
        assert hands.place.field.text == ""
        await hands.press("4 2 enter")
        assert made.state.ledger.seq == 3
        assert not shows(await hands.screen(), "too early")

    sit(store, made, doing)


def test_a_key_from_before_is_taken_and_so_is_one_that_goes_on_with_the_same_text(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2")
        before = keys(hands.app, "4")
        with held_up(hands.app):
            pass
        await arrive(hands.app, before)
        with held_up(hands.app, typing=True):
            on = keys(hands.app, "2")
        await arrive(hands.app, on)
        assert hands.place.field.text == "42"

    sit(store, made, doing)


def test_what_may_be_a_passphrase_is_not_named() -> None:
    open_records().close()
    folder = records_folder()
    protect(folder, device_key_of(folder), "ann", PASSPHRASE, new_code(), CHEAP)
    KEYRING.forget()

    async def work() -> None:
        app = ExoguideApp(open_unasked())
        async with at(app) as hands:
            assert isinstance(hands.place, Gatekeeping)
            with held_up(app):
                early: list[Key | Paste] = [Paste(PASSPHRASE), *keys(app, "enter")]
            await arrive(app, early)
            lines = await hands.screen()
            assert shows(lines, "What was typed meanwhile was not taken.")
            assert not shows(lines, PASSPHRASE)
            assert isinstance(hands.place, Gatekeeping)

    asyncio.run(work())


def test_leaving_is_meant_whatever_is_shown(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        with held_up(hands.app):
            early = keys(hands.app, "ctrl+q")
        await arrive(hands.app, early)
        await hands.until(lambda: hands.app.return_code is not None, "the app has ended")

    sit(store, made, doing)
