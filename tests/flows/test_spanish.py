"""The Spanish edition of the shipped flow: whole, and the same consultation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from exoguide.check.outdated import outdated_texts
from exoguide.consultation.expecting import differences
from exoguide.consultation.stories import Stage, play
from exoguide.flow.bundle import read_bundle
from exoguide.flow.finding import built_in_flows
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.stories import load_stories
from exoguide.flow.texts import missing_texts
from exoguide.flow.words import missing_words
from exoguide.summary.document import Document, Edition, Part, PartKind
from exoguide.summary.text import render_text
from tests.consultation.places import SteadyClock, a_store

PATH: Final = built_in_flows() / "exosome-therapy"
SPANISH: Final = "es-US"
STORIES: Final = ("accept-trial-prp", "minor", "emergency-chest-pain", "drip-no-pathway")
ENGLISH: Final = re.compile(r"\b(the|of|and|with|you|your|not|this|from|until)\b")
IN_ENGLISH: Final = frozenset({PartKind.SOURCES, PartKind.ANSWERS, PartKind.NOTES})
"""Parts that hold titles of papers, and words of the people in a story, who speak English."""


@pytest.fixture(scope="module")
def loaded() -> LoadedFlow:
    return load_flow(PATH)


def test_every_text_and_word_is_there(loaded: LoadedFlow) -> None:
    assert SPANISH in loaded.flow.head.languages
    assert missing_texts(loaded.flow, SPANISH) == ()
    assert missing_words(loaded.flow, SPANISH) == ()


def test_no_translation_was_made_from_another_text_than_todays() -> None:
    bundle = read_bundle(PATH)
    assert outdated_texts(load_flow(PATH).flow, bundle.raw, SPANISH) == ()


@pytest.mark.parametrize("name", STORIES)
def test_a_story_comes_out_the_same_and_its_sheet_is_in_spanish(
    name: str, loaded: LoadedFlow, tmp_path: Path
) -> None:
    story = next(one for one in load_stories(PATH) if one.id == name)
    stage = Stage(a_store(tmp_path / "store"), SteadyClock(), locale=SPANISH)
    consultation = play(stage, loaded, story)
    assert not list(differences(consultation.state, story, story.expect.void))
    document = consultation.document()
    assert document is not None
    for edition in (Edition.PATIENT, Edition.CLINICIAN):
        page = render_text(document, edition, "abcd-efgh")
        assert "[en]" not in page
        assert "Ningún profesional de la salud de habla nativa ha revisado esta traducción." in (
            " ".join(page.split())
        )
    assert not ENGLISH.findall(own_words(document))


def own_words(document: Document) -> str:
    """What the flow and the program say on the sheet, without what people wrote into it."""
    parts = [part for part in document.parts if part.kind not in IN_ENGLISH]
    titles = [part.title for part in document.parts]
    return " ".join([document.decision.text, *titles, *(_texts(part) for part in parts)])


def _texts(part: Part) -> str:
    texts = (getattr(line, "text", "") for line in part.lines)
    return " ".join(text for text in texts if text)
