"""What is old enough is told; what is held stays; what is erased leaves a tombstone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from exoguide.records.retention import aged
from tests.cli.commands import Ran, ran, session_id
from tests.consultation.places import GARDEN


@pytest.fixture
def session(tmp_path: Path) -> str:
    answers = tmp_path / "answers.toml"
    answers.write_text('[answers]\nhurt = "no"\n')
    assert ran("start", GARDEN, "--patient", "P-100", "--answers", answers).code == 1
    return session_id()


def erased(session: str, *options: str, typed: str | None = None) -> Ran:
    words = f"{session if typed is None else typed}\n"
    return ran("retention", session, "--erase", "--reason", "asked for", *options, stdin=words)


def due(*options: str) -> dict[str, bool]:
    told = ran("retention", "--json", *options)
    assert told.code == 0
    return {line["session"]: line["due"] for line in map(json.loads, told.out.splitlines())}


def test_the_report_says_what_is_old_enough(session: str) -> None:
    assert due() == {session: False}
    assert due("--years", "0") == {session: True}
    assert "for its age" in ran("retention").out


def test_a_held_session_is_told_and_never_erased(session: str) -> None:
    assert ran("retention", session, "--hold", "--reason", "case 7").code == 0
    assert due("--years", "0") == {session: False}
    assert "case 7" in ran("retention").out
    assert ran("retention", session, "--hold", "--reason", "again").code == 2
    refused = erased(session, "--years", "0")
    assert (refused.code, "is held" in refused.told) == (2, True)
    assert ran("retention", session, "--release", "--reason", "settled").code == 0
    assert erased(session, "--years", "0").code == 0


def test_a_young_session_is_erased_only_when_that_is_said(session: str) -> None:
    refused = erased(session)
    assert (refused.code, "too young" in refused.told) == (2, True)
    assert erased(session, "--early").code == 0
    assert due() == {}
    assert erased(session, "--early").code == 2


def test_another_number_typed_erases_nothing(session: str) -> None:
    assert erased(session, "--early", typed="no").code == 1
    assert due() == {session: False}


def test_an_erased_session_is_listed_shown_and_verified_as_such(session: str) -> None:
    erased(session, "--early")
    listed = ran("sessions").out
    assert session in listed
    assert "erased" in listed
    assert "P-100" not in listed
    shown = ran("show", session)
    assert (shown.code, "was erased" in shown.told) == (2, True)
    assert ran("resume", session, "--answers", "/dev/null").code != 0
    proof = ran("verify", "--all")
    assert (proof.code, "its words were erased" in proof.out) == (0, True)
    assert "asked for" in ran("audit", session).out


def test_a_session_and_what_to_do_with_it_go_together(session: str) -> None:
    assert ran("retention", session).code == 2
    assert ran("retention", "--hold").code == 2
    assert ran("retention", session, "--hold", "--reason", " ").code == 2


def test_years_are_counted_to_the_day() -> None:
    assert aged(date(2016, 11, 24), date(2026, 11, 23)) == 9
    assert aged(date(2016, 11, 23), date(2026, 11, 23)) == 10
    assert aged(date(2016, 2, 29), date(2026, 2, 28)) == 9
    assert aged(date(2027, 1, 1), date(2026, 11, 23)) == -1
