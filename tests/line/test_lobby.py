"""The first screen in lines: what waits by number, a search, and the way to a new consultation."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from exoguide.line.beginning import which_flow, which_patient
from exoguide.line.console import Console, EndOfInput
from exoguide.line.lobby import Going, Place, choose, show_home
from exoguide.line.voice import Cancelled, Voice
from exoguide.records.access import Deed, entries
from exoguide.records.store import Store
from tests.consultation.places import SteadyClock, a_store, begun, garden

TODAY = SteadyClock().today().isoformat()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


def voice(*typed: str, language: str = "") -> Voice:
    lines = StringIO("".join(f"{line}\n" for line in typed))
    return Voice(Console(lines, StringIO()), language)


def said(person: Voice) -> str:
    assert isinstance(person.console.writer, StringIO)
    return person.console.writer.getvalue()


def _two(store: Store) -> tuple[str, str]:
    """A session in progress, and one that ended at once."""
    waits = begun(store, garden())
    waits.answer("hurt", "no")
    waits.leave()
    ended = begun(store, garden())
    ended.answer("hurt", "yes")
    ended.finish()
    ended.leave()
    return waits.session_id, ended.session_id


def test_a_number_opens_what_waits_or_the_page_of_what_has_ended(store: Store) -> None:
    waits, ended = _two(store)
    person = voice("1")
    assert choose(person, store, TODAY) == Going(Place.SESSION, waits)
    assert choose(voice("2"), store, TODAY) == Going(Place.RECORD, ended)
    lines = said(person).splitlines()
    assert lines[1].startswith(f"  1. patient M-1, session {waits}, begun 2026-11-23, ")
    assert lines[1].endswith("next: How old are you?")


@pytest.mark.parametrize(
    ("typed", "place"),
    [("new", Place.NEW), ("practice", Place.OTHER_STORE), (":quit", Place.LEAVE)],
)
def test_words_go_where_they_say(typed: str, place: Place, store: Store) -> None:
    assert choose(voice(typed), store, TODAY) == Going(place)


def test_what_is_neither_is_told_and_asked_again(store: Store) -> None:
    person = voice("0", "7", "", ":findd", "quit")
    assert choose(person, store, TODAY) == Going(Place.LEAVE)
    assert said(person).count("is none of these") == 3
    assert "Did you mean find?" in said(person)


def test_the_end_of_the_input_chooses_nothing(store: Store) -> None:
    with pytest.raises(EndOfInput):
        choose(voice(), store, TODAY)


def test_a_search_gives_new_numbers_and_is_written_down(store: Store) -> None:
    _, ended = _two(store)
    person = voice("find help first", "1")
    assert choose(person, store, TODAY) == Going(Place.RECORD, ended)
    assert [entry.deed for entry in entries(store.access_log().links)].count(Deed.SEARCH.value) == 1


def test_a_search_without_a_hit_keeps_the_numbers_that_were_shown(store: Store) -> None:
    waits, _ = _two(store)
    person = voice("find zebra", "find", "cancel", "1")
    assert choose(person, store, TODAY) == Going(Place.SESSION, waits)
    assert "No session holds all these words." in said(person)


def test_every_command_is_in_the_help(store: Store) -> None:
    person = voice("?", "list", "quit")
    choose(person, store, TODAY)
    assert "find - sessions that hold all of these words" in said(person)
    assert said(person).count("In progress: none") == 2


def test_without_anybody_to_ask_the_lines_have_no_numbers(store: Store) -> None:
    waits, ended = _two(store)
    person = voice()
    show_home(person, store, TODAY, numbered=False)
    lines = [line for line in said(person).splitlines() if line.startswith("  - ")]
    assert [waits in lines[0], ended in lines[1]] == [True, True]


def test_the_persons_language_is_spoken(store: Store) -> None:
    person = voice("quit", language="es")
    choose(person, store, TODAY)
    assert "En curso: ninguna" in said(person)


def test_a_patient_number_may_be_left_out_and_one_that_cannot_be_is_asked_again() -> None:
    assert which_patient(voice("")) == ""
    person = voice("x" * 101, "M-7")
    assert which_patient(person) == "M-7"
    assert "This patient reference cannot be used" in said(person)
    with pytest.raises(Cancelled):
        which_patient(voice("cancel"))


def test_the_flow_of_the_settings_or_the_only_one_is_not_asked_for() -> None:
    person = voice()
    assert which_flow(person, "mine") == "mine"
    assert which_flow(person) == "exosome-therapy"
    assert said(person) == ""


def test_of_several_flows_one_is_chosen_by_number_or_name(home: Path) -> None:
    own = home / "data" / "flows" / "garden"
    own.mkdir(parents=True)
    (own / "flow.toml").write_text("")
    for typed, name in (("1", "exosome-therapy"), ("garden", "garden"), ("2", "garden")):
        assert which_flow(voice("9", typed)) == name
