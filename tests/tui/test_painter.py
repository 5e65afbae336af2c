"""Frames that follow each other closely go out as one, and none of them too late or too early."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exoguide.tui.modes import SYNC_END, SYNC_START
from exoguide.tui.painter import GATHER, Painter
from tests.tui.test_frames import picture

FIRST = "\x1b[1;1Hbefore\x1b[0m"
SECOND = "\x1b[1;1Hbehind\x1b[0m"


class Loop:
    """A loop whose time passes when it is told."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def call_later(self, seconds: float, work: Callable[[], None]) -> None:
        self.waiting.append((seconds, work))

    def pass_time(self) -> None:
        waiting, self.waiting = self.waiting, []
        for _, work in waiting:
            work()


@pytest.fixture
def sent() -> list[str]:
    return []


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def slow(sent: list[str], loop: Loop) -> Painter:
    return Painter(sent.append, loop.call_later, GATHER)


def test_on_a_fast_link_every_frame_goes_out_at_once(sent: list[str], loop: Loop) -> None:
    painter = Painter(sent.append, loop.call_later, 0)
    painter.write(FIRST)
    assert len(sent) == 1
    assert painter.settled
    assert loop.waiting == []


def test_on_a_slow_link_what_is_painted_twice_is_sent_once(
    slow: Painter, sent: list[str], loop: Loop
) -> None:
    slow.write(FIRST)
    slow.write(SECOND)
    assert (sent, slow.settled) == ([], False)
    assert [seconds for seconds, _ in loop.waiting] == [GATHER]
    loop.pass_time()
    assert "before" not in "".join(sent)
    assert picture(*sent) == picture(SECOND)


def test_a_frame_that_comes_later_is_gathered_anew(
    slow: Painter, sent: list[str], loop: Loop
) -> None:
    slow.write(FIRST)
    loop.pass_time()
    slow.write(SECOND)
    loop.pass_time()
    assert picture(*sent) == picture(FIRST, SECOND)


def test_what_was_gathered_goes_out_before_the_picture_is_forgotten(
    slow: Painter, sent: list[str], loop: Loop
) -> None:
    slow.write(FIRST)
    slow.forget()
    assert picture(*sent) == picture(FIRST)
    slow.write(FIRST)
    loop.pass_time()
    assert len(sent) == 2


def test_what_is_dropped_never_goes_out(slow: Painter, sent: list[str], loop: Loop) -> None:
    slow.write(FIRST)
    slow.drop()
    loop.pass_time()
    assert sent == []


def test_whole_frames_stay_whole_for_a_terminal_that_shows_them_so(
    slow: Painter, sent: list[str], loop: Loop
) -> None:
    for piece in (SYNC_START, FIRST, SYNC_END, SYNC_START, SECOND, SYNC_END):
        slow.write(piece)
    loop.pass_time()
    (whole,) = sent
    assert whole.startswith(SYNC_START)
    assert whole.endswith(SYNC_END)
