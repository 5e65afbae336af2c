"""Stores written by earlier versions open, verify and go on in this one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exoguide.records.embedded import open_store
from exoguide.records.held import Draft, Query
from exoguide.records.schema import SCHEMA
from exoguide.records.verify import verify
from exoguide.records.witnesses import verify_all
from tests.records.make_fixture import FIXTURES
from tests.records.samples import SESSION, answered

HEADS = {
    "store-v1": {
        "7F3A-91C2": "773025f8cb8efc1834a3e2414fb741982482917e22c1fbb4ab7b26dca0dadd12",
        "AAAA-0001": "cffca826d1c9d4e6173421c1f1de928d40667f543ed3bfde95b8a1dd6c9ca1f6",
    },
    "store-v2": {
        "7F3A-91C2": "1ef22b20c61c45f2f656878df8cf4d418745d236d8db6de3ddaf4b0cadbd6531",
        "AAAA-0001": "d0746f8d61e6ca4d9898ed8f8365e6c471acb63f879b1075c56d9b6c1209378c",
        "access": "efdc4b9fe071ca63d9cbc5ac843cc91390ebb3c7ffc60df4e911c38c47cc5fce",
    },
}


@pytest.fixture(params=sorted(path.name for path in FIXTURES.iterdir()))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the store of one version, with the permissions that a checkout does not keep."""
    copy = Path(shutil.copytree(FIXTURES / request.param, tmp_path / request.param))
    copy.chmod(0o700)
    for path in copy.iterdir():
        path.chmod(0o600)
    return copy


def test_there_is_a_store_of_each_schema() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == {
        f"store-v{number}" for number in range(1, SCHEMA + 1)
    }


def test_a_store_of_an_earlier_version_verifies_to_the_same_heads(folder: Path) -> None:
    store = open_store(folder)
    verdicts = list(verify_all(store))
    assert all(verdict.sound and verdict.seal for verdict in verdicts)
    heads = {verdict.session_id: verdict.head for verdict in verdicts if verdict.events}
    assert heads == HEADS[folder.name]
    store.close()


def test_a_store_of_an_earlier_version_shows_what_it_held_and_goes_on(folder: Path) -> None:
    store = open_store(folder)
    assert [row.id for row in store.sessions(Query())] == ["AAAA-0001", SESSION]
    assert [row.due for row in store.search("knee pain")] == ["2026-06-12"]
    assert store.events(SESSION)[-1].body["value"] == "שלום \x1b[31m 'quoted'"
    assert store.draft("AAAA-0001") == Draft("step-41", "half a wo")
    document = store.document(SESSION)
    assert document is not None
    assert document.seq == 12
    store.append(SESSION, answered(14), 13)
    assert verify(store, SESSION).sound
    store.close()
