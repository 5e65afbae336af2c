"""Hands on the screen: the list of commands, vim keys, the mouse, and an Escape too many."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from exoguide.consultation.session import Consultation
from exoguide.records.store import Store
from exoguide.tui.keymap import CONSULTATION, MOVING
from tests.consultation.places import a_store, begun, garden
from tests.tui.hands import Hands
from tests.tui.keys import Pressed
from tests.tui.test_consulting import shows, sit


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def made(store: Store) -> Consultation:
    return begun(store, garden())


def test_ctrl_p_lists_every_command_that_works_here_and_runs_the_one_that_is_found(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("ctrl+p")
        listing = hands.desk.listing
        assert listing is not None
        found = {row.name for row in listing.rows}
        named = {command.action for command in (*CONSULTATION, *MOVING)}
        assert found == named - {"help", "close", "tick", "filter"}  # these can do nothing here
        await hands.press([Paste("clinician alone"), "enter"])
        assert hands.sitting.patient_view

    sit(store, made, doing)


def test_j_and_k_move_like_the_arrows_and_g_reaches_the_last(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        places = []
        for key in ("j", "j", "k", "G", "home", "down", "up"):
            await hands.press(key)
            assert hands.sitting.form is not None
            places.append(hands.sitting.form.selection.at)
        last = len(hands.sitting.form.selection.rows) - 1 if hands.sitting.form else -1
        assert places == [0, 1, 0, last, 0, 1, 0]

    sit(store, made, doing)


def test_a_click_selects_and_a_second_one_answers(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        lines = await hands.screen()
        at = next(n for n, line in enumerate(lines) if line.strip().startswith("2  "))
        events = len(store.events(made.session_id))
        await hands.pilot.click(offset=(8, at))
        assert shows(await hands.screen(), "> 2")
        assert len(store.events(made.session_id)) == events
        await hands.pilot.click(offset=(8, at))
        assert len(store.events(made.session_id)) == events + 1

    sit(store, made, doing)


def test_a_click_beside_the_answers_does_nothing(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        events = len(store.events(made.session_id))
        before = await hands.screen()
        for line in (0, 2, 23, 15):
            await hands.pilot.click(offset=(8, line))
            await hands.pilot.click(offset=(8, line))
        assert await hands.screen() == before
        assert len(store.events(made.session_id)) == events

    sit(store, made, doing)


BEGUN: dict[str, tuple[list[Pressed], str]] = {
    "a note": (["f4", Paste("half a note")], "f4"),
    "a number": (["2", Paste("4")], ""),
    "a name": (["2", "f1", Paste("who the patient"), "enter", Paste("Maria")], ""),
}


@pytest.mark.parametrize("what", BEGUN)
def test_an_escape_too_many_loses_no_text_and_records_nothing(
    store: Store, made: Consultation, what: str
) -> None:
    keys, again = BEGUN[what]

    async def doing(hands: Hands) -> None:
        await hands.press(keys)
        text = hands.place.field.text
        events = len(store.events(made.session_id))
        await hands.press("escape escape escape")
        assert len(store.events(made.session_id)) == events
        assert hands.app.is_running
        if what == "a name":
            await hands.press(["f1", Paste("who the patient"), "enter"])
        await hands.press(again)
        assert hands.place.field.text == text

    sit(store, made, doing)
