"""Draws the eight main screens, and writes them down as text.

``make pictures`` puts the pictures beside this file and the texts into ``tests/tui/goldens``. They
are the same screens that ``tests/tui/test_scenes.py`` reads: nothing in them is real, and the clock
stands still, so that a picture changes only when the screen does.
"""

# ruff: noqa: INP001 - a script of its own

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

from textual.app import App

from tests.tui.scenes import SCENES, SESSION, SIZES, Scene, golden, reading, seen

FOLDER = Path(__file__).resolve().parent


async def draw(scene: Scene, size: tuple[int, int]) -> None:
    """One screen in a window of this size, as a picture and as text."""
    with tempfile.TemporaryDirectory() as folder:
        async with seen(scene, size, Path(folder) / "store") as hands:
            text = await reading(hands)
            picture = App.export_screenshot(hands.app, title="exoguide")
    picture = picture.replace("<text ", '<text xml:space="preserve" ')
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)  # nothing from afar
    picture = re.sub(r"terminal-\d+", "screen", picture)  # the same for the same screen
    picture = SESSION.sub("7F3A-91C2", picture)
    target = golden(scene, size)
    (FOLDER / f"{target.stem}.svg").write_text(picture, encoding="utf-8")
    target.write_text(text, encoding="utf-8")


async def main() -> None:
    """Every screen in every size."""
    for scene in SCENES:
        for size in SIZES:
            await draw(scene, size)


if __name__ == "__main__":
    os.environ["LANG"] = "C.UTF-8"
    asyncio.run(main())
