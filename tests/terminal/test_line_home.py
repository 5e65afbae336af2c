"""The rounds of a person in lines at a terminal: first screen, consultation, page, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.consultation.records import records_folder
from exoguide.records.protecting import protect
from exoguide.records.recovery import new_code
from tests.cli.commands import ran
from tests.consultation.places import GARDEN
from tests.records.samples import CHEAP, PASSPHRASE, device_key_of
from tests.terminal.ptys import Terminal, terminal

HOME, PAGE = "help or quit> ", "or help> "


@pytest.fixture(autouse=True)
def _settled(home: Path) -> None:
    """The flow and who leads are set, so that nothing else is asked."""
    folder = home / "config"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(
        f'flow = "{GARDEN}"\nclinician = "Dr Line"\nrole = "nurse"\n'
    )


def say(person: Terminal, *said: tuple[str, str]) -> int:
    """Type each line at its prompt; the end of the last prompt."""
    at = 0
    for prompt, line in said:
        at = person.wait_for(prompt, after=at)
        person.type(line)
    return at


def test_a_new_consultation_is_begun_closed_read_and_left_for_the_list() -> None:
    with terminal() as person:
        at = say(
            person,
            (HOME, "new"),
            ("number> ", "M-42"),
            ("Answer> ", "yes"),
            ("or quit> ", "end"),
            (PAGE, "page"),
            (PAGE, "back"),
        )
        person.wait_for("1. patient M-42, session", after=at)
        person.wait_for(HOME, after=at)
        person.type("quit")
        assert person.end() == 0
    assert ran("verify", "--all").code == 0


def test_a_consultation_that_is_left_ends_the_program_as_unfinished() -> None:
    with terminal() as person:
        say(person, (HOME, "new"), ("number> ", ""), ("Answer> ", "quit"))
        assert person.end() == 1
        assert "exoguide resume" in person.text


def test_thinking_better_of_a_new_one_comes_back_to_the_list() -> None:
    with terminal() as person:
        say(person, (HOME, "new"), ("number> ", "cancel"), (HOME, "quit"))
        assert person.end() == 0
    assert ran("sessions", "--json").out.strip() == "[]"


def test_a_session_that_follows_another_is_begun_from_its_page() -> None:
    ran("start", "--plain", "--patient", "M-1", stdin="yes\nend\n")
    with terminal() as person:
        say(person, (HOME, "1"), (PAGE, "follow"), ("number> ", "M-1"), ("Answer> ", "quit"))
        assert person.end() == 1
        assert "An earlier answer: Yes." in person.text


def test_what_cannot_be_is_said_and_the_list_comes_again(home: Path) -> None:
    settings = home / "config" / "settings.toml"
    settings.write_text(settings.read_text().replace(str(GARDEN), "nowhere"))
    with terminal() as person:
        at = say(person, (HOME, "new"), ("number> ", ""))
        at = person.wait_for("nowhere", after=at)
        person.wait_for(HOME, after=at)
        person.type("quit")
        assert person.end() == 0


def test_ctrl_c_and_the_end_of_the_input_leave_without_a_word_of_the_program_breaking() -> None:
    for key in (b"\x03", b"\x04"):
        with terminal() as person:
            person.wait_for(HOME)
            person.press(key)
            assert person.end() == 130
            assert "Traceback" not in person.text


def test_a_person_who_goes_away_locks_the_sessions_with_a_word() -> None:
    ran("start", "--plain", stdin="no\n")
    folder = records_folder()
    protect(folder, device_key_of(folder), "ann", PASSPHRASE, new_code(), CHEAP)
    with terminal("resume", "--plain") as person:
        at = person.wait_for("Passphrase of ann:")
        person.type(PASSPHRASE)
        at = person.wait_for("Answer> ", after=at)
        person.type("lock")
        at = person.wait_for("Passphrase of ann:", after=at)
        person.type(PASSPHRASE)
        at = person.wait_for("Answer> ", after=at)
        person.type("40")
        person.wait_for("Recorded: 40 years", after=at)
        person.kill()
        assert PASSPHRASE not in person.text


def test_without_a_passphrase_it_is_said_that_nothing_is_locked() -> None:
    with terminal() as person:
        at = say(person, (HOME, "lock"))
        person.wait_for("Nothing is locked, because no passphrase is set", after=at)
        person.kill()
