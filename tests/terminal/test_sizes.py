"""Windows of any size, and windows that change faster than anyone can draw."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from tests.terminal.terminal import Terminal, program


@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (1, 1), (40, 12), (500, 200)])
def test_a_window_of_any_size_opens_and_closes(
    columns: int, rows: int, terminal: Callable[..., Terminal]
) -> None:
    typist = terminal(program("typist"), columns=columns, rows=rows, watched=columns < 500)
    typist.until(lambda: b"\x1b[1;1H" in typist.output)
    typist.send(b"a" + b"\x11")
    assert typist.end() == 0


def test_a_size_that_no_screen_has_is_cut_to_one_that_can_be_drawn(
    terminal: Callable[..., Terminal],
) -> None:
    typist = terminal(program("typist"), columns=160)
    typist.shows("focus Input")
    typist.screen.resize(24, 160)
    import fcntl
    import struct
    import termios

    fcntl.ioctl(typist.master, termios.TIOCSWINSZ, struct.pack("HHHH", 60_000, 60_000, 0, 0))
    typist.watched = False
    typist.until(lambda: b"000x500" in typist.output)  # what differs from 160x24
    typist.resize(160, 24)
    typist.watched = True
    typist.send(b"q")
    typist.until(lambda: "160x24" in typist.text and "'q'" in typist.text)


def test_a_storm_of_sizes_ends_at_the_last_one(terminal: Callable[..., Terminal]) -> None:
    typist = terminal(program("typist"), columns=160)
    typist.shows("focus Input")
    for number in range(1_000):
        typist.resize(20 + number % 300, 5 + number % 90)
        if number % 50 == 0:
            typist.read(0)
    typist.resize(150, 30)
    typist.send(b"still")
    typist.until(lambda: "'still'" in typist.text and "150x30" in typist.text)
    typist.until(lambda: typist.lines[1] == f"▊{'▔' * 148}▎", "the page as wide as the window")


def test_of_sizes_that_follow_closely_the_last_one_counts(
    terminal: Callable[..., Terminal],
) -> None:
    typist = terminal(program("typist", "--dawdling"), columns=160)
    typist.shows("focus Input")
    for number in range(10):
        typist.resize(100 + number, 20 + number)
        typist.read(0.005)  # while the one before is still being looked at
    typist.resize(150, 30)
    typist.until(lambda: "150x30" in typist.text)
    typist.until(lambda: typist.read(0.3) == 0, "all is told")
    assert "150x30" in typist.text


def test_a_window_that_shrank_and_grew_back_unseen_is_whole_again(
    terminal: Callable[..., Terminal],
) -> None:
    typist = terminal(program("typist"), columns=150, rows=30)
    typist.shows("focus Input")
    typist.until(lambda: typist.read(0.3) == 0, "all is painted")
    before = typist.lines
    os.kill(typist.process.pid, signal.SIGSTOP)
    typist.resize(30, 8)
    typist.resize(150, 30)
    assert typist.lines != before
    os.kill(typist.process.pid, signal.SIGCONT)
    typist.until(lambda: typist.lines == before, "the window as it was")
