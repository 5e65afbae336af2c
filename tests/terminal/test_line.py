"""The line-by-line face at a real terminal: kills, hang-ups, full disks, two at one session."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from exoguide.consultation.opening import look
from exoguide.consultation.records import open_records
from exoguide.engine.encoding import Text
from tests.cli.commands import PROGRAM, ran, session_id
from tests.consultation.places import GARDEN
from tests.terminal.ptys import Terminal, terminal

START = ("start", str(GARDEN), "--practice", "--plain")

WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Hurt now", ("2",)),
    ("How old are you?", ("40",)),
    ("Borrowed before", ("1",)),
    ("Tool", ("2",)),
    ("Blade guard", ("d",)),
    ("Uses", ("2 3",)),
    ("First day", ("in 2 weeks",)),
    ("Deposit", ("5", "yes")),
    ("Helpers", ("yes",)),
    ("Helper (helper 1)", ("Ann",)),
    ("Strong (helper 1)", ("1",)),
    ("Helpers", ("no",)),
    ("Wishes", ("one", "two", ".")),
    ("The rules", ("ok",)),
    ("Rules explained (round 1)", ("1", "as I said")),
    ("Decision", ("1",)),
    ("Borrower’s signature", ("Ann Lee", "yes")),
)
"""Every question of the small flow with what is typed at it."""


@pytest.fixture(autouse=True)
def _proven(home: Path) -> None:
    """Prove the flow beforehand, so that no test waits for that."""
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")


def _answers() -> dict[str, object]:
    store = open_records(practice=True)
    try:
        state = look(store, session_id(practice=True)).state
        return {key: given.value for key, given in state.answers.items()}
    finally:
        store.close()


def _walk(person: Terminal, steps: int, *, at: int = 0) -> int:
    """Answer so many questions; where the next one was shown."""
    for title, lines in WALK[:steps]:
        at = person.wait_for(f": {title}\n", after=at)
        for line in lines:
            at = person.wait_for("> ", after=at)
            person.type(line)
    return at


@pytest.mark.parametrize("steps", range(1, len(WALK)))
def test_a_kill_after_any_answer_loses_nothing_and_goes_on_at_the_same_question(
    steps: int,
) -> None:
    with terminal(*START) as person:
        at = _walk(person, steps)
        person.wait_for(f": {WALK[steps][0]}\n", after=at)
        person.kill()
    kept = _answers()
    with terminal("resume", session_id(practice=True), "--plain") as person:
        at = person.wait_for(f": {WALK[steps][0]}\n")
        assert _answers() == kept
        for title, lines in WALK[steps:]:
            at = person.wait_for(f": {title}\n", after=max(0, at - len(title) - 3))
            for line in lines:
                at = person.wait_for("> ", after=at)
                person.type(line)
        person.wait_for("End, change, review or quit> ", after=at)
        person.type("end")
        assert person.end() == 0
    assert ran("verify", "--all").code == 0


@pytest.mark.parametrize("steps", range(len(WALK)))
def test_ctrl_c_at_any_question_is_no_answer_and_ends_with_130(steps: int) -> None:
    with terminal(*START) as person:
        at = _walk(person, steps)
        at = person.wait_for(f": {WALK[steps][0]}\n", after=at)
        person.wait_for("> ", after=at)
        before = _answers()
        person.press(b"1\x03")
        assert person.end() == 130
        assert "exoguide resume" in person.text
    assert _answers() == before


@pytest.mark.parametrize("steps", [0, 1, 5, 9, 12, 16])
def test_ctrl_d_after_half_a_line_is_no_answer(steps: int) -> None:
    with terminal(*START) as person:
        at = _walk(person, steps)
        at = person.wait_for(f": {WALK[steps][0]}\n", after=at)
        person.wait_for("> ", after=at)
        before = _answers()
        person.press(b"1\x04\x04")
        assert person.end() == 1
    assert _answers() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_leaves_the_session_to_be_gone_on_with(number: int) -> None:
    with terminal(*START) as person:
        at = _walk(person, 2)
        person.wait_for(f": {WALK[2][0]}\n", after=at)
        assert person.kill(number) == 1
        assert "exoguide resume" in person.text
    store = open_records(practice=True)
    assert store.leases() == []
    assert store.session(session_id(practice=True)).question == "Borrowed before"
    store.close()
    assert len(_answers()) == 2


def test_a_dropped_connection_ends_the_program_and_loses_nothing() -> None:
    with terminal(*START) as person:
        at = _walk(person, 3)
        person.wait_for(f": {WALK[3][0]}\n", after=at)
        assert person.hang_up() == 1
    assert len(_answers()) == 3


def test_unfinished_text_survives_a_kill() -> None:
    with terminal(*START) as person:
        at = _walk(person, 12)
        at = person.wait_for("ends it> ", after=at)
        person.type("first line")
        at = person.wait_for("Next line> ", after=at)
        person.type("second")
        person.wait_for("Next line> ", after=at)
        person.kill()
    with terminal("resume", session_id(practice=True), "--plain") as person:
        at = person.wait_for("Begun before, and kept:\n  first line\n  second\n")
        person.wait_for("> ", after=at)
        person.type(".")
        person.wait_for("Recorded:", after=at)
        person.kill()
    assert _answers()["wishes"] == Text("first line\nsecond")


def test_two_terminals_at_one_session_are_told_of_each_other_and_nothing_is_lost() -> None:
    with terminal(*START) as one:
        one.wait_for("> ")
        with terminal("resume", session_id(practice=True), "--plain") as other:
            at = other.wait_for("has this session open too")
            at = other.wait_for("> ", after=at)
            other.type("2")
            other.wait_for("Recorded: No", after=at)
            one.type("1")
            at = one.wait_for("Somebody else continued this session")
            one.wait_for("Question 2: How old are you?", after=at)
            one.kill()
    assert _answers() == {"hurt": "no"}


def test_a_line_longer_than_the_terminal_passes_on_is_not_taken_cut_off() -> None:
    with terminal(*START) as person:
        at = _walk(person, 12)
        at = person.wait_for("ends it> ", after=at)
        for part in range(10):
            person.press(f"{part}".encode() * 1_000)
        person.type("")
        at = person.wait_for("longer than a terminal can pass on", after=at)
        person.wait_for("> ", after=at)
        person.kill()
    store = open_records(practice=True)
    assert store.draft(session_id(practice=True)) is None
    store.close()


NOTES = "".join(f"note {number} {'x' * 2_000}\n" for number in range(400))


def test_a_file_that_may_not_grow_ends_the_session_with_the_stores_code_and_loses_nothing(
    home: Path,
) -> None:
    if shutil.which("prlimit") is None:
        pytest.skip("prlimit is not installed")
    ran(*START, stdin="2\n")
    limit = (home / "data" / "practice" / "sessions.db").stat().st_size + 60_000
    name = session_id(practice=True)
    done = subprocess.run(
        ["prlimit", f"--fsize={limit}", PROGRAM, "resume", name],
        input=NOTES,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "Noted." in done.stdout
    assert "Traceback" not in done.stderr
    assert "exoguide" in done.stderr or "disk" in done.stderr
    assert ran("verify", "--all").code == 0
    assert _answers() == {"hurt": "no"}


def test_a_full_disk_is_said_and_the_session_goes_on_once_there_is_room(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    try:
        monkeypatch.setenv("EXOGUIDE_HOME", str(small))
        shutil.copytree(home / "cache", small / "cache")
        with terminal(*START) as person:
            at = person.wait_for("> ")
            person.type("2")
            at = person.wait_for("Question 2", after=at)
            at = person.wait_for("> ", after=at)
            _fill(small / "filler")
            person.type("40")
            at = person.wait_for("NOT SAVED", after=at)
            at = person.wait_for("> ", after=at)
            (small / "filler").unlink()
            person.type("41")
            person.wait_for("Recorded: 41 years", after=at)
            person.kill()
        assert _answers().keys() == {"hurt", "age"}
        assert ran("verify", "--all").code == 0
    finally:
        subprocess.run(["umount", str(small)], check=True)


def _fill(file: Path) -> None:
    """Take all the room that is left."""
    with file.open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"x" * 4096)
        except OSError:
            return


def test_a_folder_that_may_not_be_written_is_told_without_a_traceback(tmp_path: Path) -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv, to become somebody who may not write there")
    outside = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM, "--version"],
        capture_output=True,
        check=False,
    )
    if outside.returncode:
        pytest.skip("another account cannot run this checkout's program")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o755)
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM, "sessions"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "EXOGUIDE_HOME": str(closed)},
    )
    assert done.returncode == 3
    assert "EXOGUIDE_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    ran("start", GARDEN, "--practice", "--answers", GARDEN / "stories" / "lent.toml")
    show = f"{PROGRAM} show {session_id(practice=True)} --edition clinician | head -1"
    done = subprocess.run(["sh", "-c", show], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("PRÁCTICA")
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


def test_output_that_cannot_be_written_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PROGRAM, "where"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


def test_closed_input_is_told() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{PROGRAM} {' '.join(START)} <&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_bytes_that_are_no_text_are_refused_in_words() -> None:
    typed = b"note \xff\xfe\n:note a\x00b\n2\n"
    done = subprocess.run(
        [PROGRAM, *START],
        input=typed,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"half of a character pair" in done.stdout
    assert b"NUL" in done.stdout
    [row] = json.loads(ran("sessions", "--practice", "--json").out)
    assert row["seq"] == 2


def test_who_leads_is_asked_once_and_kept() -> None:
    with terminal("start", str(GARDEN), "--plain") as person:
        at = person.wait_for("Your name: ")
        person.type("Dr Zoë “Q” Müller")
        at = person.wait_for("or nurse []: ", after=at)
        person.type("physician")
        person.wait_for("Question 1: Hurt now", after=at)
        person.kill()
    with terminal("start", str(GARDEN), "--plain") as person:
        person.wait_for("Question 1: Hurt now")
        assert "Your name" not in person.text
        person.kill()
    store = open_records()
    for row in json.loads(ran("sessions", "--json").out):
        clinician = store.events(row["id"])[0].body["clinician"]
        assert isinstance(clinician, dict)
        assert (clinician["name"], clinician["role"]) == ("Dr Zoë “Q” Müller", "physician")
    store.close()


def test_what_waits_is_gone_on_with_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_text('[answers]\nhurt = "no"\n')
    ran("start", GARDEN, "--answers", file)
    with terminal() as person:
        at = person.wait_for("or quit> ")
        person.type("7")
        at = person.wait_for("or quit> ", after=at)
        person.type("1")
        at = person.wait_for("Question 2: How old are you?", after=at)
        person.wait_for("> ", after=at)
        person.type("quit")
        assert person.end() == 1
