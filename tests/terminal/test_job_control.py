"""Ctrl+Z and fg in a real shell: the terminal is the shell's meanwhile, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import PROGRAM, ran
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal
from tests.terminal.test_line import _answers

Opener = Callable[..., Terminal]
STARTED = f"{PROGRAM} start {GARDEN} --practice"


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
