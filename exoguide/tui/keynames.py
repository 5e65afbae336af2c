"""Keys as people call them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

NAMES: Final = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "up": "Up",
    "down": "Down",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "minus": "-",
}


def key_name(key: str) -> str:
    """One key: ``Ctrl+J``, ``F1``, ``?``."""
    *held, last = key.split("+")
    plain = last.upper() if last[:1] == "f" and last[1:].isdigit() else NAMES.get(last, last)
    if held:
        plain = plain.upper() if len(plain) == 1 else plain
    return "+".join([*(one.capitalize() for one in held), plain])


def key_names(keys: Iterable[str], *, writes: bool = False) -> str:
    """Several keys for the same thing: ``? F1``; ``writes`` leaves out those that type a sign."""
    named = [key_name(key) for key in keys]
    if writes:
        named = [name for name in named if len(name) > 1]
    return " ".join(named)
