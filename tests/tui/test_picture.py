"""Sending only the cells that differ leaves the terminal with the same picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exoguide.tui.picture import Picture
from tests.tui.test_frames import PENS, PLACES, picture

NARROW = st.text(st.sampled_from("ab─ é  "), min_size=1, max_size=4)
PIECES = st.tuples(PLACES, PENS, NARROW, PENS, NARROW).map("".join)
WHOLE = st.tuples(
    st.integers(1, 5).map(lambda row: f"\x1b[{row};1H"),
    PENS,
    st.text(st.sampled_from("a漢e\u0301 "), min_size=6, max_size=6).map(lambda text: f"a{text}"),
    PENS,
    st.just(" " * 3),
).map("".join)
FRAMES = st.lists(PIECES, max_size=8).map("".join)
LINES = st.lists(WHOLE, max_size=3).map("".join)


def _closed(frame: str) -> str:
    return f"{frame}\x1b[0m" if frame else ""


@given(st.lists(FRAMES, max_size=5), st.integers(0, 4))
def test_the_terminal_shows_what_it_would_have_shown(frames: list[str], lost: int) -> None:
    held = Picture()
    sent = []
    for number, frame in enumerate(map(_closed, frames)):
        if number == lost:
            held.forget()
        sent.append(held.changes(frame))
    assert picture(*sent) == picture(*map(_closed, frames))


@given(st.lists(LINES, max_size=5))
def test_wide_and_joined_characters_are_painted_with_their_whole_line(frames: list[str]) -> None:
    held = Picture()
    sent = [held.changes(_closed(frame)) for frame in frames]
    assert picture(*sent) == picture(*map(_closed, frames))


def test_what_stands_there_already_is_not_sent_again() -> None:
    held = Picture()
    frame = "\x1b[1;1H\x1b[38;5;251mone two\x1b[0m"
    assert "one two" in held.changes(frame)
    assert held.changes(frame) == ""
    assert held.changes(frame.replace("two", "ten")) == "\x1b[1;6H\x1b[38;5;251men\x1b[m"
    held.forget()
    assert "one two" in held.changes(frame)


def test_what_is_no_picture_is_sent_as_it_is() -> None:
    held = Picture()
    held.changes("\x1b[1;1Ha")
    assert held.changes("no place") == "no place"
    assert held.changes("\x1b[1;1Ha") == "\x1b[1;1Ha"
