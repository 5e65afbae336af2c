"""TOML strings as they stand in a file: what they hold, and where each character of it stands."""

from __future__ import annotations

from typing import Final

_SIMPLE: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_DIGITS: Final = {"u": 4, "U": 8}


def offsets(token: str) -> tuple[str, tuple[int, ...]]:
    """What a string token with its quotes holds, and the offset of each character in the token.

    One more offset follows for the place after the last character. A token that is cut off gives
    what is there.
    """
    quote = token[:3] if token[:3] in {'"""', "'''"} else token[:1]
    start, stop = len(quote), len(token)
    if len(token) >= 2 * len(quote) and token.endswith(quote):
        stop -= len(quote)
    if len(quote) == 3:
        if token.startswith("\r\n", start):
            start += 2
        elif token.startswith("\n", start):
            start += 1
    if quote[:1] == "'":
        return _plain(token, start, stop)
    return _escaped(token, start, stop)


def _plain(token: str, start: int, stop: int) -> tuple[str, tuple[int, ...]]:
    places = [at for at in range(start, stop) if token[at : at + 2] != "\r\n"]
    return "".join(token[at] for at in places), (*places, stop)


def _escaped(token: str, start: int, stop: int) -> tuple[str, tuple[int, ...]]:
    text: list[str] = []
    places: list[int] = []
    at = start
    while at < stop:
        character = token[at]
        if character == "\r" and token[at + 1 : at + 2] == "\n":
            at += 1
            continue
        if character != "\\":
            text.append(character)
            places.append(at)
            at += 1
            continue
        escape = token[at + 1 : at + 2]
        if escape in _DIGITS:
            digits = token[at + 2 : at + 2 + _DIGITS[escape]]
            text.append(_character(digits))
            places.append(at)
            at += 2 + len(digits)
        elif escape in _SIMPLE:
            text.append(_SIMPLE[escape])
            places.append(at)
            at += 2
        else:  # a line that goes on: the break and the blanks after it are no part of the text
            at += 1
            while at < stop and token[at] in " \t\r\n":
                at += 1
    return "".join(text), (*places, stop)


def _character(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
