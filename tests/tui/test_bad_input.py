"""What the full screen makes of stores that cannot be written, and of an end in mid-answer."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from exoguide.consultation.opening import look
from exoguide.consultation.session import Consultation
from exoguide.records.held import Draft
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from exoguide.tui.asides import note
from exoguide.tui.sitting import Sitting
from exoguide.tui.welcoming import Welcoming
from tests.consultation.places import a_store, begun, garden
from tests.tui.hands import Hands, at
from tests.tui.test_consulting import shows, sit


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def made(store: Store) -> Consultation:
    return begun(store, garden())


@pytest.fixture
def closed(
    store: Store, made: Consultation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """The same store, opened again where the system lets nobody write."""
    made.leave()
    store.close()
    monkeypatch.setattr(os, "access", lambda _place, mode: mode != os.W_OK)
    return a_store(tmp_path / "store")


def test_a_store_that_cannot_be_written_shows_its_sessions_and_says_why_none_goes_on(
    closed: Store,
) -> None:
    async def doing(hands: Hands) -> None:
        lines = await hands.screen()
        assert "READ ONLY" in lines[0]
        assert shows(lines, "M-1")
        await hands.press("enter")
        assert shows(await hands.screen(), "Nothing can be saved")
        assert isinstance(hands.app.screen, Welcoming)

    sit(closed, None, doing)


def test_an_answer_that_cannot_be_saved_is_said_and_its_question_stays(
    closed: Store, made: Consultation
) -> None:
    again = look(closed, made.session_id)

    async def doing(hands: Hands) -> None:
        before = await hands.screen()
        assert "READ ONLY" in before[0]
        await hands.press("2")
        lines = await hands.screen()
        assert "NOT SAVED" in lines[0]
        assert shows(lines, "Nothing can be saved")
        assert shows(lines, "Put that right")
        assert shows(lines, "Are you hurt right now?")
        assert len(closed.events(made.session_id)) == 1

    sit(closed, again, doing)


def test_leaving_in_mid_answer_saves_what_was_typed_a_last_time(
    store: Store, made: Consultation, tmp_path: Path
) -> None:
    async def doing() -> None:
        async with at(ExoguideApp(store, consultation=made)) as hands:
            await hands.press("2 7 7")
            assert made.draft() is None
            await hands.app.action_quit()

    asyncio.run(doing())
    assert a_store(tmp_path / "store").draft(made.session_id) == Draft("age", "77")


def test_the_last_save_waits_for_no_entry_that_is_on_its_way(
    store: Store, made: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting(made)
    sitting.mark("2")
    sitting.typed("77")
    append = store.append
    drafts = []

    def in_the_middle(*arguments: object) -> None:
        sitting.save_last()
        drafts.append(made.draft())
        append(*arguments)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(store, "append", in_the_middle)
    sitting.enter("77")
    sitting.save_last()
    assert drafts == [None]
    assert made.draft() is None


def test_a_last_save_that_fails_is_said_and_raises_nothing(
    closed: Store, made: Consultation
) -> None:
    sitting = Sitting(look(closed, made.session_id))
    note(sitting)
    sitting.typed("left-handed")
    sitting.save_last()
    assert sitting.unsaved == "Nothing can be saved"
