"""Mending a flow in its files, and checking it again whenever they change."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exoguide.cli.mending import write
from exoguide.cli.watching import states, watch
from exoguide.errors import UsageError
from tests.cli.commands import PROGRAM, ran
from tests.consultation.places import GARDEN

LONGEST = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "garden"
    shutil.copytree(GARDEN, made)
    return made


def _misspell(folder: Path) -> str:
    file = folder / "flow.toml"
    whole = file.read_text()
    file.write_text(whole.replace('goto = "end_help"', 'goto = "end_hlep"'))
    return whole


def test_a_safe_edit_is_shown_and_written_with_the_permissions_of_the_file(folder: Path) -> None:
    whole = _misspell(folder)
    (folder / "flow.toml").chmod(0o640)
    assert ran("check", folder).code == 1
    result = ran("check", folder, "--fix")
    assert result.code == 0
    assert '-goto = "end_hlep"\n+goto = "end_help"\n' in result.out
    assert "1 edit made." in result.told
    assert (folder / "flow.toml").read_text() == whole
    assert (folder / "flow.toml").stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in folder.iterdir()) == sorted(
        one.name for one in GARDEN.iterdir()
    )
    assert "Nothing to mend." in ran("check", folder, "--fix").told


def test_a_file_that_was_changed_in_between_is_left_alone(folder: Path) -> None:
    file = folder / "flow.toml"
    with pytest.raises(UsageError, match="was changed"):
        write(folder, {"flow.toml": b"as it was"}, {"flow.toml": b"mended"})
    assert file.read_bytes() == (GARDEN / "flow.toml").read_bytes()


def test_mending_and_watching_at_once_is_refused(folder: Path) -> None:
    assert ran("check", folder, "--fix", "--watch").code == 2


def test_every_change_of_a_toml_file_is_looked_at_once_it_rests(folder: Path) -> None:
    looks: list[int] = []
    todo: Iterator[Callable[[], object]] = iter(
        [
            lambda: None,
            lambda: (folder / "texts" / "es.toml").write_text('"step.age.ask" = "¿?"\n'),
            lambda: (folder / "note.md").write_text("no part of it"),
            (folder / "stories" / "hurt.toml").unlink,
            lambda: None,
        ]
    )

    def wait(_: float) -> None:
        step = next(todo, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    with pytest.raises(KeyboardInterrupt):
        watch(folder, lambda: looks.append(len(states(folder))), wait)
    assert looks == [looks[0], looks[0], looks[0] - 1]


def _until(seen: Callable[[], bool]) -> None:
    stop = time.monotonic() + LONGEST
    while not seen():
        assert time.monotonic() < stop, "nothing happened"
        time.sleep(0.05)


def test_watching_shows_each_report_and_ends_with_130(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with out.open("wb") as file:
        process = subprocess.Popen(
            [PROGRAM, "check", str(folder), "--watch"], stdout=file, stderr=subprocess.DEVNULL
        )
    try:
        _until(lambda: b"0 errors" in out.read_bytes())
        _misspell(folder)
        _until(lambda: b"EXG201" in out.read_bytes())
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST) == 130
    finally:
        process.kill()
        process.wait()
    assert b"\x1b" not in out.read_bytes()


def test_on_a_terminal_the_screen_is_cleared_before_each_report(folder: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, "check", str(folder), "--watch"],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    found = b""
    try:
        while b"0 errors" not in found:
            found += os.read(ours, 65536)
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST) == 130
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert found.startswith(b"\x1b[2J")
