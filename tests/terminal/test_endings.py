"""However the terminal goes away, the program goes with it, and a terminal that stays is whole."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest

from exoguide.tui.modes import LEAVE
from tests.terminal.terminal import LIMIT, Terminal, program


@pytest.fixture
def typist(terminal: Callable[..., Terminal]) -> Terminal:
    one = terminal(program("typist"), columns=160)
    one.shows("focus Input")
    return one


def is_whole(one: Terminal) -> bool:
    """Whether the terminal is as it was before the program."""
    return one.output.rstrip().endswith(LEAVE.encode()) and one.settings() == one.before


def test_leaving_gives_the_terminal_back(typist: Terminal) -> None:
    assert typist.settings() != typist.before
    typist.send(b"\x11")
    assert typist.end() == 0
    assert is_whole(typist)


def test_an_interrupt_ends_with_130_also_while_writing(typist: Terminal) -> None:
    typist.send(b"some words\x03")
    assert typist.end() == 130
    assert is_whole(typist)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGQUIT, 131),
    ],
)
def test_a_signal_ends_it_and_gives_the_terminal_back(
    sent: signal.Signals, code: int, typist: Terminal
) -> None:
    typist.process.send_signal(sent)
    assert typist.end() == code
    assert is_whole(typist)


def test_a_terminal_that_goes_away_takes_the_program_along(typist: Terminal) -> None:
    typist.send(b"half an ans")
    typist.hang_up()
    assert typist.end() in {1, 129}


@pytest.mark.parametrize("how", ["hang up", "signal"])
def test_a_program_told_to_ignore_the_hang_up_ends_all_the_same(
    how: str, terminal: Callable[..., Terminal]
) -> None:
    typist = terminal(["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *program("typist")], columns=160)
    typist.shows("focus Input")
    if how == "signal":
        typist.process.send_signal(signal.SIGHUP)
        assert typist.end() == 129
    else:
        typist.hang_up()
        assert typist.end() in {1, 129}


def test_input_that_ends_is_a_consultation_left_unfinished(
    terminal: Callable[..., Terminal],
) -> None:
    # The terminal of the output stays; that of the input goes away.
    other, slave = os.openpty()
    name = os.ttyname(slave)
    typist = terminal(["sh", "-c", f'exec "$@" < {name}', "sh", *program("typist")], columns=160)
    typist.shows("focus Input")
    os.close(slave)
    os.close(other)
    assert typist.end() == 1
    assert typist.output.rstrip().endswith(LEAVE.encode())


@pytest.mark.parametrize("where", ["< /dev/null", "2> /dev/null"])
def test_without_a_terminal_it_says_so(where: str, terminal: Callable[..., Terminal]) -> None:
    typist = terminal(["sh", "-c", f'exec "$@" {where}', "sh", *program("typist")])
    assert typist.end() == 2
    assert "\x1b" not in typist.output.decode()
    assert ("There is no terminal" in typist.text) == where.startswith("<")


def test_a_mistake_of_its_own_tells_a_number_and_no_value(typist: Terminal) -> None:
    typist.send(b"\t\t\x1b[13~")
    assert typist.end() == 2
    assert is_whole_but_for_words(typist)
    assert b"PLANTED-NAME" not in typist.output
    assert b"Traceback" not in typist.output
    typist.shows("Something went wrong inside exoguide: It is error ")
    typist.shows("Go on with: exoguide resume.")


def test_with_debug_the_way_is_told_but_no_local_value(terminal: Callable[..., Terminal]) -> None:
    typist = terminal(program("typist", "--debug"), columns=160)
    typist.shows("focus Input")
    typist.send(b"\t\t\x1b[13~")
    assert typist.end() == 2
    assert b"break_off" in typist.output
    assert b"locals" not in typist.output


def is_whole_but_for_words(one: Terminal) -> bool:
    return LEAVE.encode() in one.output and one.settings() == one.before


def test_put_aside_and_taken_up_again_it_shows_the_same(typist: Terminal) -> None:
    typist.send(b"kept")
    typist.until(lambda: "'kept'" in typist.text)
    typist.process.send_signal(signal.SIGTSTP)
    _, status = _waited(typist)
    assert os.WIFSTOPPED(status)
    typist.until(lambda: is_whole(typist), "the terminal given back")
    typist.process.send_signal(signal.SIGCONT)
    typist.until(lambda: "'kept'" in typist.text)
    typist.send(b"!")
    typist.until(lambda: "'kept!'" in typist.text)
    assert typist.settings() != typist.before


def _waited(one: Terminal) -> tuple[int, int]:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        pid, status = os.waitpid(one.process.pid, os.WUNTRACED | os.WNOHANG)
        if pid:
            return pid, status
        one.read()
    raise AssertionError("it was not put aside")
