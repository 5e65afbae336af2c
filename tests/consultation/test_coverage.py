"""What stories reach of a flow is counted as the walks of their sessions meet it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from exoguide.consultation.coverage import Collector, Coverage
from exoguide.consultation.coverage_report import coverage_json, coverage_text
from exoguide.consultation.expecting import put_to_the_test
from exoguide.consultation.stories import Stage
from exoguide.engine.tracing import Part
from exoguide.flow.model.story import Do, Story, Visit
from exoguide.flow.stories import load_stories
from exoguide.records.store import Store
from tests.consultation.places import GARDEN, TODAY, SteadyClock, a_store, garden


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


def _covered(store: Store, *stories: Story) -> Coverage:
    collector = Collector()
    for story in stories:
        put_to_the_test(Stage(store, SteadyClock(), watch=collector.watch), garden(), story)
        collector.end()
    return collector.coverage(garden().flow)


def _story(given: dict[str, Any], *do: Do) -> Story:
    return Story("s", "S", visit=(Visit(TODAY, given, do),))


def test_one_answer_reaches_its_step_option_flag_and_end_and_nothing_else(store: Store) -> None:
    reached = _covered(store, _story({"hurt": "unknown"})).reached
    assert {part: set(names) for part, names in reached.items() if names} == {
        Part.STEP: {"hurt"},
        Part.OPTION: {"hurt.unknown"},
        Part.RAISED: {"hurt_now"},
        Part.END: {"end_help"},
        Part.OUTPUT: {"money"},
        Part.ITEM: {"money.deposit"},
    }


def test_a_question_that_is_put_is_reached_although_nobody_answers_it(store: Store) -> None:
    reached = _covered(store, _story({"hurt": "no", "age": 20})).reached
    assert reached[Part.STEP] == {"hurt", "age", "seen_before"}
    assert reached[Part.OPTION] == {"hurt.no"}
    assert reached[Part.NEARLY] == {"hurt_now"}


def test_a_branch_counts_although_its_answer_was_taken_back_later(store: Store) -> None:
    given = {"hurt": "no", "age": 30, "seen_before": "yes", "tool": "saw", "blade": "no"}
    change = Do("uses", change={"tool": "later"})
    reached = _covered(store, _story(given, change)).reached
    assert "tool.next" in reached[Part.ROUTE]
    assert "tool.later" in reached[Part.ROUTE]
    assert {"blade", "uses"} <= reached[Part.STEP]
    assert reached[Part.END] == {"end_later"}


def test_all_stories_together_reach_what_each_reaches_and_no_name_is_unknown(store: Store) -> None:
    collector = Collector()
    for story in load_stories(GARDEN):
        stage = Stage(store, SteadyClock(), watch=collector.watch)
        assert not put_to_the_test(stage, garden(), story).differences
        collector.end()
    coverage = collector.coverage(garden().flow)
    for part, names in coverage.reached.items():
        assert names <= set(coverage.all[part]), part
    assert coverage.missing(Part.ROUTE) == ("explained.on_exhausted",)
    assert "teach_rules.retaught" in coverage.missing(Part.OPTION)
    assert "helpers.empty" not in coverage.missing(Part.OPTION)
    assert not coverage.missing(Part.STEP)
    assert not coverage.missing(Part.NEARLY)


def test_rounds_that_are_used_up_are_a_route(store: Store) -> None:
    lent = next(one for one in load_stories(GARDEN) if one.id == "lent")
    visit = lent.visit[0]
    given = {key: one for key, one in visit.given.items() if not key.startswith("teach_rules")}
    story = Story("s", "S", visit=(Visit(visit.today, {**given, "teach_rules": "not_yet"}),))
    reached = _covered(store, story).reached
    assert "explained.on_exhausted" in reached[Part.ROUTE]
    assert "explained.until" not in reached[Part.ROUTE]


def test_the_figures_are_rounded_down_and_what_is_missing_is_named(store: Store) -> None:
    coverage = _covered(store, _story({"hurt": "no"}))
    assert coverage.figure(Part.STEP) == (2, 16)
    assert coverage.percent(Part.STEP) == Decimal("12.5")
    assert coverage.figure() == (4, sum(len(names) for names in coverage.all.values()))
    text = coverage_text(coverage, 60)
    assert max(map(len, text.splitlines())) <= 60
    assert "Flags raised not reached:\n  hurt_now, no_practice\n" in text
    plain = coverage_json(coverage)
    assert plain["parts"]["flags_raised"] == {  # type: ignore[call-overload, index]  # JSON of a known form
        "reached": 0,
        "all": 2,
        "missing": ["hurt_now", "no_practice"],
    }
