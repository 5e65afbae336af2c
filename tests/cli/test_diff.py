"""Comparing two versions of a flow from the command line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.commands import ran, session_id
from tests.consultation.places import GARDEN


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A copy of the flow, to be changed."""
    made = tmp_path / "garden"
    shutil.copytree(GARDEN, made)
    return made


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "flow.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


RECODED = ('id = "saw", label', 'id = "hacksaw", label')
RAISED = ('version = "1.0"', 'version = "2.0"')


def test_a_flow_and_itself_have_no_differences(newer: Path) -> None:
    result = ran("diff", GARDEN, newer)
    assert (result.code, result.out) == (0, "No differences: the same flow to the letter.\n")
    assert result.err == ""


def test_a_break_ends_with_1_until_the_version_says_so(newer: Path) -> None:
    change(newer, *RECODED)
    result = ran("diff", GARDEN, newer)
    assert result.code == 1
    assert "was stored as saw and is hacksaw now" in result.out
    assert "error EXG910" in result.out
    change(newer, *RAISED)
    result = ran("diff", GARDEN, newer)
    assert result.code == 0
    assert "EXG910" not in result.out
    assert "version 1.0 to 2.0 says enough." in result.out


def test_a_session_led_elsewhere_is_a_warning_that_counts_when_strict(newer: Path) -> None:
    change(newer, "when = 'tool is saw'", "when = 'tool is not saw'")
    assert ran("diff", GARDEN, newer).code == 0
    strict = ran("diff", "--strict", GARDEN, newer)
    assert strict.code == 1
    assert "warning EXG911" in strict.out


def test_programs_get_json_sarif_and_annotations(newer: Path) -> None:
    change(newer, *RECODED)
    found = json.loads(ran("diff", GARDEN, newer, "--format", "json").out)
    assert found["worst"] == "breaks"
    assert [one["code"] for one in found["findings"]] == ["EXG910"]
    sarif = json.loads(ran("diff", GARDEN, newer, "--format", "sarif").out)
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["EXG910"]
    annotated = ran("diff", GARDEN, newer, "--format", "github").out
    assert annotated.startswith("::error file=flow.toml,title=EXG910")


def test_a_version_with_errors_says_so_as_a_check_does(newer: Path) -> None:
    change(newer, 'goto = "end_help"', 'goto = "end_hlep"')
    result = ran("diff", GARDEN, newer)
    assert result.code == 1
    assert result.out.splitlines()[:-1] == ran("check", newer).out.splitlines()[:-1]
    assert "EXG201" in result.out
    assert "cannot be compared" in result.told


def test_the_number_of_a_session_stands_for_the_flow_that_it_keeps(newer: Path) -> None:
    ran("start", GARDEN, "--plain", stdin="no\n")
    name = session_id()
    assert ran("diff", name, GARDEN).out == "No differences: the same flow to the letter.\n"
    change(newer, *RECODED)
    result = ran("diff", name.lower().replace("-", ""), newer)
    assert result.code == 1
    assert "flow.toml:" in result.out
    back = ran("diff", newer, name)
    assert "\nflow.toml: breaks " in f"\n{back.out}"  # what a session keeps has no lines


def test_the_example_of_the_guide_is_what_is_printed(checkout: Path, tmp_path: Path) -> None:
    guide = (checkout / "docs" / "writing-a-flow.md").read_text(encoding="utf-8")
    whole = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)[0]
    (changed,) = re.findall(r"With `(\{ id = .*? \})` in the flow above", guide)
    (line,) = (one for one in whole.splitlines() if 'id = "pharmacy"' in one)
    old, new = tmp_path / "old.toml", tmp_path / "toothache.toml"
    old.write_text(whole, encoding="utf-8")
    new.write_text(whole.replace(line.strip().rstrip(","), changed), encoding="utf-8")
    printed = ran("diff", old, new).out.splitlines()
    shown = guide.partition("in the flow above:\n")[2].partition("\nIt ends with")[0]
    example = [one.removeprefix("    ") for one in shown.splitlines()]
    assert [one for one in example if one not in printed] == []


@pytest.mark.parametrize("name", ["gardn", "7F3A-91C2", "./nowhere"])
def test_what_is_neither_a_flow_nor_a_session_is_refused(name: str) -> None:
    result = ran("diff", GARDEN, name)
    assert result.code == 2
    assert result.out == ""
    assert result.err


def test_one_flow_alone_is_refused() -> None:
    assert ran("diff", GARDEN).code == 2
