"""The summaries of the shipped flow's own stories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exoguide.consultation.stories import Stage, play
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.model.story import Story
from exoguide.flow.stories import load_stories
from exoguide.plaintext import width
from exoguide.records.embedded import open_store
from exoguide.summary.document import Document, Edition
from exoguide.summary.layout import COLUMNS
from exoguide.summary.markdown import render_markdown
from exoguide.summary.stored import from_bytes, to_bytes
from exoguide.summary.text import render_text
from tests.summary.sessions import ANCHOR

FLOW = Path(__file__).parents[2] / "flows" / "exosome-therapy"
FULL = os.environ.get("EXOGUIDE_FULL") == "1"


def chosen() -> dict[str, Story]:
    """One story for each end, or all of them at full size."""
    stories = load_stories(FLOW)
    first = {story.expect.end: story for story in reversed(stories)}
    return {story.id: story for story in (stories if FULL else first.values())}


STORIES = chosen()


@pytest.fixture(scope="module")
def flow() -> LoadedFlow:
    return load_flow(FLOW)


def summary(flow: LoadedFlow, story: Story, folder: Path) -> Document | None:
    store = open_store(folder / "practice", practice=True)
    try:
        return play(Stage(store), flow, story).document()
    finally:
        store.close()


@pytest.mark.parametrize("name", STORIES)
def test_a_story_that_ends_prints_pages_that_keep_to_the_rules(
    name: str, flow: LoadedFlow, tmp_path: Path
) -> None:
    story = STORIES[name]
    document = summary(flow, story, tmp_path)
    if document is None:
        assert not story.expect.end
        return
    assert from_bytes(to_bytes(document)) == document
    names = [line.id for part in document.parts for line in part.lines]
    assert len(names) == len(set(names))
    if document.outcome != "accepted":
        assert not any(part.treated for part in document.parts)
    for edition in (Edition.PATIENT, Edition.CLINICIAN):
        said = render_text(document, edition, ANCHOR)
        assert max(width(line) for line in said.split("\n")) <= COLUMNS
        assert "No exosome treatment has been approved by the US FDA." in said
        assert document.decision.text.split(".")[0][:40] in said
        assert render_markdown(document, edition, ANCHOR).startswith("**PRACTICE")
