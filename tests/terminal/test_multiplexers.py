"""Inside tmux and screen: the same page, and a link that is lost takes nothing along."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from tests.cli.commands import PROGRAM, ran
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal

START = (PROGRAM, "start", str(GARDEN), "--practice")


@attrs.frozen
class Multiplexer:
    """How one is begun, left, come back to and ended; ``detach`` is what is typed to leave."""

    begin: tuple[str, ...]
    attach: tuple[str, ...]
    end: tuple[str, ...]
    detach: bytes


def _made(name: str, folder: Path) -> Multiplexer:
    if name == "tmux":
        tmux = ("tmux", "-S", str(folder / "socket"), "-f", "/dev/null")
        return Multiplexer(
            (*tmux, "new-session"), (*tmux, "attach"), (*tmux, "kill-server"), b"\x02d"
        )
    session = "consultation"
    return Multiplexer(
        ("screen", "-U", "-c", "/dev/null", "-S", session),
        ("screen", "-U", "-r", session),
        ("screen", "-S", session, "-X", "quit"),
        b"\x01d",
    )


@pytest.fixture(params=["tmux", "screen"])
def multiplexer(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, home: Path
) -> Iterator[Multiplexer]:
    """A multiplexer whose socket has a short path, because a longer one than 107 bytes is none."""
    name = str(request.param)
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    for variable in ("TMUX", "STY"):
        monkeypatch.delenv(variable, raising=False)
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")
    with tempfile.TemporaryDirectory() as sockets:
        monkeypatch.setenv("SCREENDIR", sockets)
        made = _made(name, Path(sockets))
        yield made
        subprocess.run(made.end, capture_output=True, check=False)


def test_a_consultation_looks_the_same_and_goes_on_after_a_detach(
    multiplexer: Multiplexer, terminal: Callable[..., Terminal]
) -> None:
    one = terminal((*multiplexer.begin, *START), environ={"LANG": "C.UTF-8"})
    one.shows("Are you hurt right now?")
    one.send(b"2")
    one.shows("How old are you?")
    assert "Lending a tool" in one.lines[0]
    one.send(b"4")
    one.shows("= 4 years")
    one.send(multiplexer.detach)
    assert one.end() == 0
    again = terminal(multiplexer.attach, columns=100, rows=30, environ={"LANG": "C.UTF-8"})
    again.shows("= 4 years")
    again.send(b"1\r")
    again.shows("Have you borrowed a saw before?")
    assert "Lending a tool" in again.lines[0]


def test_lines_are_held_there_too(
    multiplexer: Multiplexer, terminal: Callable[..., Terminal]
) -> None:
    one = terminal((*multiplexer.begin, *START, "--plain"), environ={"LANG": "C.UTF-8"})
    one.shows("1. Yes")
    one.send(b"2\n")
    one.shows("How old are you?")
    one.send(b"quit\n")
    one.end()
