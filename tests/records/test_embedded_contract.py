from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exoguide.records.embedded import open_store
from exoguide.records.keys import StoreKey
from exoguide.records.store import Store
from tests.records.contract import StoreContract
from tests.records.samples import device_key_of


class TestTheEmbeddedStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        found = open_store(tmp_path / "real")
        yield found
        found.close()

    @pytest.fixture
    def key(self, store: Store, tmp_path: Path) -> StoreKey:
        assert not store.locks
        return device_key_of(tmp_path / "real")

    @pytest.fixture
    def practice_store(self, tmp_path: Path) -> Iterator[Store]:
        found = open_store(tmp_path / "practice", practice=True)
        yield found
        found.close()
