"""What following every path finds, shown by interviews, and what it stays silent about."""

from __future__ import annotations

import pytest

from exoguide.check import Finding
from exoguide.check.expressions import expressions
from exoguide.check.findings import Level, Verdict
from exoguide.check.layout import Layout
from exoguide.check.proof import prove
from exoguide.flow.bundle import Bundle
from exoguide.flow.loading import examine
from exoguide.flow.model import Flow
from exoguide.flow.syntax import parse_document
from tests.check.flows import checked
from tests.check.proven import (
    CLOSE,
    GATE,
    HEAD,
    POSSIBLE,
    PROVEN,
    SIGN,
    ask,
    choice,
    flag,
    route,
)
from tests.check.witnesses import must_show


def findings(text: str) -> tuple[Finding, ...]:
    """What the checker says of the ways through a small flow."""
    every = checked({"flow.toml": HEAD + text}).findings
    unused = {"EXG503", "EXG705"}  # the head has ends that most of the small flows do not need
    return tuple(
        one
        for one in every
        if (one.code[3] in "4567" or one.code in PROVEN) and one.code not in unused
    )


def codes(text: str) -> list[str]:
    """Their codes."""
    return [one.code for one in findings(text)]


def only(text: str) -> Finding:
    """The one finding of a small flow."""
    (found,) = findings(text)
    return found


@pytest.mark.parametrize("code", PROVEN)
def test_a_mistake_on_some_path_is_found_and_proven(code: str) -> None:
    found = {one.code: one for one in findings(PROVEN[code])}
    assert code in found
    assert found[code].verdict is Verdict.PROVEN
    assert len(found) <= 2
    for one in found.values():
        must_show({"flow.toml": HEAD + PROVEN[code]}, one)


@pytest.mark.parametrize("code", POSSIBLE)
def test_what_limits_alone_tell_is_possible_and_a_warning(code: str) -> None:
    found = only(POSSIBLE[code])
    assert (found.code, found.verdict) == (code, Verdict.POSSIBLE)
    assert found.level.value == "warning"


def test_limits_that_keep_apart_are_quiet() -> None:
    kept = POSSIBLE["EXG611"].replace('min = "0"', 'min = "1"')
    assert codes(kept) == []
    ordered = POSSIBLE["EXG612"].replace("'one + 3'", "'one * 3'")
    assert codes(ordered) == []


def test_a_broken_rule_shows_an_interview() -> None:
    found = only(PROVEN["EXG731"])
    assert found.notes == ("Interview that shows it: one yes · two yes.",)


def test_a_rule_that_an_earlier_route_keeps_holds() -> None:
    text = PROVEN["EXG731"].replace(ask("one"), ask("one", more=route("one is yes", "later")))
    assert codes(text) == []


def test_a_rule_about_order_holds_where_the_order_is_fixed_and_fails_where_it_is_not() -> None:
    rule = '\n[[rule]]\nid = "r"\nsays = "Order."\nalways = \'{}\'\n'
    steps = ask("one") + ask("two", more="when = 'one is yes'") + ask("three") + CLOSE
    assert codes(steps + rule.format("not reached(two) or before(two, three)")) == []
    assert codes(steps + rule.format("before(two, three)")) == ["EXG731"]
    assert codes(steps + rule.format("not reached(two) or before(three, two)")) == ["EXG731"]


def test_a_step_used_early_comes_before_those_between() -> None:
    rule = (
        '\n[[rule]]\nid = "r"\nsays = "Order."\nalways = \'not reached(two) or before(two, x)\'\n'
    )
    again = '\n[[step]]\nid = "again"\nstage = "one"\nuse = "two"\n'
    steps = ask("one") + ask("two", more="when = 'one is yes'") + ask("x") + again + CLOSE
    found = only(steps + rule)
    assert found.code == "EXG731"
    assert found.notes == ("Interview that shows it: x yes · two yes.",)


def test_a_gap_across_two_answers_is_proven_and_one_that_cannot_occur_is_cleared() -> None:
    rows = "\n[[step.route]]\nwhen = 'one is yes'\ngoto = \"next\"\n"
    rows += "\n[[step.route]]\nwhen = 'two is yes'\ngoto = \"next\"\n"
    found = only(ask("one") + ask("two", more=rows) + CLOSE)
    assert (found.code, found.verdict) == ("EXG402", Verdict.PROVEN)
    assert found.notes == ("Interview that shows it: one no · two no.",)
    before = ask("one", more=route("one is no", "later"))
    assert codes(before + ask("two", more=rows) + CLOSE) == ["EXG403"]


def test_behind_a_gap_the_rest_is_looked_at_all_the_same() -> None:
    rows = "\n[[step.route]]\nwhen = 'age < 18'\ngoto = \"next\"\n"
    rows += "\n[[step.route]]\nwhen = 'age > 18'\ngoto = \"next\"\n"
    gap = ask("age", "number", rows)
    assert codes(gap + PROVEN["EXG731"]) == ["EXG401", "EXG731"]
    assert codes(gap + PROVEN["EXG507"]) == ["EXG401", "EXG507"]


def test_a_reading_behind_a_route_that_asks_it_is_cleared() -> None:
    steps = ask("one", more=route("one is yes", "three")) + ask("two")
    steps += ask("three", more="when = 'one is no and two is yes'") + CLOSE
    assert codes(steps) == []


def test_a_flag_that_a_route_masks_is_told_from_one_that_contradicts_itself() -> None:
    assert "leads away earlier" in only(PROVEN["EXG721"]).message
    alone = ask("one") + flag("red", "one is yes and one is no") + CLOSE
    assert "contradicts itself" in only(alone).message


def test_an_open_accept_option_leads_to_a_signature_under_a_flag_and_a_closed_one_does_not() -> (
    None
):
    begun = ask("one") + flag("red", "one is yes", "defer") + GATE
    open_ = choice("plan", "accept", 'decline goto = "later"') + SIGN + CLOSE
    assert codes(begun + open_) == ["EXG723"]
    fits = "accept when = 'not information_only and not any_flag(defer)'"
    closed = choice("plan", fits, 'decline goto = "later"') + SIGN + CLOSE
    assert codes(begun + closed) == []


def test_a_flag_settled_by_a_letter_no_longer_closes_anything() -> None:
    """The flow goes on past the stop, so what only happens behind it is no dead end."""
    steps = ask("one") + flag("red", "one is yes") + ask("two", more="when = 'one is yes'") + CLOSE
    assert codes(steps) == []


def test_scores_are_exact() -> None:
    options = ("a weight = 1", "b weight = 2")
    score = '\n[[compute]]\nid = "s"\ntype = "number"\nscore = ["one", "two"]\n'
    steps = choice("one", *options) + choice("two", *options) + score
    assert codes(steps + ask("x", more="when = 's > 3'") + CLOSE) == []
    assert codes(steps + ask("x", more="when = 's > 4'") + CLOSE) == ["EXG507"]


def test_a_set_of_options_keeps_its_constraints() -> None:
    options = 'options = [{ id = "a", label = "A" }, { id = "b", label = "B" }, '
    options += '{ id = "none_of_these", label = "None", exclusive = true }]'
    steps = ask("one", "multi", options)
    for when, expected in (
        ("one has all of [a, b]", []),
        ("one has all of [a, none_of_these]", ["EXG507"]),
        ("one has none of [a, b, none_of_these]", ["EXG507"]),
    ):
        assert codes(steps + ask("x", more=f"when = '{when}'") + CLOSE) == expected, when


def test_the_same_comparison_written_both_ways_is_one_fact() -> None:
    days = ask("one", "date") + ask("two", "date")
    first = ask("x", more=route("one < two", "later"))
    assert codes(days + first + ask("y", more="when = 'two <= one'") + CLOSE) == []
    assert codes(days + first + ask("y", more="when = 'two > one'") + CLOSE) == ["EXG507"]


def test_what_hangs_on_calculated_values_is_told_as_possible_when_no_interview_shows_it() -> None:
    numbers = ask("one", "number", 'min = "0"\nmax = "10"') + ask(
        "two", "number", 'min = "0"\nmax = "10"'
    )
    rule = '\n[[rule]]\nid = "r"\nsays = "No."\nnever = \'reached(two) and one * two > 100\'\n'
    found = only(numbers + rule + CLOSE)
    assert (found.code, found.verdict) == ("EXG731", Verdict.POSSIBLE)
    assert found.level.value == "warning"
    shown = only(numbers + rule.replace("> 100", "= 100") + CLOSE)
    assert shown.verdict is Verdict.PROVEN


def test_what_cannot_be_followed_is_said_to_be_not_analysed() -> None:
    flow = _flow(PROVEN["EXG731"])
    proof = prove(Layout(flow, expressions(flow)), (), budget=3)
    assert not proof.complete
    (issue,) = proof.issues
    assert (issue.code, issue.verdict) == ("EXG990", Verdict.NOT_ANALYSED)
    assert "3 nodes" in issue.message


def _flow(text: str) -> Flow:
    document, problems = parse_document("flow.toml", (HEAD + text).encode())
    assert document is not None
    bundle = Bundle("small", {"flow.toml": document}, {}, tuple(problems))
    assembly, _ = examine(bundle)
    return assembly.flow


def test_a_reading_that_may_find_nothing_is_an_error_once_an_interview_stops_at_it() -> None:
    asked = ask("one") + ask("two") + flag("red", "one is yes", "caution", "")
    asked += ask("three", more="when = 'raised(red)'")
    bare = only(asked + ask("four", more="when = 'three is yes'") + CLOSE)
    assert (bare.code, bare.level, bare.verdict) == ("EXG602", Level.ERROR, Verdict.PROVEN)
    assert "one no" in bare.notes[0]
    guarded = ask("four", more="when = 'raised(red) and three is yes'")
    assert not findings(asked + guarded + CLOSE)


def test_a_stop_that_every_answer_raises_leads_away_although_a_letter_may_set_it_aside() -> None:
    end = HEAD.replace('id = "later"', 'id = "called"')
    text = end + ask("one") + flag("red", "known(one)", goto="called") + CLOSE
    assert not [one for one in checked({"flow.toml": text}).findings if one.code == "EXG509"]


def test_a_rule_on_the_order_of_a_gate_counts_the_gates_that_asked() -> None:
    asked = ask("one") + flag("red", "one is yes", "defer") + GATE + ask("two")
    asked += ask("close", "statement", '[[step.route]]\notherwise = "later"')
    rule = '\n[[rule]]\nid = "r"\nsays = "Never so."\nnever = \'reached(gate) and before({})\'\n'
    assert codes(asked + rule.format("one, gate")) == ["EXG731"]
    assert codes(asked + rule.format("gate, one")) == []
