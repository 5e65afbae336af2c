"""The clinic profile is typed as the flow declares it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exoguide.config import load_clinic
from exoguide.flow.clinic import clinic_values
from exoguide.flow.model import ClinicType, ClinicValue, Flow, FlowHead, Option
from exoguide.flow.problems import FlowProblems, Problem
from exoguide.flow.values import Money

FLOW = Flow(
    FlowHead("a", "A", "1", "en", currency="USD"),
    clinic=(
        ClinicValue("rest", ClinicType.NUMBER, min="24", max="72", default="48"),
        ClinicValue("fee", ClinicType.MONEY, min="0"),
        ClinicValue("euro", ClinicType.MONEY, currency="EUR", default="2.50"),
        ClinicValue("night", ClinicType.YES_NO, default="yes"),
        ClinicValue("phone", ClinicType.TEXT),
        ClinicValue("since", ClinicType.DATE, min="2000-01-01", default="2020-02-03"),
        ClinicValue("size", ClinicType.CHOICE, options=(Option("small", "S"), Option("big", "B"))),
    ),
)


def refused(**profile: object) -> list[Problem]:
    with pytest.raises(FlowProblems) as caught:
        clinic_values(FLOW, profile)
    return list(caught.value.problems)


def test_defaults_are_typed_and_what_has_none_is_unset() -> None:
    assert clinic_values(FLOW, {}) == {
        "rest": Decimal(48),
        "euro": Money(Decimal("2.50"), "EUR"),
        "night": "yes",
        "since": date(2020, 2, 3),
    }


def test_the_profile_goes_before_the_defaults() -> None:
    profile = {
        "rest": 24,
        "fee": Decimal("99.50"),
        "night": "no",
        "phone": "555-0142",
        "since": date(2021, 1, 1),
        "size": "big",
    }
    values = clinic_values(FLOW, profile)
    assert values["rest"] == Decimal(24)
    assert values["fee"] == Money(Decimal("99.50"), "USD")
    assert (values["night"], values["phone"], values["size"]) == ("no", "555-0142", "big")


@pytest.mark.parametrize(
    ("name", "value", "message", "help_"),
    [
        ("rest", 12, "“rest” must be at least 24, not the number 12.", ""),
        ("rest", 73, "“rest” must be at most 72, not the number 73.", ""),
        ("rest", "48", "“rest” must be a number, not the text “48”.", "Write it without quotes."),
        ("rest", True, "“rest” must be a number, not true.", ""),
        ("rest", Decimal("NaN"), "“rest” must be a number, not the number NaN.", ""),
        ("fee", -1, "“fee” must be at least 0, not the number -1.", ""),
        ("night", True, "“night” must be a word in quotes, not true.", "It is one of: yes, no."),
        ("night", "yess", "“night” cannot be “yess”.", "Did you mean “yes”?"),
        ("phone", 5550142, "“phone” must be text, not the number 5550142.", "Put it in quotes."),
        ("size", "bgi", "“size” cannot be “bgi”.", "Did you mean “big”?"),
        ("since", "2021-01-01", "“since” must be a date, not the text “2021-01-01”.",
         "Write it as 2026-11-23, without quotes."),
        ("since", date(1999, 1, 1),
         "“since” must be 2000-01-01 or later, not the date 1999-01-01.", ""),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told(
    name: str, value: object, message: str, help_: str
) -> None:
    assert refused(**{name: value}) == [Problem("clinic.toml", (name,), message, help_, "EXG130")]


def test_all_that_does_not_fit_is_told_at_once() -> None:
    assert [one.path for one in refused(rest="x", night=1, size="x")] == [
        ("rest",),
        ("night",),
        ("size",),
    ]


def test_a_misspelt_id_is_told_and_one_of_another_flow_is_not() -> None:
    (problem,) = refused(phnoe="555-0142", zzz=1)
    assert problem.message == "This flow reads no clinic value “phnoe”."
    assert problem.help == "Did you mean “phone”?"


def test_a_profile_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "clinic.toml"
    file.write_text('phone = "555-0142"\nfee = 99.50\n')
    assert clinic_values(FLOW, load_clinic(file))["fee"] == Money(Decimal("99.50"), "USD")
