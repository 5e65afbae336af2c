"""Guards: what makes reading an answer safe, and what does not."""

from __future__ import annotations

import pytest

from tests.check.flows import checked

HEAD = """
[flow]
id = "guards"
title = "Guards"
version = "1"
language = "en"
[[stage]]
id = "one"
title = "One"
order = 1
[[end]]
id = "end_it"
title = "End"
outcome = "declined"
rank = 1
text = "The end."
[[step]]
id = "source"
stage = "one"
kind = "choice"
ask = "Source?"
options = [
  { id = "prp", label = "PRP" },
  { id = "fat", label = "Fat" },
  { id = "no_idea", label = "?" },
]
non_answers = ["unknown"]
[[step]]
id = "platelets"
stage = "one"
kind = "yes_no"
when = 'source in [prp, fat]'
ask = "Platelets?"
cautious = ["no"]
[[step]]
id = "number"
stage = "one"
kind = "number"
when = 'source is prp and platelets is yes'
ask = "How many?"
[[step]]
id = "age"
stage = "one"
kind = "number"
ask = "Age?"
unit = "years"
non_answers = ["unknown", "declined"]
[[compute]]
id = "half"
type = "number"
unit = "years"
value = 'age - 10'
[[compute]]
id = "whole"
type = "number"
unit = "years"
value = '(age else 50) + 1'
"""
TAIL = """
[[step]]
id = "last"
stage = "one"
kind = "statement"
ask = "Bye. {half} {whole}"
when = '%s'
[[step]]
id = "bye"
stage = "one"
kind = "gate"
[[step.route]]
otherwise = "end_it"
"""


def codes(when: str, between: str = "") -> list[str]:
    return [one.code for one in checked({"flow.toml": HEAD + between + TAIL % when}).findings]


@pytest.mark.parametrize(
    "when",
    [
        "source is prp",
        "source is prp and platelets is yes",
        "source is fat and risk(platelets)",
        "not (source not in [prp, fat]) and platelets is no",
        "source in [no_idea, unknown] or platelets is yes",
        "answered(platelets) and platelets is yes",
        "source is prp and platelets is yes and number > 3",
        "answered(number) and platelets is yes",
        "answered(number) and source is prp and number > 2",
        "known(age) and age > 3",
        "not known(age) or age > 3",
        "(age else 3) > 2",
        "known(half) and half > 3",
        "known(age) and half > 3",
        "whole > 3",
        "known(age) and known(number) and age > number * 1",
    ],
)
def test_a_guarded_reading_is_quiet(when: str) -> None:
    assert codes(when) == []


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("platelets is yes", "EXG602"),
        ("source is no_idea and platelets is yes", "EXG602"),
        ("source is prp or platelets is yes", "EXG602"),
        ("source is prp and number > 3", "EXG602"),
        ("platelets is yes and answered(platelets)", "EXG602"),
        ("not answered(platelets) and platelets is yes", "EXG602"),
        ("age > 3", "EXG604"),
        ("age > 3 and known(age)", "EXG604"),
        ("known(age) or age > 3", "EXG604"),
        ("half > 3", "EXG604"),
        ("today > 2026-01-01 and platelets is yes", "EXG602"),
    ],
)
def test_an_unguarded_reading_is_told(when: str, code: str) -> None:
    assert codes(when) == [code]


ROUTES = """
[[step]]
id = "way"
stage = "one"
kind = "gate"
[[step.route]]
when = 'not known(age)'
goto = "end_it"
[[step.route]]
when = 'source is fat'
goto = "{target}"
[[step.route]]
otherwise = "next"
[[step]]
id = "between"
stage = "one"
kind = "yes_no"
ask = "Between?"
"""


def test_a_route_to_an_end_guards_what_comes_after_it() -> None:
    assert codes("age > 3", ROUTES.format(target="end_it")) == []


def test_a_step_that_a_route_jumps_over_may_not_have_been_asked() -> None:
    between = ROUTES.format(target="last")
    assert codes("between is yes", between) == ["EXG602"]
    assert codes("source is prp and between is yes", between) == []
    assert codes("source is fat and between is yes", between) == ["EXG602"]


STAGES = (
    "order = 1\n",
    'order = 1\nskippable = true\n[[stage]]\nid = "two"\ntitle = "Two"\norder = 2\n',
)


def test_a_stage_that_may_be_skipped_answers_nothing_for_certain() -> None:
    tail = (TAIL % "source is prp").replace('"one"', '"two"')
    assert checked({"flow.toml": HEAD.replace(STAGES[0], STAGES[1]) + tail}).errors == 1
    guarded = (TAIL % "answered(source) and source is prp").replace('"one"', '"two"')
    assert checked({"flow.toml": HEAD.replace(STAGES[0], STAGES[1]) + guarded}).errors == 0


def test_within_a_stage_that_may_be_skipped_its_answers_are_there() -> None:
    tail = (TAIL % "true").replace('"one"', '"two"')
    inside = TAIL[: TAIL.index('[[step]]\nid = "bye"')] % "source is prp"
    inside = inside.replace('"last"', '"inside"')
    assert checked({"flow.toml": HEAD.replace(STAGES[0], STAGES[1]) + inside + tail}).errors == 0


def test_the_example_of_a_finding_names_questions_and_answers() -> None:
    (finding,) = checked({"flow.toml": HEAD + TAIL % "platelets is yes"}).findings
    assert "“Source?” is “?”" in finding.notes[0]


def test_a_broken_condition_hides_what_hangs_on_it() -> None:
    broken = HEAD.replace("'source in [prp, fat]'", "'source in [prp, fatt]'")
    report = checked({"flow.toml": broken + TAIL % "source is prp and platelets is yes"})
    assert [one.code for one in report.findings] == ["EXG204"]


GROUP = """
[[group]]
id = "drugs"
title = "Drugs"
item = "drug"
ask = "Drugs?"
max = 3
[[step]]
id = "drug_kind"
stage = "one"
group = "drugs"
kind = "choice"
ask = "Which?"
options = [{ id = "thinner", label = "Thinner" }, { id = "other", label = "Other" }]
[[step]]
id = "drug_dose"
stage = "one"
group = "drugs"
kind = "number"
ask = "Dose?"
when = 'drug_kind is thinner'
"""


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("any(drug_kind is thinner)", []),
        ("count(drugs) > 1", []),
        ("any(drug_kind is thinner and drug_dose > 5)", []),
        ("any(drug_dose > 5)", ["EXG602"]),
        ("drug_kind is thinner", ["EXG206"]),
    ],
)
def test_items_of_a_list_are_read_as_a_whole(when: str, expected: list[str]) -> None:
    assert codes(when, GROUP) == expected
