"""Any order of calls, closed and opened in between, against a plain model of what is there."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from exoguide.engine.events import Event
from exoguide.errors import StoreError
from exoguide.records.embedded import open_store
from exoguide.records.held import Draft, Projection, Query, State
from exoguide.records.store import Conflict
from exoguide.records.verify import verified_events, verify
from tests.records.samples import DOCUMENT, a_session, answered, ended, opened

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
words = st.sampled_from(["knee", "hip", "Zürich", "pain", "cost"])


class StoreModel(RuleBasedStateMachine):
    """A store beside dictionaries that hold what was put into it."""

    sessions = Bundle("sessions")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(self.folder / "store", practice=True)
        self.events: dict[str, list[Event]] = {}
        self.drafts: dict[str, Draft] = {}
        self.words: dict[str, set[str]] = {}
        self.ended: set[str] = set()
        self.number = 0

    @rule(target=sessions)
    def create(self) -> str:
        self.number += 1
        name = f"AAAA-{self.number:04d}"
        first = opened()
        self.store.create(a_session(name), first)
        self.events[name] = [first]
        self.words[name] = set()
        return name

    @rule(name=sessions, value=texts)
    def answer(self, name: str, value: str) -> None:
        seq = len(self.events[name])
        event = answered(seq + 1, value, key=f"step-{seq % 3}")
        self.store.append(name, event, seq)
        self.events[name].append(event)
        if name in self.drafts and self.drafts[name].key == event.body["key"]:
            del self.drafts[name]

    @rule(name=sessions)
    def end(self, name: str) -> None:
        seq = len(self.events[name])
        event = ended(seq + 1)
        self.store.append(name, event, seq, DOCUMENT)
        self.events[name].append(event)
        document = self.store.document(name)
        assert document is not None
        assert (document.seq, document.data) == (seq + 1, DOCUMENT)

    @rule(name=sessions, behind=st.integers(1, 3))
    def answer_late(self, name: str, behind: int) -> None:
        seen = len(self.events[name]) - behind
        if seen < 0:
            return
        with pytest.raises(Conflict) as raised:
            self.store.append(name, answered(seen + 1), seen)
        assert list(raised.value.events) == self.events[name][seen:]

    @rule(name=sessions, text=texts, step=st.integers(0, 2))
    def draft(self, name: str, text: str, step: int) -> None:
        self.drafts[name] = Draft(f"step-{step}", text)
        self.store.save_draft(name, f"step-{step}", text)

    @rule(name=sessions)
    def clear_draft(self, name: str) -> None:
        self.drafts.pop(name, None)
        self.store.clear_draft(name)

    @rule(name=sessions, found=st.sets(words), over=st.booleans())
    def project(self, name: str, found: set[str], over: bool) -> None:
        ended_by = "accepted" if over else None
        seq = len(self.events[name])
        projection = Projection(seq, "T", "state", ended=ended_by, text=" ".join(found))
        self.store.update_projection(name, projection)
        self.words[name] = found
        self.ended = self.ended - {name} | ({name} if over else set())

    @rule(target=sessions, name=consumes(sessions), really=st.booleans())
    def delete(self, name: str, really: bool) -> object:
        if not really:
            return name
        self.store.delete_practice(name)
        for kept in (self.events, self.drafts, self.words):
            kept.pop(name, None)
        self.ended.discard(name)
        with pytest.raises(StoreError):
            self.store.events(name)
        return multiple()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.folder / "store", practice=True)

    @rule(word=words)
    def search(self, word: str) -> None:
        found = [row.id for row in self.store.search(word)]
        assert found == sorted((n for n, held in self.words.items() if word in held), reverse=True)

    @rule(name=sessions)
    def look(self, name: str) -> None:
        assert self.store.events(name) == self.events[name]
        assert verified_events(self.store, name) == self.events[name]
        assert self.store.draft(name) == self.drafts.get(name)
        assert verify(self.store, name).sound

    @invariant()
    def the_list_is_right(self) -> None:
        if not hasattr(self, "store"):
            return
        rows = self.store.sessions(Query(limit=1000))
        assert {row.id: row.seq for row in rows} == {n: len(e) for n, e in self.events.items()}
        assert [row.id for row in rows] == sorted(self.events, reverse=True)
        still_open = {row.id for row in self.store.sessions(Query(state=State.OPEN, limit=1000))}
        assert still_open == self.events.keys() - self.ended

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)


TestTheStoreBehavesAsItsModel = StoreModel.TestCase
TestTheStoreBehavesAsItsModel.settings = settings(
    max_examples=max(15, settings().max_examples // 10), stateful_step_count=30
)
