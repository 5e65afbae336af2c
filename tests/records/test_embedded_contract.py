from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exoguide.records.embedded import open_store
from exoguide.records.store import Store
from tests.records.contract import StoreContract


class TestTheEmbeddedStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        found = open_store(tmp_path / "real")
        yield found
        found.close()

    @pytest.fixture
    def practice_store(self, tmp_path: Path) -> Iterator[Store]:
        found = open_store(tmp_path / "practice", practice=True)
        yield found
        found.close()
