"""Keys that a person set are taken, shown, and never mistaken for anything else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from exoguide.config import Settings
from exoguide.consultation.session import Consultation
from exoguide.errors import UsageError
from exoguide.records.store import Store
from exoguide.tui.keymap import checked_keys
from tests.consultation.places import a_store, begun, garden
from tests.tui.hands import Hands
from tests.tui.test_consulting import shows, sit

OWN = {
    "consultation.note": "ctrl+e",
    "consultation.back": "B,f9",
    "any.help": "f10",
    "any.enter": "ctrl+s",
    "home.new": "N",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def made(store: Store) -> Consultation:
    return begun(store, garden())


def test_the_footer_shows_a_persons_own_keys_and_in_a_field_those_that_work_there(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        assert shows((await hands.screen())[-1:], "Ctrl+S next B back Ctrl+E note")
        await hands.press("2")
        footer = (await hands.screen())[-1:]
        assert shows(footer, "Ctrl+S next F9 back Ctrl+E note F10 help")

    sit(store, made, doing, settings=Settings(keys=OWN))


def test_a_persons_own_key_comes_before_what_it_does_in_a_field(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 ctrl+e")
        assert shows(await hands.screen(), "Note at:")
        assert shows((await hands.screen())[-1:], "Ctrl+S save the note")

    sit(store, made, doing, settings=Settings(keys=OWN))


def test_a_command_with_letters_only_is_not_offered_in_a_field(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        assert shows((await hands.screen())[-1:], "N note")
        await hands.press("2")
        assert "note" not in (await hands.screen())[-1]

    sit(store, made, doing, settings=Settings(keys={"consultation.note": "N"}))


def test_the_first_screen_names_the_key_that_begins_a_consultation(store: Store) -> None:
    async def doing(hands: Hands) -> None:
        lines = await hands.screen()
        assert shows(lines, "N begins the first one")
        assert shows(lines[-1:], "N new")

    sit(store, None, doing, settings=Settings(keys=OWN))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"consultation.note": "a"}, "“a” for “consultation.note” chooses an answer"),
        ({"any.help": "3"}, "“3” for “any.help” chooses an answer"),
        ({"consultation.note": "f9", "consultation.undo": "f9"}, "“f9” is the key of both"),
        ({"home.new": "q"}, "both “home.new” and “home.leave”"),
        ({"consultation.notes": "f9"}, "no command “consultation.notes”"),
    ],
)
def test_keys_that_could_be_mistaken_are_refused_with_their_names(
    keys: Mapping[str, str], said: str
) -> None:
    with pytest.raises(UsageError) as raised:
        checked_keys(keys)
    assert said in raised.value.message


def test_a_letter_may_go_to_another_command_once_its_own_has_another() -> None:
    assert checked_keys({"consultation.note": "b", "consultation.back": "f2"})
