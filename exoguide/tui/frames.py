"""Frames with fewer bytes: the same picture for a link that carries little.

Textual sets every colour anew for every piece of a line and takes it back behind it. Here only what
changes is said, and for blanks only what can be seen of them. Nothing is asked of the terminal that
a frame does not use anyway.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import attrs

_PARTS: Final = re.compile(r"(\x1b\[[\d;:]*m|\x1b\[\d+;\d+H)")

_LINE_END: Final = re.compile(r"\n((?:\x1b\[[\d;:]*m)*)(?=\x1b\[\d+;\d+H)")
"""Before a place of the cursor the end of a line says nothing."""

_COLOUR: Final = re.compile(r"(?:38|48)[;:]5[;:]\d+|(?:38|48)[;:]2[;:]\d+[;:]\d+[;:]\d+|\d+")

SEEN_ON_BLANKS: Final = frozenset({"4", "7", "9", "21", "53"})
"""Underline, reverse, strike, double underline, overline."""


_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
"""What takes an attribute back; everything is said anew where there is nothing."""


@attrs.frozen
class Pen:
    """How characters are drawn from here on: colours as the terminal is told, and attributes."""

    fore: str = "39"
    back: str = "49"
    attributes: frozenset[str] = frozenset()


PLAIN: Final = Pen()


def lean(frame: str) -> str:
    """``frame`` with fewer bytes; it begins and ends with nothing set, so any may be left out."""
    said = PLAIN
    """What the terminal was told."""
    meant = PLAIN
    out: list[str] = []
    for part in _PARTS.split(_LINE_END.sub(r"\1", frame)):
        if not part:
            continue
        if part[0] != "\x1b":
            wanted = _for_blanks(said, meant) if part.isspace() else meant
            out.append(change_of(said, wanted))
            said = wanted
            out.append(part)
        elif part[-1] == "m":
            meant = with_parameters(meant, part[2:-1])
        else:
            out.append(part)
    out.append(change_of(said, PLAIN))
    return "".join(out)


def _for_blanks(said: Pen, meant: Pen) -> Pen:
    """The pen to draw blanks with: ``said`` if they look the same with it."""
    alike = said.back == meant.back and not (said.attributes | meant.attributes) & SEEN_ON_BLANKS
    return said if alike else meant


@lru_cache(4096)
def with_parameters(pen: Pen, parameters: str) -> Pen:
    """``pen`` after the terminal was told these parameters."""
    for one in _COLOUR.findall(parameters or "0"):
        number = int(re.split("[;:]", one)[0])
        if number == 0:
            pen = PLAIN
        elif 30 <= number <= 39 or 90 <= number <= 97:
            pen = attrs.evolve(pen, fore=one)
        elif 40 <= number <= 49 or 100 <= number <= 107:
            pen = attrs.evolve(pen, back=one)
        elif one in _OFF.values():
            kept = (each for each in pen.attributes if _OFF.get(each) != one)
            pen = attrs.evolve(pen, attributes=frozenset(kept))
        else:
            pen = attrs.evolve(pen, attributes=pen.attributes | {one})
    return pen


@lru_cache(4096)
def change_of(said: Pen, wanted: Pen) -> str:
    """The shortest way to tell a terminal that was told ``said`` what is wanted."""
    if said == wanted:
        return ""
    gone = said.attributes - wanted.attributes
    off = sorted({_OFF.get(one, "") for one in gone})
    left = said.attributes - {one for one, code in _OFF.items() if code in off}
    changed = [
        *off,
        *sorted(wanted.attributes - left),
        *((wanted.fore,) if wanted.fore != said.fore else ()),
        *((wanted.back,) if wanted.back != said.back else ()),
    ]
    anew = [
        "0" if wanted != PLAIN else "",
        *sorted(wanted.attributes),
        *((wanted.fore,) if wanted.fore != PLAIN.fore else ()),
        *((wanted.back,) if wanted.back != PLAIN.back else ()),
    ]
    if "" in off or len(";".join(anew)) < len(";".join(changed)):
        changed = anew
    return f"\x1b[{';'.join(changed)}m"
