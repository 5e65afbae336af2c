"""Line by line: what is said, what is understood, and what is never taken for an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exoguide.consultation.opening import look, resume
from exoguide.consultation.session import Consultation
from exoguide.engine.apply import Taken
from exoguide.engine.encoding import Answer, Roster, Text
from exoguide.engine.events import Kind
from exoguide.errors import Exit, Interrupted, StoreError
from exoguide.flow.values import Money
from exoguide.line.commands import COMMANDS
from exoguide.line.face import DOINGS
from exoguide.records.store import Store
from tests.consultation.places import SteadyClock, a_store, begun, garden
from tests.line.persons import Heard, at

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")

ANSWERS: dict[str, Answer] = {
    "hurt": "no",
    "age": Decimal(40),
    "seen_before": "yes",
    "tool": "saw",
    "blade": "yes",
    "uses": frozenset({"cut"}),
    "first_day": date(2026, 11, 30),
    "deposit": Money(Decimal(20), "USD"),
    "helpers": Roster((), closed=True),
    "wishes": Text("none"),
    "rules": "acknowledged",
    "teach_rules#1": "correct",
    "decision": "yes_please",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def fresh(store: Store) -> Consultation:
    return begun(store, garden())


def answered(consultation: Consultation, until: str) -> Consultation:
    """The session with every answer before ``until``."""
    for key, value in ANSWERS.items():
        if key == until:
            return consultation
        assert isinstance(consultation.answer(key, value), Taken), key
    assert consultation.state.cursor is not None
    assert consultation.state.cursor.key == until
    return consultation


def _kinds(consultation: Consultation) -> list[str]:
    return [event.kind.value for event in consultation.store.events(consultation.session_id)]


def _value(consultation: Consultation, key: str) -> Answer | None:
    given = consultation.state.ledger.answers.get(key)
    return given.value if given else None


def test_every_command_has_a_line_of_help_and_something_that_it_does() -> None:
    assert set(COMMANDS) == set(DOINGS)


def test_a_question_says_what_is_asked_and_every_answer_with_its_number(
    fresh: Consultation,
) -> None:
    heard = at(fresh)
    for line in (
        "PRACTICE: nothing in this session is real.",
        "Stage 1 of 4: Who you are",
        "Question 1: Hurt now",
        "Are you hurt right now?",
        "For the clinician: Look at the hands.",
        "  1. Yes",
        "  2. No",
        "  d. Don't know",
        "  x. Rather not say",
    ):
        assert line in heard.lines


def test_an_answer_is_said_back_in_full_and_the_next_question_follows(
    fresh: Consultation,
) -> None:
    heard = at(fresh, "no")
    assert "Recorded: No" in heard
    assert "Question 2: How old are you?" in heard
    assert "A number in years, at least 10 years and at most 120 years." in heard


def test_an_option_that_is_closed_is_listed_with_its_reason_and_cannot_be_chosen(
    fresh: Consultation,
) -> None:
    heard = at(fresh, "no", "12", "yes", "2")
    assert "2. A saw - cannot be chosen: Saws are for people of 16 and older." in heard
    assert "“A saw” cannot be chosen. Saws are for people of 16 and older." in heard
    assert _value(fresh, "tool") is None


@pytest.mark.parametrize(
    "until", [*ANSWERS, "sign_borrower"], ids=lambda key: key.replace("#", "-")
)
@pytest.mark.parametrize("typed", [(), ("",), ("   ",), ("", "", "?")], ids=["eof", "1", "2", "3"])
def test_end_of_input_and_an_empty_line_are_never_an_answer(
    fresh: Consultation, until: str, typed: Sequence[str]
) -> None:
    answered(fresh, until)
    before = _kinds(fresh)
    heard = at(fresh, *typed)
    assert isinstance(heard.ended, Interrupted)
    assert f"exoguide resume {fresh.session_id}" in heard.ended.todo
    assert _kinds(fresh) == before


@pytest.mark.parametrize("until", [*ANSWERS, "sign_borrower"], ids=lambda key: key)
def test_a_line_that_was_cut_off_by_the_end_of_input_is_no_answer(
    fresh: Consultation, until: str
) -> None:
    from io import StringIO

    from exoguide.line.console import Console
    from exoguide.line.face import run

    answered(fresh, until)
    before = _kinds(fresh)
    with pytest.raises(Interrupted):
        run(fresh, Console(StringIO("1"), StringIO()))
    assert _kinds(fresh) == before


def test_quit_leaves_everything_and_says_how_to_go_on(fresh: Consultation) -> None:
    heard = at(fresh, "no", "quit")
    assert heard.ended is Exit.UNFINISHED
    assert f"exoguide resume {fresh.session_id}" in heard
    assert _kinds(fresh) == ["opened", "answered"]


def test_a_raised_flag_is_said_in_words_and_ends_where_it_leads(fresh: Consultation) -> None:
    heard = at(fresh, "d", "end")
    assert "STOP: We do not know if you are hurt; somebody has to look first." in heard
    assert "The consultation has reached its end: Help first" in heard
    assert "All answers:" not in heard
    assert heard.ended is Exit.OK
    assert f"exoguide show {fresh.session_id}" in heard


def test_an_end_is_closed_only_by_the_word_end(fresh: Consultation) -> None:
    heard = at(fresh, "yes", "", "ok", "1", "yes")
    assert isinstance(heard.ended, Interrupted)
    assert "ended" not in _kinds(fresh)


def test_all_answers_are_shown_before_a_usual_end(fresh: Consultation) -> None:
    answered(fresh, "tool")
    heard = at(fresh, "4")
    assert "All answers:" in heard.lines
    assert "4. Tool: Decide later" in heard


def test_an_unusual_value_is_taken_only_when_it_is_meant(fresh: Consultation) -> None:
    answered(fresh, "age")
    heard = at(fresh, "110", "no")
    assert "This is unusual: normally at most 100 years." in heard
    assert _value(fresh, "age") is None
    at(fresh, "110", "yes")
    assert _value(fresh, "age") == Decimal(110)


def test_a_gate_says_what_stands_and_asks_how_to_go_on(fresh: Consultation) -> None:
    answered(fresh, "seen_before")
    heard = at(fresh, "no")
    assert "ASK ANOTHER DOCTOR FIRST: You have not used a saw before: a teacher first." in heard
    assert "  1. End now" in heard.lines
    assert "  2. Go on for information only" in heard.lines


def test_a_word_that_is_an_answer_and_a_command_is_asked_back(fresh: Consultation) -> None:
    answered(fresh, "tool")
    heard = at(fresh, "back")
    assert "“back” is both an answer and a command." in heard
    assert _value(fresh, "tool") is None
    at(fresh, "3")
    assert _value(fresh, "tool") == "back"


def test_back_looks_at_one_question_after_the_other_and_changes_nothing(
    fresh: Consultation,
) -> None:
    answered(fresh, "uses")
    before = _kinds(fresh)
    heard = at(fresh, "back", "back", "back", "back", "back", "back", "back")
    assert "5. Blade guard: Yes" in heard
    assert "4. Tool: A saw" in heard
    assert "1. Hurt now: No" in heard
    assert "This is the first question." in heard
    assert _kinds(fresh) == before


def test_a_change_says_what_follows_before_it_happens_and_cancel_leaves_all(
    fresh: Consultation,
) -> None:
    answered(fresh, "deposit")
    heard = at(fresh, "change 4", "1", "cancel")
    assert "A saw -> A spade" in heard
    assert "set aside 1 answer: Blade guard (kept, and offered again)" in heard
    assert "Nothing has changed." in heard
    assert _value(fresh, "tool") == "saw"
    heard = at(fresh, "change tool", "1", "yes")
    assert "Recorded: A spade" in heard
    assert _value(fresh, "tool") == "spade"
    assert "blade" in fresh.state.shelved


@pytest.mark.parametrize("typed", ["cancel", ":cancel", "", "no", "n"])
def test_only_yes_commits_a_change(fresh: Consultation, typed: str) -> None:
    answered(fresh, "deposit")
    before = _kinds(fresh)
    at(fresh, "change 4", "1", typed)
    assert _kinds(fresh) == before


def test_a_change_asks_for_the_reason_that_the_record_needs(fresh: Consultation) -> None:
    answered(fresh, "seen_before")
    heard = at(fresh, "no", "change seen_before", "1", "yes", "Had a lesson")
    assert "Say why it changes" in heard
    event = fresh.store.events(fresh.session_id)[-1]
    assert event.body["reason"] == "Had a lesson"


def test_a_reason_that_is_not_given_leaves_the_answer(fresh: Consultation) -> None:
    answered(fresh, "seen_before")
    at(fresh, "no", "change seen_before", "1", "yes", "cancel")
    assert _value(fresh, "seen_before") == "no"


@pytest.mark.parametrize("named", ["99", "0", "nothing", "²", "-1"])
def test_a_change_of_something_that_is_not_there_is_told(fresh: Consultation, named: str) -> None:
    answered(fresh, "tool")
    heard = at(fresh, f"change {named}")
    assert "review" in heard.said.partition("Question 4")[2]


def test_undo_takes_the_last_answer_back_once_it_was_confirmed(fresh: Consultation) -> None:
    answered(fresh, "tool")
    heard = at(fresh, "undo", "yes", "undo", "cancel")
    assert "You are taking back: Borrowed before: Yes" in heard
    assert _kinds(fresh)[-1] == "undone"
    assert _value(fresh, "seen_before") is None
    assert _value(fresh, "age") == Decimal(40)


def test_a_note_is_kept_beside_its_question_and_can_be_removed(fresh: Consultation) -> None:
    heard = at(fresh, "note seems tired", "review", "note -")
    assert "Note: seems tired" in heard
    assert fresh.state.ledger.notes == {}
    assert _kinds(fresh) == ["opened", "noted", "noted"]


def test_evidence_says_what_the_article_says_beside_what_is_known(fresh: Consultation) -> None:
    answered(fresh, "tool")
    heard = at(fresh, "evidence")
    for words in (
        "The article says: “Saws are safe.”",
        "Independent evidence: Most accidents in gardens are with saws.",
        "How well tested: early, uncertain (C)",
        "Source: Garden Institute, Handbook of tools, 2025, https://example.org/tools",
        "Checked on 2026-06-01",
    ):
        assert words in heard


def test_the_patient_view_hides_what_is_for_the_clinician(fresh: Consultation) -> None:
    heard = at(fresh, "note for us alone", "patient", "why", "review", "no")
    after = heard.said.partition("Patient view")[2]
    assert "Look at the hands" not in after
    assert "for us alone" not in after
    assert "The article says" not in at(fresh, patient=True)


def test_a_flag_is_overridden_with_a_reason_that_is_confirmed(fresh: Consultation) -> None:
    answered(fresh, "seen_before")
    at(fresh, "no", "override", "Shown how", "cancel")
    assert "overridden" not in _kinds(fresh)
    heard = at(fresh, "override", "Shown how", "yes")
    assert "Overridden" in heard
    assert "Question 4: Tool" in heard


def test_a_flag_is_settled_by_a_document_with_its_date(fresh: Consultation) -> None:
    answered(fresh, "seen_before")
    at(fresh, "no", "resolve", "B. Teacher", "Paper 12", "1 nov 2026", "yes")
    body = fresh.store.events(fresh.session_id)[-1].body
    assert (body["who"], body["document"], body["date"]) == ("B. Teacher", "Paper 12", "2026-11-01")


def test_a_stage_that_may_be_left_out_is_left_out_with_a_reason(fresh: Consultation) -> None:
    answered(fresh, "helpers")
    heard = at(fresh, "skip", "cancel", "skip", "In a hurry", "review")
    assert "Left out: Extras" in heard
    assert "Question 9: The rules" in heard


def test_a_stage_that_must_be_asked_cannot_be_left_out(fresh: Consultation) -> None:
    assert "cannot be left out" in at(fresh, "skip")


def test_the_language_changes_for_the_questions(fresh: Consultation) -> None:
    heard = at(fresh, "language", "language es", "language xx")
    assert "en, es" in heard
    assert "¿Está herido ahora?" in heard
    assert "no en “xx”" in heard


def test_a_name_is_written_down_and_is_no_answer(fresh: Consultation) -> None:
    at(fresh, "name Maria Lopez")
    assert fresh.state.ledger.identity == {"name": "Maria Lopez"}
    assert not fresh.state.answers


@pytest.mark.parametrize("typed", [("Ann",), ("Ann", ""), ("Ann", "no"), ("Ann", "cancel"), ("",)])
def test_a_signature_takes_a_name_and_a_yes_and_nothing_less(
    fresh: Consultation, typed: Sequence[str]
) -> None:
    answered(fresh, "sign_borrower")
    at(fresh, *typed)
    assert "signed" not in _kinds(fresh)


def test_a_signature_says_who_signs_and_what_it_means(fresh: Consultation) -> None:
    answered(fresh, "sign_borrower")
    heard = at(fresh, "quit", "Maria Lopez", "yes", "end")
    assert "Who signs: the borrower." in heard
    assert "Signing means: I bring back what I borrow: A saw." in heard
    assert "“quit” is a command" in heard
    assert "Sign as “Maria Lopez”, the borrower?" in heard
    assert heard.ended is Exit.OK


def test_a_void_signature_is_told_and_asked_for_again(fresh: Consultation) -> None:
    answered(fresh, "sign_borrower")
    fresh.send(Kind.SIGNED, key="sign_borrower", name="Maria Lopez", role="borrower")
    heard = at(fresh, "change tool", "1", "yes")
    assert "make void 1 signature: Borrower’s signature" in heard
    assert "Void now: the signature “Borrower’s signature”." in heard


def test_a_teach_back_keeps_the_patients_own_words(fresh: Consultation) -> None:
    answered(fresh, "teach_rules#1")
    heard = at(fresh, "3", "I keep it", "1", "")
    assert "What was explained: Bring it back clean within 14 days." in heard
    assert "(round 2)" in heard
    given = fresh.state.ledger.answers
    assert given["teach_rules#1"].words == "I keep it"
    assert given["teach_rules#2"].words == ""


def test_items_are_added_one_by_one_and_taken_off_again(fresh: Consultation) -> None:
    answered(fresh, "helpers")
    at(fresh, "yes", "Ann", "yes", "1", "Bo", "no", "remove 1", "no")
    assert _value(fresh, "helpers") == Roster((2,), closed=True)
    heard = at(fresh, ":change helpers", "add", "yes")
    assert "helper 2: Bo" in heard
    assert _value(fresh, "helpers") == Roster((2, 3), closed=True)


def test_a_text_is_kept_as_typed_and_only_a_colon_begins_a_command(fresh: Consultation) -> None:
    answered(fresh, "wishes")
    at(fresh, "quit", "::note this", "", "  spaces  ", ".")
    assert _value(fresh, "wishes") == Text("quit\n:note this\n\n  spaces  ")


def test_the_lines_of_an_unfinished_text_are_kept_and_gone_on_with(
    store: Store, fresh: Consultation
) -> None:
    answered(fresh, "wishes")
    at(fresh, "one", "two")
    draft = fresh.draft()
    assert draft is not None
    assert draft.text == "one\ntwo"
    again = resume(store, fresh.session_id, SteadyClock())
    heard = at(again, "three", ".")
    assert "Begun before, and kept:" in heard
    assert _value(again, "wishes") == Text("one\ntwo\nthree")
    assert again.draft() is None


def test_a_text_begun_can_be_dropped(fresh: Consultation) -> None:
    answered(fresh, "wishes")
    at(fresh, "one", ":cancel")
    assert fresh.draft() is None
    assert _value(fresh, "wishes") is None
    at(fresh, "one", ":new", "two", ".")
    assert _value(fresh, "wishes") == Text("two")


def test_a_non_answer_to_a_text_is_marked_with_a_colon(fresh: Consultation) -> None:
    answered(fresh, "wishes")
    assert ":x. Rather not say" in at(fresh, ":x")
    assert fresh.state.answers["wishes"].value != Text("x")


def test_an_earlier_answer_is_offered_and_kept_by_a_word(store: Store, fresh: Consultation) -> None:
    answered(fresh, "tool")
    fresh.answer("tool", "later")
    fresh.finish()
    again = resume(store, fresh.session_id, SteadyClock())
    heard = at(again, "yes", "keep")
    assert "To confirm. The answer so far: No. Type keep if it still holds" in heard
    # “yes” at a question to confirm is the answer yes, and never a confirmation of no
    assert _value(again, "hurt") == "yes"


def test_keep_confirms_what_has_to_be_confirmed(store: Store, fresh: Consultation) -> None:
    answered(fresh, "tool")
    fresh.answer("tool", "later")
    fresh.finish()
    again = resume(store, fresh.session_id, SteadyClock())
    heard = at(again, "=", "=")
    assert _kinds(again)[-3:] == ["reopened", "confirmed", "answered"]
    assert "An earlier answer: Decide later." in heard


def test_a_command_that_does_not_exist_is_told_with_the_nearest(fresh: Consultation) -> None:
    assert "There is no command “revue”. Did you mean review?" in at(fresh, ":revue")


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J\x1b]0;t\x07", "[red]x[/]", "\u202eevil", "a\u200bb", "👩‍👩‍👧", "\x9b31m"],
)
def test_what_a_person_wrote_is_shown_harmlessly_and_kept_as_it_was(
    fresh: Consultation, text: str
) -> None:
    heard = at(fresh, f"note {text}", f"name {text}", "review", "why")
    assert not CONTROL.search(heard.said)
    assert fresh.state.ledger.notes["hurt"] == text
    assert fresh.state.ledger.identity["name"] == text


@pytest.mark.parametrize(("text", "why"), [("a\0b", "NUL"), ("x\udcff", "half of a character")])
def test_text_that_cannot_be_stored_is_refused_in_words(
    fresh: Consultation, text: str, why: str
) -> None:
    heard = at(fresh, f"note {text}")
    assert why in heard
    assert not fresh.state.ledger.notes


def test_unfinished_text_that_cannot_be_stored_is_refused_in_words(fresh: Consultation) -> None:
    answered(fresh, "wishes")
    heard = at(fresh, "fine", "a\0b", ".")
    assert "NUL" in heard
    assert _value(fresh, "wishes") == Text("fine")


def test_a_very_long_text_is_kept_whole(fresh: Consultation) -> None:
    answered(fresh, "wishes")
    text = "0123456789" * 10_000
    at(fresh, text, ".")
    assert _value(fresh, "wishes") == Text(text)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(fresh: Consultation, width: int) -> None:
    heard = at(fresh, "help", "no", "40", "yes", "evidence", "review", width=width)
    said = [line for line in heard.lines if not line.rstrip().endswith(">")]
    assert max(len(line) for line in said) <= width


def test_of_two_at_one_session_the_second_is_told_what_the_first_did(
    store: Store, fresh: Consultation
) -> None:
    other = look(store, fresh.session_id, SteadyClock())
    fresh.answer("hurt", "no")
    heard = at(other, "yes", "41")
    assert "Somebody else continued this session" in heard
    assert "answered: Hurt now" in heard
    assert _value(other, "hurt") == "no"
    assert _value(other, "age") == Decimal(41)


def test_an_answer_that_could_not_be_saved_is_said_and_asked_again(
    fresh: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = type(fresh.store).append
    failures = [StoreError("The disk is full", "Nothing was saved.", "Make room.")]

    def append(*args: object) -> None:
        if failures:
            raise failures.pop()
        real(*args)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(type(fresh.store), "append", append)
    heard = at(fresh, "no", "no")
    assert "NOT SAVED. The disk is full." in heard
    assert _value(fresh, "hurt") == "no"


def test_leaving_with_an_answer_that_is_not_saved_ends_with_that_error(
    fresh: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def append(*_: object) -> None:
        raise StoreError("The disk is full", "Nothing was saved.", "Make room.")

    monkeypatch.setattr(type(fresh.store), "append", append)
    heard = at(fresh, "no")
    assert isinstance(heard.ended, StoreError)


def test_nothing_moves_a_cursor_or_colours_anything(fresh: Consultation) -> None:
    heard: Heard = at(fresh, "help", "no", "40", "yes", "2", "yes", "review", "evidence", "why")
    assert not CONTROL.search(heard.said)


@pytest.mark.parametrize("typed", ["", "yes", "y", "ok", "maybe"])
def test_a_gate_takes_nothing_but_one_of_its_two_answers(fresh: Consultation, typed: str) -> None:
    answered(fresh, "seen_before")
    fresh.answer("seen_before", "no")
    before = _kinds(fresh)
    assert isinstance(at(fresh, typed).ended, Interrupted)
    assert _kinds(fresh) == before


def test_where_nobody_can_sign_only_commands_are_taken(store: Store) -> None:
    blocked = begun(store, garden())
    answered(blocked, "sign_borrower")
    at(blocked, "change seen_before", "2", "yes", "2")
    before = _kinds(blocked)
    heard = at(blocked, "", "Ann", "yes")
    assert isinstance(heard.ended, Interrupted)
    assert _kinds(blocked) == before
