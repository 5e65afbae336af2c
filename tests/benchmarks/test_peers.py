"""The ten questions that exoguide and its peers are measured with are the same, and sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks.peer_programs import CHOICES, WORDS, flow
from exoguide.check import check_flow
from exoguide.flow.loading import load_flow


def test_the_flow_that_is_measured_asks_the_ten_questions_and_has_no_finding(
    tmp_path: Path,
) -> None:
    file = tmp_path / "ten.toml"
    file.write_text(flow(), encoding="utf-8")
    assert check_flow(file, date(2026, 11, 23)).findings == ()
    loaded = load_flow(file).flow
    assert [step.ask for step in loaded.steps] == [f"{words}?" for words in WORDS]
    assert {len(step.options) for step in loaded.steps} == {len(CHOICES)}


def test_no_question_stands_in_another_so_that_each_is_known_when_it_is_shown() -> None:
    assert len(set(WORDS)) == 10
    assert not any(one != other and one in other for one in WORDS for other in WORDS)
