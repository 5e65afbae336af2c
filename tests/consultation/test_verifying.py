"""A record proves itself: its entries taken again lead to the same bodies and the same summary."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

from exoguide.canonical import Json, canonical
from exoguide.consultation.expecting import put_to_the_test
from exoguide.consultation.stories import Stage
from exoguide.consultation.verifying import prove
from exoguide.engine.events import Event, Kind
from exoguide.flow.stories import load_stories
from exoguide.records.clock import stamped
from exoguide.records.held import NewSession
from exoguide.records.store import Store
from tests.consultation.places import GARDEN, SteadyClock, a_store, garden

if TYPE_CHECKING:
    from exoguide.flow.model.story import Story


def _played(store: Store, story: Story) -> str:
    return put_to_the_test(Stage(store, SteadyClock()), garden(), story).session_id


def _story(name: str) -> Story:
    return next(story for story in load_stories(GARDEN) if story.id == name)


@pytest.mark.parametrize("story", load_stories(GARDEN), ids=lambda story: story.id)
def test_every_session_that_was_held_proves_itself(story: Story, tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    proof = prove(store, _played(store, story))
    assert proof.sound, proof
    assert proof.replayed
    assert "replayed" in str(proof)


def _copied(
    store: Store, source: str, change: Callable[[Event], Mapping[str, Json]], document: bytes | None
) -> str:
    """The same log with other bodies under a chain of its own, as a forger with the key could."""
    events = store.events(source)
    flow = store.flow(str(events[0].body["bundle"]))
    assert flow is not None
    target = "FALS-E001"
    for event in events:
        made = attrs.evolve(stamped(event.seq, event.kind, change(event), "eve"), at=event.at)
        if event.seq == 1:
            store.create(NewSession(target, flow, "Lending", "1", "Eve"), made)
            continue
        stored = store.document(source)
        assert stored is not None
        data = (document or stored.data) if event.kind is Kind.ENDED else None
        store.append(target, made, event.seq - 1, data)
    return target


def test_an_answer_exchanged_under_a_sound_chain_is_found_by_replay(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    source = _played(store, _story("information"))

    def younger(event: Event) -> Mapping[str, Json]:
        return {**event.body, "value": "saw"} if event.body.get("key") == "tool" else event.body

    proof = prove(store, _copied(store, source, lambda e: {**younger(e), **_spade(e)}, None))
    assert not proof.sound
    assert proof.verdict.sound
    assert proof.seq > 1
    assert f"event {proof.seq}" in str(proof)


def _spade(event: Event) -> Mapping[str, Json]:
    return {"value": "spade"} if event.body.get("key") == "tool" else {}


def test_an_entry_with_something_added_to_it_is_found_by_replay(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    source = _played(store, _story("information"))

    def added(event: Event) -> Mapping[str, Json]:
        return {**event.body, "more": "x"} if event.seq == 3 else event.body

    proof = prove(store, _copied(store, source, added, None))
    assert proof.verdict.sound
    assert (proof.seq, proof.problem) == (3, "is not what its session led to")


def test_a_summary_that_the_answers_do_not_lead_to_is_found_by_replay(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    source = _played(store, _story("information"))
    forged = canonical({"format": 1, "decision": "You agreed to everything."})
    digest = hashlib.sha256(forged).hexdigest()

    def renamed(event: Event) -> Mapping[str, Json]:
        return {**event.body, "document": digest} if event.kind is Kind.ENDED else event.body

    proof = prove(store, _copied(store, source, renamed, forged))
    assert proof.verdict.sound
    assert not proof.sound
    assert "summary" in proof.problem


def test_rules_of_another_number_are_said_and_not_tried(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    source = _played(store, _story("information"))

    def older(event: Event) -> Mapping[str, Json]:
        return {**event.body, "semantics": 0} if event.seq == 1 else event.body

    proof = prove(store, _copied(store, source, older, None))
    assert proof.sound
    assert not proof.replayed
    assert "rules number 0" in str(proof)
