"""Every shape rule, each broken once in a sound flow."""

# ruff: noqa: E501 -- a slip reads best on one line

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.flow.documents import read_bundle
from exoguide.flow.loading import examine
from exoguide.flow.problems import Problem
from tests.flow.sample import FILES, write

WHOLE = {Path(name).stem: text for name, text in FILES.items()}


def problems_after(folder: Path, name: str, old: str, new: str) -> list[Problem]:
    """What is wrong with the sample once ``old`` in one file reads ``new``."""
    assert WHOLE[name].count(old) >= 1
    changed = {**WHOLE, name: WHOLE[name].replace(old, new, 1)}
    _, problems = examine(read_bundle(write(folder, FILES, **changed)))
    return list(problems)


def test_the_sample_has_no_problems(tmp_path: Path) -> None:
    assert examine(read_bundle(write(tmp_path)))[1] == ()


AGE = 'id = "age"\nstage = "history"\nkind = "number"\n'
BREAKS = [
    # file, what stands there, what is put in its place, code, place, part of the sentence and help
    ("steps", 'id = "age"', 'id = "Age"', "EXG120", "steps.toml step[0].id", "“Age” cannot be the id"),
    ("steps", 'id = "age"', f'id = "{"a" * 61}"', "EXG120", "steps.toml step[0].id", "at most 60"),
    ("content", 'id = "paper"', 'id = "pa-per"', "EXG120", "content.toml source[0].id", "a-z"),
    ("steps", 'id = "stands"', 'id = "today"', "EXG121", "steps.toml step[5].id", "word of the language"),
    ("steps", 'id = "stands"', 'id = "next"', "EXG121", "steps.toml step[5].id", "word of the language"),
    ("content", 'id = "child"', 'id = "and"', "EXG121", "content.toml flag[0].id", "word"),
    ("steps", '{ id = "mild"', '{ id = "unknown"', "EXG121", "steps.toml step[1].options[0].id", "word"),
    ("steps", 'id = "stands"', 'id = "pain"', "EXG122", "steps.toml step[5].id", "has the id that another has"),
    ("steps", 'id = "stands"', 'id = "waits"', "EXG122", "content.toml end[2].id", "the id that a step has"),
    ("steps", 'id = "stands"', 'id = "cost_low"', "EXG122", "content.toml compute[0].id", "a step has"),
    ("content", 'id = "burden"', 'id = "medicines"', "EXG122", "content.toml compute[1].id", "a group has"),
    ("steps", '{ id = "severe"', '{ id = "mild"', "EXG122", "steps.toml step[1].options[1].id", "option"),
    ("flow", 'id = "consent"', 'id = "history"', "EXG122", "flow.toml stage[1].id", "stage “history”"),
    ("steps", 'kind = "date"', 'kind = "statement"', "EXG123", "steps.toml step[4].min", "A statement step has no use for “min”"),
    ("steps", 'kind = "gate"', 'kind = "gate"\npage = "a"', "EXG123", "steps.toml step[5].page", "no use for “page”"),
    ("steps", "weight = 1 }", "weight = 1, exclusive = true }", "EXG123", "steps.toml step[1].options[0].exclusive", "only one"),
    ("steps", 'kind = "choice"', 'kind = "multi"', "EXG123", "steps.toml step[1].options[1].goto", "[[step.route]] with when = 'pain has severe'"),
    ("steps", 'id = "mild", ', 'id = "mild", unavailable = "x", ', "EXG123", "steps.toml step[1].options[0].unavailable", "never shown"),
    ("content", 'action = "stop"', 'action = "note"', "EXG123", "content.toml flag[0].goto", "A note has no use for “goto”"),
    ("content", 'unit = "hours"', 'currency = "USD"', "EXG123", "content.toml clinic[0].currency", "no use"),
    ("content", 'type = "money"\nlow', 'type = "number"\nunit = "x"\ncurrency = "USD"\nlow', "EXG123", "content.toml compute[0].currency", "no use"),
    ("content", 'type = "number"\nscore', 'type = "date"\nscore', "EXG123", "content.toml compute[1].type", "A score has"),
    ("content", 'end = "{clinic', 'urgency = "days", end = "{clinic', "EXG123", "content.toml output[0].items[0].urgency", "warning signs only"),
    ("steps", 'ask = "Sign here."', 'ask = " "', "EXG124", "steps.toml step[8]", "Step “sign” has no “ask”"),
    ("steps", 'ask = "Rest for {clinic.rest} hours. Written {{so}}."', "", "EXG124", "steps.toml step[6]", "Add the text"),
    ("steps", 'role = "patient"', "", "EXG124", "steps.toml step[8]", "has no “role”; a signature step needs it"),
    ("steps", 'tests = "facts"', "", "EXG124", "steps.toml step[7]", "has no “tests”"),
    ("steps", 'label = "Mild"', 'label = ""', "EXG124", "steps.toml step[1].options[0].label", "empty"),
    ("content", 'goto = "waits"', "", "EXG124", "content.toml flag[0]", "stop needs one"),
    ("content", 'item = "medicine"', "", "EXG124", "content.toml group[0]", "has no “item”"),
    ("content", 'on_exhausted = "waits"', "", "EXG124", "content.toml group[1]", "has no “on_exhausted”"),
    ("content", "high = 'budget * 1.5'", "", "EXG124", "content.toml compute[0]", "has no “high”"),
    ("content", 'kind = "checklist"', 'kind = "warnings"', "EXG124", "content.toml output[0].items[0]", "has no “urgency”"),
    ("content", 'id = "again"', 'id = "empty"\nitem = "x"\nmax = 1\n[[group]]\nid = "again"', "EXG124", "content.toml group[1]", "“empty” has no steps"),
    ("steps", 'kind = "gate"', "", "EXG125", "steps.toml step[5]", "neither kind nor use"),
    ("steps", 'kind = "gate"', 'kind = "gate"\nuse = "pain"', "EXG125", "steps.toml step[5]", "both kind and use"),
    ("steps", 'cards = ["rest"]', 'cards = ["rest"]\nroute = [{ otherwise = "next" }]', "EXG125", "steps.toml step[1].route", "and routes as well"),
    ("steps", 'otherwise = "accepted"', 'otherwise = "accepted", goto = "waits"', "EXG125", "steps.toml step[8].route[0]", "beside"),
    ("steps", 'otherwise = "accepted"', 'goto = "accepted"', "EXG125", "steps.toml step[8].route[0]", "has no “when”"),
    ("steps", "[{ otherwise", '[{ otherwise = "waits" }, { otherwise', "EXG125", "steps.toml step[8].route[0]", "never tried"),
    ("content", "rounds = 2", "rounds = 2\nmax = 3", "EXG125", "content.toml group[1]", "both a repeat and rounds"),
    ("content", 'item = "medicine"\nmax = 5', "", "EXG125", "content.toml group[0]", "neither a repeat nor rounds"),
    ("content", 'score = ["pain"]', "rows = [{ otherwise = 1 }]", "EXG124", "content.toml compute[1]", "has no “inputs”"),
    ("content", 'score = ["pain"]', 'score = ["pain"]\ninputs = ["pain"]', "EXG123", "content.toml compute[1].inputs", "no rows"),
    ("content", 'score = ["pain"]', 'score = ["pain"]\npolicy = "unique"', "EXG123", "content.toml compute[1].policy", "no rows"),
    ("content", 'score = ["pain"]', 'inputs = ["pian"]\nrows = [{ otherwise = 1 }]', "EXG201", "content.toml compute[1].inputs[0]", "no step or value"),
    ("content", 'score = ["pain"]', 'inputs = ["pain"]\nrows = [{ when = "x" }]', "EXG125", "content.toml compute[1].rows[0]", "has no “then”"),
    ("content", 'score = ["pain"]', 'inputs = ["pain"]\nrows = [{ otherwise = 1, then = 2 }]', "EXG125", "content.toml compute[1].rows[0]", "beside"),
    ("content", 'score = ["pain"]', 'inputs = ["pain"]\nrows = [{ otherwise = 1 }, { otherwise = 2 }]', "EXG125", "content.toml compute[1].rows[0]", "all that is left"),
    ("content", 'score = ["pain"]', 'score = ["pain"]\nvalue = "1"', "EXG125", "content.toml compute[1]", "exactly one of"),
    ("content", "never =", "always = 'true'\nnever =", "EXG125", "content.toml rule[0]", "exactly one of"),
    ("flow", '"USD"', '"usd"', "EXG126", "flow.toml flow.currency", "no currency"),
    ("flow", 'language = "en"', 'language = "english"', "EXG126", "flow.toml flow.language", "no language tag"),
    ("content", "max = 5", "max = 101", "EXG126", "content.toml group[0].max", "between 1 and 100"),
    ("content", "rounds = 2", "rounds = 11", "EXG126", "content.toml group[1].rounds", "between 1 and 10"),
    ("content", "rank = 90", "rank = 100", "EXG126", "content.toml end[0].rank", "between 1 and 99"),
    ("content", '"{clinic.rest} hours"', '"two days"', "EXG126", "content.toml output[0].items[0].end", "48 hours"),
    ("content", "default = 48", "default = 100", "EXG126", "content.toml clinic[0].default", "at most 72"),
    ("content", "min = 24", 'min = "24 h"', "EXG126", "content.toml clinic[0].min", "plain number"),
    ("flow", "order = 2", "order = 1", "EXG127", "flow.toml stage[1].order", "same order"),
    ("steps", '"stands"\nstage = "history"', '"stands"\nstage = "consent"\ntitle = "x"\nkind = "gate"\n[[step]]\nid="x"\nstage = "history"', "EXG127", "steps.toml step[6].stage", "after stage “consent” began"),
    ("steps", 'ask = "What may it cost?"', 'ask = "x"\n[[step]]\nid="x"\nstage="history"\nkind="text"\nask="x"\ngroup="medicines"', "EXG127", "steps.toml step[4].group", "apart"),
    ("steps", "{age} years", "{age years", "EXG129", "steps.toml step[4].ask", "never closed"),
    ("steps", 'stage = "history"', 'stage = "histry"', "EXG201", "steps.toml step[0].stage", "Did you mean “history”?"),
    ("steps", 'group = "again"', 'group = "agan"', "EXG201", "steps.toml step[7].group", "Did you mean “again”?"),
    ("steps", 'tests = "facts"', 'tests = "pain"', "EXG201", "steps.toml step[7].tests", "no statement “pain”"),
    ("steps", '"plan", "cost"', '"plam", "cost"', "EXG201", "steps.toml step[8].covers[1]", "Did you mean “plan”?"),
    ("steps", 'cards = ["rest"]', 'cards = ["ret"]', "EXG201", "steps.toml step[1].cards[0]", "Did you mean “rest”?"),
    ("steps", 'cautious = ["severe"]', 'cautious = ["sever"]', "EXG201", "steps.toml step[1].cautious[0]", "no option of “pain” “sever”. Did you mean “severe”?"),
    ("steps", 'goto = "seen_first"', 'goto = "seenfirst"', "EXG201", "steps.toml step[1].options[1].goto", "Did you mean “seen_first”?"),
    ("steps", 'otherwise = "accepted"', 'otherwise = "acepted"', "EXG201", "steps.toml step[8].route[0].otherwise", "Did you mean “accepted”?"),
    ("steps", 'kind = "gate"', 'use = "pian"', "EXG201", "steps.toml step[5].use", "Did you mean “pain”?"),
    ("steps", 'kind = "gate"', 'kind = "gate"\nsources = ["papr"]', "EXG201", "steps.toml step[5].sources[0]", "Did you mean “paper”?"),
    ("content", 'goto = "waits"', 'goto = "wait"', "EXG201", "content.toml flag[0].goto", "Did you mean “waits”?"),
    ("content", 'goto = "waits"', 'goto = "waits"\ncard = "nap"', "EXG201", "content.toml flag[0].card", "There are: rest."),
    ("content", 'on_exhausted = "waits"', 'on_exhausted = "wait"', "EXG201", "content.toml group[1].on_exhausted", "waits"),
    ("content", 'score = ["pain"]', 'score = ["age"]', "EXG201", "content.toml compute[1].score[0]", "choice or multi"),
    ("content", 'sources = ["paper"]', 'sources = ["papers"]', "EXG201", "content.toml card[0].sources[0]", "paper"),
    ("content", 'card = "rest" }', 'card = "rst" }', "EXG201", "content.toml output[0].items[0].card", "rest"),
    ("content", 'card = "rest" }', 'value = "cst" }', "EXG201", "content.toml output[0].items[0].value", "cost"),
    ("content", 'card = "rest" }', 'base = "plannd" }', "EXG201", "content.toml output[0].items[0].base", "planned"),
    ("content", 'title = "Your plan"', 'title = "x"\nsteps = ["ag"]', "EXG201", "content.toml output[0].steps[0]", "age"),
    ("steps", "{age} years", "{agee} years", "EXG201", "steps.toml step[4].ask", "Did you mean “age”?"),
    ("steps", "{clinic.rest} hours", "{clinic.rst} hours", "EXG201", "steps.toml step[6].ask", "Did you mean “rest”?"),
    ("content", '"{clinic.rest} hours"', '"{clinic.rst} hours"', "EXG201", "content.toml output[0].items[0].end", "rest"),
    ("fr", "avez-vous ?", "avez-vous {x} ?", "EXG201", "texts/fr.toml step.age.ask", "no step or value “x”"),
    ("steps", 'ask = "Sign here."', 'ask = "x"\nmaterial = true', None, "", ""),
    ("steps", 'otherwise = "accepted"', 'otherwise = "pain"', "EXG202", "steps.toml step[8].route[0].otherwise", "not later"),
    ("steps", 'goto = "seen_first"', 'goto = "pain"', "EXG202", "steps.toml step[1].options[1].goto", "“pain” leads to “pain”"),
    ("content", 'on_exhausted = "waits"', 'on_exhausted = "facts"', "EXG202", "content.toml group[1].on_exhausted", "not later"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code", "place", "says"), BREAKS)
def test_one_slip_is_told_at_its_place_in_plain_words(
    tmp_path: Path, name: str, old: str, new: str, code: str | None, place: str, says: str
) -> None:
    found = problems_after(tmp_path, name, old, new)
    if code is None:
        assert found == []
        return
    hits = [one for one in found if (one.code, one.place) == (code, place)]
    assert hits, [str(one) for one in found]
    assert any(says in f"{one.message} {one.help}" for one in hits), [str(one) for one in hits]


def test_an_id_used_twice_names_both_places(tmp_path: Path) -> None:
    (problem, *_) = problems_after(tmp_path, "content", 'id = "burden"', 'id = "age"')
    assert problem.place == "content.toml compute[1].id"
    assert problem.related == (("steps.toml", ("step", 0)),)
    assert str(problem) == (
        "content.toml compute[1].id: EXG122 The compute “age” has the id that a step has already."
        " (The other: steps.toml step[0].) Give one of the two another id."
    )


def test_a_table_with_a_wrong_type_is_told_once_and_hides_nothing_else(tmp_path: Path) -> None:
    found = problems_after(tmp_path, "steps", 'kind = "choice"', 'kind = "choise"')
    assert [one.code for one in found if one.path[:2] == ("step", 1)] == ["EXG114"]
    wrong = WHOLE["steps"].replace('kind = "choice"', 'kind = "choise"').replace("{age}", "{agee}")
    _, problems = examine(read_bundle(write(tmp_path, FILES, **{**WHOLE, "steps": wrong})))
    assert {one.place for one in problems} >= {"steps.toml step[1].kind", "steps.toml step[4].ask"}


def test_an_unknown_table_is_named_with_the_nearest(tmp_path: Path) -> None:
    (problem, *_) = problems_after(tmp_path, "content", "[[card]]", "[[cards]]")
    assert problem.message == "A flow has no tables called “cards”."
    assert problem.help == "Did you mean “card”?"


def test_single_brackets_are_told(tmp_path: Path) -> None:
    found = problems_after(tmp_path, "content", "[[source]]", "[source]")
    assert found[0].help == "Write [[source]] with double brackets."


def test_a_translation_key_without_quotes_is_told(tmp_path: Path) -> None:
    (problem,) = problems_after(tmp_path, "fr", '"step.age.ask"', "step.age.ask")
    assert problem.help == 'Put the whole key in quotes: "step.fever.ask" = "…".'


def test_a_second_head_is_told(tmp_path: Path) -> None:
    (problem,) = problems_after(tmp_path, "content", "[[clinic]]", "[flow]\n[[clinic]]")
    assert (problem.file, problem.message) == ("content.toml", "[flow] stands a second time here.")


def test_a_flow_without_a_head_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, {"flow.toml": "[[stage]]\nid='a'\ntitle='A'\norder=1\n"})
    _, problems = examine(read_bundle(folder))
    assert problems[0].message == "The file has no [flow] table."
