"""What a command does not need, it does not load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.commands import lent

LISTING = """
import json, sys
from exoguide.cli.main import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


def _loaded(*arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments], capture_output=True, text=True, check=True
    )
    code, names = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0, ran.stderr
    return set(names)


@pytest.mark.parametrize("command", ["sessions", "show", "--version", "--help"])
def test_lists_and_summaries_load_no_flow_no_engine_and_no_screen(command: str) -> None:
    arguments = [command]
    if command == "show":
        arguments.append(lent())
    if command == "sessions":
        arguments.append("--practice")
    loaded = _loaded(*arguments)
    assert "exoguide.cli.main" in loaded
    for forbidden in (
        "exoguide.flow.loading",
        "exoguide.flow.model",
        "exoguide.flow.conditions",
        "exoguide.engine.walk",
        "exoguide.check",
        "exoguide.line",
        "exoguide.tui",
        "textual",
        "rich",
        "tomli",
        "tomllib",
        "tree_sitter",
    ):
        assert forbidden not in loaded
