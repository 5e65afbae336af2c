"""The stories of the shipped flow: where each ends, how far they reach, how long they take."""

from __future__ import annotations

from statistics import median
from typing import Final

import pytest

from exoguide.engine.tracing import Part
from tests.flows.plays import STORIES, Season

pytestmark = pytest.mark.xdist_group("stories of the shipped flow")
"""On one worker, so that the stories are played once."""

MEDIAN_PAGES: Final = 50
ACCEPTED_PAGES: Final = 80
URGENT_PAGES: Final = 6
WHOLE: Final = (Part.STEP, Part.SKIP, Part.ROUTE, Part.RAISED, Part.END, Part.OUTPUT, Part.ITEM)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_comes_out_as_told(season: Season, name: str) -> None:
    assert [str(one) for one in season.played[name].differences] == []


@pytest.mark.parametrize("part", WHOLE, ids=[part.name.lower() for part in WHOLE])
def test_the_stories_reach_everything_of_a_part(season: Season, part: Part) -> None:
    assert season.coverage.missing(part) == ()


def test_the_stories_choose_nearly_every_option(season: Season) -> None:
    assert season.coverage.percent(Part.OPTION) >= 95


def test_every_way_out_and_every_source_has_a_story(season: Season) -> None:
    assert {end.id for end in season.flow.ends} <= {of.end for of in season.lengths.values()}
    sources = {visit.given.get("source") for story in STORIES.values() for visit in story.visit}
    assert {"msc_donor", "prp_own", "fat_own"} <= sources


def test_half_of_the_stories_fit_on_fifty_pages(season: Season) -> None:
    assert median(of.pages for of in season.lengths.values()) <= MEDIAN_PAGES, season.table()


def test_a_full_acceptance_fits_on_eighty_pages_over_all_its_visits(season: Season) -> None:
    accepted = {name: of for name, of in season.lengths.items() if of.end == "end_accepted"}
    assert len(accepted) >= 5
    assert max(of.pages for of in accepted.values()) <= ACCEPTED_PAGES, season.table()


def test_an_urgent_way_out_is_reached_within_six_pages(season: Season) -> None:
    urgent = ("end_emergency", "end_refer_same_day")
    pages = {name: of.pages for name, of in season.lengths.items() if of.end in urgent}
    assert len(pages) >= 5
    assert max(pages.values()) <= URGENT_PAGES, season.table()
