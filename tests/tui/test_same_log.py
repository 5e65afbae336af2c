"""A story pressed on the full screen writes the log and the summary that its script writes."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoguide.consultation.expecting import differences, put_to_the_test
from exoguide.consultation.opening import resume
from exoguide.consultation.session import Consultation
from exoguide.consultation.stories import Stage
from exoguide.engine.apply import Taken
from exoguide.engine.events import Event, Kind
from exoguide.flow.finding import built_in_flows, known_flows
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.model.story import Story
from exoguide.flow.stories import load_stories
from exoguide.tui.app import ExoguideApp
from tests.conftest import FULL
from tests.consultation.places import GARDEN, SteadyClock, a_store
from tests.consultation.typist import AFTER, bodies, day_of, opened_again, sittings
from tests.tui.hands import at
from tests.tui.keys import pressed

FLOWS = (GARDEN, *(flow for flow in known_flows() if flow.is_relative_to(built_in_flows())))
TRACES = (
    "blood-to-fat-after-signing",
    "dont-know-pregnancy",
    "drip-no-pathway",
    "past-melanoma",
)
"""The stories that the design walks through by hand."""


def _stories() -> Iterator[tuple[Path, Story]]:
    """Every story at full size; else those of the small flow, the traces and each other end."""
    for flow in FLOWS:
        stories = sorted(load_stories(flow), key=_length)
        ends = {story.expect.end for story in stories if story.id in TRACES}
        for story in stories:
            if FULL or flow == GARDEN or story.id in TRACES or story.expect.end not in ends:
                ends.add(story.expect.end)
                yield flow, story


def _length(story: Story) -> int:
    """How much is done in it."""
    return sum(len(visit.given) + len(visit.do) for visit in story.visit)


STORIES = list(_stories())


@functools.cache
def _loaded(flow: Path) -> LoadedFlow:
    return load_flow(flow)


@pytest.mark.parametrize(
    ("flow", "story"), STORIES, ids=[f"{flow.name}-{story.id}" for flow, story in STORIES]
)
def test_a_story_that_is_pressed_writes_the_log_and_summary_that_its_script_writes(
    flow: Path, story: Story, tmp_path: Path
) -> None:
    loaded = _loaded(flow)
    played = a_store(tmp_path / "played")
    result = put_to_the_test(Stage(played, SteadyClock()), loaded, story)
    assert not result.differences
    events = played.events(result.session_id)

    folder = tmp_path / "pressed"
    store = a_store(folder)
    again = opened_again(store, loaded, events[0], SteadyClock())
    number = again.session_id
    for visit in sittings(events):
        if visit[0].kind is not Kind.OPENED:
            store = a_store(folder)
            again = resume(store, number, SteadyClock(), today=day_of(visit[0]))
        asyncio.run(_sit(ExoguideApp(store, consultation=again), again, visit[1:]))

    store = a_store(folder)
    assert bodies(store.events(number)) == bodies(events)
    assert [d.data for d in store.documents(number)] == [
        d.data for d in played.documents(result.session_id)
    ]
    assert not list(differences(again.state, story, story.expect.void))


async def _sit(app: ExoguideApp, made: Consultation, visit: list[Event]) -> None:
    async with at(app) as hands:
        for event in visit:
            if event.kind in AFTER:
                body = {name: value for name, value in event.body.items() if name != "inputs"}
                assert isinstance(made.send(event.kind, **body), Taken)
                continue
            await hands.press(pressed(hands.sitting, event))
            now = made.state.ledger.seq
            assert now == event.seq, "\n".join([str(event), *await hands.screen()])
            if event.kind is Kind.ENDED:
                await hands.until(lambda: hands.app.screen is not None, "the record is shown")
