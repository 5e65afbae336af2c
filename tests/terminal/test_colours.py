"""Sixteen colours at a real terminal: nothing else is sent, and each word can be read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from exoguide.config import SETTINGS
from exoguide.paths import config_folder
from exoguide.tui.themes import COLOURS
from tests.cli.commands import PROGRAM, ran
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal
from tests.tui.test_themes import contrast_of_sixteen

Opener = Callable[..., Terminal]
LOOKS = re.compile(rb"\x1b\[([0-9;:]*)m")
WAY = (
    (b"", "Are you hurt right now?"),
    (b"\x1b[B", "> 1"),
    (b"2", "How old are you?"),
    (b"4", "= 4 years"),
    (b"1\r", "Have you borrowed a saw before?"),
    (b"2", "Before we go on"),
    (b"2", "Which tool would you like?"),
    (b"?", "Keys here"),
    (b"\x1b\x1b", "Which tool would you like?"),
    (b"1\r", "What will you do with it?"),
    (b"1", "[x]"),
    (b"\x1bOS", "Note at:"),
    (b"left-handed", "left-handed"),
)
"""What is pressed, and what is shown then: questions, a field, a flag, a list, a longer text."""
BRIGHT = 8
NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
"""The colours as pyte calls them; bright ones have that before their names."""
SINGLE = {0, 1, 4, 7, 22, 24, 27} | {*range(30, 38), *range(90, 98), *range(40, 48)}
ALLOWED = {str(number) for number in SINGLE | {*range(100, 108)}} | {"", "39", "49"}


@pytest.fixture
def _proven(home: Path) -> None:
    """Prove the flow beforehand, so that no test waits for that."""
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")


def number(name: str) -> int:
    """Which of the sixteen a colour is; none other was sent."""
    bright = name.startswith("bright")
    plain = name.removeprefix("bright")
    plain = {"yellow": "brown"}.get(plain, plain)
    return NAMES.index(plain) + BRIGHT * bright


def pairs(one: Terminal) -> Iterator[tuple[str, int, int]]:
    """Every sign on the screen that is no line across it, with its colour and its ground."""
    for row, line in enumerate(one.screen.display):
        for column, sign in enumerate(line):
            cell = one.screen.buffer[row][column]
            if sign == " " or (sign in "─-" and line[:3] in ("───", "---")):
                continue
            words, ground = number(cell.fg), number(cell.bg)
            yield (sign, ground, words) if cell.reverse else (sign, words, ground)


CASES = list(product(("linux", "xterm"), COLOURS))
FEW = CASES[0::5] + CASES[3::3]
"""Each terminal and each theme once or twice; every pair of them at full size."""


@pytest.mark.usefixtures("_proven")
@pytest.mark.parametrize(("kind", "theme"), CASES)
def test_each_word_stands_out_and_nothing_but_sixteen_colours_is_sent(
    kind: str, theme: str, terminal: Opener, *, full_size: bool
) -> None:
    if not full_size and (kind, theme) not in FEW:
        pytest.skip("at full size only")
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / SETTINGS).write_text(f'theme = "{theme.removeprefix("exoguide-")}"\n')
    one = terminal((PROGRAM, "start", str(GARDEN), "--practice"), environ={"TERM": kind})
    least = 7.0 if "contrast" in theme else 4.5
    seen = set()
    for keys, words in WAY:
        one.send(keys)
        one.shows(words)
        one.until(lambda: not one.read(0.1), "all is painted")
        for sign, fore, ground in pairs(one):
            seen.add((fore, ground))
            found = contrast_of_sixteen(fore, ground, console=kind == "linux")
            assert found >= least, (words, sign, fore, ground)
    assert seen
    sent = {part for looks in LOOKS.findall(one.output) for part in looks.decode().split(";")}
    assert sent <= ALLOWED
