"""A frame of fewer bytes draws the same picture, character by character."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st

from exoguide.tui.frames import lean

PENS = st.lists(
    st.sampled_from(
        [
            "0",
            "1",
            "3",
            "4",
            "7",
            "9",
            "22",
            "23",
            "24",
            "27",
            "29",
            "31",
            "39",
            "42",
            "49",
            "97",
            "100",
            "38;5;251",
            "38;5;110",
            "48;5;233",
            "48;5;235",
            "38;2;1;2;3",
            "48;2;4;5;6",
        ]
    ),
    max_size=4,
).map(lambda parameters: f"\x1b[{';'.join(parameters)}m")
TEXTS = st.text(st.sampled_from("ab 漢─  "), min_size=1, max_size=6)
PLACES = st.tuples(st.integers(1, 5), st.integers(1, 12)).map(lambda at: f"\x1b[{at[0]};{at[1]}H")
LINES = PLACES.map("\n{}".format)
FRAMES = st.lists(PENS | TEXTS | PLACES | LINES, max_size=25).map("".join)


def picture(*frames: str) -> list[list[tuple[object, ...]]]:
    """What stands where, and how; of a blank only what can be seen."""
    screen = pyte.Screen(20, 6)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[?7l")  # as the driver sets it: no wrapping at the edge
    for frame in frames:
        stream.feed(frame.replace("\n", "\r\n"))
    return [
        [_seen(screen.buffer[row][column]) for column in range(screen.columns)]
        for row in range(screen.lines)
    ]


def _seen(char: pyte.screens.Char) -> tuple[object, ...]:
    drawn = (char.data, char.bg, char.underscore, char.reverse, char.strikethrough)
    plain = char.data == " " and not (char.underscore or char.reverse or char.strikethrough)
    return drawn if plain else (*drawn, char.fg, char.bold, char.italics)


@given(st.lists(FRAMES, max_size=3))
def test_the_same_picture_comes_of_it(frames: list[str]) -> None:
    closed = [f"\x1b[1;1H{frame}\x1b[0m" for frame in frames]
    assert picture(*map(lean, closed)) == picture(*closed)


@given(FRAMES)
def test_it_is_never_longer_and_leaves_nothing_set(frame: str) -> None:
    closed = f"{frame}\x1b[0m"
    made = lean(closed)
    assert len(made) <= len(closed)
    assert picture(f"{made}\x1b[6;1Hx")[5][0] == picture("x")[0][0]


def test_a_line_as_textual_draws_it_says_each_colour_once() -> None:
    line = (
        "\x1b[1;1H\x1b[38;5;251;48;5;233m a\x1b[0m\x1b[38;5;251;48;5;233m b\x1b[0m"
        "\x1b[38;5;246;48;5;233m   \x1b[0m\n\x1b[2;1H\x1b[1;38;5;251;48;5;233mc\x1b[0m"
    )
    assert lean(line) == "\x1b[1;1H\x1b[38;5;251;48;5;233m a b   \x1b[2;1H\x1b[1mc\x1b[m"


def test_an_empty_frame_stays_empty() -> None:
    assert lean("") == ""
    assert lean("\x1b[0m") == ""
