"""What is kept is kept as it came; what cannot be kept is refused in words; all can be searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.apply import Taken
from exoguide.engine.events import Kind
from exoguide.errors import StoreError
from exoguide.records.held import Query
from exoguide.records.lines import export_lines, verify_lines
from exoguide.records.store import Store
from tests.consultation.places import a_store, begun, garden
from tests.hostile.acting import storable
from tests.hostile.corpus import corpus

TOGETHER = 12
"""Texts in one note, where not all of them are written one by one."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


def test_every_text_is_kept_and_exported_as_it_came(store: Store, full_size: bool) -> None:
    made = begun(store, garden())
    kept = [case for case in corpus() if storable(case) and case.strip()]
    many = 1 if full_size else TOGETHER
    notes = ["\n".join(kept[at : at + many]) for at in range(0, len(kept), many)]
    for note in notes:
        assert isinstance(made.send(Kind.NOTED, key="hurt", text=note), Taken), note
    made.leave()
    assert [event.body["text"] for event in store.events(made.session_id)[1:]] == notes
    lines = list(export_lines(store, made.session_id))
    assert verify_lines(lines, store.record_key).sound


def test_what_no_store_could_keep_is_refused_in_words_and_nothing_is_written(store: Store) -> None:
    made = begun(store, garden())
    refused = [case for case in corpus() if not storable(case)]
    assert len(refused) > 20
    for case in refused:
        told = made.send(Kind.NOTED, key="hurt", text=case)
        assert isinstance(told, Refusal), case
        assert told.why is Why.TEXT
        assert "cannot be stored" in told.message
        with pytest.raises(StoreError, match="cannot be saved"):
            store.save_draft(made.session_id, "age", case)
    assert len(store.events(made.session_id)) == 1


def test_a_search_with_any_text_is_a_search(store: Store) -> None:
    made = begun(store, garden())
    words = 'Zoë 山田 quotes\' "double" semi;colon AND star*'
    made.send(Kind.NOTED, key="hurt", text=words)
    made.leave()
    for case in corpus():
        assert len(store.search(case)) <= 1, case
        assert store.sessions(Query(patient=case)) == [], case
    for word in words.split():
        assert [row.id for row in store.search(word)] == [made.session_id], word
