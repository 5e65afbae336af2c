"""Protecting the sessions from the command line, with secrets over descriptors."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from exoguide.consultation.records import open_records, records_folder
from exoguide.consultation.unlocking import KEYRING, passphrase_from
from exoguide.errors import UsageError
from exoguide.records.keys import protection
from exoguide.records.lockout import ATTEMPTS_FILE
from exoguide.records.protecting import protect
from exoguide.records.recovery import new_code, read_code
from tests.cli.commands import PROGRAM, Ran, ran
from tests.consultation.places import begun, garden
from tests.records.samples import CHEAP, PASSPHRASE, device_key_of

OTHER = "another one of these"
CODE = new_code()


@pytest.fixture(autouse=True)
def _no_keys() -> Iterator[None]:
    KEYRING.forget()
    yield
    KEYRING.forget()


@pytest.fixture
def session() -> str:
    """A session that nothing protects yet."""
    store = open_records()
    made = begun(store, garden())
    made.leave()
    store.close()
    return made.session_id


@pytest.fixture
def protected(session: str) -> str:
    folder = records_folder()
    protect(folder, device_key_of(folder), "ann", PASSPHRASE, CODE, CHEAP)
    return session


def program(
    *arguments: str, secrets: Mapping[str, str] | None = None, user: str = "", away: bool = True
) -> Ran:
    """The program without a terminal; each of ``secrets`` comes over a descriptor of its own.

    The one named ``EXOGUIDE_PASSPHRASE_FD`` is announced in the environment, others by options.
    """
    with ExitStack() as stack:
        environment = {**os.environ, **({"EXOGUIDE_USER": user} if user else {})}
        given: list[str] = []
        numbers = []
        for name, secret in (secrets or {}).items():
            reader, writer = os.pipe()
            stack.callback(os.close, reader)
            with os.fdopen(writer, "w") as file:
                file.write(f"{secret}\n")
            numbers.append(reader)
            if name.startswith("--"):
                given += [name, str(reader)]
            else:
                environment[name] = str(reader)
        done = subprocess.run(
            [PROGRAM, *arguments, *given],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            pass_fds=numbers,
            start_new_session=away,
        )
    return Ran(done.returncode, done.stdout, done.stderr)


UNLOCK = {"EXOGUIDE_PASSPHRASE_FD": PASSPHRASE}


def test_it_says_who_can_open_the_sessions(session: str) -> None:
    assert session
    assert ran("protect", "--status").out == (
        "Encrypted; whoever can use this account can open it.\n"
    )


def test_the_first_passphrase_and_its_code_over_descriptors(session: str, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    fds = ("--passphrase-fd", "0", "--code-fd")
    with paper.open("w") as file:
        done = subprocess.run(
            [PROGRAM, "protect", "--user", "ann", *fds, str(file.fileno())],
            input=f"{PASSPHRASE}\n",
            capture_output=True,
            text=True,
            check=False,
            pass_fds=(file.fileno(),),
        )
    assert done.returncode == 0, done.stderr
    code = paper.read_text().strip()
    assert read_code(code) == code
    for said in (done.stdout, done.stderr):
        assert PASSPHRASE not in said
        assert code not in said
    assert protection(records_folder()).users == ("ann",)
    listed = program("sessions", secrets=UNLOCK)
    assert session in listed.out
    again = program("protect", "--recover", secrets={"--code-fd": code, "--passphrase-fd": OTHER})
    assert again.code == 0, again.err
    assert program("sessions", secrets={"EXOGUIDE_PASSPHRASE_FD": OTHER}).code == 0
    assert program("sessions", secrets=UNLOCK).code == 3


@pytest.mark.parametrize(
    "arguments", [("sessions",), ("show", "7F3A"), ("verify", "--all"), ("audit",), ("resume",)]
)
def test_without_a_terminal_every_command_says_that_it_is_locked(
    protected: str, arguments: tuple[str, ...]
) -> None:
    assert protected
    done = program(*arguments)
    assert done.code == 3
    assert done.out == ""
    assert "The sessions are locked." in done.err
    assert "EXOGUIDE_PASSPHRASE_FD=3" in done.err
    assert not (records_folder() / ATTEMPTS_FILE).exists()


def test_a_wrong_passphrase_ends_a_command_with_3_and_is_not_repeated(protected: str) -> None:
    done = program("sessions", secrets={"EXOGUIDE_PASSPHRASE_FD": "not this one here"})
    assert done.code == 3
    assert "The passphrase is wrong." in done.err
    assert "not this one" not in done.err + done.out
    assert protected not in done.out


def test_people_come_and_go(protected: str) -> None:
    added = program("protect", "--add-user", "ben", secrets={**UNLOCK, "--passphrase-fd": OTHER})
    assert added.code == 0, added.err
    bens = {"EXOGUIDE_PASSPHRASE_FD": OTHER}
    assert protected in program("sessions", user="ben", secrets=bens).out
    assert "Whose passphrase" in program("sessions", user="carol", secrets=bens).err
    removed = program("protect", "--remove-user", "ann", user="ben", secrets=bens)
    assert removed.code == 0, removed.err
    assert protection(records_folder()).users == ("ben",)
    assert protected in program("sessions", secrets=bens).out
    told = program("audit", secrets=bens).out
    for what in ("person added: ben", "person removed: ann"):
        assert what in told


def test_a_new_key_keeps_everything_and_everybody(protected: str) -> None:
    before = (records_folder() / "sessions.db").read_bytes()[:16]
    assert program("protect", "--rotate", secrets=UNLOCK).code == 0
    assert (records_folder() / "sessions.db").read_bytes()[:16] != before
    done = program("verify", "--all", secrets=UNLOCK)
    assert done.code == 0
    assert protected in done.out


def test_a_session_that_is_open_elsewhere_is_not_robbed_of_its_store(session: str) -> None:
    store = open_records()
    from exoguide.consultation.opening import resume

    made = resume(store, session)
    done = program("protect", secrets={"--passphrase-fd": PASSPHRASE, "--code-fd": ""})
    assert done.code == 3
    assert f"session {session} open" in " ".join(done.err.split())
    made.leave()
    store.close()
    assert protection(records_folder()).device


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--status", "--add-user", "ben"), "One thing at a time"),
        (("--change", "--rotate"), ""),
        (("--rotate",), "have no passphrase yet"),
        (("--remove-user", "ann"), "have no passphrase yet"),
        (("--passphrase-fd", "77"), "no open file descriptor"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    session: str, arguments: tuple[str, ...], words: str
) -> None:
    assert session
    done = program("protect", *arguments)
    assert done.code == 2
    assert words in " ".join(done.err.split())
    assert protection(records_folder()).device


def test_a_weak_passphrase_changes_nothing(session: str) -> None:
    assert session
    done = program("protect", secrets={"--passphrase-fd": "short", "--code-fd": ""})
    assert done.code == 2
    assert "at least 12 are needed" in done.err
    assert protection(records_folder()).device


def test_without_a_terminal_new_secrets_are_not_asked(session: str) -> None:
    assert session
    done = program("protect")
    assert done.code == 2
    assert "--passphrase-fd" in done.err


def test_a_descriptor_gives_its_first_line_and_no_more() -> None:
    for data, expected in ((b"one two three\nfour\n", "one two three"), (b"one", "one")):
        reader, writer = os.pipe()
        os.write(writer, data)
        os.close(writer)
        assert passphrase_from(str(reader)) == expected
    for wrong in ("x", "-1", "9999", ""):
        with pytest.raises(UsageError, match="no open file descriptor"):
            passphrase_from(wrong)
    reader, writer = os.pipe()
    os.write(writer, b"\xff\xfe\n")
    os.close(writer)
    with pytest.raises(UsageError, match="no UTF-8 text"):
        passphrase_from(str(reader))


def test_where_and_doctor_say_how_the_sessions_are_protected(protected: str) -> None:
    assert protected
    words = "opened by the passphrase of ann or the recovery code"
    assert words in ran("where").out
    shut = program("doctor")
    assert shut.code == 1
    assert words in shut.out
    assert "BAD sessions: not looked at" in shut.out
    assert words in program("doctor", secrets=UNLOCK).out


def test_the_program_loads_what_it_needs_for_passphrases_only_where_one_is_set(
    session: str,
) -> None:
    assert session
    code = (
        "import sys\nfrom exoguide.cli.main import run\nrun(['sessions'])\n"
        "print('cryptography' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "False"


def test_no_secret_stands_in_the_environment_or_the_arguments_of_the_process(
    protected: str, tmp_path: Path
) -> None:
    """What others on the host may see of the process, while it holds the key."""
    assert protected
    file = tmp_path / "seen"
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from exoguide.consultation.records import open_records\n"
        "open_records()\n"
        "seen = Path('/proc/self/cmdline').read_bytes() if sys.platform == 'linux' else b''\n"
        f"Path({str(file)!r}).write_bytes(seen + repr(dict(os.environ)).encode())\n"
        "import resource\nprint(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    reader, writer = os.pipe()
    os.write(writer, f"{PASSPHRASE}\n".encode())
    os.close(writer)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "EXOGUIDE_PASSPHRASE_FD": str(reader)},
        pass_fds=(reader,),
    )
    os.close(reader)
    assert PASSPHRASE.encode() not in file.read_bytes()
    assert b"EXOGUIDE_PASSPHRASE_FD" not in file.read_bytes()
    assert done.stdout.strip() == "(0, 0)"
