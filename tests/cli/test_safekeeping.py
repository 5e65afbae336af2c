"""The commands that copy, bring back and rescue, as a person or a script uses them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exoguide.consultation.unlocking import DESCRIPTOR_VARIABLE, KEYRING
from exoguide.paths import data_folder
from exoguide.records.clock import now
from exoguide.records.fitting import STORE_FILE
from tests.cli.commands import Ran, ran, session_id
from tests.consultation.places import GARDEN
from tests.records.samples import PASSPHRASE


@pytest.fixture
def session(tmp_path: Path) -> str:
    answers = tmp_path / "answers.toml"
    answers.write_text('[answers]\nhurt = "no"\n')
    assert ran("start", GARDEN, "--patient", "P-100", "--answers", answers).code == 1
    return session_id()


@contextmanager
def secret() -> Iterator[str]:
    """A descriptor that gives the passphrase once."""
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    yield str(reading)


def backed_up(*arguments: str | Path) -> Ran:
    with secret() as descriptor:
        return ran("backup", *arguments, "--passphrase-fd", descriptor)


def restored(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> Ran:
    with secret() as descriptor:
        monkeypatch.setenv(DESCRIPTOR_VARIABLE, descriptor)
        made = ran("restore", *arguments)
    KEYRING.forget()
    return made


@pytest.mark.usefixtures("session")
def test_a_backup_without_a_passphrase_needs_one_of_its_own(tmp_path: Path) -> None:
    refused = ran("backup", tmp_path / "copies")
    assert (refused.code, "needs one of its own" in refused.told) == (2, True)
    assert not (tmp_path / "copies").exists()
    made = backed_up(tmp_path / "copies")
    assert made.code == 0, made.err
    folder = Path(made.out.strip())
    assert folder.parent == tmp_path / "copies"
    assert '"device"' not in (folder / "keys.json").read_text()
    assert folder.name in ran("audit").out


@pytest.mark.usefixtures("session")
def test_a_backup_beside_the_sessions_is_said_to_be_on_the_same_disk() -> None:
    assert "backup: none yet" in ran("doctor").out
    made = backed_up()
    assert made.code == 0
    assert f"backup: the last one on {now()[:10]}" in ran("doctor").out
    assert Path(made.out.strip()).parent == data_folder() / "backups"
    assert "same disk" in made.told


def test_a_backup_comes_back_only_where_nothing_is_overwritten(
    session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(backed_up(tmp_path / "copies").out.strip())
    refused = ran("restore", folder)
    assert (refused.code, "--swap" in refused.told) == (2, True)
    drilled = restored(monkeypatch, folder, "--into", tmp_path / "drill")
    assert drilled.code == 0, drilled.err
    assert (tmp_path / "drill" / STORE_FILE).exists()
    swapped = restored(monkeypatch, folder, "--swap")
    assert (swapped.code, "replaced-1" in swapped.told) == (0, True)
    assert session in ran("sessions").out
    assert ran("verify", "--all").code == 0


@pytest.mark.usefixtures("session")
def test_a_damaged_backup_ends_with_4_and_a_foreign_folder_with_2(tmp_path: Path) -> None:
    folder = Path(backed_up(tmp_path / "copies").out.strip())
    with (folder / STORE_FILE).open("r+b") as file:
        file.seek(9_000)
        file.write(b"\0" * 16)
    damaged = ran("restore", folder, "--into", tmp_path / "drill")
    assert (damaged.code, "Traceback" in damaged.err) == (4, False)
    assert ran("restore", tmp_path).code == 2
    assert ran("restore", tmp_path / "nowhere").code == 2


def test_a_damaged_file_is_rescued_and_comes_back(session: str, tmp_path: Path) -> None:
    path = data_folder() / STORE_FILE
    with path.open("r+b") as file:
        file.write(bytes(4096))
    assert ran("sessions").code == 3
    saved = ran("rescue", path, "-o", tmp_path / "saved")
    assert saved.code == 0, saved.err
    assert "Whole sessions: 1 of 1" in saved.out
    assert ran("rescue", path, "-o", tmp_path / "saved").code == 2
    assert ran("rescue", tmp_path / "nothing").code == 2
    back = ran("restore", tmp_path / "saved", "--swap")
    assert back.code == 0, back.err
    assert session in ran("sessions").out
    assert ran("verify", "--all").code == 0
