"""Stories and answers files play as they are written, and say where they do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from exoguide.consultation.expecting import put_to_the_test
from exoguide.consultation.scripted import Script, Unanswered, check_keys
from exoguide.consultation.spelling import Items, spelled
from exoguide.consultation.stories import Stage, play
from exoguide.engine.encoding import Text
from exoguide.errors import UsageError
from exoguide.flow.model.story import Do, Expect, Story, Visit
from exoguide.flow.plan import Plan
from exoguide.flow.stories import load_stories
from exoguide.flow.values import Money, NonAnswer
from exoguide.records.store import Store
from tests.consultation.places import GARDEN, TODAY, SteadyClock, a_store, begun, garden

STORIES = load_stories(GARDEN)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def plan() -> Plan:
    flow = garden()
    return Plan(flow.flow, flow.digest)


def _story(given: dict[str, Any], *do: Do, **expect: Any) -> Story:
    return Story("s", "S", visit=(Visit(TODAY, given, do),), expect=Expect(**expect))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_the_stories_of_the_small_flow_come_out_as_they_expect(story: Story, store: Store) -> None:
    assert not put_to_the_test(Stage(store, SteadyClock()), garden(), story).differences


@pytest.mark.parametrize(
    ("expect", "what"),
    [
        ({"end": "end_no"}, "end"),
        ({"flags": ("no_practice",)}, "flags"),
        ({"path": ("hurt", "age")}, "path"),
        ({"absent": ("hurt",)}, "absent"),
        ({"shelved": ("age",)}, "shelved"),
        ({"void": ("sign_borrower",)}, "void"),
        ({"outputs": ("plan",)}, "outputs"),
        ({"no_outputs": ("money",)}, "no_outputs"),
        ({"cursor": "age"}, "cursor"),
    ],
)
def test_each_expectation_that_does_not_come_true_is_told(
    expect: dict[str, Any], what: str, store: Store
) -> None:
    wanted = {"end": "end_help", "flags": ("hurt_now",), **expect}
    played = put_to_the_test(Stage(store), garden(), _story({"hurt": "yes"}, **wanted))
    assert [one.what for one in played.differences] == [what]
    assert str(played.differences[0]).startswith(f"{what}: expected ")


def test_steps_that_come_in_another_order_are_told(store: Store) -> None:
    story = _story({"hurt": "no", "age": 20}, path=("age", "hurt"), cursor="seen_before")
    [found] = put_to_the_test(Stage(store), garden(), story).differences
    assert (found.what, found.got) == ("path", "it comes earlier")


def test_a_story_that_stops_without_saying_where_is_a_failure(store: Store) -> None:
    [found] = put_to_the_test(Stage(store), garden(), _story({"hurt": "no"})).differences
    assert "no answer is given for age" in found.got


def test_an_answer_that_is_not_taken_names_its_question(store: Store) -> None:
    with pytest.raises(Unanswered, match="hurt: “maybe” is not one of the answers"):
        play(Stage(store), garden(), _story({"hurt": "maybe"}))


def test_an_action_whose_place_never_comes_is_told(store: Store) -> None:
    story = _story({"hurt": "no"}, Do(at="tool", note="n"))
    with pytest.raises(UsageError, match="nothing is asked at “tool”"):
        play(Stage(store), garden(), story)


def test_a_story_over_several_days_is_for_practice_only(tmp_path: Path) -> None:
    real = a_store(tmp_path / "real", practice=False)
    story = attrs.evolve(_story({"hurt": "no"}), visit=(Visit(TODAY), Visit(date(2026, 12, 1))))
    with pytest.raises(UsageError, match="has 2 visits"):
        play(Stage(real), garden(), story)


def test_an_answer_to_a_question_that_the_flow_does_not_have_is_told_with_the_nearest(
    store: Store,
) -> None:
    made = begun(store, garden())
    with pytest.raises(UsageError, match="no question “hurtt”") as told:
        check_keys(made, {"hurtt": "no"})
    assert "“hurt”" in told.value.todo


def test_a_soft_limit_is_passed_only_when_the_answer_says_it_is_sure(store: Store) -> None:
    made = begun(store, garden())
    with pytest.raises(Unanswered, match="unusual"):
        Script({"hurt": "no", "age": 110}).run(made)
    Script({"age": {"value": 110, "sure": True}}).run(made)
    assert made.state.ledger.answers["age"].event.body["sure"] is True


def test_being_sure_where_nothing_is_unusual_leaves_no_trace(store: Store) -> None:
    made = begun(store, garden())
    Script({"hurt": "no", "age": {"value": 40, "sure": True}}).run(made)
    assert "sure" not in made.state.ledger.answers["age"].event.body


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("hurt", "no", "no"),
        ("hurt", "unknown", NonAnswer.UNKNOWN),
        ("uses", ["dig", "cut"], frozenset({"dig", "cut"})),
        ("uses", "dig", frozenset({"dig"})),
        ("age", 40, 40),
        ("first_day", TODAY, TODAY),
        ("deposit", 20, Money(20, "USD")),  # type: ignore[arg-type]  # an integer is a whole amount
        ("wishes", "unknown", Text("unknown")),
        ("wishes", {"non_answer": "declined"}, NonAnswer.DECLINED),
        ("helpers", 2, Items(2)),
        ("helpers", [1, 3], Items(2, (1, 3))),
    ],
)
def test_answers_are_spelled_as_toml_spells_them(
    plan: Plan, key: str, raw: object, value: object
) -> None:
    assert spelled(plan, key, raw).value == value


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("hurt", True),
        ("age", {"value": 40, "sure": "yes"}),
        ("age", {"valeu": 40}),
        ("age", {}),
        ("age", ["a"]),
        ("helpers", -1),
        ("helpers", True),
        ("helpers", []),
        ("sign_borrower", "Ann"),
        ("hurt", {"name": "Ann"}),
        ("wishes", {"non_answer": "maybe"}),
        ("nowhere", "yes"),
    ],
)
def test_what_spells_no_answer_is_told_with_its_key(plan: Plan, key: str, raw: object) -> None:
    with pytest.raises(UsageError, match=f"“{key}”"):
        spelled(plan, key, raw)
