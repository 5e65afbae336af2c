"""What a text may do to whoever shows or keeps it, found apart from how the program finds it."""

from __future__ import annotations

import unicodedata
from typing import Final

SHAPING: Final = frozenset("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
"""Joiners, which letters and emoji are written with, and format characters that are drawn."""


def storable(text: str) -> bool:
    """Whether ``text`` can be kept: no NUL, no half of a pair."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def acting(text: str, allowed: str = "\n") -> list[str]:
    """Characters of ``text`` that a terminal, a printer or a copy acts on, by their categories."""
    return [
        char
        for char in sorted(set(text) - set(allowed) - SHAPING)
        if unicodedata.category(char) in {"Cc", "Cs", "Cf", "Zl", "Zp"}
    ]
