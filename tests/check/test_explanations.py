"""Every code that can be printed is explained, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import exoguide.check
from exoguide.check import explanations
from exoguide.flow.problems import CODES

ROOM = Path(exoguide.check.__file__).parent


def used() -> set[str]:
    """Every code in the code of the checker, and those of loading and shape."""
    found = set(CODES)
    for file in ROOM.rglob("*.py"):
        found.update(re.findall(r"EXG\d{3}", file.read_text(encoding="utf-8")))
    return found


def test_every_code_is_explained_and_every_explanation_is_used() -> None:
    assert used() == set(explanations())


def test_an_explanation_says_something_in_each_part() -> None:
    for code, one in explanations().items():
        assert len(one.text.split()) >= 5, code
        assert one.title[0].islower() or one.title.startswith("UTF")
        assert not one.title.endswith(".")
        assert one.wrong.strip()
        assert one.right.strip()
        assert one.wrong != one.right
