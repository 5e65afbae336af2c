"""What may reach the terminal: text without anything that a terminal acts on, and painting.

Text is made harmless where it enters. Here, at the exit, the same is seen to once more for every
line of every widget, also of one that was forgotten, and once more for every frame.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_FORMAT: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff"
    + "".join(
        chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)
    )
)
"""Writing directions, separators, tags, characters without looks, halves of pairs.

Joiners and variation selectors are not among them: names and emoji are written with them.
"""

_UNSAFE: Final = re.compile(rf"[\x00-\x1f\x7f-\x9f{_FORMAT}]")

_UNSAFE_IN_FRAME: Final = re.compile(
    # No escape but of colours, and of the cursor to a place.
    r"\x1b(?!\[(?:[\d;:]*m|\d+;\d+H))"
    rf"|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f{_FORMAT}]"
)


def safe_text(text: str) -> str:
    """``text`` without what a terminal acts on, as wide as Textual believes it to be."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(lambda match: "\ufffd" * get_character_cell_size(match[0]), text)


def safe_frame(data: str) -> str:
    """A frame with nothing in it but text, colours, and places of the cursor."""
    return _UNSAFE_IN_FRAME.sub("", data)


@lru_cache(1024)
def safe_style(style: Style) -> Style:
    """``style`` without blinking and without a link: its address would go out as it is."""
    if not (style.link or style.blink or style.blink2):
        return style
    return style.update_link(None) + Style(blink=False, blink2=False)


class HarmlessLines(LineFilter):
    """Lets no control character, writing direction, link or blinking out of any widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The same segments, harmless."""
        return [
            Segment(safe_text(text), None if style is None else safe_style(style))
            for text, style, _ in segments
        ]
