"""The type of every expression, and what a condition is said to read."""

from __future__ import annotations

import pytest

from exoguide.flow.conditions import Type, Use, check, walk_nodes
from exoguide.flow.conditions import types as t
from exoguide.flow.conditions.nodes import InformationOnly, Name, Option, Today
from tests.flow.conditions.world import PAIN, SCOPE, complaints, typed

USD = t.Money("USD")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("true", t.BOOL),
        ("18", t.NUMBER),
        ("USD 3", USD),
        ("2026-11-23", t.DATE),
        ("7 days", t.Duration("days")),
        ("2 weeks", t.Duration("days")),
        ("1 year", t.Duration("months")),
        ("0 days", t.DURATION),
        ("today", t.DATE),
        ("information_only", t.BOOL),
        ("age", t.Number("years")),
        ("pain", t.Choice(PAIN)),
        ("lot", t.TEXT),
        ("clinic.limit", t.Number("mg")),
        ("age + 1", t.Number("years")),
        ("1 + age", t.Number("years")),
        ("age - count_a", t.Number("years")),
        ("age * 2", t.NUMBER),
        ("age * weight", t.NUMBER),
        ("weight / age", t.NUMBER),
        ("-age", t.Number("years")),
        ("fee + deposit", USD),
        ("fee - USD 3", USD),
        ("fee * count_a", USD),
        ("count_a * fee", USD),
        ("fee / 2", USD),
        ("fee / deposit", t.NUMBER),
        ("planned - born", t.Duration("days")),
        ("planned + 7 days", t.DATE),
        ("7 days + planned", t.DATE),
        ("planned - 3 months", t.DATE),
        ("planned - born + 7 days", t.Duration("days")),
        ("1 year + 1 month", t.Duration("months")),
        ("1 year + 1 day", t.Duration("mixed")),
        ("wait + 1 day", t.DURATION),
        ("born + (1 year + 1 day)", t.DATE),
        ("count_a * 1 day", t.Duration("days")),
        ("age > 1", t.BOOL),
        ("pain is mild", t.BOOL),
        ("symptoms has fever", t.BOOL),
        ("age else 3", t.Number("years")),
        ("count_a else age", t.Number("years")),
        ("pain else mild", t.Choice(PAIN)),
        ("pain else pain_then", t.Choice(PAIN)),
        ("frail else true", t.BOOL),
        ("date_of(age) else today", t.DATE),
        ("sum(dose) else 0", t.Number("mg")),
        ("known(age)", t.BOOL),
        ("date_of(lot)", t.DATE),
        ("min(age, 3)", t.Number("years")),
        ("min(3, age)", t.Number("years")),
        ("max(fee, deposit)", USD),
        ("max(born, today, planned)", t.DATE),
        ("min(7 days, planned - born)", t.Duration("days")),
        ("round(age / 3)", t.NUMBER),
        ("round(fee, 2)", USD),
        ("abs(planned - born)", t.Duration("days")),
        ("age_on(born, today)", t.Number("years")),
        ("days_between(born, today)", t.Number("days")),
        ("count(drugs)", t.NUMBER),
        ("count(symptoms)", t.NUMBER),
        ("sum(dose)", t.Number("mg")),
        ("sum(price * 2)", USD),
        ("sum(dose * count_a)", t.NUMBER),
        ("any(daily is yes)", t.BOOL),
        ("all(dose < clinic.limit)", t.BOOL),
    ],
)
def test_every_expression_has_one_type(text: str, kind: Type) -> None:
    found = typed(text)
    assert found.type == kind
    assert found.node.type == kind


def test_every_node_of_a_checked_tree_has_a_type_but_the_names_of_flags_and_actions() -> None:
    text = (
        "not (age else 1 + 2 > 3) and pain in [mild] or symptoms has any of [fever] and "
        "any(dose > clinic.limit) and answered(drugs) and raised(too_young) or -fee < USD 3 or "
        "planned > max(today, date_of(lot)) and information_only and known(bmi) and any_flag(stop)"
    )
    bare = [node for node in walk_nodes(typed(text).node) if node.type == t.UNTYPED]
    assert [node.name for node in bare if isinstance(node, Name)] == ["too_young", "stop"]
    assert len(bare) == 2


def test_fixed_names_and_options_get_nodes_of_their_own() -> None:
    kinds = {type(n) for n in walk_nodes(typed("today > born and information_only").node)}
    assert {Today, InformationOnly} <= kinds
    default = list(walk_nodes(typed("(pain else mild) is severe").node))[3]
    assert default == Option("mild", span=(11, 15), type=t.Choice(PAIN))


def test_a_name_carries_the_symbol_it_stands_for() -> None:
    (name,) = [n for n in walk_nodes(typed("risk(pain)").node) if isinstance(n, Name)]
    assert name.symbol == SCOPE.symbols["pain"]


def test_what_is_read_is_listed_by_how_it_is_read() -> None:
    found = typed(
        "known(age) and answered(lot) and risk(pain) and bmi > 3 and date_of(consent) < today and "
        "any(dose > clinic.limit) and count(joints) > 0 and raised(pregnant) and any_flag(stop) "
        "and information_only and reached(smoker) and before(born, planned) and (fee else USD 1) "
        "> USD 0 and known(frail)"
    )
    assert found.reads == {
        *("age", "lot", "pain", "bmi", "consent", "dose", "clinic.limit", "fee", "frail"),
    }
    assert found.values == {"pain", "bmi", "dose", "clinic.limit", "fee"}
    assert found.flags == {"pregnant"}
    assert found.actions == {"stop"}
    assert found.groups == {"drugs", "joints"}
    assert found.reached == {"smoker", "born", "planned"}
    assert found.today
    assert found.information_only


def test_a_condition_that_reads_nothing_lists_nothing() -> None:
    found = typed("1 < 2")
    assert not found.reads | found.values | found.flags | found.actions | found.groups
    assert not found.today
    assert not found.information_only


def test_an_option_of_the_expected_choice_can_stand_alone() -> None:
    assert check("mild", SCOPE, Use.COMPUTE, t.Choice(PAIN)).node == Option(
        "mild", span=(0, 4), type=t.Choice(PAIN)
    )
    assert complaints("mild", expect=t.YES_NO)


@pytest.mark.parametrize(
    ("expect", "text"),
    [
        (t.NUMBER, "age"),
        (t.Number("years"), "18"),
        (t.Number("years"), "age + 1"),
        (t.DURATION, "3 months"),
        (t.Choice((*PAIN, "extreme")), "pain"),
        (t.Multi((*t.YES_NO.options, "fever", "rash", "cough", "none")), "symptoms"),
        (USD, "fee"),
        (None, "lot"),
    ],
)
def test_an_expression_of_the_expected_type_is_taken(expect: Type | None, text: str) -> None:
    assert complaints(text, expect=expect) == []


def test_types_say_themselves_in_words() -> None:
    kinds: list[Type] = [
        *(t.BOOL, t.NUMBER, t.Number("kg"), USD, t.DATE, t.DURATION, t.Duration("months")),
        *(t.Duration("mixed"), t.YES_NO, t.Multi(()), t.TEXT, t.ROSTER, t.UNTYPED),
    ]
    assert [kind.words() for kind in kinds] == [
        "a condition (true or false)",
        "a number",
        "a number of kg",
        "an amount in USD",
        "a date",
        "a length of time",
        "a length of time in months",
        "a length of time in months and days",
        "a choice",
        "a set of choices",
        "free text",
        "a repeating group",
        "something unclear",
    ]
