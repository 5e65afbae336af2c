"""Who looked at what can be asked, and what was changed about it is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exoguide.cli.progress import progress
from exoguide.consultation.records import open_records
from exoguide.paths import data_folder
from exoguide.records.access import CHAIN
from tests.cli.commands import STORY, ran, session_id
from tests.consultation.places import GARDEN
from tests.records.samples import tool


@pytest.fixture
def session(tmp_path: Path) -> str:
    """A session in progress, of a patient with a reference."""
    answers = tmp_path / "answers.toml"
    answers.write_text('[answers]\nhurt = "no"\n')
    assert ran("start", GARDEN, "--patient", "P-100", "--answers", answers).code == 1
    return session_id()


def _told(*arguments: str) -> list[tuple[str, str]]:
    found = ran("audit", "--json", *arguments)
    assert found.code == 0, found.err
    return [(line["deed"], line["session"]) for line in map(json.loads, found.out.splitlines())]


def test_everything_that_was_done_to_a_session_is_told_in_order(session: str) -> None:
    ran("verify", session)
    ran("sessions", "--search", "knee")
    expected = [("open", session), ("close", session), ("verify", session)]
    assert _told(session) == expected
    assert _told("--patient", "P-100") == [*expected, ("audit", session)]
    assert _told() == [*expected, ("search", ""), ("audit", session), ("audit", "")]


def test_a_summary_shown_and_one_written_to_a_file_are_told_apart(tmp_path: Path) -> None:
    made = ran("start", GARDEN, "--practice", "--answers", STORY)
    assert made.code == 0, made.err
    name = session_id(practice=True)
    assert ran("show", name).code == 0
    assert ran("show", name, "-o", tmp_path / "page.txt").code == 0
    assert ran("show", name, "--format", "record").code == 0
    told = [deed for deed, about in _told("--practice") if about == name]
    assert told[-3:] == ["view", "export", "export"]


def test_the_trail_holds_no_word_that_was_searched_for(session: str) -> None:
    ran("sessions", "--search", "Secretname")
    assert "Secretname" not in ran("audit").out
    assert session in ran("audit").out


def test_days_limit_what_is_told(session: str) -> None:
    assert _told("--since", "2999-01-01") == []
    assert _told("--until", "2000-01-01") == []
    assert ("open", session) in _told("--since", "2000-01-01", "--until", "2999-01-01")


def test_an_unknown_patient_and_two_questions_at_once_are_refused(session: str) -> None:
    assert ran("audit", "--patient", "P-999").code == 2
    assert ran("audit", session, "--patient", "P-100").code == 2


def test_an_altered_trail_is_said_and_shown_up_to_there(session: str) -> None:
    ran("verify", session)
    with tool(data_folder()) as connection:
        connection.execute("UPDATE access SET user = 'eve' WHERE seq = 2")
    found = ran("audit")
    assert found.code == 4
    assert found.out.count("\n") == 2, "the heading and the one entry before it"
    assert "event 2 is not what was saved" in found.told
    assert ran("verify", "--all").code == 4


def test_verifying_everything_includes_the_record_of_access(session: str) -> None:
    found = ran("verify", "--all")
    assert found.code == 0
    assert found.out.splitlines()[0].startswith(f"Session {session}: ")
    assert found.out.splitlines()[1].startswith("Record of access: ")


def test_a_printed_record_number_is_found_again_or_missed(session: str) -> None:
    store = open_records()
    head = store.head(session).digest
    store.close()
    printed = f"{head[:4]} {head[4:8]} {head[8:12]} {head[12:16]}"
    found = ran("verify", session, "--anchor", printed)
    assert (found.code, "is the one that was printed" in found.out) == (0, True)
    found = ran("verify", session, "--anchor", "0000 0000 0000 0000")
    assert (found.code, "no event is the one" in found.out) == (4, True)
    assert ran("verify", session, "--anchor", "short").code == 2
    assert ran("verify", "--all", "--anchor", printed).code == 2


def test_a_removed_session_is_named(session: str) -> None:
    with tool(data_folder()) as connection:
        for table, column in (("event", "session_id"), ("head", "session_id"), ("session", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (session,))  # noqa: S608 - fixed words
    found = ran("verify", "--all")
    assert found.code == 4
    assert f"Session {session}: event 1 is missing: nothing is stored." in found.out


def test_long_work_says_how_far_it_is_and_short_work_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    times = iter([0.0, 0.1, 0.6, 0.6, 0.7, 2.0, 2.7, 2.7, 2.8])
    assert list(progress(range(6), "Looked at", lambda: next(times))) == list(range(6))
    assert capsys.readouterr().err.splitlines() == ["Looked at: 1 of 6", "Looked at: 4 of 6"]
    still = iter([0.0] * 9)
    assert list(progress(range(6), "Looked at", lambda: next(still))) == list(range(6))
    assert capsys.readouterr().err == ""


def test_no_session_can_be_called_as_the_chain_is() -> None:
    assert ran("audit", CHAIN).code == 2
