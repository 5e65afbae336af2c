"""A key that a slow link took apart answers nothing: it is put together, or it is nothing."""

from __future__ import annotations

import itertools

import pytest

from exoguide.tui.escapes import LATE
from exoguide.tui.keyboard import Keyboard
from tests.tui.test_keyboard import told

KEYS = {
    b"\x1b[A": "up",
    b"\x1bOB": "down",
    b"\x1bOP": "f1",
    b"\x1b[15~": "f5",
    b"\x1b[24~": "f12",
    b"\x1b[5~": "pageup",
    b"\x1b[1;5C": "ctrl+right",
}


def late(*pieces: bytes, gap: float) -> list[str]:
    """What is heard where every piece comes so much later than the one before."""
    keyboard = Keyboard()
    heard: list[str] = []
    now = 0.0
    for piece in pieces:
        heard += told(keyboard.feed(piece, now))
        heard += _time_passes(keyboard, now, gap)
        now += gap
    return heard + _time_passes(keyboard, now, 3.0)


def _time_passes(keyboard: Keyboard, since: float, seconds: float) -> list[str]:
    import time

    if keyboard._parser.waiting:  # noqa: SLF001 - Textual's parser looks at a clock of its own
        time.sleep(0.12)
    steps = (since + seconds * part / 4 for part in range(1, 5))
    return list(itertools.chain.from_iterable(told(keyboard.tick(now)) for now in steps))


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_comes_in_pieces_is_that_key_and_never_a_digit(key: bytes) -> None:
    for cut in range(1, len(key)):
        heard = late(key[:cut], key[cut:], gap=0.5)
        assert heard in ([KEYS[key]], ["escape", KEYS[key]]), cut
    one_by_one = (key[at : at + 1] for at in range(len(key)))
    assert late(*one_by_one, gap=0.3) == ["escape", KEYS[key]]


def test_half_a_key_whose_rest_is_lost_is_nothing() -> None:
    assert late(b"\x1b[1", b"q", gap=2 * LATE) == ["q"]


def test_letters_typed_behind_an_escape_are_letters() -> None:
    assert late(b"\x1b", b"b", gap=0.3) == ["escape", "b"]
    assert late(b"\x1b", b"O", b"t", gap=0.3) == ["escape", "O", "t"]
    assert late(b"\x1b", b"O", gap=0.3) == ["escape", "O"]
    assert late(b"\x1b", b"[", b"x", gap=2 * LATE) == ["escape", "left_square_bracket", "x"]
    assert late(b"\x1b", b"1", gap=0.3) == ["escape", "1"]
