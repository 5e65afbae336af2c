"""The full screen at a real terminal: full disks, two at one session, closed and tiny windows."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from exoguide.consultation.opening import look
from exoguide.consultation.records import open_records
from exoguide.records.held import Draft
from tests.cli.commands import PROGRAM, ran, session_id
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal
from tests.terminal.test_line import _fill

Opener = Callable[..., Terminal]
START = (PROGRAM, "start", str(GARDEN), "--practice")
BASIC = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7])[;m]")
RICH = re.compile(rb"[34]8;5;([0-9]+)")
LOOKS = re.compile(rb"\x1b\[([0-9;]*)m")
COLOURLESS = {b"", b"0", b"1", b"4", b"7", b"22", b"24", b"27"}
"""Bold, underlined, reverse, and no longer so."""


@pytest.fixture(autouse=True)
def _proven(home: Path) -> None:
    """Prove the flow beforehand, so that no test waits for that."""
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")


def _saved() -> tuple[dict[str, object], Draft | None]:
    """The answers on the disk, and what was half-typed."""
    store = open_records(practice=True)
    try:
        made = look(store, session_id(practice=True))
        return {key: given.value for key, given in made.state.answers.items()}, made.draft()
    finally:
        store.close()


def _at_age(one: Terminal) -> None:
    """Come to the question that is answered by typing."""
    one.shows("Are you hurt right now?")
    one.send(b"2")
    one.shows("How old are you?")


def test_a_full_disk_in_mid_answer_is_said_and_loses_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: Opener
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    try:
        monkeypatch.setenv("EXOGUIDE_HOME", str(small))
        shutil.copytree(home / "cache", small / "cache")
        one = terminal(START)
        _at_age(one)
        _fill(small / "filler")
        one.send(b"40")
        one.shows("NOT SAVED")
        one.send(b"\r")
        one.shows("disk")
        one.shows("= 40 years")
        assert "How old are you?" in one.text
        (small / "filler").unlink()
        one.send(b"\r")
        one.until(lambda: "NOT SAVED" not in one.text and "40 years." in one.text)
        one.clear_away()
        assert _saved()[0].keys() == {"hurt", "age"}
        assert ran("verify", "--all").code == 0
    finally:
        one.clear_away()
        subprocess.run(["umount", str(small)], check=True)


def test_who_has_it_open_elsewhere_is_told_and_what_they_write_is_not_overwritten(
    terminal: Opener,
) -> None:
    one = terminal(START)
    _at_age(one)
    two = terminal((PROGRAM, "resume", session_id(practice=True), "--practice"))
    two.shows("Open elsewhere too")
    one.send(b"41\r")
    one.shows("Somebody else continued this session")
    one.shows("= 41 years")
    one.send(b"\r")
    one.shows("Have you borrowed a saw before?")
    two.send(b"42\r")
    two.shows("Somebody else continued this session")
    answers, _ = _saved()
    assert str(answers["age"]) == "41"


@pytest.mark.parametrize("how", [None, signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_is_closed_in_mid_answer_keeps_what_was_typed(
    how: signal.Signals | None, terminal: Opener
) -> None:
    one = terminal(START)
    _at_age(one)
    one.send(b"77")
    one.shows("= 77 years")
    if how is None:
        one.hang_up()
    else:
        one.process.send_signal(how)
    one.end()
    answers, draft = _saved()
    assert answers == {"hurt": "no"}
    assert draft == Draft("age", "77")


def test_a_tiny_window_and_a_storm_of_sizes_lose_neither_place_nor_text(terminal: Opener) -> None:
    one = terminal(START, columns=20, rows=5)
    one.shows("too")
    assert all(len(line) <= 20 for line in one.lines)
    one.resize(80, 24)
    _at_age(one)
    one.send(b"4")
    for number in range(300):
        one.resize(20 + number % 200, 5 + number % 60)
        if number % 50 == 0:
            one.read(0)
    one.resize(20, 5)
    one.send(b"3")
    one.shows("too")
    one.resize(90, 26)
    one.shows("= 43 years")
    assert "How old are you?" in one.text
    one.send(b"\r")
    one.shows("Have you borrowed a saw before?")


@pytest.mark.parametrize(
    "environ", [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"TERM": "xterm"}, {"TERM": "linux"}], ids=str
)
def test_without_many_colours_a_character_shows_what_is_selected(
    environ: Mapping[str, str], terminal: Opener
) -> None:
    one = terminal(START, environ=environ)
    one.shows("Are you hurt right now?")
    one.send(b"\x1b[B")
    one.until(lambda: _selected(one))
    first = _selected(one)
    one.send(b"\x1b[B")
    one.until(lambda: _selected(one) not in ([], first))
    assert len(first) == len(_selected(one)) == 1
    assert not RICH.search(one.output)
    coloured = environ.get("TERM") in ("xterm", "linux")
    assert bool(BASIC.search(one.output)) == coloured


def test_without_colours_only_bold_underlined_and_reverse_are_drawn(terminal: Opener) -> None:
    one = terminal(START, environ={"NO_COLOR": "1"})
    _at_age(one)
    one.send(b"4\x1b[D")
    one.until(lambda: one.read(0.3) == 0, "all is painted")
    row = next(row for row, line in enumerate(one.lines) if line.strip() == "4")
    cells = one.screen.buffer[row]
    assert [cells[column].reverse for column in (1, 2, 3)] == [False, True, False]
    assert one.screen.buffer[0][1].bold
    assert one.lines[0].startswith(" PRACTICE")
    used = {part for looks in LOOKS.findall(one.output) for part in looks.split(b";")}
    assert used <= COLOURLESS


def _selected(one: Terminal) -> list[str]:
    return [line for line in one.lines if line.lstrip().startswith("> ")]
