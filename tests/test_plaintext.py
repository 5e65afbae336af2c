"""Text that people wrote reaches a terminal or a page without doing anything to it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.plaintext import harmless, width, wrap

ANY = st.text(st.characters())
"""Every character there is, halves of pairs included."""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("Zoë 漢字 naïve", "Zoë 漢字 naïve"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("nul\0bell\adel\x7f", "nul␀bell␇del␡"),
        ("c1 \x9b31m", "c1 �31m"),
        ("tab\there", "tab here"),
        ("a\r\nb\rc\u2028d\u0085e\nf", "a b c d e f"),
        ("abc\u202edcba\u202c \u2067x\u2069\u200f", "abcdcba x"),
        ("zero\u200bwidth\u2060joined\ufeff", "zerowidthjoined"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("half\ud800pair", "half�pair"),
        ("no\ufffecharacter", "no�character"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("heart ❤\ufe0f\u200d🔥", "heart ❤\ufe0f\u200d🔥"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200d b \u200dc", "a b c"),
        ("\u200dstart", "start"),
        ("hidden\ufe0f\ufe01\U000e0101\U000e0102", "hidden\ufe0f"),
    ],
)
def test_what_a_machine_would_act_on_is_shown_or_left_out(typed: str, shown: str) -> None:
    assert harmless(typed) == shown


def test_lines_are_kept_only_where_there_may_be_several() -> None:
    assert harmless("one\r\ntwo\rthree", multiline=True) == "one\ntwo\nthree"
    assert harmless("one\r\ntwo\rthree") == "one two three"


@given(ANY, st.booleans())
def test_no_control_override_or_tag_survives_whatever_was_typed(typed: str, several: bool) -> None:
    shown = harmless(typed, multiline=several)
    for char in shown:
        assert unicodedata.category(char) not in {"Cc", "Cs"} or (several and char == "\n")
        assert (
            char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
        )
        assert char not in "\u200b\u2060\ufeff\u2028\u2029"
        assert not 0xE0000 <= ord(char) <= 0xE007F
    shown.encode("utf-8")


@given(ANY, st.booleans())
def test_harmless_text_stays_as_it_is(typed: str, several: bool) -> None:
    shown = harmless(typed, multiline=several)
    assert harmless(shown, multiline=several) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("漢字", 4),
        ("\uff46\uff55\uff4c\uff4c", 8),
        ("ﾊﾝ", 2),
        ("👍", 2),
        ("👍🏽", 4),
        ("❤\ufe0f", 2),
        ("שלום", 4),
        ("\U0001fae8", 2),
    ],
)
def test_columns_are_counted_as_a_terminal_takes_them(text: str, columns: int) -> None:
    assert width(text) == columns


@given(ANY, st.integers(2, 90))
def test_no_line_is_wider_than_asked_and_no_visible_character_is_lost(
    typed: str, columns: int
) -> None:
    text = harmless(typed, multiline=True)
    lines = wrap(text, columns)
    assert lines
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_long_word_is_cut_and_its_marks_stay_with_their_letters() -> None:
    assert wrap("abcdef", 4) == ["abcd", "ef"]
    assert wrap("漢字漢字", 5) == ["漢字", "漢字"]
    assert wrap("abcde\u0301f", 5) == ["abcde\u0301", "f"]


def test_lines_break_between_words_and_where_the_text_does() -> None:
    assert wrap("one two  three\n\nfour", 8) == ["one two", "three", "", "four"]
