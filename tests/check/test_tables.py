"""Decision tables: every combination of answers that its rows can tell apart is tried."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exoguide.check.expressions import expressions
from exoguide.check.layout import Layout
from exoguide.check.tables import table_issues
from exoguide.flow.loading import examine
from tests.check.flows import bundle, checked, edited
from tests.check.proven import CLOSE, HEAD, ask, choice, route

OLD = 'type = "number"\nunit = "mg"\nvalue = \'sum(dose)\''


def files_with(inputs: str, *rows: str, policy: str = "first") -> dict[str, str]:
    """The sample with ``rows`` in the place of a sum."""
    table = "".join(f"  {row},\n" for row in rows)
    new = f'type = "number"\ninputs = [{inputs}]\npolicy = "{policy}"\nrows = [\n{table}]'
    return edited(("visit.toml", OLD, new))[0]


def told(inputs: str, *rows: str, policy: str = "first") -> list[tuple[str, str]]:
    """What the checker says of the sample with ``rows`` in it."""
    found = checked(files_with(inputs, *rows, policy=policy)).findings
    assert all(one.file == "visit.toml" for one in found)
    return [(one.code, one.message) for one in found]


def alone(inputs: str, *rows: str, policy: str = "first") -> list[tuple[str, str]]:
    """What is said of ``rows`` by themselves, whatever the paths of the sample allow."""
    flow = examine(bundle(files_with(inputs, *rows, policy=policy)))[0].flow
    issues = table_issues(Layout(flow, expressions(flow)))
    return [(one.code, one.message) for one in issues]


CLEAN: dict[str, tuple[str, tuple[str, ...], str]] = {
    "an otherwise takes what is left": (
        '"who"',
        ("{ when = 'who is alone', then = 1 }", "{ otherwise = 2 }"),
        "first",
    ),
    "every number is taken, a non-answer makes the value not known": (
        '"age"',
        ("{ when = 'age < 18', then = 1 }", "{ when = 'age >= 18', then = 'age * 2' }"),
        "unique",
    ),
    "rows overlap in order": (
        '"age", "who"',
        (
            "{ when = 'who is alone', then = 1 }",
            "{ when = 'who in [alone, friend, seller] and age < 18', then = 2 }",
            "{ when = 'age >= 18', then = 3 }",
        ),
        "first",
    ),
    "rows overlap with the same value": (
        '"hours"',
        ("{ when = 'hours <= 4', then = 1 }", "{ when = 'hours >= 4', then = 1 }"),
        "unique",
    ),
    "a row keeps one cell that the ones before leave": (
        '"who", "smoker"',
        (
            "{ when = 'who is alone', then = 1 }",
            "{ when = 'smoker in [no, unknown, declined]', then = 2 }",
            "{ when = 'smoker is yes', then = 3 }",
        ),
        "first",
    ),
    "a set of options, one of them alone": (
        '"signs"',
        (
            "{ when = 'signs has none_of_these', then = 0 }",
            "{ when = 'signs has all of [pain, swelling]', then = 2 }",
            "{ when = 'signs has any of [pain, swelling]', then = 1 }",
        ),
        "first",
    ),
    "a clinic value and a computed one": (
        '"clinic.rest", "total"',
        (
            "{ when = 'clinic.rest < 5 and total < USD 100', then = 1 }",
            "{ when = 'clinic.rest >= 5', then = 2 }",
            "{ when = 'total >= USD 100', then = 3 }",
        ),
        "first",
    ),
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_sound_table_is_quiet(name: str) -> None:
    inputs, rows, policy = CLEAN[name]
    assert told(inputs, *rows, policy=policy) == []


def test_a_gap_at_a_boundary_is_named_by_its_answer() -> None:
    rows = ("{ when = 'age < 18', then = 1 }", "{ when = 'age > 18', then = 2 }")
    [(code, said)] = alone('"age"', *rows)
    assert code == "EXG621"
    assert "“How old are you?” is 18 years exactly" in said


def test_a_gap_across_two_answers_names_both() -> None:
    rows = (
        "{ when = 'who is alone', then = 1 }",
        "{ when = 'smoker is yes', then = 2 }",
        "{ when = 'who is friend', then = 3 }",
        "{ when = 'smoker in [no, declined]', then = 4 }",
    )
    [(code, said)] = alone('"who", "smoker"', *rows)
    assert code == "EXG621"
    assert "is “A seller” and “Do you smoke?” is “don't know”" in said


def test_a_clash_names_its_rows_and_an_answer() -> None:
    rows = ("{ when = 'hours < 5', then = 1 }", "{ when = 'hours > 3', then = 2 }")
    [(code, said)] = alone('"hours"', *rows, policy="unique")
    assert code == "EXG622"
    assert said.startswith("Rows 1 and 2 of “per_day” both hold when")
    assert "between 3 hours and 5 hours" in said


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            (
                "{ when = 'who in [alone, friend]', then = 1 }",
                "{ when = 'who is alone', then = 2 }",
                "{ otherwise = 3 }",
            ),
            "row 1 takes every answer",
        ),
        (
            (
                "{ when = 'who is alone', then = 1 }",
                "{ when = 'who is friend', then = 2 }",
                "{ when = 'who in [alone, friend]', then = 3 }",
                "{ otherwise = 4 }",
            ),
            "rows 1 and 2 together take every answer",
        ),
        (
            ("{ when = 'who is alone and who is friend', then = 1 }", "{ otherwise = 2 }"),
            "its condition holds for no answer",
        ),
    ],
)
def test_a_row_that_is_never_used_says_why(rows: tuple[str, ...], why: str) -> None:
    [(code, said)] = alone('"who"', *rows)
    assert code == "EXG623"
    assert why in said


def test_a_row_that_asks_whether_something_is_known_is_used() -> None:
    rows = (
        "{ when = 'known(total) and total < USD 5', then = 1 }",
        "{ when = 'not known(total)', then = 2 }",
        "{ otherwise = 3 }",
    )
    assert told('"total"', *rows) == []


def test_too_many_combinations_are_said_to_be_too_many() -> None:
    cuts = [f"{{ when = 'hours < {n} and age < {n}', then = {n} }}" for n in range(1, 120)]
    more = ["{ when = 'hours >= 0 or fee >= USD 0', then = 0 }"]
    assert [code for code, _ in told('"hours", "age", "fee"', *cuts, *more)] == ["EXG624"]
    assert told('"hours", "age"', *cuts, "{ otherwise = 0 }") == []


ATOMS = st.sampled_from(
    [
        *(f"hours {op} {n}" for op in ("<", "<=", ">", ">=", "=", "!=") for n in (2, 4)),
        *("who is alone", "who is friend", "who in [alone, seller]", "not (who is seller)"),
    ]
)
WHEN = st.lists(ATOMS, min_size=1, max_size=2).map(" and ".join)


def _holds(when: str, hours: Decimal, who: str) -> bool:
    """An independent reading of the conditions that are drawn here."""
    for part in when.split(" and "):
        words = part.split()
        if words[0] == "hours":
            number = Decimal(words[2])
            found = {
                "<": hours < number,
                "<=": hours <= number,
                ">": hours > number,
                ">=": hours >= number,
                "=": hours == number,
                "!=": hours != number,
            }[words[1]]
        else:
            found = any(one in part for one in (who,)) is not part.startswith("not")
        if not found:
            return False
    return True


@settings(max_examples=80, deadline=None)
@given(st.lists(WHEN, min_size=1, max_size=4), st.sampled_from(["first", "unique"]))
def test_the_verdicts_are_those_of_trying_everything(whens: list[str], policy: str) -> None:
    rows = [f"{{ when = '{when}', then = {n} }}" for n, when in enumerate(whens)]
    codes = [code for code, _ in alone('"hours", "who"', *rows, policy=policy)]
    cases: list[Any] = list(
        itertools.product(map(Decimal, ("1", "2", "3", "4", "5")), ("alone", "friend", "seller"))
    )
    held = [[n for n, when in enumerate(whens) if _holds(when, *case)] for case in cases]
    gap = any(not one for one in held)
    clash = policy == "unique" and any(len(one) > 1 for one in held)
    if policy == "unique":
        used = {n for one in held for n in one}
    else:
        used = {one[0] for one in held if one}
    assert codes.count("EXG621") == int(gap)
    assert codes.count("EXG622") == int(clash)
    assert codes.count("EXG623") == len(whens) - len(used)


ENDED = ask("one", more=route("one is yes", "later")) + choice("two", "a", "b")
SHOWN = '\n[[output]]\nid = "o"\nkind = "section"\ntitle = "O"\ntext = "{c}"\nwhen = \'known(c)\'\n'


def on_paths(*rows: str, policy: str, kind: str = "number", more: str = SHOWN) -> list[str]:
    """What is said of a table in a flow that ends early for those who say yes to ``one``."""
    table = f'\n[[compute]]\nid = "c"\ntype = "{kind}"\ninputs = ["one", "two"]\n'
    table += f'policy = "{policy}"\nrows = [{", ".join(rows)}]\n'
    files = {"flow.toml": HEAD + ENDED + table + more + CLOSE}
    return [one.code for one in checked(files).findings if one.code not in {"EXG503", "EXG509"}]


def test_rows_that_clash_for_answers_that_no_path_gives_together_are_no_clash() -> None:
    rows = ("{ when = 'one is yes', then = 1 }", "{ when = 'two is a', then = 2 }")
    rest = "{ when = 'one is no and two is b', then = 3 }"
    assert "EXG622" not in on_paths(*rows, rest, policy="unique")
    wider = "{ when = 'one is no', then = 4 }"
    assert "EXG622" in on_paths(*rows, wider, policy="unique")


def test_a_row_that_earlier_answers_leave_nothing_for_is_told() -> None:
    rest = "{ otherwise = 2 }"
    assert on_paths("{ when = 'one is yes and two is a', then = 1 }", rest, policy="first") == [
        "EXG623"
    ]
    assert on_paths("{ when = 'one is no and two is a', then = 1 }", rest, policy="first") == []


def test_the_row_that_holds_says_whether_a_condition_made_of_a_table_is_true() -> None:
    rows = ("{ when = 'two is a', then = 'false' }", "{ otherwise = 'true' }")
    asked = ask("three", more=route("{}", "wait"))
    for test, dead in (("c and two is b", False), ("c and two is a", True)):
        more = asked.replace("{}", test)
        found = on_paths(*rows, policy="first", kind="bool", more=more)
        assert found == (["EXG403"] if dead else []), test
