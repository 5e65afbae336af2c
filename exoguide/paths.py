"""Where exoguide keeps things on this machine.

Each system's own places, unless the environment variable ``EXOGUIDE_HOME`` names one folder that
holds everything. Folders are made when first asked for, readable by their owner alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

from exoguide.errors import ExoguideError, StoreError, UsageError

HOME_VARIABLE = "EXOGUIDE_HOME"
"""The environment variable that names one folder for everything."""

PRIVATE = 0o700
"""Folders are for their owner alone."""


def data_folder() -> Path:
    """The folder of records and keys (``StoreError`` when it cannot be used).

    One that may not be written is given all the same: what is in it can be read.
    """
    place = _place("data", platformdirs.user_data_path)
    return _private(place, StoreError, os.R_OK | os.X_OK)


def config_folder() -> Path:
    """The folder of the user's settings and the clinic profile (``UsageError``)."""
    return _private(_place("config", platformdirs.user_config_path), UsageError)


def cache_folder() -> Path:
    """The folder of what can be made again at any time (``UsageError``)."""
    return _private(_place("cache", platformdirs.user_cache_path), UsageError)


def user_flows_folder() -> Path:
    """The folder of flows that this account added to the built-in ones (``UsageError``)."""
    return _private(_place("data", platformdirs.user_data_path) / "flows", UsageError)


def _place(name: str, usual: Callable[[str], Path]) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home).expanduser().absolute() / name if home else usual("exoguide")


def _private(
    folder: Path, failure: type[ExoguideError], needed: int = os.R_OK | os.W_OK | os.X_OK
) -> Path:
    """``folder``, made with its missing parents when it is not there, whatever the umask."""
    try:
        for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
            missing.mkdir(mode=PRIVATE, exist_ok=True)
            missing.chmod(PRIVATE)
    except (OSError, RuntimeError) as error:
        raise _unusable(folder, failure, str(error)) from error
    if not folder.is_dir():
        raise _unusable(folder, failure, "it is a file, not a folder")
    if not os.access(folder, needed):
        what = "write" if needed & os.W_OK else "read"
        raise _unusable(folder, failure, f"this account may not {what} there")
    return folder


def _unusable(folder: Path, failure: type[ExoguideError], why: str) -> ExoguideError:
    return failure(
        "Folder cannot be used",
        f"exoguide keeps its files in {folder}, and that folder cannot be used: {why}.",
        f"Make the folder writable for your account, or set {HOME_VARIABLE} to a folder that is.",
    )
