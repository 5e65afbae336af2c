"""The doctor says what it found, and draws a test card that any terminal can show."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from exoguide.cli.card import WIDE
from exoguide.plaintext import width
from tests.cli.commands import PROGRAM, program, ran
from tests.terminal.terminal import Terminal

Environment = Mapping[str, str]


def looked(environment: Environment) -> tuple[str, bytes]:
    """What the doctor said at a terminal of its own, with and without its escape codes."""
    one = Terminal((PROGRAM, "doctor"), environ=environment, rows=60, columns=200)
    try:
        one.end()
        return one.text, one.output
    finally:
        one.clear_away()


def test_without_a_terminal_there_is_no_escape_code_and_the_card_says_why() -> None:
    done = ran("doctor")
    assert "\x1b" not in done.out
    assert "colours: none here" in done.out
    assert "terminal: none" in done.out


def test_the_versions_inside_the_database_library_are_told() -> None:
    assert "ok  database library: SQLCipher 4." in ran("doctor").out
    assert "SQLite 3." in ran("doctor").out


def test_at_a_terminal_each_colour_is_drawn_with_its_name_on_it() -> None:
    text, output = looked({"TERM": "xterm-256color", "LANG": "C.UTF-8"})
    assert "colours: 256" in text
    for number, name in enumerate(("black", "red", "green", "yellow", "blue"), 40):
        assert f"[{number}m {name} ".encode() in output
    assert "terminal: xterm-256color, 200x60, no tmux or screen, not over SSH" in text
    assert "face: full screen" in text
    assert "✓" in text


def test_wide_letters_take_the_columns_that_the_figures_below_them_take() -> None:
    for text, figures in WIDE:
        assert width(text) == len(figures)
        assert f"  {text}|\n  {figures}|\n" in f"{program('doctor').out}\n"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"NO_COLOR": "1"}, "colours: none, because NO_COLOR says so"),
        ({"TERM": "vt100"}, "colours: none, because this TERM has none"),
        ({"TERM": "dumb"}, "colours: none, because TERM names no terminal"),
    ],
)
def test_where_no_colour_is_drawn_the_reason_stands_there(
    environment: Environment, words: str
) -> None:
    text, output = looked(environment)
    assert words in text
    assert b"[41m" not in output


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TERM": "dumb"}, "face: line by line"),
        ({"EXOGUIDE_PLAIN": "1"}, "face: line by line"),
        ({"TMUX": "/tmp/t,1,0"}, "inside tmux"),  # noqa: S108 - a name, no file
        ({"STY": "1.pts-0.host"}, "inside screen"),
        ({"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}, ", over SSH"),
        ({"TERM": "linux"}, "signs: plain ones (ASCII)"),
    ],
)
def test_what_the_terminal_is_and_how_it_is_reached_is_told(
    environment: Environment, words: str
) -> None:
    assert words in looked(environment)[0]


def test_an_encoding_without_the_signs_is_told_and_breaks_nothing() -> None:
    done = program("doctor", environment={"PYTHONIOENCODING": "ascii"})
    assert done.code == 1
    assert "BAD text encoding of this terminal: ascii" in done.out
    assert "The encoding of this terminal cannot show the others." in done.out
    assert "\\u" not in done.out


def test_settings_that_cannot_be_used_are_told(home: Path) -> None:
    folder = home / "config"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("plane = true\n")
    text, _ = looked({})
    assert "BAD settings:" in text
    assert "Did you mean “plain”?" in text
