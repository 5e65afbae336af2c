"""What the tests of the shipped flow share."""

from __future__ import annotations

import pytest

from tests.flows.plays import Season, play_all


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    """All stories played once: it takes longer than everything else that is asked of the flow."""
    return play_all(tmp_path_factory.mktemp("stories"))
