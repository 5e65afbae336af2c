"""What the first question does not need is not loaded before it stands on the screen."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.errors import Exit
from tests.cli.commands import ran
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal

LISTING = """
import json, sys
from exoguide.cli.main import run
code = run(["resume", "--practice"])
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump([code, sorted(sys.modules)], file)
"""

LATER = (
    *("exoguide.check", "exoguide.line", "exoguide.summary", "exoguide.flow.stories"),
    *("exoguide.flow.model.story", "exoguide.flow.structuring", "exoguide.engine.consequences"),
    *("exoguide.consultation.papers", "exoguide.consultation.scripted"),
    *("exoguide.consultation.stories", "exoguide.consultation.verifying"),
    *("exoguide.tui.lobby", "exoguide.tui.welcoming", "exoguide.tui.record"),
    *("exoguide.tui.recording", "exoguide.tui.asides", "exoguide.tui.changing"),
    *("textual.document", "textual.widgets._text_area"),
    *("babel", "cattrs", "cryptography", "tomli", "tomllib", "tree_sitter"),
)
"""Rooms, pages and libraries that a later key, an end or another command asks for."""


@pytest.fixture
def loaded(tmp_path: Path, terminal: Callable[..., Terminal]) -> frozenset[str]:
    """The modules of a program whose first question was shown, and which was left at once."""
    ran("start", GARDEN, "--practice")
    file = tmp_path / "modules.json"
    one = terminal([sys.executable, "-c", LISTING, str(file)])
    one.shows("Are you hurt right now?")
    one.send(b"\x03")
    assert one.end() == 0
    code, names = json.loads(file.read_text(encoding="utf-8"))
    assert code == Exit.INTERRUPTED
    return frozenset(names)


def test_the_first_question_waits_for_nothing_that_a_later_key_asks_for(
    loaded: frozenset[str],
) -> None:
    assert {"exoguide.tui.consulting", "textual.app"} <= loaded
    assert not [name for name in LATER if name in loaded]
