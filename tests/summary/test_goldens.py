"""The printed pages, as they are.

After a change that is meant, write them again and read the difference::

    EXOGUIDE_GOLDENS=write python -m pytest tests/summary/test_goldens.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.engine.events import Kind
from exoguide.flow.plan import Plan
from exoguide.summary.document import Document, Edition
from exoguide.summary.markdown import render_markdown
from exoguide.summary.overlay import overlay
from exoguide.summary.text import render_text
from tests.summary.samples import accepted, chosen, referred, stopped
from tests.summary.sessions import ANCHOR

GOLDENS = Path(__file__).parent / "goldens"


def followed_up(plan: Plan) -> Document:
    """A yes that was carried out, ticked, corrected and followed by harm."""
    session = accepted(plan).end().do(Kind.DONE, date="2026-07-01", lot="L-77")
    session.do(Kind.TICKED, item="care.exercise", today="2026-07-04")
    session.do(Kind.AMENDED, line="money.one", old="", new="USD 2,600", why="Wrong column.")
    session.do(Kind.ADVERSE, date="2026-07-03", text="Knee hot and red", severity="severe")
    return overlay(session.document(), session.later())


SAMPLES: dict[str, Callable[[Plan], Document]] = {
    "accepted": lambda plan: accepted(plan).document(),
    "accepted-de": lambda plan: accepted(plan, locale="de").document(),
    "declined": lambda plan: chosen(plan, "decline").document(),
    "more-time": lambda plan: chosen(plan, "wait").document(),
    "not-known": lambda plan: stopped(plan, {"none": "unknown"}).document(),
    "referred": lambda plan: referred(plan).document(),
    "followed-up": followed_up,
    "practice": lambda plan: accepted(plan, practice=True).document(),
}


@pytest.mark.parametrize("edition", [Edition.PATIENT, Edition.CLINICIAN])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_pages_read_as_they_did(name: str, edition: Edition, knee: Plan) -> None:
    said = render_text(SAMPLES[name](knee), edition, ANCHOR)
    _compare(GOLDENS / f"{name}-{edition.value}.txt", said)


def test_the_markdown_reads_as_it_did(knee: Plan) -> None:
    said = render_markdown(followed_up(knee), Edition.CLINICIAN, ANCHOR)
    _compare(GOLDENS / "followed-up-clinician.md", said)


def _compare(golden: Path, said: str) -> None:
    if os.environ.get("EXOGUIDE_GOLDENS") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
