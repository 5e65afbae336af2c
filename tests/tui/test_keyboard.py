"""Bytes become keys and pastes, wherever they are cut."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from exoguide.tui.keyboard import HELD, MOST, PATIENCE, RUN, InputCut, Keyboard


def told(messages: Iterable[Message]) -> list[str]:
    """Keys by name, pastes in quotes, what was left out by its number."""
    return [
        each.key
        if isinstance(each, Key)
        else repr(each.text)
        if isinstance(each, Paste)
        else str(each.left_out)
        if isinstance(each, InputCut)
        else type(each).__name__
        for each in messages
    ]


def typed(*pieces: bytes) -> list[str]:
    keyboard = Keyboard()
    return [word for piece in pieces for word in told(keyboard.feed(piece, 0.0))]


SAID = (
    b"a\xc3\xa9\x1b[A\x1b[200~one\rtwo\x1b[201~\x1b[99999999999u\xffz\x1b[1;5C\x1b[200~\x1b[201~q"
)
HEARD = ["a", "é", "up", "'one\\ntwo'", "replacement_character", "z", "ctrl+right", "q"]


def test_a_mixture_is_told_apart() -> None:
    assert typed(SAID) == HEARD


@given(st.lists(st.integers(0, len(SAID)), max_size=8))
def test_it_does_not_matter_where_the_bytes_are_cut(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(SAID)]
    pieces = [SAID[begin:end] for begin, end in pairwise(places)]
    assert typed(*filter(None, pieces)) == HEARD


@given(st.lists(st.binary(max_size=60), max_size=10))
def test_whatever_arrives_the_next_keys_work(pieces: list[bytes]) -> None:
    keyboard = Keyboard()
    for piece in pieces:
        list(keyboard.feed(piece, 0.0))
    list(keyboard.tick(PATIENCE + 1))
    list(keyboard.feed(b"\x1b[201~\x1b[A", 10.0))
    assert told(keyboard.feed(b"\x1b[Aq", 20.0)) == ["up", "q"]


@given(st.text(st.sampled_from("\x1b[<;0123456789:?$ytumMR~IOABC"), max_size=60))
def test_no_forged_report_gets_through(report: str) -> None:
    keyboard = Keyboard()
    heard = [*keyboard.feed(report.encode(), 0.0), *keyboard.tick(1e9)]
    allowed = {"Key", "Paste", "InputCut", "TerminalSupportsSynchronizedOutput"}
    assert {type(each).__name__ for each in heard} <= allowed


def test_no_half_of_a_pair_and_no_number_without_a_character_becomes_a_key() -> None:
    assert typed(b"\x1b[55296u\x1b[65535u\x1b[97;1;57343u") == []


def test_a_paste_of_any_size_is_cut_at_its_most_and_told() -> None:
    keyboard = Keyboard()
    heard = told(keyboard.feed(b"\x1b[200~", 0.0))
    for _ in range(20):
        heard += told(keyboard.feed(b"y" * 10_000, 0.0))
    heard += told(keyboard.feed(b"\x1b[20", 0.0)) + told(keyboard.feed(b"1~z", 0.0))
    assert heard == [repr("y" * MOST), str(200_000 - MOST), "z"]


def test_silence_ends_a_paste_and_not_before() -> None:
    keyboard = Keyboard()
    list(keyboard.feed(b"\x1b[200~begun", 5.0))
    assert keyboard.waiting
    assert told(keyboard.tick(5.0 + PATIENCE / 2)) == []
    list(keyboard.feed(b" more", 6.0))
    assert told(keyboard.tick(5.0 + PATIENCE)) == []
    assert told(keyboard.tick(6.0 + PATIENCE)) == ["'begun more'"]
    assert told(keyboard.feed(b"z", 9.0)) == ["z"]


def test_a_run_that_no_hand_types_is_a_paste() -> None:
    assert typed(b"x" * RUN) == [repr("x" * RUN)]
    assert typed(b"x" * (RUN - 1)) == ["x"] * (RUN - 1)
    assert typed(b"\r" + b"x" * RUN + b"\r") == ["enter", repr("x" * RUN), "enter"]


def test_a_key_held_down_is_cut_to_what_it_means() -> None:
    assert typed(b"\x1b[B" * 10_000 + b"\r") == ["down"] * HELD + ["enter"]
    assert typed(b"\x7f" * 10_000) == ["backspace"] * HELD
    assert typed(b"\x1b[B" * HELD) == ["down"] * HELD


def test_a_mouse_is_heard_where_it_was_asked_for_and_within_the_screen() -> None:
    inside, outside = b"\x1b[<0;5;5M", b"\x1b[<0;5000;5M\x1b[<0;5;5000M"
    assert typed(inside) == []
    asked = Keyboard(mouse=True)
    assert told(asked.feed(inside + outside, 0.0)) == ["MouseDown"]
