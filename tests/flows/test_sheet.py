"""What patients of five stories take home, read as pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import attrs
import pytest

from exoguide.consultation.stories import Stage, play
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.records.embedded import open_store
from exoguide.summary.document import Edition
from exoguide.summary.text import render_text
from tests.flows.plays import PATH, STORIES

PAGE: Final = 60
"""Lines of a page (docs/decisions/pages-of-plain-text.md)."""
MOST: Final = {
    "accept-trial-prp": 6,
    "faints-with-diabetes": 6,
    "told-trial-prp": 5,
    "runner-on-a-blood-thinner": 2,
    "emergency-chest-pain": 1,
}
"""Five patients, and how many pages each may be given."""
AFTERCARE: Final = ("AFTER THE", "BEFORE THE VISIT", "WARNING SIGNS", "YOUR FOLLOW-UP DATES")
Printer = Callable[..., str]


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """Plays a story once and prints its page; ``clinic`` replaces the clinic of the story."""
    loaded: LoadedFlow = load_flow(PATH)
    folder: Path = tmp_path_factory.mktemp("sheets")
    kept: dict[tuple[str, Edition, bool], str] = {}

    def printed(name: str, edition: Edition = Edition.PATIENT, *, with_profile: bool = True) -> str:
        place = (name, edition, with_profile)
        if place not in kept:
            story = STORIES[name]
            if not with_profile:
                story = attrs.evolve(story, clinic={})
            store = open_store(folder / str(len(kept)), practice=True)
            document = play(Stage(store), loaded, story).document()
            assert document is not None
            for one in (Edition.PATIENT, Edition.CLINICIAN):
                kept[(name, one, with_profile)] = render_text(document, one, "0000")
            store.close()
        return kept[place]

    return printed


@pytest.mark.parametrize("name", MOST)
def test_a_sheet_fits_its_pages(printer: Printer, name: str) -> None:
    assert len(printer(name).splitlines()) <= MOST[name] * PAGE


@pytest.mark.parametrize("name", MOST)
def test_no_line_is_broken_off(printer: Printer, name: str) -> None:
    text = printer(name)
    assert "…" not in text.replace("… ", "").replace(" …", "")
    assert "{" not in text
    assert "not asked" not in text


@pytest.mark.parametrize(
    "name", ["told-trial-prp", "runner-on-a-blood-thinner", "emergency-chest-pain"]
)
def test_who_was_not_treated_gets_no_aftercare(printer: Printer, name: str) -> None:
    text = printer(name)
    assert [title for title in AFTERCARE if title in text] == []
    assert "WHO TO CALL" in text


@pytest.mark.parametrize("name", ["accept-trial-prp", "faints-with-diabetes"])
def test_aftercare_is_of_what_was_agreed_and_stands_on_the_first_pages(
    printer: Printer, name: str
) -> None:
    text = printer(name)
    route = "JOINT INJECTION" if name == "accept-trial-prp" else "MUSCLE INJECTION"
    assert f"AFTER THE {route}" in text
    assert text.count("AFTER THE ") == 2  # the draw, and the injection
    lines = text.splitlines()
    assert lines.index("WARNING SIGNS") < 2 * PAGE
    assert lines.index("WHO TO CALL") < 2 * PAGE


@pytest.mark.parametrize("name", MOST)
def test_nothing_is_said_twice_in_the_same_words(printer: Printer, name: str) -> None:
    """Longer lines stand once; the head and the foot of a page repeat by design."""
    lines = [line.strip() for line in printer(name).splitlines()]
    long = [line for line in lines if len(line) > 60 and not line.startswith(("Flow ", "http"))]
    assert sorted({line for line in long if long.count(line) > 1}) == []


def test_what_no_signature_stands_under_is_in_the_clinicians_edition_only(printer: Printer) -> None:
    what = "Exosomes are tiny bubbles that cells give off."
    assert what in " ".join(printer("accept-trial-prp", Edition.CLINICIAN).split())
    assert what not in " ".join(printer("accept-trial-prp").split())


def test_a_clinic_without_a_profile_gets_blanks_to_write_on(printer: Printer) -> None:
    text = printer("runner-on-a-blood-thinner", with_profile=False)
    assert "By day           ____" in text
    assert "not asked" not in text
