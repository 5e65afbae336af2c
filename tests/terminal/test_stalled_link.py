"""A link that stands still stops nothing; one that then breaks leaves nothing behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.terminal import LIMIT, Terminal, program

AHEAD = 150
"""Frames beyond all that a stalled terminal and Textual's own queue would hold."""


def count(file: Path) -> int:
    """How far the app has come, as its file says."""
    return int(file.read_text().split()[1]) if file.exists() else 0


def runs_on(file: Path) -> None:
    """Wait, without reading from the terminal, until the app has come further."""
    goal = count(file) + AHEAD
    waited(lambda: count(file) >= goal)


def waited(holds: Callable[[], object]) -> None:
    """Wait until ``holds``, without reading from the terminal."""
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, "the program stands still with its terminal"
        time.sleep(0.02)


@pytest.fixture
def alive(tmp_path: Path) -> Path:
    return tmp_path / "alive"


@pytest.fixture
def ticker(alive: Path, terminal: Callable[..., Terminal]) -> Terminal:
    one = terminal(program("ticker", "--file", str(alive)), columns=100, rows=40)
    one.until(lambda: count(alive) > 5)
    return one


def test_while_nobody_reads_the_program_runs_on_and_paints_anew_afterwards(
    ticker: Terminal, alive: Path
) -> None:
    runs_on(alive)
    os.write(ticker.master, b"s")
    waited(alive.with_suffix(".stopped").exists)  # the last page is drawn, and nobody reads
    stopped = f"stopped {count(alive)} ".ljust(20, ".") * 5
    ticker.until(lambda: set(ticker.lines) == {stopped}, f"every line {stopped}")


def test_a_link_that_stands_still_and_breaks_leaves_nothing_behind(
    ticker: Terminal, alive: Path
) -> None:
    runs_on(alive)
    ticker.hang_up()
    assert ticker.end() in {1, 129}


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_while_nobody_reads(
    sent: signal.Signals, ticker: Terminal, alive: Path
) -> None:
    runs_on(alive)
    ticker.process.send_signal(sent)
    waited(lambda: ticker.process.poll() is not None)
    assert ticker.process.returncode == 128 + sent


def test_leaving_while_nobody_reads_ends_it(ticker: Terminal, alive: Path) -> None:
    runs_on(alive)
    os.write(ticker.master, b"\x11")
    waited(lambda: ticker.process.poll() is not None)
    assert ticker.process.returncode == 0
