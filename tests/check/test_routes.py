"""Which answers no route takes, in the author's words."""

from __future__ import annotations

import pytest

from tests.check.flows import VISIT_ROUTES, checked, edited

CASES = [
    (["hours < 4", "hours > 4"], "4 hours exactly and “don't know”"),
    (["known(hours) and hours < 4"], "4 hours exactly, above 4 hours and “don't know”"),
    (
        ["not known(hours)", "hours < 4", "hours > 5"],
        "4 hours exactly, between 4 hours and 5 hours and 5 hours exactly",
    ),
    (["not known(hours)", "hours <= 1"], "above 1 hour"),
    (["not known(hours)", "hours > 1"], "below 1 hour and 1 hour exactly"),
    (["known(hours)"], "“don't know”"),
]


@pytest.mark.parametrize(("rows", "words"), CASES)
def test_values_without_a_route_are_named(rows: list[str], words: str) -> None:
    files, _ = edited(("visit.toml", VISIT_ROUTES, routes(rows)))
    found = [one for one in checked(files).findings if one.code == "EXG401"]
    (finding,) = found or checked(files).findings
    assert words in finding.message
    assert "“How far have you had to travel?”" in finding.message


@pytest.mark.parametrize(
    "rows",
    [
        ["not known(hours)", "hours < 4", "hours >= 4"],
        ["not known(hours)", "4 > hours", "hours = 4", "hours > 4"],
        ["known(hours) and hours < 4", "not known(hours) or hours >= 4"],
        ["not known(hours)", "hours < 4 and who is alone", "hours >= 4 or who is not alone"],
    ],
)
def test_routes_that_cover_everything_are_quiet(rows: list[str]) -> None:
    files, _ = edited(("visit.toml", VISIT_ROUTES, routes(rows)))
    assert checked(files).findings == ()


def test_whole_numbers_have_nothing_between_them() -> None:
    whole = ("visit.toml", 'unit = "hours"', 'unit = "hours"\nplaces = 0')
    rows = ["not known(hours)", "hours <= 4", "hours >= 5"]
    files, _ = edited(whole, ("visit.toml", VISIT_ROUTES, routes(rows)))
    assert checked(files).findings == ()
    files, _ = edited(("visit.toml", VISIT_ROUTES, routes(rows)))
    (finding,) = checked(files).findings
    assert "between 4 hours and 5 hours" in finding.message


def test_a_row_covered_by_several_before_it_together_is_never_taken() -> None:
    rows = ["not known(hours)", "hours < 4", "hours >= 4", "hours > 2"]
    files, _ = edited(("visit.toml", VISIT_ROUTES, routes(rows)))
    assert [one.code for one in checked(files).findings] == ["EXG403"]


def routes(rows: list[str]) -> str:
    targets = ["signs"] + ["next"] * len(rows)
    return "\n".join(
        f"[[step.route]]\nwhen = '{row}'\ngoto = \"{target}\"\n"
        for row, target in zip(rows, targets, strict=False)
    )
