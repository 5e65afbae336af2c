"""What every back end must do.

A back end's test class inherits this and gives ``store``, its ``key`` and ``practice_store``.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from types import FunctionType, ModuleType

import attrs
import pytest

from exoguide.engine.events import Kind
from exoguide.errors import StoreError
from exoguide.records.access import CHAIN, Deed, entries
from exoguide.records.chain import Log
from exoguide.records.clock import boot_id, host, stamped
from exoguide.records.held import ERASED, Draft, Holder, Lease, Projection, Query, State
from exoguide.records.keys import Locked, StoreKey
from exoguide.records.store import Conflict, Store
from exoguide.records.verify import check_log, verify
from exoguide.records.witnesses import verify_all, witnesses
from tests.records.samples import (
    BUNDLE,
    DOCUMENT,
    DOCUMENT_DIGEST,
    FLOW,
    SESSION,
    a_session,
    access,
    answered,
    ended,
    fill,
    opened,
    session_ids,
)

NAUGHTY = (
    "x" * 100_000,
    "\x1b[31mred\x1b]52;c;ZXZpbA==\x07",
    "\u202eright to left\u202c שלום مرحبا",
    "zero\u200bwidth \U0001f469\u200d\u2695\ufe0f",
    "'; DROP TABLE event; --",
    "[bold]markup[/bold] {{ braces }} %s",
    "line\r\nline\ttab\x01\x7f\x85",
    "=cmd|'/c calc'!A1",
    " ",
    "",
)

ME = Holder("ann", "pts/1", host(), boot_id(), os.getpid(), "2026-01-02T10:00:00.000+00:00")


def every_call(store: Store) -> list[Callable[[], object]]:
    """All that reads from a store or writes into it, once a session is there."""
    return [
        lambda: store.create(a_session("AAAA-0001"), opened()),
        lambda: store.append(SESSION, answered(13), 12),
        lambda: store.has(SESSION),
        store.ids,
        lambda: store.events(SESSION),
        lambda: store.log(SESSION),
        lambda: store.head(SESSION),
        lambda: store.sessions(Query()),
        lambda: store.session(SESSION),
        lambda: store.search("a"),
        lambda: store.update_projection(SESSION, Projection(12, "T", "")),
        lambda: store.save_flow(BUNDLE, FLOW),
        lambda: store.flow(BUNDLE),
        lambda: store.save_document(SESSION, 12, DOCUMENT_DIGEST, DOCUMENT),
        lambda: store.document(SESSION),
        lambda: store.documents(SESSION),
        lambda: store.save_draft(SESSION, "key", "text"),
        lambda: store.draft(SESSION),
        lambda: store.clear_draft(SESSION),
        lambda: store.take_lease(SESSION, ME),
        lambda: store.release_lease(SESSION, ME),
        store.leases,
        lambda: store.record_access(access(Deed.VIEW)),
        store.access_log,
        lambda: store.erase(access(Deed.ERASE, SESSION)),
    ]


def holds(thing: object, secret: bytes | str) -> bool:
    """Whether ``secret`` can be reached from ``thing``, through whatever it is made of."""
    seen: set[int] = set()
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if id(part) in seen or isinstance(part, (type, ModuleType, FunctionType)):
            continue
        seen.add(id(part))
        if type(part) is type(secret) and secret in part:  # type: ignore[operator] # both of one type
            return True
        waiting.extend(gc.get_referents(part))
    return False


class StoreContract:
    """The promises of :class:`exoguide.records.store.Store`."""

    def test_events_come_back_as_they_were_stored(self, store: Store) -> None:
        first, second = opened(), answered(2, {"amount": "12.50", "parts": [1, None, True]})
        store.create(a_session(), first)
        store.append(SESSION, second, 1)
        assert store.events(SESSION) == [first, second]
        assert store.events(SESSION, after=1) == [second]
        assert store.events(SESSION, after=2) == []

    @pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
    def test_any_text_is_kept_verbatim(self, store: Store, text: str) -> None:
        store.create(a_session(), opened())
        event = answered(2, text)
        store.append(SESSION, event, 1)
        store.save_draft(SESSION, "step-3", text)
        store.update_projection(SESSION, Projection(2, "T", text, text, text=text))
        assert store.events(SESSION, after=1) == [event]
        assert store.draft(SESSION) == Draft("step-3", text)
        assert store.session(SESSION).question == text
        assert verify(store, SESSION).sound

    @pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\udfff"])
    def test_a_nul_and_half_a_character_are_refused_in_words(self, store: Store, text: str) -> None:
        store.create(a_session(), opened())
        with pytest.raises(StoreError, match="Character"):
            store.append(SESSION, answered(2, ["fine", {"deep": text}]), 1)
        with pytest.raises(StoreError, match="Character"):
            store.append(SESSION, answered(2, {text: "as a name"}), 1)
        with pytest.raises(StoreError, match="Character"):
            store.append(SESSION, answered(2, user=text), 1)
        with pytest.raises(StoreError, match="Character"):
            store.save_draft(SESSION, "step-2", text)
        with pytest.raises(StoreError, match="Character"):
            store.update_projection(SESSION, Projection(1, "T", "", text=text))
        with pytest.raises(StoreError, match="Character"):
            store.create(a_session("AAAA-0001", patient=text), opened())
        assert store.head(SESSION).seq == 1
        assert store.ids() == [SESSION]

    def test_a_floating_point_number_is_refused(self, store: Store) -> None:
        store.create(a_session(), opened())
        with pytest.raises(TypeError):
            store.append(SESSION, stamped(2, Kind.NOTED, {"text": 1.5}, "ann"), 1)  # type: ignore[dict-item] # the point
        assert store.head(SESSION).seq == 1

    def test_a_time_without_an_offset_is_refused(self, store: Store) -> None:
        store.create(a_session(), opened())
        with pytest.raises(ValueError, match="offset"):
            store.append(SESSION, attrs.evolve(answered(2), at="2026-01-02T10:00:00"), 1)

    def test_a_session_stores_its_flow_and_its_first_event_at_once(self, store: Store) -> None:
        store.create(a_session(), opened())
        assert store.flow(BUNDLE) == FLOW
        assert store.head(SESSION).seq == 1
        assert store.has(SESSION)
        assert store.ids() == [SESSION]

    def test_a_session_must_begin_with_the_flow_it_names(self, store: Store) -> None:
        with pytest.raises(ValueError, match="another bundle"):
            store.create(attrs.evolve(a_session(), flow=b"{}"), opened())
        with pytest.raises(ValueError, match="opened"):
            store.create(a_session(), answered(1))
        assert store.ids() == []

    def test_a_session_number_is_used_once(self, store: Store) -> None:
        store.create(a_session(), opened())
        with pytest.raises(StoreError, match="exists already"):
            store.create(a_session(), opened())
        assert store.head(SESSION).seq == 1

    def test_an_event_id_is_used_once_over_all_sessions(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.create(a_session("AAAA-0001"), opened())
        event = answered(2)
        store.append(SESSION, event, 1)
        with pytest.raises(StoreError):
            store.append("AAAA-0001", event, 1)
        assert store.head("AAAA-0001").seq == 1

    def test_a_writer_that_did_not_see_the_last_event_is_shown_who_wrote_it(
        self, store: Store
    ) -> None:
        store.create(a_session(), opened())
        theirs = [answered(2, user="bob"), answered(3, user="cleo")]
        for event in theirs:
            store.append(SESSION, event, event.seq - 1)
        with pytest.raises(Conflict, match="bob, cleo added 2 entries") as raised:
            store.append(SESSION, answered(2), 1)
        assert raised.value.events == tuple(theirs)
        assert store.head(SESSION).seq == 3

    def test_a_session_shorter_than_the_writer_saw_is_not_continued(self, store: Store) -> None:
        store.create(a_session(), opened())
        with pytest.raises(StoreError, match="older copy"):
            store.append(SESSION, answered(6), 5)

    def test_an_event_must_follow_the_expected_one(self, store: Store) -> None:
        store.create(a_session(), opened())
        with pytest.raises(ValueError, match="does not follow"):
            store.append(SESSION, answered(4), 1)

    def test_an_unknown_session_is_said_to_be_unknown(self, store: Store) -> None:
        for call in (
            lambda: store.events("AAAA-0009"),
            lambda: store.head("AAAA-0009"),
            lambda: store.session("AAAA-0009"),
            lambda: store.append("AAAA-0009", answered(2), 1),
            lambda: store.save_draft("AAAA-0009", "key", "text"),
            lambda: store.take_lease("AAAA-0009", ME),
            lambda: store.update_projection("AAAA-0009", Projection(1, "T", "")),
        ):
            with pytest.raises(StoreError, match="no session AAAA-0009"):
                call()
        assert not store.has("AAAA-0009")

    def test_a_clock_that_goes_back_is_noted_and_not_repaired(self, store: Store) -> None:
        store.create(a_session(), opened())
        event = answered(2)
        back = (datetime.fromisoformat(event.at) - timedelta(days=1)).isoformat()
        store.append(SESSION, attrs.evolve(event, at=back), 1)
        store.append(SESSION, answered(3), 2)
        assert store.events(SESSION, after=1)[0].at == back
        assert [link.header.clock_back for link in store.log(SESSION).links] == [0, 1, 0]
        assert verify(store, SESSION).clock_back == (2,)

    def test_another_offset_is_no_clock_that_goes_back(self, store: Store) -> None:
        first = attrs.evolve(opened(), at="2026-01-02T10:00:00.000+02:00")
        store.create(a_session(), first)
        store.append(SESSION, attrs.evolve(answered(2), at="2026-01-02T09:00:00.000+00:00"), 1)
        assert verify(store, SESSION).clock_back == ()

    def test_an_end_and_its_document_are_stored_at_once(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.append(SESSION, ended(2), 1, DOCUMENT)
        document = store.document(SESSION)
        assert document is not None
        assert (document.seq, document.digest, document.data) == (2, DOCUMENT_DIGEST, DOCUMENT)

    def test_a_document_that_its_event_does_not_name_is_refused(self, store: Store) -> None:
        store.create(a_session(), opened())
        with pytest.raises(ValueError, match="does not name"):
            store.append(SESSION, ended(2, "0" * 64), 1, DOCUMENT)
        assert store.head(SESSION).seq == 1
        assert store.document(SESSION) is None

    def test_the_latest_document_is_given(self, store: Store) -> None:
        fill(store, events=3)
        store.append(SESSION, ended(4), 3, DOCUMENT)
        latest = store.document(SESSION)
        assert latest is not None
        assert latest.seq == 4
        assert [document.seq for document in store.documents(SESSION)] == [3, 4]

    def test_a_missing_document_can_be_put_back_and_no_other(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.append(SESSION, ended(2), 1)
        assert not verify(store, SESSION).sound
        with pytest.raises(ValueError, match="not that of"):
            store.save_document(SESSION, 2, DOCUMENT_DIGEST, b"another")
        with pytest.raises(ValueError, match="names no such"):
            store.save_document(SESSION, 1, DOCUMENT_DIGEST, DOCUMENT)
        store.save_document(SESSION, 2, DOCUMENT_DIGEST, DOCUMENT)
        assert verify(store, SESSION).sound

    def test_a_flow_is_kept_by_its_digest(self, store: Store) -> None:
        store.save_flow(BUNDLE, FLOW)
        store.save_flow(BUNDLE, FLOW)
        assert store.flow(BUNDLE) == FLOW
        assert store.flow("0" * 64) is None
        with pytest.raises(ValueError, match="digest"):
            store.save_flow("0" * 64, FLOW)

    def test_lists_are_newest_first_in_pages(self, store: Store) -> None:
        names = list(islice(session_ids(), 7))
        for name in names:
            store.create(a_session(name), opened())
        newest = names[::-1]
        assert [row.id for row in store.sessions(Query(limit=3))] == newest[:3]
        assert [row.id for row in store.sessions(Query(limit=3, offset=3))] == newest[3:6]
        assert [row.id for row in store.sessions(Query())] == newest

    def test_lists_are_filtered_by_state_patient_and_due_date(self, store: Store) -> None:
        names = list(islice(session_ids(), 4))
        for name, patient in zip(names, ("P1", "P2", "P1", "P3"), strict=True):
            store.create(a_session(name, patient=patient), opened())
        store.update_projection(names[0], Projection(1, "T", "ended", ended="a", due="2026-02-03"))
        store.update_projection(names[1], Projection(1, "T", "ended", ended="b", due="2026-02-01"))
        store.update_projection(names[2], Projection(1, "T", "open", due="2026-03-01"))

        def found(query: Query) -> list[str]:
            return [row.id for row in store.sessions(query)]

        assert found(Query(state=State.OPEN)) == [names[3], names[2]]
        assert found(Query(state=State.ENDED)) == [names[1], names[0]]
        assert found(Query(patient="P1")) == [names[2], names[0]]
        assert found(Query(patient="P")) == []
        assert found(Query(due_by="2026-02-03")) == [names[1], names[0]]
        assert found(Query(state=State.OPEN, due_by="2026-12-31")) == [names[2]]

    def test_a_row_says_where_a_session_stands(self, store: Store) -> None:
        first, second = opened(), answered(2)
        store.create(a_session(), first)
        store.append(SESSION, second, 1)
        store.update_projection(SESSION, Projection(1, "New title", "in history", "Any pain?"))
        row = store.session(SESSION)
        assert store.sessions(Query()) == [row]
        assert (row.title, row.state, row.question) == ("New title", "in history", "Any pain?")
        assert (row.patient, row.clinician, row.version) == ("P-100", "Dr Grey", "1.0")
        assert (row.opened_at, row.changed_at) == (first.at, second.at)
        assert (row.bundle, row.seq, row.projected) == (BUNDLE, 2, 1)
        assert (row.ended, row.due, row.follows, row.superseded_by) == (None, None, None, None)

    def test_an_older_projection_does_not_replace_a_newer_one(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.append(SESSION, answered(2), 1)
        store.update_projection(SESSION, Projection(2, "T", "newer", text="newer"))
        store.update_projection(SESSION, Projection(1, "T", "older", text="older"))
        assert store.session(SESSION).state == "newer"
        assert store.search("older") == []

    def test_a_session_that_is_followed_says_by_which(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.create(a_session("AAAA-0001", follows=SESSION), opened())
        assert store.session(SESSION).superseded_by == "AAAA-0001"
        assert store.session("AAAA-0001").follows == SESSION

    def test_search_finds_all_words_newest_first(self, store: Store) -> None:
        names = list(islice(session_ids(), 3))
        texts = ("Knee pain, Zürich", "knee injection", "shoulder pain")
        for name, text in zip(names, texts, strict=True):
            store.create(a_session(name, patient=f"Q-{name[-4:]}"), opened())
            store.update_projection(name, Projection(1, "T", "", text=text))

        def found(text: str, limit: int = 50) -> list[str]:
            return [row.id for row in store.search(text, limit)]

        assert found("knee") == [names[1], names[0]]
        assert found("pain KNEE") == [names[0]]
        assert found("zurich") == [names[0]]
        assert found("inj") == [names[1]]
        assert found("inj ") == []
        assert found("knee", 1) == [names[1]]
        assert found(names[2]) == [names[2]]
        assert found(names[2].replace("-", "").lower()) == [names[2]]
        assert found("q-0002") == [names[1]]
        assert found("nothing") == []

    @pytest.mark.parametrize(
        "text",
        [
            '"', '""', '"knee', "knee*", "*", "NEAR(knee pain)", "knee NEAR pain", "knee AND pain",
            "knee OR shoulder", "NOT knee", "text:knee", "rowid:1", "{text}:knee", "^knee",
            "knee^2", "-knee", "(knee", "knee)", "knee + pain", "'",
            "';--", "%", "_", "\\", "?8", ":z", "\0",
            "\ud800", "", "   ", "\u200b", "a" * 50_000,
        ],
    )  # fmt: skip
    def test_search_takes_every_character_as_itself(self, store: Store, text: str) -> None:
        store.create(a_session(), opened())
        store.update_projection(SESSION, Projection(1, "T", "", text="knee pain shoulder"))
        store.create(a_session("AAAA-0001"), opened())
        store.update_projection("AAAA-0001", Projection(1, "T", "", text="knee near and or not"))
        found = {row.id for row in store.search(text)}
        expected = {
            "knee*": {SESSION, "AAAA-0001"},
            '"knee': {SESSION, "AAAA-0001"},
            "knee)": {SESSION, "AAAA-0001"},
            "(knee": {SESSION, "AAAA-0001"},
            "-knee": {SESSION, "AAAA-0001"},
            "^knee": {SESSION, "AAAA-0001"},
            "knee + pain": {SESSION},
            "NOT knee": {"AAAA-0001"},
        }
        assert found == expected.get(text, set())

    def test_a_search_finds_what_the_latest_projection_holds(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.update_projection(SESSION, Projection(1, "T", "", text="hip"))
        store.update_projection(SESSION, Projection(1, "T", "", text="elbow"))
        assert store.search("hip") == []
        assert [row.id for row in store.search("elbow")] == [SESSION]

    def test_a_draft_is_kept_until_its_answer_is_stored(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.save_draft(SESSION, "step-2", "half a wo")
        store.save_draft(SESSION, "step-2", "half a word")
        assert store.draft(SESSION) == Draft("step-2", "half a word")
        store.append(SESSION, answered(2, key="step-9"), 1)
        assert store.draft(SESSION) == Draft("step-2", "half a word")
        store.append(SESSION, answered(3, key="step-2"), 2)
        assert store.draft(SESSION) is None

    def test_a_draft_can_be_cleared(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.save_draft(SESSION, "step-2", "no")
        store.clear_draft(SESSION)
        store.clear_draft(SESSION)
        assert store.draft(SESSION) is None

    def test_a_lease_tells_who_else_has_the_session_open(self, store: Store) -> None:
        store.create(a_session(), opened())
        other = attrs.evolve(ME, user="bob", terminal="pts/2", pid=os.getppid())
        assert store.take_lease(SESSION, ME) is None
        assert store.take_lease(SESSION, ME) is None
        assert store.take_lease(SESSION, other) == Lease(SESSION, ME)
        assert store.take_lease(SESSION, ME) == Lease(SESSION, other)
        assert {lease.holder for lease in store.leases()} == {ME, other}
        store.release_lease(SESSION, other)
        assert store.leases() == [Lease(SESSION, ME)]

    def test_a_lease_never_stops_a_writer(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.take_lease(SESSION, attrs.evolve(ME, pid=os.getppid()))
        store.append(SESSION, answered(2), 1)
        assert store.head(SESSION).seq == 2

    def test_the_lease_of_a_process_that_is_gone_does_not_count(self, store: Store) -> None:
        store.create(a_session(), opened())
        dead = attrs.evolve(ME, user="bob", pid=2**22 + 1)
        rebooted = attrs.evolve(ME, user="bob", boot="an earlier start")
        elsewhere = attrs.evolve(ME, user="cleo", host="another machine", pid=2**22 + 1)
        for holder in (dead, rebooted, elsewhere):
            store.take_lease(SESSION, holder)
        assert store.leases() == [Lease(SESSION, elsewhere)]
        assert store.take_lease(SESSION, ME) == Lease(SESSION, elsewhere)

    def test_a_patients_session_cannot_be_deleted(self, store: Store) -> None:
        fill(store)
        with pytest.raises(StoreError, match="records are kept"):
            store.delete_practice(SESSION)
        assert verify(store, SESSION).sound

    def test_a_practice_session_can_be_deleted_with_all_it_left(
        self, practice_store: Store
    ) -> None:
        fill(practice_store)
        fill(practice_store, "AAAA-0001")
        practice_store.save_draft(SESSION, "step-2", "draft")
        practice_store.take_lease(SESSION, ME)
        practice_store.delete_practice(SESSION)
        assert practice_store.practice
        assert practice_store.ids() == ["AAAA-0001"]
        assert practice_store.search(SESSION) == []
        assert practice_store.documents(SESSION) == []
        assert practice_store.leases() == []
        assert verify(practice_store, "AAAA-0001").sound
        with pytest.raises(StoreError, match="no session"):
            practice_store.delete_practice(SESSION)

    def test_a_closed_store_says_so(self, store: Store) -> None:
        store.close()
        store.close()
        with pytest.raises(StoreError, match="not open"):
            store.ids()

    def test_a_locked_store_holds_no_key_and_says_of_every_call_that_it_is_locked(
        self, store: Store, key: StoreKey
    ) -> None:
        fill(store)
        sealing = store.record_key
        assert sealing
        assert holds(store, sealing), "what is sought is found while it is there"
        store.lock()
        assert not holds(store, sealing)
        assert not holds(store, key.key)
        assert not holds(store, key.key.hex())
        for call in every_call(store):
            with pytest.raises(Locked, match="locked") as raised:
                call()
            assert raised.value.todo
        store.lock()
        assert not store.practice, "a face still has to know what it shows"

    def test_after_unlocking_everything_is_there_and_the_chain_goes_on(
        self, store: Store, key: StoreKey
    ) -> None:
        fill(store)
        store.save_draft(SESSION, "step-9", "half a wo")
        sealing, head, log = store.record_key, store.head(SESSION), store.log(SESSION)
        store.lock()
        store.unlock(key)
        assert (store.record_key, store.head(SESSION), store.log(SESSION)) == (sealing, head, log)
        assert store.draft(SESSION) == Draft("step-9", "half a wo")
        event = answered(13)
        store.append(SESSION, event, 12)
        store.record_access(access(Deed.UNLOCK))
        assert store.events(SESSION, after=12) == [event]
        assert verify(store, SESSION).sound
        assert check_log(CHAIN, store.access_log(), store.record_key).sound

    def test_unlocking_what_is_not_locked_changes_nothing(
        self, store: Store, key: StoreKey
    ) -> None:
        fill(store)
        store.unlock(key)
        assert verify(store, SESSION).sound

    def test_a_wrong_key_is_said_to_be_wrong_and_the_store_stays_locked(
        self, store: Store, key: StoreKey
    ) -> None:
        fill(store)
        store.lock()
        wrong = attrs.evolve(key, key=bytes(byte ^ 255 for byte in key.key))
        other = attrs.evolve(key, store=bytes(byte ^ 255 for byte in key.store))
        for given, why in ((wrong, "opened with another one"), (other, "is not the store")):
            with pytest.raises(StoreError, match=why) as raised:
                store.unlock(given)
            assert "damaged" not in raised.value.title
            assert raised.value.todo
            assert not holds(store, given.key)
            with pytest.raises(Locked):
                store.events(SESSION)
        store.unlock(key)
        assert verify(store, SESSION).sound

    def test_a_closed_store_cannot_be_unlocked(self, store: Store, key: StoreKey) -> None:
        store.close()
        store.lock()
        with pytest.raises(StoreError, match="not open"):
            store.unlock(key)
        assert not holds(store, key.key)

    def test_another_thread_can_lock(self, store: Store, key: StoreKey) -> None:
        fill(store)
        locker = threading.Thread(target=store.lock)
        locker.start()
        locker.join()
        with pytest.raises(Locked):
            store.append(SESSION, answered(13), 12)
        opener = threading.Thread(target=store.unlock, args=(key,))
        opener.start()
        opener.join()
        store.append(SESSION, answered(13), 12)
        assert verify(store, SESSION).sound

    def test_who_looked_is_a_chain_of_its_own_that_any_verifier_can_follow(
        self, store: Store
    ) -> None:
        assert store.access_log() == Log((), None)
        for deed, user in ((Deed.SEARCH, "ann"), (Deed.EXPORT, "bob")):
            store.record_access(access(deed, how="a few words", user=user))
        log = store.access_log()
        assert check_log(CHAIN, log, store.record_key).sound
        assert check_log(CHAIN, log, store.record_key).events == 2
        found = list(entries(log.links))
        assert [(entry.seq, entry.user, entry.deed) for entry in found] == [
            (1, "ann", "search"),
            (2, "bob", "export"),
        ]
        assert (found[0].how, found[0].terminal, found[0].head) == ("a few words", "pts/1", "")

    def test_an_entry_of_access_about_a_session_witnesses_its_head(self, store: Store) -> None:
        store.create(a_session(), opened())
        store.record_access(access(Deed.VIEW, SESSION))
        store.append(SESSION, answered(2), 1)
        store.record_access(access(Deed.VIEW, SESSION))
        links = store.log(SESSION).links
        assert [(entry.head_seq, entry.head) for entry in entries(store.access_log().links)] == [
            (1, links[0].digest.hex()),
            (2, links[1].digest.hex()),
        ]
        assert witnesses(store).seen[SESSION].keys() == {1, 2}
        assert all(verdict.sound for verdict in verify_all(store))

    @pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
    def test_an_entry_of_access_takes_no_text_that_some_back_end_refuses(
        self, store: Store, text: str
    ) -> None:
        with pytest.raises(StoreError, match="Character"):
            store.record_access(access(Deed.VIEW, how=text))
        assert store.access_log().links == ()

    def test_an_erased_session_is_gone_but_for_what_proves_it(self, store: Store) -> None:
        fill(store)
        store.create(a_session("AAAA-0001"), opened())
        store.save_draft(SESSION, "step-2", "Quentin")
        store.update_projection(
            SESSION, Projection(12, "T", "Quentin", text="Quentin", due="2030-01-01")
        )
        head = store.head(SESSION)
        store.erase(access(Deed.ERASE, SESSION, "asked for"))
        assert store.head(SESSION) == head
        assert store.search("Quentin") == []
        assert store.search("P-100 ") != [], "the other session of the patient"
        assert (store.documents(SESSION), store.draft(SESSION)) == ([], None)
        row = store.session(SESSION)
        assert (row.patient, row.title, row.state, row.due) == ("", "", ERASED, None)
        assert all((link.body, link.salt) == (None, None) for link in store.log(SESSION).links)
        verdicts = {verdict.session_id: verdict for verdict in verify_all(store)}
        assert all(verdict.sound for verdict in verdicts.values())
        assert verdicts[SESSION].erased == 12
        (tombstone,) = entries(store.access_log().links)
        assert (tombstone.how, tombstone.head) == ("asked for", head.digest)
        with pytest.raises(StoreError):
            store.events(SESSION)

    def test_erasing_needs_a_session_and_an_entry_that_says_so(self, store: Store) -> None:
        fill(store)
        with pytest.raises(ValueError, match="tombstone"):
            store.erase(access(Deed.VIEW, SESSION))
        with pytest.raises(StoreError, match="no session"):
            store.erase(access(Deed.ERASE, "AAAA-0009"))
        assert store.access_log().links == ()
        assert verify(store, SESSION).erased == 0
