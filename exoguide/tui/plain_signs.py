"""Signs that an old terminal cannot draw, put as signs that every terminal can: one for one.

What a flow or a person wrote keeps its letters, accents included; only quotation marks, dashes and
the like change, so that no line becomes longer or shorter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from exoguide.tui.glyphs import ASCII, glyphs_for

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212─━", "-"),
        **dict.fromkeys("•◦▪", "*"),
        **dict.fromkeys("│┃", "|"),
        "…": "~",
        "·": "-",
        "✓": "x",
        "→": ">",
        "←": "<",
        "\u00d7": "x",
        "\u00a0": " ",
    }
)


def plain(text: str) -> str:
    """``text`` with plain signs, as wide as before."""
    return text if text.isascii() else text.translate(_PLAIN)


def plain_filters(environ: Mapping[str, str]) -> list[LineFilter]:
    """The filter of plain signs where the terminal or its encoding needs it; else none."""
    return [PlainSigns()] if glyphs_for(environ) == ASCII else []


class PlainSigns(LineFilter):
    """Puts plain signs into every line of every widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The line as an old terminal can draw it."""
        return [Segment(plain(text), style, control) for text, style, control in segments]
