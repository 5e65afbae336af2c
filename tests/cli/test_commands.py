"""What each command does, what it says when it cannot, and the code that it leaves with."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import click
import pytest

from exoguide.cli.main import COMMANDS, program
from exoguide.consultation.records import open_records
from tests.cli.commands import STORY, lent, ran, session_id
from tests.consultation.places import GARDEN


def _answers(folder: Path, **given: str) -> Path:
    file = folder / "answers.toml"
    lines = "".join(f"{key} = {value}\n" for key, value in given.items())
    file.write_text(f"[answers]\n{lines}")
    return file


HURT = {"hurt": '"yes"'}
HALF = {"hurt": '"no"', "age": "40"}


def test_the_version_is_that_of_the_package() -> None:
    assert re.fullmatch(r"exoguide \d+\.\d+\.\d+\n", ran("--version").out)


def test_every_command_says_in_its_help_what_it_does() -> None:
    overview = ran("--help")
    assert overview.code == 0
    context = click.Context(program)
    for name in COMMANDS:
        assert f"\n  {name} " in overview.out
        found = program.get_command(context, name)
        assert found is not None
        assert found.help
        assert not found.get_short_help_str(60).endswith("..."), name
        shown = ran(name, "--help")
        assert shown.code == 0
        assert shown.out.startswith("Usage: exoguide")


def test_every_command_that_a_message_names_exists(checkout: Path) -> None:
    named = set()
    for file in (checkout / "exoguide").rglob("*.py"):
        named |= set(re.findall(r"exoguide ([a-z]+)(?= [{A-Z<-]|[.`\"'])", file.read_text()))
    assert named - {"again", "expects", "is", "keeps", "uses"} <= set(COMMANDS)


def test_every_command_in_the_readme_exists(checkout: Path) -> None:
    text = (checkout / "README.md").read_text()
    for name in re.findall(r"^\s+exoguide ([a-z]+)", text, re.MULTILINE):
        assert name in COMMANDS


def test_an_unknown_command_is_told_with_the_nearest_one() -> None:
    result = ran("strat")
    assert result.code == 2
    assert "Did you mean start?" in result.err


def test_a_story_plays_to_its_end_and_prints_the_summary() -> None:
    result = ran("start", GARDEN, "--practice", "--answers", STORY, "--show", "patient")
    assert result.code == 0
    assert "PRÁCTICA" in result.out  # the story goes on in Spanish
    assert "Maria Lopez" in result.out
    assert "Borrowed before: Yes" in result.err


def test_the_reference_on_the_command_line_goes_before_the_one_of_the_story() -> None:
    played = ran("start", GARDEN, "--patient", "P-9", "--answers", STORY)
    assert played.code == 0, played.err
    assert [one["patient"] for one in json.loads(ran("sessions", "--json").out)] == ["P-9"]


def test_answers_that_end_before_the_end_leave_a_session_to_go_on_with(tmp_path: Path) -> None:
    result = ran("start", GARDEN, "--answers", _answers(tmp_path, **HALF))
    assert result.code == 1
    assert result.out == ""
    assert "No answer is given for: Borrowed before" in result.told
    name = session_id()
    rest = {"seen_before": '"yes"', "tool": '"later"'}
    result = ran("resume", name, "--answers", _answers(tmp_path, **rest), "--show", "clinician")
    assert result.code == 0
    assert "Another day" in result.out


def test_real_and_practice_sessions_stay_apart(tmp_path: Path) -> None:
    ran("start", GARDEN, "--practice", "--answers", _answers(tmp_path, **HALF))
    assert json.loads(ran("sessions", "--json").out) == []
    assert len(json.loads(ran("sessions", "--json", "--practice").out)) == 1


def test_typed_lines_lead_through_a_session() -> None:
    result = ran("start", GARDEN, "--plain", "--patient", "M-7", stdin="yes\nend\n")
    assert result.code == 0
    assert "STOP: You are hurt and need help first." in result.out
    assert "patient M-7" in result.out
    assert ran("show", session_id()).out.count("M-7") == 1


def test_the_end_of_the_input_leaves_the_session_and_says_how_to_go_on() -> None:
    result = ran("start", GARDEN, "--plain", stdin="no\n")
    assert result.code == 1
    assert f"exoguide resume {session_id()}" in result.told
    again = ran("resume", stdin="40\n")
    assert again.code == 1
    assert "Question 2: How old are you?" in again.out


def test_without_a_command_it_says_what_waits(tmp_path: Path) -> None:
    assert "In progress: none" in ran().out
    ran("start", GARDEN, "--answers", _answers(tmp_path, **HALF))
    result = ran()
    assert result.code == 0
    assert session_id() in result.out
    assert "next: Borrowed before" in " ".join(result.out.split())


def test_sessions_are_found_by_what_was_answered(tmp_path: Path) -> None:
    ran("start", GARDEN, "--patient", "B-9", "--answers", _answers(tmp_path, **HURT))
    name = session_id()
    assert name in ran("sessions", "--search", "help first").out
    assert name in ran("sessions", "--search", "B-9").out
    missed = ran("sessions", "--search", "basket")
    assert (missed.out, missed.code) == ("", 0)


def test_a_follow_up_is_due_until_it_is_ticked() -> None:
    name = lent()
    [row] = json.loads(ran("sessions", "--practice", "--json").out)
    assert row["due"] == "2026-11-26"
    assert ran("tick", name, "calls.call").code == 0
    [row] = json.loads(ran("sessions", "--practice", "--json").out)
    assert row["due"] is None


def test_a_line_is_ticked_by_its_number_or_name_and_unticked() -> None:
    name = lent()
    listed = ran("tick", name).out.splitlines()
    assert listed[0].startswith("  1 [ ] ")
    assert "(plan.oil)" in listed[0]
    assert ran("tick", name, "1").code == 0
    assert ran("tick", name).out.startswith("  1 [x] ")
    assert ran("tick", name, "plan.oil").code == 2
    assert ran("tick", name, "plan.oil", "--undo").code == 0
    unknown = ran("tick", name, "plan.oils")
    assert unknown.code == 2
    assert "Did you mean plan.oil?" in unknown.told


def test_what_happens_after_the_end_is_on_the_summary() -> None:
    name = lent()
    assert ran("done", name, "--date", "2026-12-05", "--lot", "L-9").code == 0
    assert (
        ran("amend", name, "decision", "--new", "You borrowed a big saw", "--why", "typo").code == 0
    )
    harm = ("--date", "2026-12-06", "--text", "a cut finger", "--severity", "mild")
    assert ran("adverse", name, *harm).code == 0
    assert ran("withdraw", name, "--reason", "too sharp").code == 0
    text = " ".join(ran("show", name, "--edition", "clinician").out.split())
    for words in ("lote L-9", "You borrowed a big saw", "a cut finger", "too sharp"):
        assert words in text
    assert ran("verify", name).code == 0


def test_what_is_left_out_of_a_command_line_is_asked() -> None:
    name = lent()
    result = ran("amend", name, "decision", stdin="Another word\nit was wrong\n")
    assert result.code == 0
    assert "It should say" in result.err
    assert "Another word" in ran("show", name).out


def test_harm_has_one_of_four_severities() -> None:
    result = ran("adverse", lent(), "--date", "2026-12-06", "--text", "x", "--severity", "awful")
    assert result.code == 2
    assert "mild, moderate, severe, life-threatening" in result.told


def test_what_did_not_end_cannot_be_ticked_or_shown(tmp_path: Path) -> None:
    ran("start", GARDEN, "--answers", _answers(tmp_path, **HALF))
    name = session_id()
    for command in (("tick", name, "1"), ("done", name), ("show", name)):
        result = ran(*command)
        assert result.code == 2
        assert f"exoguide resume {name}" in result.told


def test_a_session_is_named_by_its_beginning_or_however_it_is_read_out() -> None:
    name = lent()
    for typed in (name[:5], name.lower(), name.replace("-", " "), name.replace("-", "")):
        assert ran("show", typed).code == 0, typed


@pytest.mark.parametrize("typed", ["zz", "", "!", "\x1b[31m", "U-U"])
def test_a_session_that_is_not_there_is_told(typed: str) -> None:
    result = ran("show", typed)
    assert result.code == 2
    assert "There is no session" in result.told
    assert "\x1b" not in result.err


@pytest.mark.parametrize("form", ["text", "md", "json", "record"])
def test_a_summary_has_the_same_bytes_each_time(form: str) -> None:
    name = lent()
    first = ran("show", name, "--format", form)
    assert first.code == 0
    assert ran("show", name, "--format", form).out == first.out


def test_a_summary_goes_into_a_new_private_file_and_never_over_another(tmp_path: Path) -> None:
    name = lent()
    file = tmp_path / "page.txt"
    assert ran("show", name, "-o", file).code == 0
    assert file.read_text() == ran("show", name).out
    assert file.stat().st_mode & 0o777 == 0o600
    result = ran("show", name, "-o", file)
    assert result.code == 2
    assert "nothing was written" in result.told


def test_a_record_proves_itself_here_and_as_a_file_elsewhere(tmp_path: Path) -> None:
    name = lent()
    assert "replayed, 1 summary rebuilt" in ran("verify", name).out
    assert ran("verify", "--all").code == 0
    file = tmp_path / "record.jsonl"
    ran("show", name, "--format", "record", "-o", file)
    assert ran("verify", file).code == 0
    file.write_text(file.read_text().replace("answered", "answerad", 1))
    result = ran("verify", file)
    assert result.code == 4
    assert "event 2" in result.out


def test_an_altered_store_fails_verification_with_the_session_and_the_event(home: Path) -> None:
    from tests.records.samples import tool

    name = lent()
    with tool(home / "data" / "practice") as connection:
        connection.execute("UPDATE event SET user = 'eve' WHERE seq = 3")
        connection.commit()
    for command in (("verify", name), ("verify", "--all")):
        result = ran(*command)
        assert result.code == 4
        assert f"Session {name}: event 3" in result.out


def test_an_altered_summary_is_not_shown(home: Path) -> None:
    from tests.records.samples import tool

    name = lent()
    with tool(home / "data" / "practice") as connection:
        connection.execute("UPDATE document SET data = CAST(data || ' ' AS BLOB)")
        connection.commit()
    assert ran("show", name).code == 4
    assert ran("verify", name).code == 4


@pytest.mark.parametrize("arguments", [("verify",), ("verify", "x", "--all")])
def test_what_is_to_be_verified_is_named_once(arguments: tuple[str, ...]) -> None:
    assert ran(*arguments).code == 2


def test_an_unknown_flow_is_told_with_the_nearest_name() -> None:
    result = ran("start", "exosome-terapy")
    assert result.code == 2
    assert "Did you mean exosome-therapy?" in result.told


def test_a_broken_flow_is_told_with_every_problem_and_begins_nothing(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text('[flow]\nid = "b"\n[[step]]\nid = "1"\n')
    result = ran("start", file, "--practice")
    assert result.code == 2
    assert "broken.toml" in result.err
    assert json.loads(ran("sessions", "--practice", "--json").out) == []


def test_a_flow_with_errors_is_refused_with_its_findings_and_a_sound_one_is_proven_once(
    tmp_path: Path, home: Path
) -> None:
    source = (GARDEN / "flow.toml").read_text().replace('languages = ["es"]\n', "")
    file = tmp_path / "unsound.toml"
    file.write_text(
        source.replace('otherwise = "end_lent"', 'when = "age > 20"\ngoto = "end_lent"')
    )
    result = ran("start", file, "--practice", stdin="")
    assert result.code == 2
    assert "EXG" in result.err
    assert json.loads(ran("sessions", "--practice", "--json").out) == []

    first = ran("start", GARDEN, "--practice")
    again = ran("start", GARDEN, "--practice")
    assert "Checking" in first.err
    assert "Checking" not in again.err
    assert len(list((home / "cache" / "sound").iterdir())) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[answers]\nhurtt = 'no'\n", "no question “hurtt”"),
        ("[answers]\nhurt = 'maybe'\n", "“maybe” is not one of the answers"),
        ("[answers]\nhurt = true\n", "true and false are no answers"),
        ("[answer]\nhurt = 'no'\n", "neither a story nor a table of answers"),
        ("hurt = \n", "answers.toml"),
        ("\ufeff[answers]\nage = \n", "answers.toml"),
    ],
)
def test_wrong_answers_are_told_with_their_place(tmp_path: Path, content: str, why: str) -> None:
    file = tmp_path / "answers.toml"
    file.write_text(content)
    result = ran("start", GARDEN, "--practice", "--answers", file)
    assert result.code == 2
    assert why in result.told


def test_a_file_of_answers_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = ran("start", GARDEN, "--practice", "--answers", tmp_path / "nowhere.toml")
    assert result.code == 2
    assert "nowhere.toml" in result.told


@pytest.mark.parametrize("patient", ["x" * 101, "a\x1b[2J", "two\nlines", "\u202eevil"])
def test_a_patient_reference_is_a_short_plain_number(patient: str) -> None:
    result = ran("start", GARDEN, "--practice", "--patient", patient)
    assert result.code == 2
    assert "never a name" in result.told


def test_another_date_is_for_practice_only() -> None:
    assert ran("start", GARDEN, "--today", "2030-01-01").code == 2
    assert ran("start", GARDEN, "--practice", "--today", "2030-01-01", stdin="").code == 1
    store = open_records(practice=True)
    [opened] = store.events(session_id(practice=True))
    assert opened.body["today"] == "2030-01-01"


def test_a_session_replaces_one_that_ended_and_offers_its_answers(tmp_path: Path) -> None:
    ran("start", GARDEN, "--answers", _answers(tmp_path, **HALF))
    open_one = session_id()
    assert ran("start", GARDEN, "--follows", open_one).code == 2
    rest = {"seen_before": '"yes"', "tool": '"later"'}
    ran("resume", open_one, "--answers", _answers(tmp_path, **rest))
    result = ran("start", GARDEN, "--follows", open_one, stdin="keep\n")
    assert "An earlier answer: No. Type keep to give it again." in result.out
    assert f"replaced by {session_id()}" in ran("sessions").out


def test_the_clinician_is_taken_from_the_settings_and_the_clinic_from_its_profile(
    home: Path, tmp_path: Path
) -> None:
    folder = home / "config"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('clinician = "Dr Osei"\nrole = "physician"\n')
    (folder / "clinic.toml").write_text('club = "Blue Club"\ndays = 21\n')
    ran("start", GARDEN, "--answers", _answers(tmp_path, **HURT))
    store = open_records()
    opened = store.events(session_id())[0]
    clinician, clinic = opened.body["clinician"], opened.body["clinic"]
    assert isinstance(clinician, dict)
    assert isinstance(clinic, dict)
    assert (clinician["name"], clinician["role"]) == ("Dr Osei", "physician")
    assert clinic["days"] == {"number": "21"}
    (folder / "clinic.toml").write_text("days = 900\n")
    result = ran("start", GARDEN)
    assert result.code == 2
    assert "days" in result.told


def test_the_stories_of_a_flow_are_played_and_compared(tmp_path: Path) -> None:
    result = ran("test", GARDEN)
    assert result.code == 0
    assert result.out.splitlines()[-1] == "8 stories, 0 failed"
    folder = tmp_path / "garden"
    shutil.copytree(GARDEN, folder)
    (folder / "stories" / "hurt.toml").write_text(
        '[story]\nid = "hurt"\ntitle = "T"\n[[visit]]\ntoday = 2026-11-23\n'
        'given = { hurt = "yes" }\n[expect]\nend = "end_no"\n'
    )
    result = ran("test", folder, "hurt")
    assert result.code == 1
    assert "end: expected end_no, got end_help" in result.out
    assert ran("test", folder, "nothing").code == 2


def test_what_stories_reach_is_shown_and_can_be_too_little() -> None:
    result = ran("test", GARDEN, "hurt", "--coverage")
    assert result.code == 0
    assert "Ends not reached:\n  end_lent, end_no, end_later, end_teacher\n" in result.out
    assert ran("test", GARDEN, "--fail-under", "50").code == 0
    short = ran("test", GARDEN, "--fail-under", "99.5")
    assert short.code == 1
    assert "99.5 % is asked" in short.told
    found = json.loads(ran("test", GARDEN, "hurt", "--coverage", "--json").out)
    assert [one["id"] for one in found["stories"]] == ["hurt"]
    assert found["coverage"]["parts"]["ends"]["reached"] == 1
    assert ran("test", GARDEN, "--fail-under", "101").code == 2


def test_a_flow_is_checked_in_every_format(tmp_path: Path) -> None:
    assert ran("check", GARDEN).code == 0
    assert ran("check", GARDEN, "--strict").code == 1
    for form in ("json", "sarif"):
        json.loads(ran("check", GARDEN, "--format", form).out)
    assert "::warning" in ran("check", GARDEN, "--format", "github").out
    broken = tmp_path / "broken.toml"
    broken.write_text('[flow]\nid = "b"\n')
    assert ran("check", broken).code == 1


def test_a_code_is_explained_and_an_unknown_one_is_told() -> None:
    assert "EXG402" in ran("explain", "exg402").out
    assert ran("explain", "EXG999").code == 2


def test_where_and_doctor_say_where_things_are_and_that_they_work(home: Path) -> None:
    assert str(home / "data") in ran("where").out
    result = ran("doctor")
    assert "sessions: 0, 0 damaged" in result.out
    assert "flow exosome-therapy" in result.out
    if os.geteuid() == 0:
        assert "root" in result.out


def test_a_store_that_cannot_be_opened_is_told_with_its_code(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "sessions.db").write_text("SQLite format 3, somebody else's")
    result = ran("sessions")
    assert result.code == 3
    assert "store" in result.told.lower()


def test_an_error_inside_the_program_shows_nothing_of_the_patient(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from exoguide.consultation import records

    def broken(**_: object) -> None:
        raise RuntimeError("Maria Lopez, fever")

    monkeypatch.setattr(records, "open_records", broken)
    result = ran("sessions")
    assert result.code == 2
    assert "RuntimeError" in result.err
    assert "Maria" not in result.err
    with pytest.raises(RuntimeError):
        ran("--debug", "sessions")
