from __future__ import annotations

import pytest

from exoguide.errors import UsageError
from exoguide.records.passphrase import LONGEST, SHORTEST, require_strong, tidied


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", f"It has 0 characters; at least {SHORTEST} are needed"),
        ("short", "It has 5 characters"),
        (" " * 20, "It has 0 characters"),
        ("abababababababab", "repeats a few characters"),
        ("aAaAbBbBcCcCdDdD", "repeats a few characters"),
        ("Dr Ann Greyson", "nothing but your name"),
        ("x y z w " * 200, f"more than {LONGEST:,}"),
    ],
)
def test_a_weak_passphrase_is_refused_in_plain_words(typed: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        require_strong(typed, "Dr Ann Greyson")
    assert "Four or more words" in raised.value.todo
    assert not typed.strip() or typed not in str(raised.value)


def test_length_is_what_counts() -> None:
    assert require_strong("four plain words here", "ann") == "four plain words here"


def test_the_same_characters_from_another_keyboard_are_the_same_passphrase() -> None:
    assert tidied("cafe\u0301 au lait noir") == tidied("caf\u00e9 au lait noir")


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\udce9", "\n"])
def test_what_is_no_text_is_refused(sign: str) -> None:
    with pytest.raises(UsageError, match="a character that is no text"):
        tidied(f"correct horse{sign}battery")
