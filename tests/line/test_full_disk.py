"""On a full disk the open session is ended with what was kept in reserve, and people are told."""

from __future__ import annotations

import io
from pathlib import Path

from exoguide.consultation.opening import Clinician, Opening, start
from exoguide.consultation.records import open_records
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import load_flow
from exoguide.line.console import Console
from exoguide.line.face import run
from exoguide.paths import data_folder
from exoguide.records.embedded import EmbeddedStore
from exoguide.records.space import RESERVE_FILE
from tests.consultation.places import GARDEN


def test_the_reserve_is_used_for_the_answer_and_said_once(home: Path) -> None:
    store = open_records()
    assert isinstance(store, EmbeddedStore)
    loaded = load_flow(GARDEN)
    opening = Opening(Clinician("Dr Grey"), "P-100", clinic_values(loaded.flow, {}))
    made = start(store, loaded, opening)
    out = io.StringIO()
    pages = store.database.read(lambda tool: tool.execute("PRAGMA page_count").fetchone()[0])
    limit = f"PRAGMA max_page_count = {pages}"
    store.database.read(lambda tool: tool.execute(limit).fetchone())
    words = "note " + "x" * 60_000
    run(made, Console(io.StringIO(f"2\n{words}\n{words}\n40\nquit\n"), out, width=80))
    said = " ".join(out.getvalue().split())
    assert said.count("Room that was kept in reserve is used now") == 1
    assert "NOT SAVED" not in said
    assert "Recorded: 40 years" in said
    assert not (data_folder() / RESERVE_FILE).exists()
    assert data_folder().is_relative_to(home)
    store.close()
