"""No text makes a terminal do anything, whichever widget shows it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from exoguide.tui.modes import ASK_SYNC, ENTER, LEAVE, MOUSE_OFF, MOUSE_ON
from tests.terminal.payloads import payloads
from tests.terminal.terminal import Terminal, program

PAINTING = re.compile(r"\x1b\[(?:\d+(?:;\d+)*)?m|\x1b\[\d+;\d+H")
ACTING = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\udc80-\udcff\U000e0000-\U000e007f]"
)


def acting(output: bytes) -> list[str]:
    """What a terminal would act on, beyond what the driver itself switches on and off."""
    text = output.decode("utf-8", "surrogateescape")
    for mode in (ENTER, MOUSE_ON, ASK_SYNC, MOUSE_OFF, LEAVE):
        text = text.replace(mode, "", 1)
    return [found[0] for found in ACTING.finditer(PAINTING.sub("", text))]


def blinking(output: bytes) -> bool:
    """Whether anything was asked to blink."""
    for styles in re.findall(r"\x1b\[([\d;]*)m", output.decode("utf-8", "replace")):
        if {"5", "6"} & set(re.sub(r"[34]8;5;\d+", "", styles).split(";")):
            return True
    return False


@pytest.mark.parametrize("without", ["", "filter", "guard"])
def test_nothing_that_a_terminal_acts_on_leaves_any_widget(
    without: str, terminal: Callable[..., Terminal]
) -> None:
    gallery = terminal(
        program("gallery", f"--without={without}"), columns=150, rows=90, watched=False
    )
    assert gallery.end(120) == 7
    assert acting(gallery.output) == []
    assert blinking(gallery.output) == (without == "filter")  # the second guard knows no styles
    for word in (b"owned", b"gnp.exe", b"[red]red[/red]", b"dose [/ml]"):
        assert word in gallery.output


def test_textual_alone_lets_all_of_it_out(terminal: Callable[..., Terminal]) -> None:
    gallery = terminal(program("gallery", "--without=all"), columns=150, rows=90, watched=False)
    gallery.until(lambda: len(set(acting(gallery.output))) > 5, "something to act on", 60)
    assert b"\x1b]0;owned" in gallery.output
    assert blinking(gallery.output)


def test_there_is_something_to_show() -> None:
    texts = list(payloads())
    assert len(texts) > 10
    assert all(any(sign in "".join(texts) for sign in pair) for pair in ["\x1b", "\x9b", "\u202e"])
