"""The key table of the README says what the program does."""

from __future__ import annotations

from pathlib import Path

from exoguide.tui.keymap import ANSWERING, CONSULTATION, HOME, MOVING, RECORD
from exoguide.tui.keynames import key_name

PLACES = {
    "everywhere": MOVING,
    "consultation": CONSULTATION,
    "first screen": HOME,
    "saved session": RECORD,
}


def test_every_command_stands_in_the_readme_with_its_keys_and_its_sentence(checkout: Path) -> None:
    lines = (checkout / "README.md").read_text().splitlines()
    told = [line for line in lines if line.startswith(tuple(f"| {place} |" for place in PLACES))]
    expected = []
    for place, commands in PLACES.items():
        for command in commands:
            keys = " ".join(f"`{key_name(key)}`" for key in command.keys.split(","))
            expected.append(f"| {place} | {keys} | {command.does} | `{command.id}` |")
    assert told == expected


def test_no_two_commands_of_one_place_share_a_key() -> None:
    for commands in PLACES.values():
        keys = [key for command in commands for key in command.keys.split(",")]
        assert len(keys) == len(set(keys))


def test_the_pictures_are_there_and_load_nothing_from_afar(checkout: Path) -> None:
    text = (checkout / "README.md").read_text()
    for picture in (checkout / "docs" / "pictures").glob("*.svg"):
        drawn = picture.read_text()
        assert "url(http" not in drawn
        assert "@font-face" not in drawn
    assert "docs/pictures/question-120x36.svg" in text


def test_the_readme_names_the_keys_that_no_command_can_have(checkout: Path) -> None:
    text = " ".join((checkout / "README.md").read_text().split())
    letters = sorted(key for key in ANSWERING if key.isalpha() and len(key) == 1)
    assert f"chooses an answer (the digits and `{' '.join(letters)} -`)" in text
    assert {key for key in ANSWERING if not key.isalpha()} == set("123456789-")
