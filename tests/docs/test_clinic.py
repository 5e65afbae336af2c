"""The guide to the clinic profile keeps its word: each command gives what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from exoguide.flow.words import WORDS
from exoguide.speech import fill
from tests.cli.commands import ran

REFUSED = {"--set joint_rest_hours 12"}
"""Commands that the guide shows being refused."""


def blocks(guide: str) -> list[tuple[str, list[str]]]:
    """Each command of the guide with the lines it is said to give."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", guide, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ exoguide "):
                found.append((line.removeprefix("$ exoguide "), []))
            else:
                found[-1][1].append(line)
    return found


def test_each_command_of_the_guide_does_what_it_says(checkout: Path) -> None:
    guide = (checkout / "docs" / "clinic.md").read_text(encoding="utf-8")
    commands = blocks(guide)
    assert len(commands) >= 5
    for command, lines in commands:
        got = ran(*shlex.split(command))
        refused = command.removeprefix("clinic ") in REFUSED
        assert got.code == (2 if refused else got.code if command == "doctor" else 0), command
        for line in lines:
            assert line in got.out or line in got.told, (command, line)


def test_what_the_clinic_set_is_said_on_the_summary_as_the_guide_says(checkout: Path) -> None:
    guide = (checkout / "docs" / "clinic.md").read_text(encoding="utf-8")
    said = fill(WORDS["word.sheet.set_by_clinic"], value="72 hours", usual="48 hours")
    assert said in " ".join(guide.split())
