"""One switch, where the terminal or the encoding cannot draw more than plain signs."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rich.cells import cell_len

from exoguide.tui.glyphs import ASCII, Glyphs, glyphs_for
from exoguide.tui.plain_signs import plain
from tests.tui.scenes import SCENES, seen

SIGNS = "\u201c\u201d\u2018\u2019\u2013\u2014…·✓→•─│\u00d7"


@pytest.mark.parametrize(
    ("environ", "ascii_only"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX", "TERM": "xterm-256color"}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "en_US.UTF-8", "TERM": "linux"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "en_US.UTF-8", "TERM": "xterm"}, False),
        ({"LANG": "C.utf8"}, False),
    ],
    ids=str,
)
def test_terminal_and_encoding_decide(environ: dict[str, str], ascii_only: bool) -> None:
    assert glyphs_for(environ) == (ASCII if ascii_only else Glyphs())


def test_every_plain_sign_is_ascii_and_as_wide_as_what_it_stands_for() -> None:
    for sign in SIGNS:
        assert plain(sign).isascii()
        assert cell_len(plain(sign)) == cell_len(sign)
    assert plain("señora, 5 µg") == "señora, 5 µg"


@pytest.mark.parametrize("name", ["question", "review"])
def test_a_screen_without_utf8_is_drawn_with_ascii_alone(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = next(one for one in SCENES if one.name == name)

    async def drawn(folder: str) -> str:
        async with seen(scene, (120, 36), tmp_path / folder) as hands:
            filters = hands.app.get_line_filters()
            width, height = hands.app.size
            lines = []
            for y in range(height):
                strip = hands.app.screen._compositor.render_strips()[y]  # noqa: SLF001 - what is painted
                for each in filters:
                    strip = strip.apply_filter(each, hands.app.screen.background_colors[1])
                lines.append(strip.text)
            assert {cell_len(line) for line in lines} == {width}
            return "\n".join(lines)

    for locale, plain_only in (("C.UTF-8", False), ("C", True)):
        monkeypatch.setenv("LANG", locale)
        monkeypatch.delenv("LC_ALL", raising=False)
        monkeypatch.delenv("LC_CTYPE", raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")
        odd = {sign for sign in asyncio.run(drawn(locale)) if not sign.isascii()}
        assert (not odd) == plain_only, odd
