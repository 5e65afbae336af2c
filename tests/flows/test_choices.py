"""What is open to whom, and how it is told: routes by area, four choices of equal detail."""

from __future__ import annotations

from statistics import mean
from typing import Final

import pytest

from exoguide.flow.loading import load_flow
from exoguide.flow.model import Step
from exoguide.flow.plan import Plan
from tests.flow.conditions.world import World
from tests.flows.plays import PATH

ROUTES: Final = {
    "orthopaedic": {"joint", "muscle", "iv"},
    "skin": {"skin_injection", "skin_needling"},
    "hair": {"skin_injection", "skin_needling"},
    "neurological": {"iv"},
    "cardiovascular": {"iv"},
    "other_area": {"muscle", "iv"},
}
"""Which route is open for which area: the table at the head of ``route.toml``."""
ROWS: Final = ("What it is", "May help", "May harm", "Time", "Cost", "If it fails")
USUAL: Final = ("usual_orthopaedic", "usual_skin", "usual_hair", "usual_specialist")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(load_flow(PATH).flow, "0" * 64)


def opened(plan: Plan, step: str, **values: object) -> set[str]:
    """The options of ``step`` that are open after these answers."""
    world = World(values=values)  # type: ignore[arg-type] # answers in the shape of an environment
    options = plan.steps[step].options
    return {one.id for one in options if not one.when or plan.compile(one.when, one.id).test(world)}


def rows(step: Step) -> dict[str, str]:
    """The rows of a choice: what stands before the colon, and what is said."""
    return dict(line.split(": ", 1) for line in step.ask.strip().split("\n"))


@pytest.mark.parametrize("area", ROUTES)
def test_an_area_opens_the_routes_of_the_table_and_no_other(plan: Plan, area: str) -> None:
    found = opened(plan, "route", area=area, anaphylaxis="no")
    assert found - {"undecided"} == ROUTES[area]
    assert "undecided" in found


@pytest.mark.parametrize("area", ROUTES)
def test_a_severe_allergic_reaction_closes_the_drip_everywhere(plan: Plan, area: str) -> None:
    assert "iv" not in opened(plan, "route", area=area, anaphylaxis="yes")


def test_every_area_of_the_flow_stands_in_the_table(plan: Plan) -> None:
    assert {option.id for option in plan.steps["area"].options} == set(ROUTES)


@pytest.mark.parametrize("area", ROUTES)
def test_a_missing_diagnosis_refers_except_for_looks_and_hair(plan: Plan, area: str) -> None:
    flag = plan.flags["no_diagnosis"]
    assert flag.applies is not None
    looks = area in ("skin", "hair")
    for pathway, trial in (("none_known", False), ("local_rule", False), ("trial", True)):
        world = World(values={"area": area, "legal_pathway": pathway})
        assert flag.applies.test(world) is not (looks or trial)
    asked = plan.steps["diagnosis"].when
    assert plan.compile(asked, "diagnosis").test(World(values={"area": area})) is not looks


@pytest.mark.parametrize("usual", USUAL)
def test_the_four_choices_have_the_same_rows_and_about_the_same_length(
    plan: Plan, usual: str
) -> None:
    told = [
        rows(plan.steps[name]) for name in ("choice_none", usual, "choice_study", "choice_sold")
    ]
    assert all(tuple(one) == ROWS for one in told)
    words = [sum(len(said.split()) for said in one.values()) for one in told]
    assert all(abs(count - mean(words)) <= mean(words) / 4 for count in words), words


@pytest.mark.parametrize("usual", USUAL)
def test_help_and_harm_are_told_at_about_the_same_length(plan: Plan, usual: str) -> None:
    told = [
        rows(plan.steps[name]) for name in ("choice_none", usual, "choice_study", "choice_sold")
    ]
    helps = sum(len(one["May help"].split()) for one in told)
    harms = sum(len(one["May harm"].split()) for one in told)
    assert abs(helps - harms) <= max(helps, harms) / 4, (helps, harms)


def test_no_treatment_stands_first_and_every_choice_is_a_way_to_go(plan: Plan) -> None:
    order = [step.id for step in plan.flow.steps]
    assert order.index("choice_none") < min(order.index(name) for name in USUAL)
    assert order.index("choice_study") < order.index("choice_sold") < order.index("leaning")
    ways = {option.id: option.goto for option in plan.steps["leaning"].options}
    assert {ways[one] for one in ("no_treatment", "usual_care", "look_for_trial")} == {
        "end_other_choice"
    }
