"""A slot that is opened in a process of its own: the same outcome, and nothing of it stays."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.canonical import Json
from exoguide.records.apart import unwrapped_apart
from exoguide.records.device import new_store_key
from exoguide.records.keys import Slot
from exoguide.records.slots import passphrase_slot
from exoguide.records.wrapping import OtherStore, Unwrap, WrongSecret, unwrapped
from tests.records.samples import CHEAP, PASSPHRASE

KEY = new_store_key()
SLOT = passphrase_slot(KEY, "ann", PASSPHRASE, CHEAP)


def changed(**fields: Json) -> Slot:
    return {**SLOT, **fields}


ways = pytest.mark.parametrize("unwrap", [unwrapped, unwrapped_apart])


@ways
def test_the_secret_opens_the_slot(unwrap: Unwrap) -> None:
    assert unwrap(SLOT, KEY.store, PASSPHRASE) == KEY.key


@ways
@pytest.mark.parametrize(
    ("slot", "store", "secret", "failure"),
    [
        (SLOT, KEY.store, "correct horse buttery", WrongSecret),
        (SLOT, bytes(16), PASSPHRASE, OtherStore),
        (changed(kdf={"name": "guess"}), KEY.store, PASSPHRASE, ValueError),
        (changed(private="no box"), KEY.store, PASSPHRASE, (TypeError, ValueError)),
        (changed(public=None), KEY.store, "half a character \ud800", ValueError),
    ],
    ids=["secret", "store", "kdf", "private", "public"],  # keys differ from run to run
)
def test_what_fails_is_told_apart(
    unwrap: Unwrap,
    slot: Slot,
    store: bytes,
    secret: str,
    failure: type[Exception] | tuple[type[Exception], ...],
) -> None:
    with pytest.raises(failure):
        unwrap(slot, store, secret)


PROGRAM = """
import json, sys
from exoguide.records.apart import unwrapped_apart
slot, store, secret = json.loads(sys.stdin.read())
print(unwrapped_apart(slot, bytes.fromhex(store), secret).hex())
print([name for name in sys.modules if name.startswith("cryptography")])
"""


def opened_by_a_program(folder: Path) -> list[str]:

    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM],
        input=json.dumps([dict(SLOT), KEY.store.hex(), PASSPHRASE]),
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    return done.stdout.splitlines()


def test_the_library_does_not_stay_with_the_program(tmp_path: Path) -> None:
    assert opened_by_a_program(tmp_path) == [KEY.key.hex(), "[]"]


def test_nothing_that_lies_in_the_current_folder_sees_the_secret(tmp_path: Path) -> None:
    for name in ("json", "exoguide", "cryptography"):
        (tmp_path / f"{name}.py").write_text("open('seen', 'w').write('here')\nraise SystemExit(1)")
    assert opened_by_a_program(tmp_path) == [KEY.key.hex(), "[]"]
    assert not (tmp_path / "seen").exists()


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false", "/bin/echo", ""])
def test_where_there_can_be_no_other_process_it_is_done_in_this_one(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    assert unwrapped_apart(SLOT, KEY.store, PASSPHRASE) == KEY.key


def test_the_secret_is_never_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[object] = []
    real: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run

    def watched(command: list[str], **more: object) -> subprocess.CompletedProcess[bytes]:
        ran.append((command, more.get("env")))
        return real(command, **more)

    monkeypatch.setattr(subprocess, "run", watched)
    assert unwrapped_apart(SLOT, KEY.store, PASSPHRASE) == KEY.key
    assert ran == [([sys.executable, "-P", "-m", "exoguide.records.apart"], None)]
