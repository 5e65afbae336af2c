"""What a condition gives once its answers are there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from exoguide.flow.conditions import (
    ArithmeticStop,
    NotKnown,
    Unassigned,
    strict,
)
from exoguide.flow.values import Known, Money, NonAnswer, Span
from tests.flow.conditions.world import World, now, number, typed, usd, world

UNKNOWN, DECLINED, NOT_APPLICABLE = NonAnswer

FULL = World(
    values={
        "age": Decimal(40),
        "weight": Decimal("72.5"),
        "count_a": Decimal(7),
        "count_b": Decimal(2),
        "fee": usd(100),
        "deposit": usd(25),
        "born": date(2000, 2, 29),
        "planned": date(2026, 1, 31),
        "lot": "A-17",
        "pain": "severe",
        "smoker": UNKNOWN,
        "symptoms": frozenset({"fever", "rash"}),
        "drugs": (1, 4),
        "joints": (),
    },
    computes={"bmi": Decimal("24.5"), "frail": True, "stage": DECLINED, "wait": Span(days=9)},
    clinic={"limit": Decimal(5), "cooling": Span(days=7)},
    flags=frozenset({"too_young"}),
    actions=frozenset({"stop"}),
    days={"consent": date(2026, 11, 16)},
    rosters={
        "drugs": [
            {"dose": Decimal(3), "daily": "yes", "price": usd("1.50")},
            {"dose": Decimal(9), "daily": "no", "price": usd("2.25")},
        ],
        "joints": [],
    },
    walked=("age", "pain"),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("age = 40", True),
        ("age = 40.0", True),
        ("age != 40", False),
        ("age < 40", False),
        ("age <= 40", True),
        ("age > 40", False),
        ("age >= 40", True),
        ("40 >= age", True),
        ("18 <= age < 65", True),
        ("18 <= age < 40", False),
        ("50 <= age < 65", False),
        ("65 > age >= 40 > 3", True),
        ("fee = USD 100.00", True),
        ("fee > deposit", True),
        ("born < planned < today", True),
        ("planned - born > 9467 days", True),
        ("wait >= clinic.cooling", True),
        ("1 year = 12 months", True),
        ("2 weeks = 14 days", True),
        ("0 months < 1 day", True),
        ("wait + 1 day > 3 days + 0 months", True),
        ("pain is severe", True),
        ("pain is not severe", False),
        ("pain in [severe, moderate]", True),
        ("pain not in [severe, moderate]", False),
        ("smoker is unknown", True),
        ("smoker is not unknown", False),
        ("smoker is yes", False),
        ("smoker is not yes", True),
        ("smoker in [yes, unknown]", True),
        ("smoker in [declined, not_applicable]", False),
        ("stage is declined", True),
        ("stage is late", False),
        ("(smoker else no) is no", True),
        ("symptoms has fever", True),
        ("symptoms has cough", False),
        ("symptoms has any of [cough, rash]", True),
        ("symptoms has any of [cough, none]", False),
        ("symptoms has all of [fever, rash]", True),
        ("symptoms has all of [fever, cough]", False),
        ("symptoms has none of [cough, none]", True),
        ("symptoms has none of [cough, rash]", False),
        ("true and false", False),
        ("true and not false", True),
        ("false or frail", True),
        ("false or false or false", False),
        ("information_only", False),
        ("answered(lot)", True),
        ("answered(smoker)", True),
        ("answered(consent)", False),
        ("answered(drugs)", True),
        ("known(lot)", True),
        ("known(smoker)", False),
        ("known(consent)", False),
        ("known(bmi)", True),
        ("known(stage)", False),
        ("risk(pain)", True),
        ("risk(smoker)", True),
        ("risk(symptoms)", True),
        ("risk(age)", False),
        ("raised(too_young)", True),
        ("raised(pregnant)", False),
        ("any_flag(stop)", True),
        ("any_flag(refer)", False),
        ("reached(pain)", True),
        ("reached(fee)", False),
        ("before(age, pain)", True),
        ("before(pain, age)", False),
        ("age + 2 * 3 - 4 / 8", Decimal("45.5")),
        ("10 - 3 - 2", Decimal(5)),
        ("-age + 1", Decimal(-39)),
        ("0.1 + 0.2 = 0.3", True),
        ("1 / 3", Decimal("0.3333333333333333333333333333")),
        ("fee + deposit", usd(125)),
        ("fee - deposit - USD 5.50", usd("69.50")),
        ("fee * 1.1", usd("110.0")),
        ("2 * fee", usd(200)),
        ("fee / 8", usd("12.5")),
        ("fee / deposit", Decimal(4)),
        ("-fee", usd(-100)),
        ("planned + 1 month", date(2026, 2, 28)),
        ("1 month + planned", date(2026, 2, 28)),
        ("born + 1 year", date(2001, 2, 28)),
        ("planned - 2 weeks", date(2026, 1, 17)),
        ("planned + (1 month + 1 day)", date(2026, 3, 1)),
        ("planned - born", Span(days=9468)),
        ("3 days - 5 days", Span(days=-2)),
        ("count_a * 1 day", Span(days=7)),
        ("2 months * 3", Span(months=6)),
        ("min(age, 3, 50)", Decimal(3)),
        ("max(age, 3, 50)", Decimal(50)),
        ("max(fee, deposit)", usd(100)),
        ("min(born, planned)", date(2000, 2, 29)),
        ("max(7 days, wait)", Span(days=9)),
        ("round(2.5)", Decimal(3)),
        ("round(-2.5)", Decimal(-3)),
        ("round(2.449, 1)", Decimal("2.4")),
        ("round(2.45, 1)", Decimal("2.5")),
        ("round(fee / 3, 2)", usd("33.33")),
        ("abs(3 - age)", Decimal(37)),
        ("abs(deposit - fee)", usd(75)),
        ("abs(born - planned)", Span(days=9468)),
        ("age_on(born, planned)", Decimal(25)),
        ("age_on(born, 2026-02-28)", Decimal(25)),
        ("age_on(born, 2026-03-01)", Decimal(26)),
        ("age_on(born, 2024-02-29)", Decimal(24)),
        ("age_on(born, 2024-02-28)", Decimal(23)),
        ("age_on(born, 1999-12-31)", Decimal(-1)),
        ("days_between(born, planned)", Decimal(9468)),
        ("days_between(planned, born)", Decimal(-9468)),
        ("date_of(consent) + 7 days = today", True),
        ("count(drugs)", Decimal(2)),
        ("count(joints)", Decimal(0)),
        ("count(symptoms)", Decimal(2)),
        ("sum(dose)", Decimal(12)),
        ("sum(price)", usd("3.75")),
        ("sum(dose * count_b)", Decimal(24)),
        ("any(dose > clinic.limit)", True),
        ("any(dose > 9)", False),
        ("all(dose > 2)", True),
        ("all(dose > clinic.limit)", False),
        ("any(dose > clinic.limit and daily is yes)", False),
        ("any(side is left)", False),
        ("all(side is left)", True),
        ("age else 3", Decimal(40)),
        ("consent else acknowledged", "acknowledged"),
        ("smoker else no", "no"),
        ("fare else EUR 4", Money(Decimal(4), "EUR")),
        ("fare else EUR 4 + EUR 1", Money(Decimal(5), "EUR")),
        ("(fee else USD 0) * 2", usd(200)),
        ("stage else early", "early"),
        ("date_of(age) else born", date(2000, 2, 29)),
        ("pain", "severe"),
        ("symptoms", frozenset({"fever", "rash"})),
        ("clinic.cooling", Span(days=7)),
    ],
)
def test_an_expression_gives_what_it_says(text: str, value: Known) -> None:
    found = now(text, FULL)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("age > 3", "age"),
        ("age + 1 > 3", "age"),
        ("0 < age < 3", "age"),
        ("pain is severe", "pain"),
        ("pain is not severe", "pain"),
        ("pain in [mild]", "pain"),
        ("symptoms has fever", "symptoms"),
        ("symptoms has none of [fever]", "symptoms"),
        ("risk(pain)", "pain"),
        ("bmi > 3", "bmi"),
        ("frail", "frail"),
        ("stage is late", "stage"),
        ("clinic.limit > 3", "clinic.limit"),
        ("date_of(pain) < today", "pain"),
        ("count(drugs) > 0", "drugs"),
        ("sum(dose) > 0", "drugs"),
        ("any(dose > 0)", "drugs"),
        ("all(dose > 0)", "drugs"),
        ("true and pain is mild", "pain"),
        ("pain is mild and false", "pain"),
        ("(age else count_a) > 0", "count_a"),
        ("not (pain is mild)", "pain"),
    ],
)
def test_reading_what_is_not_answered_stops(text: str, name: str) -> None:
    with pytest.raises(Unassigned) as stop:
        now(text)
    assert stop.value.name == name
    assert f"`{name}`" in stop.value.message


@pytest.mark.parametrize("answer", list(NonAnswer))
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("age > 3", "age"),
        ("age = 3", "age"),
        ("age != 3", "age"),
        ("3 < age", "age"),
        ("age + 1 = 3", "age"),
        ("fee = USD 3", "fee"),
        ("born != today", "born"),
        ("symptoms has fever", "symptoms"),
        ("symptoms has none of [fever]", "symptoms"),
        ("count(symptoms) = 0", "symptoms"),
        ("bmi != 3", "bmi"),
        ("not frail", "frail"),
        ("(fee else deposit) = USD 1", "deposit"),
        ("pain", "pain"),
    ],
)
def test_the_value_of_a_non_answer_is_never_taken_for_false(
    text: str, name: str, answer: NonAnswer
) -> None:
    names = ("age", "fee", "deposit", "born", "symptoms", "pain")
    env = World(dict.fromkeys(names, answer), computes={"bmi": answer, "frail": answer})
    with pytest.raises(NotKnown) as stop:
        now(text, env)
    assert stop.value.name == name


@pytest.mark.parametrize(
    ("answer", "risky"), [(UNKNOWN, True), (DECLINED, True), (NOT_APPLICABLE, False)]
)
@pytest.mark.parametrize("step", ["pain", "symptoms", "age"])
def test_not_knowing_is_a_risk_and_not_applying_is_none(
    step: str,
    answer: NonAnswer,
    risky: bool,
) -> None:
    assert now(f"risk({step})", world(**{step: answer})) is risky


@pytest.mark.parametrize(
    ("step", "value", "risky"),
    [
        ("pain", "moderate", True),
        ("pain", "mild", False),
        ("symptoms", frozenset({"rash", "fever"}), True),
        ("symptoms", frozenset({"rash"}), False),
        ("symptoms", frozenset(), False),
    ],
)
def test_a_risk_is_a_cautious_value(step: str, value: Known, risky: bool) -> None:
    assert now(f"risk({step})", world(**{step: value})) is risky


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("answered(age) and age > 3", False),
        ("known(age) and age > 3", False),
        ("not known(age) or age > 3", True),
        ("true or age > 3", True),
        ("1 > 2 > age", False),
        ("(age else 5) > 3", True),
    ],
)
def test_what_stands_first_guards_what_stands_after_it(text: str, value: bool) -> None:
    assert now(text) is value


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("count_a / count_b > 1", "count_a / count_b", "Something was divided by zero."),
        ("1 + count_b / count_b", "count_b / count_b", "Something was divided by zero."),
        ("fee / count_b", "fee / count_b", "Something was divided by zero."),
        ("fee / deposit", "fee / deposit", "Something was divided by zero."),
        ("count_a * count_a", "count_a * count_a", "A number is out of range."),
        ("fee * count_a * 9", "fee * count_a * 9", "A number is out of range."),
        ("round(count_a, 2)", "round(count_a, 2)", "A number is out of range."),
        ("planned + 9000 years", "planned + 9000 years", "A date is out of range."),
        ("planned - 9000 years", "planned - 9000 years", "A date is out of range."),
        ("planned - 99999 weeks * 9", "planned - 99999 weeks * 9", "A date is out of range."),
        (
            "wait > 3 months",
            "wait > 3 months",
            "A length in days was compared with one in months.",
        ),
        ("fare + EUR 1", "fare + EUR 1", "A number is out of range."),
        ("fare > EUR 1", "fare > EUR 1", "Amounts in two currencies were compared."),
        (
            "0.5 * 3 days",
            "0.5 * 3 days",
            "A length of time was not taken a whole number of times up to 99,999.",
        ),
        (
            "3 days * count_a",
            "3 days * count_a",
            "A length of time was not taken a whole number of times up to 99,999.",
        ),
    ],
)
def test_a_calculation_without_result_stops_and_says_where(
    text: str, words: str, message: str
) -> None:
    env = World(
        {
            "count_a": Decimal("1E+900"),
            "count_b": Decimal(0),
            "fee": Money(Decimal("1E+100"), "USD"),
            "deposit": usd(0),
            "fare": usd(3),
            "planned": date(2026, 11, 23),
        },
        computes={"wait": Span(days=9)},
    )
    with pytest.raises(ArithmeticStop) as stop:
        now(text, env)
    assert text[slice(*stop.value.span)] == words
    assert stop.value.message == message


def test_enormous_exponents_cost_nothing() -> None:
    env = world(count_a=Decimal("1E+999999"), count_b=Decimal("1E-999999"))
    assert now("count_a > count_b", env) is True
    assert now("count_b = 0", env) is False
    with pytest.raises(ArithmeticStop):
        now("count_a * count_a * count_a", env)
    with pytest.raises(ArithmeticStop):
        now("count_a + 1", env)


def test_an_item_is_read_from_itself_and_never_from_its_neighbour_or_the_outside() -> None:
    env = World(
        {"drugs": (1, 2), "dose": Decimal(99)},
        rosters={"drugs": [{"dose": Decimal(3)}, {}]},
    )
    assert now("any(dose > 1)", env) is True
    assert now("any(answered(dose) and dose > 50)", env) is False
    with pytest.raises(Unassigned):
        now("all(dose > 1)", env)
    with pytest.raises(Unassigned):
        now("sum(dose)", env)
    assert now("sum(dose else 4)", env) == Decimal(7)


def test_an_item_can_be_weighed_against_everything_outside_it() -> None:
    values = {**FULL.values, "count_a": number(9), "drugs": (1, 2)}
    env = World(
        values,
        computes={"bmi": Decimal(9)},
        clinic={"limit": Decimal(9)},
        flags=frozenset({"pregnant"}),
        actions=frozenset({"refer"}),
        days={"consent": date(2026, 11, 23)},
        rosters=FULL.rosters,
        walked=("age", "pain"),
        information_only=True,
    )
    for outside in (
        "count_a = 9",
        "bmi = 9",
        "clinic.limit = 9",
        "raised(pregnant)",
        "any_flag(refer)",
        "date_of(consent) = today",
        "count(drugs) = 2",
        "reached(pain)",
        "before(age, pain)",
        "information_only",
    ):
        assert now(f"any(dose = 9 and {outside})", env) is True
        assert now(f"any(dose = 9 and not ({outside}))", env) is False


def test_a_compiled_condition_can_be_asked_again_and_again() -> None:
    run = strict(typed("age >= 18 and pain in [severe] or sum(dose) > 3"))
    assert run(FULL) is True
    assert run(World({"age": Decimal(3), "drugs": ()}, rosters={"drugs": []})) is False
    assert run(FULL) is True
