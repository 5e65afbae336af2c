"""The author's guide keeps its word: a sound flow, a story that comes true, a valid table."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from exoguide.check import check_flow
from exoguide.consultation.expecting import put_to_the_test
from exoguide.consultation.stories import Stage
from exoguide.flow.conditions import Use, check
from exoguide.flow.loading import load_flow
from exoguide.flow.scope import scope_of
from exoguide.flow.stories import load_stories
from exoguide.records.embedded import open_store


@pytest.fixture
def guide(checkout: Path) -> str:
    return (checkout / "docs" / "writing-a-flow.md").read_text(encoding="utf-8")


@pytest.fixture
def toothache(guide: str, tmp_path: Path) -> Path:
    """The flow and the story of the guide, laid out as it says."""
    flow, story = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    folder = tmp_path / "toothache"
    (folder / "stories").mkdir(parents=True)
    (folder / "flow.toml").write_text(flow, encoding="utf-8")
    (folder / "stories" / "waits.toml").write_text(story, encoding="utf-8")
    return folder


def test_the_flow_of_the_guide_has_no_finding(toothache: Path) -> None:
    report = check_flow(toothache, date(2026, 11, 23))
    assert report.findings == ()


def test_the_story_of_the_guide_comes_true(toothache: Path, tmp_path: Path) -> None:
    flow = load_flow(toothache)
    (story,) = load_stories(toothache)
    stage = Stage(open_store(tmp_path / "store", practice=True))
    assert put_to_the_test(stage, flow, story).differences == ()


def test_every_condition_in_the_table_is_valid_in_that_flow(guide: str, toothache: Path) -> None:
    scope = scope_of(load_flow(toothache).flow)
    conditions = re.findall(r"^\| `'(.*?)'` \|", guide, re.MULTILINE)
    assert len(conditions) >= 14
    for condition in conditions:
        check(condition, scope, Use.CONDITION)
