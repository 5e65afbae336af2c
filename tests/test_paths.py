from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from exoguide import paths
from exoguide.errors import Exit, ExoguideError

FOLDERS = (
    paths.data_folder,
    paths.config_folder,
    paths.cache_folder,
    paths.user_flows_folder,
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_one_variable_moves_every_folder_below_one_place(
    folder: Callable[[], Path], home: Path
) -> None:
    assert folder().is_relative_to(home)


def test_no_two_purposes_share_a_folder() -> None:
    assert len({folder() for folder in FOLDERS}) == len(FOLDERS)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
@pytest.mark.parametrize("folder", FOLDERS)
def test_folders_and_the_parents_made_for_them_are_private_whatever_the_umask(
    folder: Callable[[], Path], home: Path, umask: int
) -> None:
    before = os.umask(umask)
    try:
        made = folder()
    finally:
        os.umask(before)
    for step in (made, *made.parents):
        if step.is_relative_to(home):
            assert stat.S_IMODE(step.stat().st_mode) == 0o700


def test_a_folder_that_stands_keeps_the_mode_its_owner_gave_it(home: Path) -> None:
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    paths.data_folder()
    assert stat.S_IMODE(home.stat().st_mode) == 0o755


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_each_system_has_its_own_places(
    value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv(paths.HOME_VARIABLE)
    else:
        monkeypatch.setenv(paths.HOME_VARIABLE, value)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "person"))
    assert paths.data_folder() == platformdirs.user_data_path("exoguide")
    assert paths.data_folder().is_relative_to(tmp_path / "person")


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        (paths.data_folder, Exit.STORE),
        (paths.config_folder, Exit.USAGE),
        (paths.cache_folder, Exit.USAGE),
        (paths.user_flows_folder, Exit.USAGE),
    ],
)
def test_a_file_in_the_way_of_a_folder_is_named_with_a_way_out(
    folder: Callable[[], Path], code: Exit, home: Path
) -> None:
    home.write_text("in the way")
    with pytest.raises(ExoguideError) as caught:
        folder()
    assert caught.value.exit_code is code
    assert str(home) in caught.value.message
    assert paths.HOME_VARIABLE in caught.value.todo


def test_a_folder_that_this_account_may_not_write_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: _mode_grants(Path(path), mode))
    paths.config_folder().chmod(0o500)
    with pytest.raises(ExoguideError, match="may not write"):
        paths.config_folder()


def test_records_that_this_account_may_only_read_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: _mode_grants(Path(path), mode))
    folder = paths.data_folder()
    folder.chmod(0o500)
    assert paths.data_folder() == folder
    folder.chmod(0o300)
    with pytest.raises(ExoguideError, match="may not read"):
        paths.data_folder()


def _mode_grants(path: Path, mode: int) -> bool:
    """What ``os.access`` says to an owner who is not root, for whom every mode grants all."""
    return (path.stat().st_mode >> 6) & mode == mode
