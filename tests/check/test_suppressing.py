"""Warnings that an author sets aside in check.toml, and what keeps that honest."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

from exoguide.check import Level, Report, check_flow, render_json, render_text
from exoguide.check.suppressing import set_aside
from exoguide.flow.bundle import bundle_digest, read_bundle
from tests.check.flows import AS_OF, SAMPLE, edited, place_of

TWICE = [
    ("visit.toml", 'ask = "Do you smoke?"', 'ask = "Do you smoke?"\ntag = "tobacco"'),
    (
        "visit.toml",
        'ask = "How many packs a day?"',
        'ask = "How many packs a day?"\ntag = "tobacco"',
    ),
]
"""Two steps that ask the same: EXG904 at step.packs."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files, _ = edited(*TWICE)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def checked(folder: Path, *entries: tuple[str, str, str], more: str = "") -> Report:
    text = "".join(
        f'[[suppress]]\ncode = "{code}"\nat = "{at}"\nreason = "{reason}"\n\n'
        for code, at, reason in entries
    )
    (folder / "check.toml").write_text(text + more, encoding="utf-8")
    return check_flow(folder, AS_OF)


def told(report: Report) -> list[str]:
    return [f"{one.code} {one.file}:{one.line}" for one in report.findings]


def test_a_warning_with_a_reason_is_set_aside_and_counted(folder: Path) -> None:
    assert [one.code for one in check_flow(folder, AS_OF).findings] == ["EXG904"]
    report = checked(folder, ("EXG904", "step.packs", "Asked twice on purpose."))
    assert report.findings == ()
    assert report.suppressed == 1
    assert "0 warnings (1 set aside)" in render_text(report)
    assert json.loads(render_json(report))["suppressed"] == 1


def test_the_flow_stays_the_same_flow(folder: Path) -> None:
    before = bundle_digest(read_bundle(folder))
    checked(folder, ("EXG904", "step.packs", "Asked twice on purpose."))
    assert bundle_digest(read_bundle(folder)) == before


def test_an_entry_for_another_table_hides_nothing_and_is_stale(folder: Path) -> None:
    report = checked(folder, ("EXG904", "step.smoker", "Asked twice on purpose."))
    assert told(report) == ["EXG905 check.toml:1", "EXG904 visit.toml:39"]


def test_an_entry_that_has_served_is_stale(folder: Path) -> None:
    for name, text in SAMPLE.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert told(checked(folder, ("EXG904", "step.packs", "On purpose."))) == ["EXG905 check.toml:1"]


def test_an_error_cannot_be_set_aside(folder: Path) -> None:
    file = folder / "visit.toml"
    file.write_text(file.read_text().replace("'known(age) and age < 18'", "'age < 18'"))
    report = checked(
        folder, ("EXG604", "flag.young", "We know."), ("EXG904", "step.packs", "On purpose.")
    )
    assert told(report) == ["EXG906 check.toml:1", "EXG604 visit.toml:113"]
    assert report.fails()
    assert report.suppressed == 1


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (("EXG904", "step.packs", " "), "Nothing says why"),
        (("EXG994", "step.packs", "Why not."), "There is no code"),
    ],
)
def test_an_entry_without_a_reason_or_a_code_hides_nothing(
    entry: tuple[str, str, str], said: str, folder: Path
) -> None:
    report = checked(folder, entry)
    assert [one.code for one in report.findings] == ["EXG906", "EXG904"]
    assert said in report.findings[0].message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[[suppress]]\ncode = 904\n", "1"),
        ('[[suppress]]\ncode = "EXG904"\nat = \'step.packs\'\nreason = "R"\nwhy = 1\n', "5"),
        ("[[supress]]\n", "1"),
        ('suppress = "all"\n', "1"),
        ("[[suppress]]\ncode = 'EXG904\n", "2"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_hides_nothing(
    text: str, place: str, folder: Path
) -> None:
    report = checked(folder, more=text)
    assert report.findings
    assert {one.code for one in report.findings} == {"EXG904", "EXG906"}
    assert f"check.toml:{place}:" in place_of(report.findings[0])


def test_what_is_told_of_the_file_itself_cannot_be_set_aside(folder: Path) -> None:
    report = checked(
        folder, ("EXG905", "", "Quiet."), ("EXG904", "step.packs", "Asked twice on purpose.")
    )
    assert told(report) == ["EXG905 check.toml:1"]


def test_it_is_no_file_of_a_flow_whose_head_is_broken(folder: Path) -> None:
    (folder / "flow.toml").write_text("[flow\n")
    report = checked(folder, ("EXG904", "step.packs", "Asked twice on purpose."))
    assert "EXG110" not in [one.code for one in report.findings]


def test_a_finding_that_is_only_possible_can_be_set_aside_whatever_its_code(folder: Path) -> None:
    report = check_flow(folder, AS_OF)
    [found] = report.findings
    possible = attrs.evolve(found, code="EXG402", subject="step.hours")
    entry = b'[[suppress]]\ncode = "EXG402"\nat = "step.hours"\nreason = "Looked at by hand."\n'
    left = set_aside(attrs.evolve(report, findings=(found, possible)), entry)
    assert (left.findings, left.suppressed) == ((found,), 1)
    sure = attrs.evolve(possible, level=Level.ERROR)
    left = set_aside(attrs.evolve(report, findings=(sure,)), entry)
    assert [one.code for one in left.findings] == ["EXG906", "EXG402"]
