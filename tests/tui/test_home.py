"""The first screen: what it offers when there is nothing yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.records.store import Store
from tests.consultation.places import a_store
from tests.tui.hands import Hands
from tests.tui.test_consulting import shows, sit


@pytest.mark.parametrize(
    ("practice", "way"), [(True, "p shows the real sessions"), (False, "p shows practice sessions")]
)
def test_an_empty_first_screen_names_the_ways_on_and_no_key_without_use(
    tmp_path: Path, practice: bool, way: str
) -> None:
    store: Store = a_store(tmp_path / "store", practice=practice)

    async def doing(hands: Hands) -> None:
        lines = await hands.screen()
        assert shows(lines, "No consultations yet. n begins the first one;")
        assert shows(lines, way)
        assert "open" not in lines[-1]
        assert "find" not in lines[-1]

    sit(store, None, doing)
