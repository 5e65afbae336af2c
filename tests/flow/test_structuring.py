"""Nothing is coerced, and every refusal says what, where and what to do."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from exoguide.flow.model import ClinicValue, End, Group, Option, Output, Source, Stage, Step
from exoguide.flow.problems import Problem
from exoguide.flow.structuring import structure

STEP = {"id": "fever", "stage": "history"}
PATH = ("step", 3)


def refused(data: object, cls: type = Step, *, from_json: bool = False) -> list[Problem]:
    value, problems = structure(data, cls, file="a.toml", path=PATH, from_json=from_json)
    assert value is None
    assert problems
    return list(problems)


def made(data: dict[str, Any], cls: type = Step, *, from_json: bool = False) -> Any:
    value, problems = structure(data, cls, file="a.toml", path=PATH, from_json=from_json)
    assert problems == ()
    return value


WRONG_TYPES: list[tuple[type, dict[str, Any], str, object]] = [
    (Step, STEP, "sensitive", "false"),
    (Step, STEP, "sensitive", 0),
    (Step, STEP, "material", 1),
    (Step, STEP, "places", Decimal("2.9")),
    (Step, STEP, "places", Decimal(2)),
    (Step, STEP, "places", "2"),
    (Step, STEP, "places", True),
    (Step, STEP, "ask", 5),
    (Step, STEP, "ask", True),
    (Step, STEP, "ask", date(2026, 1, 1)),
    (Step, STEP, "cards", "rest"),
    (Step, STEP, "cards", {"rest": 1}),
    (Step, STEP, "cards", [1]),
    (Step, STEP, "options", "mild"),
    (Step, STEP, "options", {"id": "mild", "label": "Mild"}),
    (Step, STEP, "kind", 1),
    (Step, STEP, "kind", "Choice"),
    (Step, STEP, "min", True),
    (Step, STEP, "min", ["1"]),
    (Step, STEP, "min", datetime(2026, 1, 1, 12)),  # noqa: DTZ001 -- as TOML gives it
    (Option, {"id": "mild", "label": "Mild"}, "weight", "1"),
    (Option, {"id": "mild", "label": "Mild"}, "weight", True),
    (Group, {"id": "again"}, "min", "1"),
    (Stage, {"id": "a", "title": "A"}, "order", "1"),
    (Stage, {"id": "a", "title": "A"}, "order", Decimal("1.0")),
    (Source, {"id": "a", "organisation": "B", "title": "C"}, "checked_on", "2026-01-01"),
    (Source, {"id": "a", "organisation": "B", "title": "C"}, "checked_on", datetime(2026, 1, 1)),  # noqa: DTZ001 - what TOML gives for a day with a time
    (Source, {"id": "a", "organisation": "B", "title": "C"}, "date", date(2026, 1, 1)),
    (Source, {"id": "a", "organisation": "B", "title": "C"}, "date", time(12, 30)),
    (Source, {"id": "a", "organisation": "B", "title": "C"}, "date", Decimal("2026.1")),
]


@pytest.mark.parametrize(("cls", "rest", "field", "value"), WRONG_TYPES)
def test_a_value_of_another_type_is_refused_and_never_converted(
    cls: type, rest: dict[str, Any], field: str, value: object
) -> None:
    (problem,) = refused({**rest, field: value}, cls)
    assert problem.path[:3] == (*PATH, field)
    assert problem.code in {"EXG113", "EXG114"}
    assert f"“{field}”" in problem.message


def test_an_integer_is_taken_where_a_decimal_is_expected() -> None:
    weight = made({"id": "mild", "label": "Mild", "weight": 2}, Option).weight
    assert weight == Decimal(2)
    assert type(weight) is Decimal


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (5, "5"),
        (Decimal("38.50"), "38.50"),
        (Decimal("1e2"), "100"),
        (date(2026, 1, 2), "2026-01-02"),
        ("age + 1", "age + 1"),
    ],
)
def test_a_limit_is_an_expression_and_a_plain_number_or_date_is_one(raw: object, text: str) -> None:
    limits = ("min", "max", "soft_min", "soft_max")
    step = made({**STEP, **dict.fromkeys(limits, raw)})
    assert [getattr(step, name) for name in limits] == [text] * 4
    value = made({"id": "rest", "type": "number", "min": raw, "default": raw}, ClinicValue)
    assert (value.min, value.default) == (text, text)


def test_canonical_json_gives_decimals_and_dates_as_text() -> None:
    option = made({"id": "a", "label": "A", "weight": "2.50"}, Option, from_json=True)
    assert str(option.weight) == "2.50"
    source = {"id": "a", "organisation": "B", "title": "C", "checked_on": "2026-01-02"}
    assert made(source, Source, from_json=True).checked_on == date(2026, 1, 2)


@pytest.mark.parametrize("text", ["20260102", "2026-1-2", "2026-W01-5", "soon", ""])
def test_canonical_json_knows_one_spelling_of_a_date(text: str) -> None:
    source = {"id": "a", "organisation": "B", "title": "C", "checked_on": text}
    assert refused(source, Source, from_json=True)[0].code == "EXG113"


def test_json_null_is_not_a_field_left_out() -> None:
    assert refused({**STEP, "kind": None}, from_json=True)[0].path == (*PATH, "kind")


def test_an_unknown_field_is_named_with_the_one_that_is_meant() -> None:
    (problem,) = refused({**STEP, "promt": "How hot?"})
    assert problem == Problem(
        "a.toml",
        ("step", 3, "promt"),
        "Step “fever” has a field “promt” that steps do not have.",
        "Did you mean “ask”?",
        "EXG111",
    )
    assert str(problem) == (
        "a.toml step[3].promt: EXG111 Step “fever” has a field “promt” that steps do not have."
        " Did you mean “ask”?"
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [("asks", "ask"), ("cuatious", "cautious"), ("if", "when"), ("routes", "route")],
)
def test_a_slip_and_another_systems_word_both_lead_to_the_right_field(
    name: str, meant: str
) -> None:
    assert refused({**STEP, name: "x"})[0].help == f"Did you mean “{meant}”?"


def test_a_field_like_none_lists_the_fields_there_are() -> None:
    help_ = refused({"id": "a", "title": "A", "order": 1, "zzz": 1}, Stage)[0].help
    assert help_ == "The fields of stages: id, title, order, required, skippable, minutes."


def test_a_missing_field_is_named_with_its_owner() -> None:
    (problem,) = refused({"id": "fever"})
    assert problem.message == "Step “fever” has no “stage”."
    assert problem.help == "Add stage = … to it."
    assert (problem.code, problem.path) == ("EXG112", PATH)


def test_a_table_without_an_id_is_named_by_its_number() -> None:
    assert refused({"stage": "history"})[0].message == "Step number 4 has no “id”."


def test_a_word_that_is_not_allowed_comes_with_the_nearest_and_all_that_are() -> None:
    (problem,) = refused({**STEP, "recheck": "visits"})
    assert problem.message == "“recheck” of step “fever” cannot be “visits”."
    assert problem.help == "Did you mean “visit”? It is one of: never, visit."
    assert problem.code == "EXG114"


def test_a_wrong_type_says_what_it_must_be_and_what_it_is() -> None:
    problems = refused({**STEP, "sensitive": "false", "places": Decimal("2.9"), "ask": 5})
    assert {(one.message, one.help) for one in problems} == {
        ("“sensitive” of step “fever” must be true or false, not the text “false”.",
         "Write false, without quotes."),
        ("“places” of step “fever” must be a whole number, not the number 2.9.", ""),
        ("“ask” of step “fever” must be text, not the number 5.", "Put it in quotes."),
    }  # fmt: skip


def test_an_option_is_named_with_its_step_and_its_path() -> None:
    options = [{"id": "mild", "label": "Mild"}, {"id": "severe", "label": 5}, {"label": "x"}, 7]
    problems = refused({**STEP, "options": options})
    assert [(one.place, one.message) for one in problems] == [
        ("a.toml step[3].options[1].label",
         "“label” of option “severe” of step “fever” must be text, not the number 5."),
        ("a.toml step[3].options[2]", "Option number 3 of step “fever” has no “id”."),
        ("a.toml step[3].options[3]",
         "Option number 4 of step “fever” must be a table, not the number 7."),
    ]  # fmt: skip


def test_all_errors_of_a_table_are_told_at_once() -> None:
    data = {"id": "x", "outcome": "acepted", "rank": "1", "txt": "", "reopens": "no"}
    codes = [one.code for one in refused(data, End)]
    assert sorted(codes) == ["EXG111", "EXG112", "EXG112", "EXG113", "EXG113", "EXG114"]


def test_what_is_no_table_is_refused() -> None:
    assert refused("fever")[0].message == "Step number 4 must be a table, not the text “fever”."
    items = {"id": "a", "kind": "section", "title": "A", "items": [["x"]]}
    assert refused(items, Output)[0].message.endswith("must be a table, not a list.")
