"""Settings and the clinic profile are read strictly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exoguide.config import LARGEST, LONGEST_UNLOCKED, Settings, load_clinic, load_settings
from exoguide.errors import UsageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_a_missing_file_sets_nothing(file: Path) -> None:
    assert load_settings(file) == Settings()
    assert load_clinic(file) == {}


def test_settings_are_read(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbfclinician = "Dr A. Osei"\r\nplain = true\r\n')
    assert load_settings(file) == Settings(clinician="Dr A. Osei", plain=True)


def test_all_that_does_not_fit_is_told_at_once(file: Path) -> None:
    file.write_text('plain = "true"\nlanguage = 1\nclinican = "x"\n')
    with pytest.raises(UsageError) as caught:
        load_settings(file)
    assert caught.value.message == (
        f"{file}: “plain” must be true or false. “language” must be text in quotes."
        " There is no setting “clinican”. Did you mean “clinician”?"
    )


@pytest.mark.parametrize("minutes", [0, -5, LONGEST_UNLOCKED + 1])
def test_a_screen_that_never_locks_cannot_be_set(file: Path, minutes: int) -> None:
    file.write_text(f"lock_after = {minutes}\n")
    with pytest.raises(UsageError, match="must be from 1 to 60 minutes"):
        load_settings(file)
    file.write_text("lock_after = 10\n")
    assert load_settings(file).lock_after == 10


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"plain = yes", "line 1"),
        (b"\xff", "UTF-8"),
        (b"x = " + b"[" * 100_000, "nested too deeply"),
        (b"#" * (LARGEST + 1), "more than"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(file: Path, raw: bytes, says: str) -> None:
    file.write_bytes(raw)
    for load in (load_settings, load_clinic):
        with pytest.raises(UsageError, match=says):
            load(file)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load_settings(tmp_path)


def test_a_clinic_profile_keeps_decimals_and_has_no_tables(file: Path) -> None:
    file.write_text("fee = 99.50")
    assert load_clinic(file) == {"fee": Decimal("99.50")}
    file.write_text("[clinic]\nfee = 1")
    with pytest.raises(UsageError, match="“clinic” is a list or table"):
        load_clinic(file)
