"""A test card of the terminal: signs, colours and widths, each beside the word for it.

What is wrong shows by itself: a sign that is another one, a colour that is not what it is called,
two bars that do not stand below each other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

import click

from exoguide.tui.glyphs import ASCII, colourless, glyphs_for

SIGNS: Final = (
    ("a rule", "─────", "-----"),
    ("a box", "┌─┐│└┘", "+-+|++"),
    ("a check mark", "✓", "ok"),
    ("a dot", "·", "-"),
    ("left out", "…", ".."),
    ("letters with marks", "é ñ ü ß ż", "e n u ss z"),
)
"""What a sign is called, the sign, and what may stand in its place."""

COLOURS: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")

WIDE: Final = (("漢字", "1234"), ("한국", "1234"), ("e\u0301e\u0301", "12"))
"""Text beside as many figures as it should take columns."""


def card() -> str:
    """The test card for standard output as it is: no colour where none is drawn."""
    lines = ["Test card. What you see should be what the words beside it say."]
    plain = glyphs_for(os.environ) == ASCII
    lines += [f"signs: {'plain ones (ASCII), because of TERM or LANG' if plain else 'all of them'}"]
    if not _encodes("".join(sign for _, sign, _ in SIGNS)):
        lines += ["  The encoding of this terminal cannot show the others."]
    else:
        lines += [f"  {name}: {sign}   in its place: {instead}" for name, sign, instead in SIGNS]
    lines += _colours(os.environ)
    if _encodes("".join(text for text, _ in WIDE)):
        lines += ["widths: the bars of each pair should stand below each other"]
        for text, figures in WIDE:
            lines += [f"  {text}|", f"  {figures}|"]
    return "\n".join(lines)


def _colours(environment: Mapping[str, str]) -> list[str]:
    """The colours by their names; why there are none."""
    if not sys.stdout.isatty():
        return ["colours: none here, because the output goes to no terminal"]
    if colourless(environment):
        why = "NO_COLOR says so" if environment.get("NO_COLOR") else "this TERM has none"
        return [f"colours: none, because {why}; only bold, underlined and reverse"]
    if environment.get("TERM", "") in {"", "dumb", "unknown"}:
        return ["colours: none, because TERM names no terminal that has them"]
    names = [click.style(f" {name} ", bg=name, fg=_on(name)) for name in COLOURS]
    looks = (
        click.style("bold", bold=True),
        click.style("underlined", underline=True),
        click.style("reverse", reverse=True),
    )
    return [f"colours: {_depth(environment)}", f"  {' '.join(names)}", f"  {' '.join(looks)}"]


def _on(name: str) -> str:
    """Black or white, whichever can be read on a colour."""
    return "white" if name in ("black", "red", "blue", "magenta") else "black"


def _depth(environment: Mapping[str, str]) -> str:
    if environment.get("COLORTERM", "") in ("truecolor", "24bit"):
        return "16 million (COLORTERM)"
    return "256" if "256" in environment.get("TERM", "") else "16"


def _encodes(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
