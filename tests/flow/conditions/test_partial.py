"""What is known of a condition while answers are still to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.flow.conditions import (
    ArithmeticStop,
    NotKnown,
    Unassigned,
    partial,
    strict,
)
from exoguide.flow.values import UNSET, Known, NonAnswer, Span
from tests.flow.conditions.expressions import Given, completed, expression
from tests.flow.conditions.expressions import given as answers
from tests.flow.conditions.world import World, so_far, typed, usd, world

UNKNOWN = NonAnswer.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "age > 3",
        "3 < age",
        "age + 1 = 3",
        "1 < age < 3",
        "pain is mild",
        "pain is not mild",
        "pain in [mild]",
        "stage is early",
        "(pain else mild) is mild",
        "symptoms has fever",
        "risk(pain)",
        "frail",
        "not frail",
        "frail else true",
        "answered(age)",
        "answered(drugs)",
        "known(age)",
        "known(bmi)",
        "age else 3",
        "age else 3 > 2",
        "date_of(age)",
        "date_of(age) else today",
        "count(drugs)",
        "count(symptoms)",
        "sum(dose)",
        "any(dose > 1)",
        "all(dose > 1)",
        "clinic.limit > 1",
        "max(1, age)",
        "-age",
    ],
)
def test_what_hangs_on_an_answer_to_come_is_not_yet_assessed(text: str) -> None:
    assert so_far(text) is None


def test_three_values_join_as_kleene_says() -> None:
    values = {"true": True, "false": False, "frail": None}
    for left, a in values.items():
        assert so_far(f"not {left}") is (None if a is None else not a)
        for right, b in values.items():
            both = False if False in (a, b) else None if None in (a, b) else True
            either = True if True in (a, b) else None if None in (a, b) else False
            assert so_far(f"{left} and {right}") is both
            assert so_far(f"{left} or {right}") is either
            assert so_far(f"{left} and true and {right} and true") is both
            assert so_far(f"{left} or false or {right} or false") is either


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 > 2 > age", False),
        ("1 > age > 2 > 3", False),
        ("age > 2 > 3", False),
        ("1 < 2 < age", None),
        ("age < 2 < 3", None),
        ("1 < count_b < count_a", None),
    ],
)
def test_a_chain_is_false_as_soon_as_one_link_is(text: str, value: bool | None) -> None:
    assert so_far(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("known(age)", False),
        ("answered(age)", True),
        ("age else 3", Decimal(3)),
        ("known(age) and age > 3", False),
        ("risk(age)", True),
        ("pain is unknown", True),
        ("pain is mild", False),
        ("pain in [mild, unknown]", True),
        ("stage is unknown", True),
        ("known(stage)", False),
        ("(pain else mild) is mild", True),
    ],
)
def test_a_non_answer_is_an_answer(text: str, value: Known) -> None:
    env = World({"age": UNKNOWN, "pain": UNKNOWN}, computes={"stage": UNKNOWN})
    assert so_far(text, env) == value


@pytest.mark.parametrize(
    "text", ["age > 3", "age > 3 and frail", "not (age > 3)", "age + 1", "0 < age < 9"]
)
def test_the_value_of_a_non_answer_stops(text: str) -> None:
    with pytest.raises(NotKnown) as stop:
        so_far(text, world(age=UNKNOWN))
    assert stop.value.name == "age"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("known(weight) and age > 3", None),
        ("not known(weight) or age > 3", None),
        ("frail and age > 3 and false", False),
        ("frail or age > 3 or true", True),
        ("frail and 1 / count_a > 3", None),
        ("count_b < 3 < age", None),
    ],
)
def test_what_may_yet_be_guarded_does_not_stop(text: str, value: bool | None) -> None:
    assert so_far(text, world(age=UNKNOWN, count_a=0)) is value


def test_division_by_zero_stops() -> None:
    with pytest.raises(ArithmeticStop):
        so_far("1 / count_a > 3", world(count_a=0))


@pytest.mark.parametrize(
    ("doses", "either", "every"),
    [
        ([1, 9], True, False),
        ([None, 9], True, None),
        ([1, None], None, False),
        ([None], None, None),
        ([9, 9], True, True),
        ([], False, True),
    ],
)
def test_items_join_as_kleene_says(
    doses: list[int | None], either: bool | None, every: bool | None
) -> None:
    items = [{} if dose is None else {"dose": Decimal(dose)} for dose in doses]
    env = World({"drugs": tuple(range(len(doses)))}, rosters={"drugs": items})
    assert so_far("any(dose > 5)", env) is either
    assert so_far("all(dose > 5)", env) is every
    total = None if None in doses else Decimal(sum(dose or 0 for dose in doses))
    assert so_far("sum(dose)", env) == total


def test_values_are_given_where_their_answers_are() -> None:
    env = World(
        {"age": Decimal(3), "fee": usd(3), "planned": date(2026, 1, 1)},
        computes={"wait": Span(days=2)},
        days={"lot": date(2026, 2, 2)},
    )
    assert so_far("age + 1", env) == Decimal(4)
    assert so_far("fee", env) == usd(3)
    assert so_far("planned + wait", env) == date(2026, 1, 3)
    assert so_far("date_of(lot)", env) == date(2026, 2, 2)


def result(run: Callable[[World], object], env: World) -> tuple[str, object]:
    """What a run gives, a stop included."""
    try:
        return "value", run(env)
    except ArithmeticStop as stop:
        return "arithmetic", (stop.span, stop.message)
    except (NotKnown, Unassigned) as stop:
        return type(stop).__name__, stop.name


SEEDS = st.integers(0, 2**64)
EACH = 10
"""How many random conditions one seed gives."""


@given(SEEDS)
def test_with_every_answer_given_both_ways_of_running_agree(seed: int) -> None:
    random = Random(seed)
    for _ in range(EACH):
        text = expression(random)
        env = answers(random, unset=False).world()
        node = typed(text.ours)
        assert result(partial(node), env) == result(strict(node), env), text.ours


@given(SEEDS)
def test_what_is_decided_early_stays_decided_whatever_the_answers_to_come(seed: int) -> None:
    random = Random(seed)
    for _ in range(EACH):
        text, start = expression(random), answers(random)
        node = typed(text.ours)
        early, later = result(partial(node), start.world()), strict(node)
        if early == ("value", None):
            continue
        for _ in range(4):
            kind, value = result(later, completed(random, start).world())
            if kind == "value":
                assert (kind, value) == early, (text.ours, start)


@given(SEEDS)
def test_true_or_false_at_the_end_is_open_or_the_same_before(seed: int) -> None:
    random = Random(seed)
    for _ in range(EACH):
        text, end = expression(random), answers(random, unset=False)
        node = typed(text.ours)
        kind, value = result(strict(node), end.world())
        if kind != "value":
            continue
        early = result(partial(node), without_some(random, end).world())
        assert early in {(kind, value), ("value", None)}, (text.ours, end)


def without_some(random: Random, end: Given) -> Given:
    """The same answers, some of them not yet given."""
    return attrs.evolve(
        end,
        answers={k: UNSET if random.random() < 0.3 else v for k, v in end.answers.items()},
        doses=None if random.random() < 0.3 else end.doses,
    )
