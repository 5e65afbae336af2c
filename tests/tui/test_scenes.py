"""The eight main screens are what they are: held as text, line by line.

After a change that is meant: ``make pictures``, look at every picture, and commit both.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.tui.scenes import GOLDENS, SCENES, SIZES, Scene, golden, reading, seen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_main_screen_is_as_it_was_written_down(
    scene: Scene, size: tuple[int, int], tmp_path: Path
) -> None:
    async def work() -> str:
        async with seen(scene, size, tmp_path / "store") as hands:
            return await reading(hands)

    assert asyncio.run(work()) == golden(scene, size).read_text()


def test_every_golden_and_every_picture_belongs_to_a_screen(checkout: Path) -> None:
    names = {golden(scene, size).stem for scene in SCENES for size in SIZES}
    assert {path.stem for path in GOLDENS.glob("*.txt")} == names
    assert {path.stem for path in (checkout / "docs" / "pictures").glob("*.svg")} == names


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_footer_of_a_main_screen_has_at_most_six_keys_and_none_is_cut_off(
    scene: Scene,
) -> None:
    footer = golden(scene, (80, 24)).read_text().splitlines()[-1]
    keys = [part for part in footer.split("   ") if part.strip()]
    assert 2 <= len(keys) <= 6
    assert "…" not in footer
