"""Secrets at a real terminal: asked unseen, and gone from memory when nobody is there."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exoguide.consultation.opening import look
from exoguide.consultation.records import open_records, records_folder
from exoguide.consultation.unlocking import KEYRING
from exoguide.records.keys import protection
from exoguide.records.protecting import protect
from exoguide.records.recovery import new_code
from exoguide.records.unlocking import unlock
from tests.cli.commands import PROGRAM
from tests.consultation.places import begun, garden
from tests.records.samples import CHEAP, PASSPHRASE, device_key_of
from tests.terminal.terminal import LIMIT, Terminal

Opener = Callable[..., Terminal]
LINES = {"TERM": "dumb"}


@pytest.fixture(autouse=True)
def _no_keys() -> Iterator[None]:
    KEYRING.forget()
    yield
    KEYRING.forget()


@pytest.fixture
def session() -> str:
    """A session in the store of this account, which nothing protects yet."""
    store = open_records()
    made = begun(store, garden())
    made.answer("hurt", "no")
    made.leave()
    store.close()
    return made.session_id


@pytest.fixture
def protected(session: str) -> str:
    folder = records_folder()
    protect(folder, device_key_of(folder), "ann", PASSPHRASE, new_code(), CHEAP)
    return session


def given(terminal: Opener, *command: str) -> Terminal:
    """The command at a terminal, with the passphrase on a descriptor."""
    reader, writer = os.pipe()
    os.write(writer, f"{PASSPHRASE}\n".encode())
    os.close(writer)
    try:
        return terminal(
            command, environ={"EXOGUIDE_PASSPHRASE_FD": str(reader)}, pass_fds=(reader,)
        )
    finally:
        os.close(reader)


def test_protect_asks_twice_unseen_and_has_the_code_typed_back(
    session: str, terminal: Opener
) -> None:
    one = terminal((PROGRAM, "protect", "--user", "ann"), environ=LINES)
    one.shows("New passphrase of ann:")
    one.send(b"short\n")
    one.shows("at least 12 are needed")
    one.send(f"{PASSPHRASE}\n".encode())
    one.shows("The same once more:")
    one.send(f"{PASSPHRASE}\n".encode())
    code = ""

    def shown() -> bool:
        nonlocal code
        found = re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){5}", one.text)
        code = found[0] if found else ""
        return bool(code)

    one.until(shown, "the recovery code")
    for _ in range(2):
        one.until(lambda: re.search(r"group (\d) of 6 back: $", one.text.strip() + " "))
        number = int(re.findall(r"group (\d) of 6 back:", one.text)[-1])
        before = one.text.count("back:")
        one.send(f"{code.split('-')[number - 1].lower()}\n".encode())
        one.until(lambda seen=before: one.text.count("back:") > seen or "protected" in one.text)  # type: ignore[misc]  # bound now
    one.shows("The sessions are protected")
    assert one.end() == 0
    assert PASSPHRASE.encode() not in one.output
    assert protection(records_folder()).users == ("ann",)
    KEYRING.hold(unlock(records_folder(), "ann", PASSPHRASE))
    store = open_records()
    assert look(store, session).state.answers["hurt"].value == "no"
    store.close()


def test_a_code_that_is_not_typed_back_changes_nothing(session: str, terminal: Opener) -> None:
    one = terminal((PROGRAM, "protect"), environ=LINES)
    one.shows("New passphrase")
    one.send(f"{PASSPHRASE}\n".encode())
    one.shows("once more:")
    one.send(f"{PASSPHRASE}\n".encode())
    one.shows("back:")
    one.send(b"\x03")
    assert one.end() == 130
    store = open_records()
    assert store.has(session)
    assert not store.locks
    store.close()


def test_a_command_asks_unseen_and_says_when_it_is_wrong(protected: str, terminal: Opener) -> None:
    one = terminal((PROGRAM, "sessions"), environ=LINES)
    one.shows("Passphrase of ann:")
    one.send(b"not this one here\n")
    one.shows("The passphrase is wrong")
    one.until(lambda: one.text.count("Passphrase of ann:") == 2, "it is asked for again")
    one.send(f"{PASSPHRASE}\n".encode())
    one.shows(protected)
    assert one.end() == 0
    for typed in (PASSPHRASE.encode(), b"not this one"):
        assert typed not in one.output


def test_three_wrong_passphrases_end_a_command_with_3(protected: str, terminal: Opener) -> None:
    one = terminal((PROGRAM, "show", protected), environ=LINES)
    for number in range(1, 4):
        one.until(lambda seen=number: one.text.count("Passphrase of ann:") >= seen)  # type: ignore[misc]  # bound now
        one.send(b"not this one here\n")
    one.shows("Try again" if number < 3 else "possible in")
    assert one.end() == 3


def test_the_terminal_shows_what_is_typed_again_after_an_interrupt(
    protected: str, terminal: Opener
) -> None:
    assert protected
    one = terminal((PROGRAM, "sessions"), environ=LINES)
    before = one.before
    one.shows("Passphrase of ann:")
    one.send(b"\x03")
    assert one.end() == 130
    assert one.settings()[3] == before[3]


def test_while_nobody_reads_the_key_is_dropped_and_nothing_of_the_patient_comes_after_it(
    protected: str, terminal: Opener, tmp_path: Path
) -> None:
    """The link stands still with frames in it; the lock does not wait for it."""
    file = tmp_path / "locked"
    command = (sys.executable, "-m", "tests.terminal.locking", str(file), "--ticking")
    one = given(terminal, *command, "--idle", "3")
    one.shows("How old are you?")
    one.send(b"4")
    one.shows("4 ")
    end = time.monotonic() + LIMIT
    while not file.exists():  # nobody reads what the program writes
        assert time.monotonic() < end, "it was never locked"
        time.sleep(0.05)
    one.shows("Press any key.")
    one.read(0.2)
    wiped = one.output.rindex(b"\x1b[H\x1b[2J")
    assert b"old are you" not in one.output[wiped:]
    one.send(b"7")
    one.shows("The sessions are locked")
    one.send(f"{PASSPHRASE}\r".encode())
    one.shows("How old are you?")
    one.send(b"0\r")
    one.until(lambda: _age(protected) == "40", "the answer is on the disk")
    one.process.send_signal(signal.SIGTERM)
    one.end()


def test_line_by_line_the_passphrase_is_asked_again_and_the_late_line_is_not_taken(
    protected: str, terminal: Opener, tmp_path: Path
) -> None:
    file = tmp_path / "locked"
    command = (sys.executable, "-m", "tests.terminal.locking", str(file), "--lines")
    one = given(terminal, *command, "--idle", "2")
    one.shows("How old are you?")
    one.until(file.exists, "it is locked")
    one.send(b"39\n")
    one.shows("What was typed is not taken.")
    one.shows("Passphrase of ann:")
    one.send(f"{PASSPHRASE}\n".encode())
    one.until(lambda: one.text.count("Answer>") >= 2, "it is asked again")
    one.send(b"40\n")
    one.until(lambda: _age(protected) == "40", "the answer is on the disk")
    assert PASSPHRASE.encode() not in one.output


def _age(session_id: str) -> str:
    """The answer on the disk, as another process of the same person reads it."""
    if KEYRING._held == {}:  # noqa: SLF001 - asked once
        KEYRING.hold(unlock(records_folder(), "ann", PASSPHRASE))
    store = open_records()
    try:
        made = look(store, session_id).state.answers.get("age")
        return str(made.value) if made is not None else ""
    finally:
        store.close()


def test_home_opens_at_the_page_that_asks(protected: str, terminal: Opener) -> None:
    one = terminal((PROGRAM,))
    one.shows("The sessions are locked")
    assert b"M-1" not in one.output
    one.send(f"{PASSPHRASE}\r".encode())
    one.shows("M-1")
    one.send(b"q")
    assert one.end() == 0
    assert PASSPHRASE.encode() not in one.output
    assert protected
