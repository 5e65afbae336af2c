"""What a key costs: as much late in a long consultation as at its beginning."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import pytest

from exoguide.consultation import flows
from exoguide.consultation.opening import Clinician, Opening, start
from exoguide.consultation.scripted import Script
from exoguide.consultation.session import Consultation
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import LoadedFlow
from exoguide.flow.model.story import Story
from exoguide.flow.stories import load_stories
from exoguide.tui.app import ExoguideApp
from tests.consultation.places import SteadyClock, a_store
from tests.tui.hands import Hands, at

STORY = "accept-trial-prp"
EARLY, LATE = "age", "sessions_most"
"""Two numbers that are asked: near the beginning, and some eighty answers later."""

Calls = Counter[str]


@contextmanager
def counted() -> Iterator[Calls]:
    """How often each function of exoguide is called meanwhile."""
    calls: Calls = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "/exoguide/" in frame.f_code.co_filename:
            calls[frame.f_code.co_qualname] += 1

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


@pytest.fixture(scope="module")
def long() -> tuple[LoadedFlow, Story]:
    """The shipped flow, and a story with many answers."""
    loaded = flows.load("exosome-therapy")
    return loaded, next(one for one in load_stories(loaded.path) if one.id == STORY)


def _up_to(stop: str, folder: Path, flow: LoadedFlow, story: Story) -> Consultation:
    """The story, answered up to a question."""
    values = clinic_values(flow.flow, story.clinic, "story")
    opening = Opening(Clinician("Dr Grey"), "M-1", values, today=date(2026, 11, 23))
    made = start(a_store(folder), flow, opening, SteadyClock())
    Script({name: value for name, value in story.visit[0].given.items() if name != stop}).run(made)
    assert made.state.cursor is not None
    assert made.state.cursor.key == stop
    return made


def _typing_at(stop: str, folder: Path, flow: LoadedFlow, story: Story) -> tuple[Calls, int]:
    """What is called for one more key in the field, and how many answers there are."""
    made = _up_to(stop, folder, flow, story)
    calls: Calls = Counter()

    async def work() -> None:
        nonlocal calls
        async with at(ExoguideApp(made.store, consultation=made), (120, 36)) as hands:
            await hands.press("4")
            with counted() as calls:
                await hands.press("2")
            assert hands.place.field.text == "42"

    asyncio.run(work())
    return calls, len(made.state.answers)


def test_a_key_in_a_field_costs_as_much_after_eighty_answers_as_after_a_few(
    long: tuple[LoadedFlow, Story], tmp_path: Path
) -> None:
    few, answers = _typing_at(EARLY, tmp_path / "early", *long)
    many, more = _typing_at(LATE, tmp_path / "late", *long)
    assert more > answers + 50
    assert many.total() < few.total() * 1.1
    assert few["view_of"] == many["view_of"] == 1


def test_a_key_in_a_field_works_nothing_out_that_rests_on_the_answers_alone(
    long: tuple[LoadedFlow, Story], tmp_path: Path
) -> None:
    calls, _ = _typing_at(LATE, tmp_path, *long)
    for name in ("outlook", "question", "_progress", "rail", "question_lines", "what_is_known"):
        assert calls[name] == 0, name
    assert calls["_paragraph"] <= 3  # the echo of what is typed


def test_an_answer_brings_everything_up_to_date(
    long: tuple[LoadedFlow, Story], tmp_path: Path
) -> None:
    made = _up_to(EARLY, tmp_path, *long)

    async def work() -> None:
        async with at(ExoguideApp(made.store, consultation=made), (120, 36)) as hands:
            before = await _rail(hands)
            with counted() as calls:
                await hands.press("4 2 enter")
            assert calls["view_of"] == 3
            assert calls["_around"] == calls["_page"] == calls["outlook"] == 1
            assert await _rail(hands) != before

    asyncio.run(work())


async def _rail(hands: Hands) -> list[str]:
    return [line[:30] for line in await hands.screen()]
