"""Of all characters there are, none that acts on a terminal passes, and every name does."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from exoguide.plaintext import harmless
from exoguide.tui.safety import HarmlessLines, safe_frame, safe_text

SHAPING = {chr(code) for code in (0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}


def test_what_does_not_enter_does_not_leave_either() -> None:
    whole = [chr(code) for code in range(sys.maxunicode + 1)]
    leaves = {sign for sign in whole if safe_text(sign) == sign} - SHAPING
    enters = {sign for sign in whole if harmless(f"a{sign}a") == f"a{sign}a"} - SHAPING
    assert leaves <= enters
    # Beyond that only places without a character are held back.
    assert {unicodedata.category(sign) for sign in enters - leaves} <= {"Cn"}


def test_no_control_and_no_separator_is_left_of_any_character() -> None:
    whole = "".join(map(chr, range(sys.maxunicode + 1)))
    left = {unicodedata.category(sign) for sign in set(safe_text(whole)) - {"\ufffd"}}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}


@given(st.text())
def test_a_line_stays_as_wide_as_it_was_laid_out(text: str) -> None:
    assert sum(map(cell_len, safe_text(text))) == sum(map(cell_len, text))


@pytest.mark.parametrize(
    "name", ["Zoë Müller-Łukasz", "می‌خواهم", "क्‍ष", "עברית", "山田 太郎", "👩‍⚕️ ok", "O’Neil ½ µg"]
)
def test_names_and_signs_of_all_scripts_pass_as_they_are(name: str) -> None:
    assert safe_text(name) == name
    assert safe_frame(name) == name


@given(st.text(st.sampled_from("\x1b[]PX^_?;:0123456789mHJhlABcn\\\x07\x9b\x9c\n ab"), max_size=50))
def test_a_frame_holds_colours_places_and_text_and_nothing_else(data: str) -> None:
    import re

    left = re.sub(r"\x1b\[[\d;:]*m|\x1b\[\d+;\d+H", "", safe_frame(data))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", left)


def test_a_frame_of_paint_is_left_as_it_is() -> None:
    frame = "\x1b[1;1H\x1b[38;5;253;48;5;233mhello\x1b[0m\n\x1b[2;1Hé漢\x1b[3;80H"
    assert safe_frame(frame) == frame


def test_a_line_has_no_link_no_blinking_and_no_control_segment() -> None:
    line = [
        Segment("a\x1b]0;x\x07b", Style(bold=True, link="http://x\x1b\\", blink=True, blink2=True)),
        Segment("\x1b[2J", None, [(1, 2)]),  # type: ignore[list-item]  # a control code as Rich has them
    ]
    safe = HarmlessLines().apply(line, Color(0, 0, 0))
    assert [(text, control) for text, _, control in safe] == [("a]0;xb", None), ("[2J", None)]
    style = safe[0].style
    assert style is not None
    assert style.bold
    assert (style.link, style.blink, style.blink2) == (None, False, False)
