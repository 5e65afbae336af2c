"""Colours that can be read: contrast by the formula of WCAG 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

import exoguide.tui
from exoguide.errors import UsageError
from exoguide.tui.parts import Role
from exoguide.tui.themes import COLOURS, colours_of, theme_named

WORDS = ("words", "quiet", "key", "chosen", "care", "stop", "good")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_known_ends() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize("part", WORDS)
def test_all_words_stand_out_from_their_ground(theme: str, part: str) -> None:
    least = 7.0 if "contrast" in theme else 4.5
    assert _contrast(COLOURS[theme][part], COLOURS[theme]["ground"]) >= least


VGA = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""The colours of the Linux console and of VGA."""

XTERM = (
    *("#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5"),
    *("#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"),
)
"""Those that xterm draws unless somebody chose others."""


def drawn_on_console(ground: int) -> str:
    """A ground as the Linux console draws it: bright ones as the others (console_codes(4))."""
    return VGA[ground % 8]


def contrast_of_sixteen(words: int, ground: int, *, console: bool) -> float:
    """The contrast of two of the 16 colours, on the Linux console or in xterm."""
    if console:
        return _contrast(VGA[words], drawn_on_console(ground))
    return _contrast(XTERM[words], XTERM[ground])


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize("part", WORDS)
@pytest.mark.parametrize("console", [True, False])
def test_all_words_stand_out_on_a_terminal_of_sixteen_colours(
    theme: str, part: str, *, console: bool
) -> None:
    colours = colours_of(theme, sixteen=True)
    words, ground = (
        Color.parse(colours[name]).downgrade(ColorSystem.STANDARD).number or 0
        for name in (part, "ground")
    )
    least = 7.0 if "contrast" in theme else 4.5
    assert contrast_of_sixteen(words, ground, console=console) >= least


def test_every_role_that_is_drawn_has_its_colour_in_the_style_sheet_and_in_each_theme() -> None:
    style = Path(exoguide.tui.__file__).with_name("app.tcss").read_text()
    drawn = dict(re.findall(r"^\.role--(\w+) \{ color: \$(\w+);", style, re.MULTILINE))
    assert {role.value for role in Role} - {"plain"} <= set(drawn)
    for colours in COLOURS.values():
        assert set(drawn.values()) <= set(colours)
    assert set(drawn.values()) - {"rule"} <= set(WORDS)


def test_a_theme_is_chosen_by_its_short_name_and_an_unknown_one_is_told() -> None:
    assert theme_named("") == "exoguide-dark"
    assert theme_named("light") == "exoguide-light"
    with pytest.raises(UsageError, match="purple"):
        theme_named("purple")
