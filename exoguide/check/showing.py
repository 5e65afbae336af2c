"""Text of a flow made harmless: no control characters, nothing that turns a line around."""

from __future__ import annotations

import unicodedata
from typing import Final

_PICTURES: Final = 0x2400
"""Where Unicode has a picture for each control character."""


def harmless(text: str) -> str:
    """``text`` on one line, every control and formatting character made visible.

    A character stays one character wide, so that columns still fit.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _plain(character) else _picture(character) for character in text)


def _plain(character: str) -> bool:
    return character.isprintable() or character == "\u00a0"


def _picture(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " "
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd"


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
