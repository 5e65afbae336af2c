"""What is said while another program holds the store, and what becomes of keys meanwhile."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exoguide.consultation.opening import look
from exoguide.consultation.records import open_records, records_folder
from tests.cli.commands import PROGRAM, ran, session_id
from tests.consultation.places import GARDEN
from tests.terminal.ptys import terminal as in_lines
from tests.terminal.terminal import Terminal

Opener = Callable[..., Terminal]
START = ("start", str(GARDEN), "--practice")
HOLDER = """
import sys
from pathlib import Path
from exoguide.records.embedded import open_store
store = open_store(Path(sys.argv[1]), practice=True)
def work(connection):
    connection.execute("COMMIT")
    connection.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    sys.stdin.readline()
store.database.read(work)
"""
"""Takes the store for itself until a line comes: nobody else can read or write it."""


@pytest.fixture(autouse=True)
def _proven(home: Path) -> None:
    """Prove the flow beforehand, so that no test waits for that."""
    ran(*START)
    shutil.rmtree(home / "data")


@contextmanager
def held() -> Iterator[Callable[[], None]]:
    """Another program that holds the practice sessions; what is given lets it go."""
    folder = str(records_folder(practice=True))
    other = subprocess.Popen(
        (sys.executable, "-c", HOLDER, folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None

    def let_go() -> None:
        other.communicate("\n", timeout=20)

    try:
        assert other.stdout.readline() == "held\n"
        yield let_go
    finally:
        other.kill()
        other.wait()


def answers() -> dict[str, str]:
    """The answers on the disk."""
    store = open_records(practice=True)
    try:
        made = look(store, session_id(practice=True))
        return {key: str(given.value) for key, given in made.state.answers.items()}
    finally:
        store.close()


def test_keys_pressed_while_an_answer_is_saved_are_told_and_answer_no_other_question(
    terminal: Opener,
) -> None:
    one = terminal((PROGRAM, *START))
    one.shows("Are you hurt right now?")
    saved = one.lines[0][-14:]
    assert "saved" in saved
    with held() as let_go:
        time.sleep(1.1)  # the time of a save is told to the second
        one.send(b"2")
        one.shows("Saving. One moment.")
        assert one.lines[0].endswith(saved), "nothing is saved yet"
        assert "Are you hurt right now?" in one.text
        one.send(b"41\r")
        let_go()
        one.shows("How old are you?")
        one.shows("Pressed too early and not taken: 41 Enter")
        one.until(lambda: not one.lines[0].endswith(saved), "it is saved now")
    assert answers() == {"hurt": "no"}
    assert "Saving" not in one.text
    one.send(b"42\r")
    one.shows("Have you borrowed a saw before?")
    assert answers() == {"hurt": "no", "age": "42"}


def test_what_is_typed_ahead_before_anything_is_saved_is_taken(terminal: Opener) -> None:
    one = terminal((PROGRAM, *START))
    one.shows("Are you hurt right now?")
    one.send(b"241\r")
    one.shows("Have you borrowed a saw before?")
    assert answers() == {"hurt": "no", "age": "41"}


def test_what_is_typed_on_while_half_typed_text_is_saved_is_in_the_text(terminal: Opener) -> None:
    one = terminal((PROGRAM, *START))
    one.shows("Are you hurt right now?")
    one.send(b"2")
    one.shows("How old are you?")
    with held() as let_go:
        one.send(b"4")
        one.shows("Saving. One moment.")
        one.send(b"2")
        let_go()
        one.shows("= 42 years")
    one.until(lambda: "Saving" not in one.text, "the line is gone")


def test_a_session_that_takes_long_to_open_says_so_on_the_screen(terminal: Opener) -> None:
    ran(*START)
    one = terminal((PROGRAM,))
    one.shows("practice")
    one.send(b"p")
    one.shows("In progress")
    with held() as let_go:
        one.send(b"1")
        one.shows("Opening. One moment.")
        one.send(b"2")
        let_go()
        one.shows("Are you hurt right now?")
        one.shows("Pressed too early and not taken: 2")
    assert answers() == {}


def test_in_lines_a_save_that_takes_long_says_so_and_takes_nothing_typed_meanwhile() -> None:
    with in_lines(*START, "--plain") as one:
        one.wait_for("1. Yes")
        with held() as let_go:
            one.type("2")
            after = one.wait_for("Saving. One moment.\n")
            one.type("41")
            one.press(b"9")
            let_go()
            after = one.wait_for("Typed too early and not taken: “41”\n", after=after)
        after = one.wait_for("How old are you?", after=after)
        one.wait_for("> ", after=after)
        one.type("42")
        one.wait_for("Recorded: 42 years", after=after)
        one.type("quit")
        one.end()
    assert answers() == {"hurt": "no", "age": "42"}


def test_in_lines_resuming_says_what_takes_long() -> None:
    ran(*START)
    number = session_id(practice=True)
    with held() as let_go, in_lines("resume", number, "--practice", "--plain") as one:
        one.wait_for("Opening the sessions. One moment.\n")
        let_go()
        one.wait_for("Are you hurt right now?")


def test_a_command_says_what_takes_long_beside_its_data() -> None:
    ran(*START)
    with held() as let_go, in_lines("sessions", "--practice") as one:
        one.wait_for("Opening the sessions. One moment.\n")
        let_go()
        one.wait_for("SESSION")
        assert one.end() == 0
