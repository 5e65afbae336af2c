"""What a terminal can draw: signs or plain ones, colours or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

OLD: Final = ("vt52", "vt100", "vt102", "vt220", "vt320", "ansi-mono", "xterm-mono")
"""Terminals without colours; few of them draw more than ASCII."""


@attrs.frozen
class Glyphs:
    """Every sign of the screen that is no letter."""

    done: str = "✓"
    rule: str = "─"
    dot: str = "·"
    more: str = "…"


ASCII = Glyphs(done="ok", rule="-", dot="-", more="..")


def glyphs_for(environment: Mapping[str, str]) -> Glyphs:
    """Plain signs on the Linux console, on old terminals and where the locale is not UTF-8."""
    if environment.get("TERM") in ("linux", *OLD):
        return ASCII
    names = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "")
    encoding = locale.partition(".")[2].replace("-", "").lower()
    return Glyphs() if encoding.startswith("utf8") or not locale else ASCII


def colourless(environment: Mapping[str, str]) -> bool:
    """Whether no colour is to be drawn: ``NO_COLOR`` says so, or the terminal has none."""
    return bool(environment.get("NO_COLOR")) or environment.get("TERM") in OLD
