"""A saved session line by line: its page, ticks, corrections, what came after, and the ways on."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from exoguide.consultation.expecting import put_to_the_test
from exoguide.consultation.opening import look
from exoguide.consultation.session import Consultation
from exoguide.consultation.stories import Stage
from exoguide.engine.events import Kind
from exoguide.flow.loading import load_flow
from exoguide.flow.stories import load_stories
from exoguide.line.console import Console
from exoguide.line.lobby import Going, Place
from exoguide.line.record import visit
from tests.consultation.places import GARDEN, SteadyClock, a_store, begun, garden
from tests.line.test_lobby import said, voice


@pytest.fixture
def ended(tmp_path: Path) -> Consultation:
    """A session of the story that ends with everything, in English."""
    store = a_store(tmp_path / "store")
    (story,) = (one for one in load_stories(GARDEN) if one.id == "lent")
    result = put_to_the_test(Stage(store, SteadyClock()), load_flow(GARDEN), story)
    made = look(store, result.session_id, SteadyClock())
    made.send(Kind.LANGUAGE, language="en")
    return made


def at_record(made: Consultation, *typed: str) -> tuple[Going, str]:
    person = voice(*typed)
    console: Console = person.console
    going = visit(made, console)
    return going, said(person)


def _last(made: Consultation) -> tuple[str, dict[str, object]]:
    event = made.store.events(made.session_id)[-1]
    return event.kind.value, dict(event.body)


def test_the_page_is_read_in_either_edition(ended: Consultation) -> None:
    _, patient = at_record(ended, "page", "quit")
    _, clinician = at_record(ended, "page clinician", "quit")
    assert "DECISI" in patient
    assert "Left-handed" not in patient
    assert "Left-handed" in clinician
    assert "\n\n\n" not in clinician


def test_a_line_is_ticked_by_its_number_and_the_tick_taken_away_again(
    ended: Consultation,
) -> None:
    _, heard = at_record(ended, "tick", "tick 1", "tick", "tick 1", "quit")
    assert _last(ended)[0] == "unticked"
    states = [line.split(":")[0] for line in heard.splitlines() if line.startswith("  1. ")]
    assert len(set(states)) == 2


def test_a_line_is_found_by_words_and_corrected_with_the_reason(ended: Consultation) -> None:
    _, heard = at_record(ended, "amend bring clean", "quit")
    line = next(one for one in heard.splitlines() if one.endswith("Bring it back clean"))
    number = line.split(".")[0].strip()
    at_record(ended, f"amend {number}", "Bring it back dry", "slip", "quit")
    kind, body = _last(ended)
    assert kind == "amended"
    assert (body["new"], body["why"]) == ("Bring it back dry", "slip")


def test_procedure_harm_and_withdrawal_are_recorded(ended: Consultation) -> None:
    at_record(ended, "done", "nonsense", "2026-12-02", "-", "quit")
    assert _last(ended) == ("done", {"date": "2026-12-02", "lot": ""})
    at_record(ended, "harm", "2026-12-03", "a cut", "mild", "quit")
    assert _last(ended)[1]["severity"] == "mild"
    at_record(ended, "withdraw", "", "yes", "quit")
    assert _last(ended) == ("withdrawn", {"reason": ""})


@pytest.mark.parametrize(
    "typed",
    [
        ("done", "cancel"),
        ("harm", "2026-12-03", "a cut", "awful"),
        ("withdraw", "moved away", "no"),
        ("amend 1", "other", "cancel"),
        ("tick 99",),
        ("export", "9"),
    ],
)
def test_what_is_left_or_cannot_be_records_nothing(
    typed: tuple[str, ...], ended: Consultation
) -> None:
    before = len(ended.store.events(ended.session_id))
    at_record(ended, *typed, "quit")
    assert len(ended.store.events(ended.session_id)) == before


def test_everything_that_happened_is_told_in_order(ended: Consultation) -> None:
    _, heard = at_record(ended, "history", "quit")
    told = [line for line in heard.splitlines() if line.startswith("  ") and ". 20" in line]
    assert len(told) == len(ended.store.events(ended.session_id))
    assert "answered: Tool: A saw" in heard


def test_the_page_goes_into_a_new_private_file_and_never_over_another(
    ended: Consultation, tmp_path: Path
) -> None:
    target = tmp_path / "page.md"
    at_record(ended, "export clinician", "2", str(target), "quit")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "Left-handed" in target.read_text()
    _, heard = at_record(ended, "export", "1", str(target), "quit")
    assert "The file exists already" in heard


def test_a_final_end_is_not_gone_on_from_but_followed(ended: Consultation) -> None:
    going, heard = at_record(ended, "reopen", "follow")
    assert "This end is final. follow begins a new session" in heard
    assert going == Going(Place.NEW, ended.session_id)


def test_an_end_that_reopens_is_gone_on_from_when_the_person_says_so(tmp_path: Path) -> None:
    made = _paused(tmp_path)
    going, heard = at_record(made, "reopen", "no", "reopen", "yes")
    assert heard.count("Go on with this consultation?") == 2
    assert going == Going(Place.SESSION, made.session_id)


def _paused(tmp_path: Path) -> Consultation:
    from tests.line.test_face import answered

    made = answered(begun(a_store(tmp_path / "paused"), garden()), "decision")
    made.answer("decision", "later")
    made.finish()
    assert made.state.ended is not None
    assert made.state.ended.reopens
    return made


def test_other_words_are_told_and_back_goes_to_the_first_screen(ended: Consultation) -> None:
    going, heard = at_record(ended, "nope", ":tickk", "?", "back")
    assert going == Going(Place.HOME)
    assert "“nope” is no command here" in heard
    assert "Did you mean tick?" in heard
    assert "withdraw - record that consent is withdrawn" in heard


def test_everything_here_is_said_in_the_language_of_the_session(ended: Consultation) -> None:
    ended.send(Kind.LANGUAGE, language="es")
    _, heard = at_record(ended, "tick", "tick 1", "nope", "quit")
    assert "sin marcar:" in heard
    assert "Marcada:" in heard
    assert "“nope” no es una orden aquí." in heard
