"""A session is what its store holds: every change is durable before it is seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from exoguide.consultation.opening import Clinician, Opening, look, resume, start
from exoguide.consultation.session import Consultation
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.apply import Taken
from exoguide.engine.consequences import Consequences
from exoguide.engine.encoding import Answer, Text
from exoguide.engine.events import Event, Kind
from exoguide.engine.state import replay
from exoguide.errors import ExoguideError, FlowError, RecordError, StoreError, UsageError
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.values import NonAnswer
from exoguide.records.held import Query
from exoguide.records.store import Conflict, Store
from tests.consultation.places import GARDEN, TODAY, SteadyClock, a_store, begun, garden


@pytest.fixture
def flow() -> LoadedFlow:
    return garden()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


def _answer(consultation: Consultation, **answers: Answer) -> None:
    for key, value in answers.items():
        assert isinstance(consultation.answer(key, value), Taken), key


def _question(consultation: Consultation) -> str:
    cursor = consultation.state.cursor
    return cursor.key if cursor else ""


def test_a_session_begins_with_who_leads_it_and_the_clinics_values(
    store: Store, flow: LoadedFlow
) -> None:
    clinician = Clinician("Dr Grey", "physician")
    values = clinic_values(flow.flow, {"days": 21})
    made = start(store, flow, Opening(clinician, "M-7", values), SteadyClock())
    [opened] = store.events(made.session_id)
    assert opened.kind is Kind.OPENED
    assert opened.body["clinician"] == {
        "name": "Dr Grey",
        "role": "physician",
        "account": made.user,
    }
    assert opened.body["patient"] == "M-7"
    assert opened.body["today"] == "2026-11-23"
    assert opened.body["clinic"] == {
        "club": {"text": "Green Club"},
        "days": {"number": "21"},
    }
    assert opened.body["practice"] is True
    assert made.state.ledger.clinic["club"] == "Green Club"


def test_an_answer_is_in_the_store_when_send_returns(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    _answer(made, hurt="no")
    events = store.events(made.session_id)
    assert [event.kind for event in events] == [Kind.OPENED, Kind.ANSWERED]
    assert events[-1].body["key"] == "hurt"
    assert replay(made.plan, events).answers.keys() == {"hurt"}


def test_a_refused_answer_leaves_no_trace(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    before = made.state
    refused = made.answer("hurt", "perhaps")
    assert isinstance(refused, Refusal)
    assert refused.why is Why.NOT_ALLOWED
    assert made.state is before
    assert len(store.events(made.session_id)) == 1


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d"])
def test_text_that_no_store_can_hold_is_refused_in_words(
    store: Store, flow: LoadedFlow, text: str
) -> None:
    made = begun(store, flow)
    refused = made.send(Kind.NOTED, key="hurt", text=text)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.TEXT
    assert "cannot be stored" in refused.message


def test_when_saving_fails_the_question_stands_as_it_was(
    store: Store, flow: LoadedFlow, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(store, flow)
    before = made.state

    def full(*_: object) -> None:
        raise StoreError("The disk is full", "Nothing was saved.", "Make room.")

    monkeypatch.setattr(type(store), "append", full)
    with pytest.raises(StoreError):
        made.answer("hurt", "no")
    assert made.state is before


def test_of_two_who_answer_the_second_is_told_and_sees_the_first(
    store: Store, flow: LoadedFlow
) -> None:
    one = begun(store, flow)
    other = look(store, one.session_id, SteadyClock())
    _answer(one, hurt="no")
    with pytest.raises(Conflict) as lost:
        other.answer("hurt", "yes")
    assert [event.body["key"] for event in lost.value.events] == ["hurt"]
    assert other.state.answers["hurt"].value == "no"
    _answer(other, age=_number(40))
    assert len(store.events(one.session_id)) == 3


def _number(value: int) -> Answer:
    from decimal import Decimal

    return Decimal(value)


def test_looking_at_a_session_adds_nothing_to_it(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    look(store, made.session_id)
    assert len(store.events(made.session_id)) == 1


def test_going_on_stands_at_the_same_question_and_notes_the_visit(
    store: Store, flow: LoadedFlow
) -> None:
    made = begun(store, flow)
    _answer(made, hurt="no", age=_number(40))
    again = resume(store, made.session_id, SteadyClock(TODAY))
    assert _question(again) == "seen_before"
    assert store.events(made.session_id)[-1].kind is Kind.RESUMED
    assert again.state.answers.keys() == made.state.answers.keys()


def test_a_session_keeps_the_flow_it_began_with_when_its_files_change(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "small.toml"
    file.write_text((GARDEN / "flow.toml").read_text().replace('languages = ["es"]\n', ""))
    made = begun(store, load_flow(file))
    file.write_text("this is no flow any more")
    again = resume(store, made.session_id, SteadyClock())
    assert again.plan.flow.head.id == "garden"
    assert _question(again) == "hurt"


def test_a_session_whose_flow_is_lost_says_so(
    store: Store, flow: LoadedFlow, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(store, flow)
    monkeypatch.setattr(type(store), "flow", lambda *_: b"{}")
    with pytest.raises(StoreError, match="does not hold the flow"):
        look(store, made.session_id)


def test_an_altered_record_is_not_gone_on_with(
    store: Store, flow: LoadedFlow, tmp_path: Path
) -> None:
    from tests.records.samples import tool

    made = begun(store, flow)
    _answer(made, hurt="no")
    store.close()
    with tool(tmp_path / "store") as connection:
        connection.execute(
            """UPDATE event SET body = CAST(replace(body, '"no"', '"yes"') AS BLOB) WHERE seq = 2"""
        )
        connection.commit()
    with pytest.raises(RecordError):
        resume(a_store(tmp_path / "store"), made.session_id, SteadyClock())


def test_the_end_is_saved_together_with_its_summary(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    _answer(made, hurt="yes")
    assert made.state.arrived is not None
    assert isinstance(made.finish(), Taken)
    document = store.document(made.session_id)
    ended = store.events(made.session_id)[-1]
    assert document is not None
    assert ended.body["document"] == document.digest
    assert ended.body["end"] == "end_help"
    row = store.session(made.session_id)
    assert (row.state, row.ended) == ("Help first", "end_help")


def test_an_end_that_is_not_reached_is_refused(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    assert isinstance(made.finish(), Refusal)
    assert store.document(made.session_id) is None


def test_an_end_for_another_day_is_reopened_and_a_final_one_is_not(
    store: Store, flow: LoadedFlow
) -> None:
    made = begun(store, flow)
    _answer(made, hurt="no", age=_number(40), seen_before="no", gate_person="end")
    made.finish()
    again = resume(store, made.session_id, SteadyClock(date(2026, 11, 25)))
    assert store.events(made.session_id)[-1].kind is Kind.REOPENED
    assert _question(again) == "hurt"
    assert store.session(made.session_id).ended is None
    _answer(again, hurt="yes")
    again.finish()
    with pytest.raises(UsageError, match="ended: Help first") as refused:
        resume(store, made.session_id, SteadyClock())
    assert "--follows" in refused.value.todo


def test_only_practice_sessions_have_another_date(tmp_path: Path, flow: LoadedFlow) -> None:
    real = a_store(tmp_path / "real", practice=False)
    opening = Opening(Clinician("Dr Grey"), today=date(2030, 1, 1))
    with pytest.raises(UsageError, match="takes place today"):
        start(real, flow, opening, SteadyClock())
    made = begun(real, flow)
    again = resume(real, made.session_id, SteadyClock(), today=date(2030, 1, 1))
    assert again.state.ledger.today == TODAY


def test_a_session_that_follows_another_offers_its_answers_but_no_signature(
    store: Store, flow: LoadedFlow
) -> None:
    old = begun(store, flow)
    _answer(old, hurt="no", age=_number(40), seen_before="no", gate_person="end")
    old.finish()
    opening = Opening(Clinician("Dr Grey"), follows=old.session_id)
    new = start(store, flow, opening, SteadyClock())
    assert new.suggestion("seen_before") == "no"
    assert new.suggestion("gate_person") is None
    assert not new.state.answers
    assert store.session(old.session_id).superseded_by == new.session_id
    assert resume(store, new.session_id, SteadyClock()).suggestion("age") == _number(40)


def test_consequences_are_told_without_anything_happening(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    _answer(made, hurt="no", age=_number(40), seen_before="yes", tool="saw")
    _answer(made, blade=NonAnswer.UNKNOWN)
    found = made.preview(Kind.ANSWERED, key="tool", value="spade")
    assert isinstance(found, Consequences)
    assert "blade" in found.sets_aside
    assert made.state.answers["tool"].value == "saw"
    assert len(store.events(made.session_id)) == 6


def test_half_typed_text_is_kept_and_cleared_by_its_answer(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    made.save_draft("hurt", "begun")
    draft = look(store, made.session_id).draft()
    assert draft is not None
    assert (draft.key, draft.text) == ("hurt", "begun")
    _answer(made, hurt="no")
    assert made.draft() is None


def test_who_else_has_the_session_open_is_told(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    assert made.others is None
    [lease] = store.leases()
    holder = attrs.evolve(lease.holder, pid=1, user="ann")  # the first process always runs
    store.take_lease(made.session_id, holder)
    again = resume(store, made.session_id, SteadyClock())
    assert again.others is not None
    assert again.others.holder.user == "ann"


def test_leaving_lets_go_and_brings_the_list_up_to_date(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    _answer(made, hurt="no")
    made.leave()
    assert store.leases() == []
    [row] = store.sessions(Query())
    assert (row.state, row.question, row.projected) == ("in progress", "How old are you?", 2)


def test_what_was_answered_noted_and_who_it_is_about_is_found_again(
    store: Store, flow: LoadedFlow
) -> None:
    made = begun(store, flow)
    _answer(made, hurt="no", age=_number(40), seen_before="yes", tool="back")
    made.send(Kind.NOTED, key="tool", text="left-handed")
    made.send(Kind.IDENTIFIED, name="Zoë Müller")
    made.leave()
    for words in ("basket", "left-handed", "müller", "M-1", made.session_id):
        assert [row.id for row in store.search(words)] == [made.session_id], words
    assert store.search("spade") == []


@pytest.mark.parametrize(
    "name",
    [
        "\x1b[2J\x1b]0;title\x07",
        "[bold red]Ann[/]",
        "\u202eelohw",
        "zero\u200bwidth",
        "👩‍👩‍👧 family",
        "x" * 100_000,
        "'; DROP TABLE event; --",
    ],
    ids=["escape", "markup", "direction", "zero-width", "emoji", "long", "quotes"],
)
def test_any_text_is_kept_as_it_was_given(store: Store, flow: LoadedFlow, name: str) -> None:
    made = begun(store, flow)
    assert isinstance(made.send(Kind.NOTED, key="hurt", text=name), Taken)
    assert isinstance(made.send(Kind.IDENTIFIED, name=name), Taken)
    again = look(store, made.session_id)
    assert again.state.ledger.notes["hurt"] == name
    assert again.state.ledger.identity["name"] == name


def test_a_clock_that_goes_back_breaks_nothing(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow, SteadyClock(date(2036, 1, 1)))
    again = resume(store, made.session_id, SteadyClock(date(2026, 1, 1)))
    _answer(again, hurt="no")
    assert look(store, made.session_id).state.answers.keys() == {"hurt"}


def test_an_event_of_somebody_who_skipped_the_queue_cannot_be_taken(
    store: Store, flow: LoadedFlow
) -> None:
    from exoguide.engine.apply import apply

    made = begun(store, flow)
    event: Event = attrs.evolve(made.event(Kind.NOTED, {"key": "hurt", "text": "n"}), seq=9)
    assert isinstance(apply(made.state, event), Refusal)


def test_errors_of_a_flow_while_it_runs_are_told_and_lose_nothing(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "broken.toml"
    source = (GARDEN / "flow.toml").read_text().replace('languages = ["es"]\n', "")
    file.write_text(source.replace("when = 'tool is saw'", "when = 'tool is saw and blade is yes'"))
    made = begun(store, load_flow(file))
    _answer(made, hurt="no", age=_number(40), seen_before="yes")
    with pytest.raises(FlowError):
        made.answer("tool", "saw")
    assert _question(made) == "tool"
    assert isinstance(ExoguideError, type)
    assert isinstance(made.answer("tool", "spade"), Taken | Refusal)


def test_text_answers_and_text_options_are_told_apart(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)
    assert isinstance(made.answer("hurt", Text("no")), Refusal)
