"""Our own colours: a calm dark and light theme, and two with high contrast.

Every colour of words on its ground has a contrast of at least 4.5:1, in the high-contrast themes
7:1, on a terminal of 16 colours too; a test holds that. No colour says anything that a word or a
sign does not say too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from textual.theme import Theme

from exoguide.errors import UsageError

DARK = "exoguide-dark"
LIGHT = "exoguide-light"


def theme_named(setting: str) -> str:
    """The theme that a person set (``light``), dark where nothing is set.

    ``UsageError`` names those there are.
    """
    if not setting:
        return DARK
    name = f"exoguide-{setting}"
    if name not in COLOURS:
        known = ", ".join(one.removeprefix("exoguide-") for one in COLOURS)
        raise UsageError(
            "Settings cannot be used", f"“theme” is “{setting[:60]}”.", f"Write one of: {known}."
        )
    return name


def _theme(name: str, *, dark: bool, colours: Mapping[str, str]) -> Theme:
    return Theme(
        name=name,
        primary=colours["key"],
        secondary=colours["quiet"],
        accent=colours["chosen"],
        foreground=colours["words"],
        background=colours["ground"],
        surface=colours["ground"],
        panel=colours["ground"],
        warning=colours["care"],
        error=colours["stop"],
        success=colours["good"],
        dark=dark,
        variables={
            "words": colours["words"],
            "ground": colours["ground"],
            "quiet": colours["quiet"],
            "key": colours["key"],
            "chosen": colours["chosen"],
            "care": colours["care"],
            "stop": colours["stop"],
            "good": colours["good"],
            "rule": colours["rule"],
            "input-cursor-background": colours["words"],
            "input-cursor-foreground": colours["ground"],
            "input-cursor-text-style": "none",
            "scrollbar": colours["rule"],
            "scrollbar-background": colours["ground"],
        },
    )


COLOURS: Mapping[str, Mapping[str, str]] = {
    DARK: {
        "ground": "#121212",
        "words": "#d0d0d0",
        "quiet": "#949494",
        "key": "#87afd7",
        "chosen": "#ffffff",
        "care": "#d7af5f",
        "stop": "#ff8787",
        "good": "#87af87",
        "rule": "#444444",
    },
    LIGHT: {
        "ground": "#ffffff",
        "words": "#1c1c1c",
        "quiet": "#626262",
        "key": "#005f87",
        "chosen": "#000000",
        "care": "#875f00",
        "stop": "#af0000",
        "good": "#004700",
        "rule": "#bcbcbc",
    },
    "exoguide-contrast": {
        "ground": "#000000",
        "words": "#ffffff",
        "quiet": "#d0d0d0",
        "key": "#87d7ff",
        "chosen": "#ffff00",
        "care": "#ffd75f",
        "stop": "#ffafaf",
        "good": "#87ff87",
        "rule": "#ffffff",
    },
    "exoguide-contrast-light": {
        "ground": "#ffffff",
        "words": "#000000",
        "quiet": "#303030",
        "key": "#00005f",
        "chosen": "#000000",
        "care": "#4a2800",
        "stop": "#870000",
        "good": "#004000",
        "rule": "#000000",
    },
}
"""Every theme by its name, and in it every colour by what it is for."""

_BLACK, _BLUE = "#000000", "#0000aa"

SIXTEEN: Mapping[str, Mapping[str, str]] = {
    LIGHT: {
        **dict.fromkeys(("words", "quiet", "chosen", "care", "stop", "good"), _BLACK),
        "key": _BLUE,
    },
    "exoguide-contrast-light": dict.fromkeys(
        ("words", "quiet", "key", "chosen", "care", "stop", "good"), _BLACK
    ),
}
"""What differs on a terminal of 16 colours, where each draws its own brown, grey and red.

The nearest of the 16 stands out from a light ground on one terminal and not on the next: xterm's
yellow is bright, and the Linux console draws a white ground in light grey (``console_codes(4)``).
Black and, for 4.5:1, blue can be read on all of them.
"""


def colours_of(name: str, *, sixteen: bool = False) -> Mapping[str, str]:
    """Every colour of a theme by what it is for, on a terminal of 16 colours or of more."""
    return {**COLOURS[name], **(SIXTEEN.get(name, {}) if sixteen else {})}


@cache
def themes(*, sixteen: bool = False) -> tuple[Theme, ...]:
    """Every theme, for a terminal of 16 colours or of more."""
    return tuple(
        _theme(name, dark="light" not in name, colours=colours_of(name, sixteen=sixteen))
        for name in COLOURS
    )
