"""Whatever face the answers come through, the log and the summary are the same."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from exoguide.consultation.expecting import differences, put_to_the_test
from exoguide.consultation.stories import Stage
from exoguide.flow.finding import built_in_flows, known_flows
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.model.story import Story
from exoguide.flow.stories import load_stories
from tests.consultation.places import GARDEN, SteadyClock, a_store
from tests.consultation.typist import bodies, retype

FLOWS = (GARDEN, *(flow for flow in known_flows() if flow.is_relative_to(built_in_flows())))
STORIES = [(flow, story) for flow in FLOWS for story in load_stories(flow)]


@functools.cache
def _loaded(flow: Path) -> LoadedFlow:
    return load_flow(flow)


@pytest.mark.parametrize(
    ("flow", "story"), STORIES, ids=[f"{flow.name}-{story.id}" for flow, story in STORIES]
)
def test_a_story_that_is_typed_writes_the_log_and_summary_that_its_script_writes(
    flow: Path, story: Story, tmp_path: Path
) -> None:
    loaded = _loaded(flow)
    played = a_store(tmp_path / "played")
    result = put_to_the_test(Stage(played, SteadyClock()), loaded, story)
    assert not result.differences
    events = played.events(result.session_id)

    store = a_store(tmp_path / "typed")
    again, said = retype(store, loaded, events, SteadyClock())
    ours = store.events(again.session_id)

    assert bodies(ours) == bodies(events), said
    assert [d.data for d in store.documents(again.session_id)] == [
        d.data for d in played.documents(result.session_id)
    ]
    assert not list(differences(again.state, story, story.expect.void))
