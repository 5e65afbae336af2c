"""Slips of the hand anywhere in the shipped flow: something is said of it, and nothing breaks."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from exoguide.check import Report, render_github, render_json, render_sarif, render_text
from exoguide.check.proof.sweep import BUDGET
from tests.check.flows import checked
from tests.check.shipped import shipped
from tests.check.witnesses import must_show
from tests.conftest import FULL

RUNS = 600 if FULL else 10


def slipped(seed: int) -> dict[str, str]:
    """The shipped flow with a line lost, two lines swapped, or a character changed."""
    chance = random.Random(seed)
    name = chance.choice(sorted(shipped()))
    lines = shipped()[name].splitlines(keepends=True)
    written = [number for number, line in enumerate(lines) if line.strip()]
    at = chance.choice(written)
    match chance.choice(("lost", "swapped", "changed")):
        case "lost":
            del lines[at]
        case "swapped":
            other = chance.choice(written)
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            column = chance.randrange(len(lines[at]))
            new = chance.choice("aez019 '\"[]{}=,.\n_é")
            lines[at] = lines[at][:column] + new + lines[at][column + 1 :]
    return {**shipped(), name: "".join(lines)}


def told_whole(files: Mapping[str, str], report: Report) -> None:
    """Fail unless a report can be read by people and programs, at places that there are."""
    for render in (render_text, render_json, render_sarif, render_github):
        assert isinstance(render(report), str)
    for finding in report.findings:
        assert finding.file in files
        assert 1 <= finding.line <= files[finding.file].count("\n") + 2
        must_show(files, finding)
    if report.proof is not None:
        assert report.proof.nodes <= BUDGET


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_slip_of_the_hand_is_told_or_harmless(seed: int) -> None:
    files = slipped(seed)
    told_whole(files, checked(files))
