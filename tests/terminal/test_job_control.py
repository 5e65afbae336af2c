"""Ctrl+Z and fg in a real shell: the terminal is the shell's meanwhile, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.engine.encoding import Text
from tests.cli.commands import PROGRAM, ran
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal
from tests.terminal.test_line import _answers

Opener = Callable[..., Terminal]
STARTED = f"{PROGRAM} start {GARDEN} --practice"
QUIET = 0.3
"""Seconds without a byte after which everything was painted."""
WAY_TO_A_TEXT = (
    (b"2", "Are you hurt right now?"),
    (b"41\r", "How old are you?"),
    (b"1", "Have you borrowed a saw before?"),
    (b"1", "Which tool would you like?"),
    (b"1\r", "What will you do with it?"),
    (b"tomorrow\r", "From which day on do you need it?"),
    (b"20\r", "How much do you leave as a deposit?"),
    (b"2", "Does anybody help you?"),
)
"""What is answered before the question that takes a longer text, with what is shown then."""


@pytest.fixture
def shell(home: Path, terminal: Opener) -> Terminal:
    """A shell with job control, and the flow proven, so that nothing waits for that."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")
    one = terminal((bash, "--norc", "--noprofile", "-i"), environ={"PS1": "shell$ "})
    one.shows("shell$")
    return one


def test_the_full_screen_is_put_aside_and_taken_up_again_with_the_half_typed_answer(
    shell: Terminal,
) -> None:
    before = shell.settings()
    shell.send(f"{STARTED}\n".encode())
    shell.shows("Are you hurt right now?")
    shell.send(b"2")
    shell.shows("How old are you?")
    shell.send(b"4")
    shell.shows("= 4 years")
    shell.send(b"\x1a")
    shell.shows("Stopped")
    shell.send(b"echo still $((40 + 2))\n")
    shell.shows("still 42")
    assert shell.settings() == before
    shell.send(b"fg\n")
    shell.shows("= 4 years")
    shell.send(b"1\r")
    shell.shows("Have you borrowed a saw before?")
    shell.send(b"\x11")
    shell.shows("Everything is saved")
    assert {name: str(value) for name, value in _answers().items()} == {"hurt": "no", "age": "41"}


def test_a_long_text_is_put_aside_and_taken_up_again_whole_with_its_cursor_where_it_was(
    shell: Terminal,
) -> None:
    shell.send(f"{STARTED}\n".encode())
    for keys, asked in WAY_TO_A_TEXT:
        shell.shows(asked)
        shell.send(keys)
    shell.shows("What else would you like to say?")
    for number in range(12):
        shell.send(f"wish {number} of a long list\n".encode())
        shell.shows(f"wish {number} of")
    shell.send(b"the end\x1b[A\x1b[A\x1b[A")
    shell.until(lambda: "wish 9 of" in shell.text and not shell.read(QUIET), "all is painted")
    before = shell.lines
    shell.send(b"\x1a")
    shell.shows("Stopped")
    assert "wish 9 of" not in shell.text
    shell.send(b"echo of the shell $((40 + 2))\n")
    shell.shows("of the shell 42")
    shell.send(b"fg\n")
    shell.until(lambda: shell.lines == before, "the same screen as before, whole")
    shell.send(b"!")
    shell.shows("wish 9 !of")
    shell.send(b"\x1a")
    shell.shows("Stopped")
    shell.resize(100, 30)
    shell.send(b"fg\n")
    shell.shows("wish 9 !of")
    shell.until(lambda: len(shell.lines[1]) == 100, "a screen of the new size")
    shell.send(b"\r")
    shell.shows("Bring it back clean")
    shell.send(b"\x11")
    shell.shows("Everything is saved")
    text = "".join(f"wish {number} of a long list\n" for number in range(12)) + "the end"
    assert str(_answers()["wishes"]) == f"{Text(text.replace('wish 9 of', 'wish 9 !of'))}"


def test_lines_are_put_aside_and_taken_up_again_at_the_same_prompt(shell: Terminal) -> None:
    shell.send(f"{STARTED} --plain\n".encode())
    shell.shows("1. Yes")
    shell.send(b"2\n")
    shell.shows("How old are you?")
    shell.send(b"\x1a")
    shell.shows("Stopped")
    shell.send(b"fg\n")
    shell.until(lambda: shell.text.rstrip().endswith("--plain"), "the shell tells what goes on")
    shell.send(b"41\n")
    shell.shows("Recorded: 41 years")
    shell.send(b"quit\n")
    shell.shows("Left as it is")
    assert {name: str(value) for name, value in _answers().items()} == {"hurt": "no", "age": "41"}


def test_without_a_shell_that_could_take_it_up_again_it_stays(home: Path, terminal: Opener) -> None:
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")
    one = terminal(STARTED.split())
    one.shows("Are you hurt right now?")
    one.send(b"\x1a2")
    one.shows("How old are you?")
