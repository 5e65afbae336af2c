"""Fifty planted words, said to a running consultation, stand nowhere but in the encrypted file.

Names, notes and a passphrase are sought in every file below the account's folders and the folder
for temporary files, while the program runs and after it crashed; in its arguments and environment;
and in what it says on standard error.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from exoguide.consultation.unlocking import DESCRIPTOR_VARIABLE
from exoguide.paths import data_folder
from exoguide.records.embedded import open_store
from exoguide.records.protecting import protect
from exoguide.records.recovery import new_code
from tests.cli.commands import PROGRAM, ran
from tests.consultation.places import GARDEN
from tests.records.samples import CHEAP, device_key_of

NOTES = 48


def leaks(folder: Path, words: Iterable[str]) -> list[str]:
    """Files below ``folder`` with one of the words, in any of the ways to spell it."""
    spelled = [
        form
        for word in words
        for form in (word.encode(), word.encode("utf-16-le"), word.lower().encode())
    ]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in spelled)
    ]


def said(process: subprocess.Popen[bytes], word: str, seconds: float = 30.0) -> None:
    """Wait until the program has said ``word``."""
    assert process.stdout is not None
    end, got = time.monotonic() + seconds, b""
    os.set_blocking(process.stdout.fileno(), False)
    while word.encode() not in got:
        assert time.monotonic() < end, got[-2_000:]
        got += process.stdout.read() or b""
        time.sleep(0.01)


@pytest.mark.parametrize("ending", [signal.SIGSEGV, signal.SIGKILL, signal.SIGTERM])
def test_fifty_planted_words_stand_in_no_file_argument_or_environment(
    home: Path, tmp_path: Path, ending: signal.Signals
) -> None:
    notes = [f"Planted{secrets.token_hex(5)}" for _ in range(NOTES)]
    name, passphrase = f"Person{secrets.token_hex(5)}", f"secret words {secrets.token_hex(5)}"
    planted = [*notes, name, passphrase]
    folder = data_folder()
    open_store(folder).close()
    protect(folder, device_key_of(folder), "ann", passphrase, new_code(), CHEAP)
    everywhere = tmp_path / "account"
    (everywhere / "tmp").mkdir(parents=True)
    reading, writing = os.pipe()
    os.write(writing, f"{passphrase}\n".encode())
    os.close(writing)
    environment = {
        **os.environ,
        "HOME": str(everywhere),
        "TMPDIR": str(everywhere / "tmp"),
        DESCRIPTOR_VARIABLE: str(reading),
        "HISTFILE": str(everywhere / "history"),
    }
    errors = everywhere / "errors"
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(
            [PROGRAM, "start", str(GARDEN), "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=everywhere,
            env=environment,
            pass_fds=(reading,),
        ) as process,
    ):
        os.close(reading)
        assert process.stdin is not None
        lines = [f"note {word} and more" for word in notes]
        process.stdin.write("\n".join([*lines, f"name {name}", "2", ""]).encode())
        process.stdin.flush()
        said(process, "How old are you")
        status = Path(f"/proc/{process.pid}")
        for place in ("cmdline", "environ"):
            shown = (status / place).read_bytes()
            assert not any(word.encode() in shown for word in planted), place
        assert leaks(home, planted) == []
        assert leaks(everywhere, planted) == []
        process.send_signal(ending)
        process.wait(timeout=30)
    assert leaks(home, planted) == []
    assert leaks(everywhere, planted) == [], "temporary files, core dumps, errors or history"
    assert process.returncode == (-ending if ending != signal.SIGTERM else 1)
    _kept(passphrase, notes, name)


def _kept(passphrase: str, notes: Iterable[str], name: str) -> None:
    """Negative control: the words were said, and are in the record."""
    reading, writing = os.pipe()
    os.write(writing, f"{passphrase}\n".encode())
    os.close(writing)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DESCRIPTOR_VARIABLE, str(reading))
        from exoguide.consultation.records import open_records

        store = open_records()
    (session,) = store.ids()
    told = str([event.body for event in store.events(session)])
    store.close()
    assert all(word in told for word in (*notes, name))


def test_a_word_in_a_file_is_found() -> None:
    """Negative control of the search itself."""
    assert (
        ran("start", GARDEN, "--practice", "--answers", GARDEN / "stories" / "lent.toml").code == 0
    )
    (data_folder() / "note.txt").write_text("Planted here")
    assert leaks(data_folder(), ["Planted"]) == [str(data_folder() / "note.txt")]
