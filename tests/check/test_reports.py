"""Reports for people and programs."""

from __future__ import annotations

import json

import pytest

from exoguide.check import (
    Level,
    explain,
    explanations,
    render_github,
    render_json,
    render_sarif,
    render_text,
)
from exoguide.errors import UsageError
from tests.check.flows import SAMPLE, checked, edited
from tests.check.proven import HEAD, PROVEN

GAP, _ = edited(("visit.toml", "when = 'hours >= 4'", "when = 'hours > 4'"))
HOSTILE = {
    **SAMPLE,
    "visit.toml": SAMPLE["visit.toml"].replace(
        '"How old are you?"', '"[bold]\\u001b[31m{nobody}\\u202e::error::\\u0007"'
    ),
}


def test_a_report_shows_the_line_the_place_and_what_to_do() -> None:
    assert render_text(checked(GAP)) == (
        "visit.toml:57:8: error EXG401 No way on from “How far have you had to travel?”: "
        "4 hours exactly has no route.\n"
        "   │ 57 │ when = 'hours > 4'\n"
        "   │    │        ^^^^^^^^^^^\n"
        "   help: Widen a route, or add a last one with otherwise = …\n"
        "\n"
        "1 error, 0 warnings · 15 steps, 3 flags, 1 rule, 3 ends · 8.1e8 paths · 1 rule proven\n"
    )


def test_a_clean_flow_has_one_line() -> None:
    assert render_text(checked(SAMPLE)) == (
        "0 errors, 0 warnings · 15 steps, 3 flags, 1 rule, 3 ends · 6.1e8 paths · proven\n"
    )


def test_the_caret_stands_under_wide_characters() -> None:
    files, _ = edited(
        ("visit.toml", "'plan is wait or total < USD 9000'", '"""plan is wait or 注 is"""')
    )
    _, shown, marks, *_ = render_text(checked(files)).splitlines()
    caret = marks.index("^")
    assert shown[caret - 1] == '"'  # one column further left than its place: the sign takes two
    assert marks.count("^") == 1


def test_errors_fail_and_warnings_only_when_strict() -> None:
    warned, _ = edited(("flow.toml", "2030-01-31", "2026-12-01"))
    assert checked(GAP).fails()
    assert not checked(warned).fails()
    assert checked(warned).fails(strict=True)
    assert not checked(SAMPLE).fails(strict=True)


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render_text(checked(GAP), colour=True)
    assert "\x1b[31m" in coloured
    plain = coloured
    for code in ("\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[0m"):
        plain = plain.replace(code, "")
    assert plain == render_text(checked(GAP))


@pytest.mark.parametrize("render", [render_text, render_github])
def test_control_characters_of_a_flow_reach_no_terminal(render: object) -> None:
    files = {**HOSTILE, "visit.toml": HOSTILE["visit.toml"].replace("Déjà", "\x1b]0;D\x07")}
    assert callable(render)
    shown = render(checked(files))
    assert shown
    assert all(character.isprintable() or character == "\n" for character in shown)


def test_a_text_cannot_forge_an_annotation() -> None:
    lines = render_github(checked(HOSTILE)).splitlines()
    assert len(lines) == len(checked(HOSTILE).findings)
    assert all(line.startswith(("::error ", "::warning ")) for line in lines)


def test_annotations_carry_the_place() -> None:
    assert render_github(checked(GAP)).startswith(
        "::error file=visit.toml,title=EXG401 answers without a route,"
        "line=57,endLine=57,col=8,endColumn=19::No way on"
    )


def test_json_holds_everything() -> None:
    found = json.loads(render_json(checked(GAP)))
    assert found["errors"] == 1
    assert found["counts"]["steps"] == 15
    assert len(found["digest"]) == 64
    (finding,) = found["findings"]
    assert (finding["code"], finding["line"], finding["column"]) == ("EXG401", 57, 8)
    assert finding["level"] == "error"


def test_sarif_names_each_rule_once_and_points_at_it() -> None:
    found = json.loads(render_sarif(checked(HOSTILE)))
    assert found["version"] == "2.1.0"
    (run,) = found["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules)) > 0
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] in SAMPLE
        assert place["region"]["startLine"] >= 1


PROPERTIES = {
    "": {"$schema", "version", "runs"},
    "runs": {"tool", "columnKind", "results"},
    "tool": {"driver"},
    "driver": {"name", "rules"},
    "rules": {"id", "shortDescription", "fullDescription", "defaultConfiguration"},
    "shortDescription": {"text"},
    "fullDescription": {"text"},
    "defaultConfiguration": {"level"},
    "results": {"ruleId", "ruleIndex", "level", "message", "locations"},
    "message": {"text"},
    "locations": {"physicalLocation"},
    "physicalLocation": {"artifactLocation", "region"},
    "artifactLocation": {"uri"},
    "region": {"startLine", "startColumn", "endLine", "endColumn"},
}
"""What may stand in each object of the report, of all that the SARIF 2.1.0 schema knows there."""


def _shaped(name: str, value: object) -> None:
    if isinstance(value, list):
        for one in value:
            _shaped(name, one)
    elif isinstance(value, dict):
        assert value.keys() == PROPERTIES[name], name
        for key, inner in value.items():
            _shaped(key, inner)
    elif name == "level":
        assert value in {"none", "note", "warning", "error"}
    elif name == "columnKind":
        assert value in {"utf16CodeUnits", "unicodeCodePoints"}
    else:
        assert isinstance(value, int if name.endswith(("Line", "Column", "Index")) else str), name


def test_sarif_has_the_shape_of_its_schema() -> None:
    for files in (HOSTILE, GAP):
        _shaped("", json.loads(render_sarif(checked(files))))


def test_json_holds_the_interview_that_shows_a_finding() -> None:
    report = checked({"flow.toml": HEAD + PROVEN["EXG731"]})
    (found,) = (one for one in json.loads(render_json(report))["findings"] if one["interview"])
    given = [one["body"] for one in found["interview"] if one["kind"] == "answered"]
    assert [(one["key"], one["value"]) for one in given] == [("one", "yes"), ("two", "yes")]


def test_a_code_is_explained_with_an_example_and_its_mending() -> None:
    found = str(explain("exg401"))
    assert found.startswith("EXG401 (error): answers without a route")
    assert "Found:\n    [[step.route]]" in found
    assert "Mended:\n" in found


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError) as refused:
        explain("EXG4O1")
    assert "EXG401" in refused.value.todo


def test_warnings_are_what_cannot_hurt_a_patient() -> None:
    assert {code for code, one in explanations().items() if one.level is Level.WARNING} == {
        "EXG306", "EXG405", "EXG406", "EXG407", "EXG503", "EXG504", "EXG509", "EXG603", "EXG608",
        "EXG611", "EXG612", "EXG613", "EXG705", "EXG712", "EXG714", "EXG715", "EXG725", "EXG801",
        "EXG803", "EXG804", "EXG805",
        "EXG990", "EXG901", "EXG902", "EXG903", "EXG904", "EXG905", "EXG906", "EXG911",
    }  # fmt: skip
