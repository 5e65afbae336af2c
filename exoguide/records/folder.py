"""Who may look into the folder that holds a store: its owner, and nobody else.

What can be repaired (permissions that are too wide) is repaired and said; what cannot (a folder
of somebody else) is refused.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exoguide.errors import StoreError
from exoguide.speech import phrase

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def private_folder(folder: Path) -> tuple[str, ...]:
    """Make sure that ``folder`` is there and private; gives what had to be repaired.

    ``StoreError`` when it cannot be made, is no folder, or belongs to somebody else.
    """
    try:
        for missing in [part for part in reversed(folder.parents) if not part.exists()]:
            missing.mkdir(mode=0o700)
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        raise StoreError(
            "The data folder cannot be used",
            f"{folder} is a file, and a folder is needed there.",
            "Move that file away, or choose another folder with EXOGUIDE_HOME.",
        ) from error
    except OSError as error:
        raise StoreError(
            "The data folder cannot be made",
            f"{folder}: {error.strerror}.",
            "Check the permissions of the folder above it, or choose another folder with"
            " EXOGUIDE_HOME.",
        ) from error
    return _only_owner(folder, "folder")


def private_file(path: Path) -> tuple[str, ...]:
    """The same for a file that is there already."""
    if path.is_symlink():
        raise StoreError(
            "The store cannot be used",
            f"{path} is a link to another place.",
            "Link the whole folder instead, so that the store and its journal stay together.",
        )
    if path.is_dir():
        raise StoreError(
            "The store cannot be used",
            f"{path} is a folder, and a file is needed there. Nothing was changed.",
            "Move that folder away, or choose another data folder with EXOGUIDE_HOME.",
        )
    return _only_owner(path, "file")


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder against other processes that would make or change the same keys."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def root_warning() -> tuple[str, ...]:
    """What to say to somebody who runs as root."""
    if os.geteuid() != 0:
        return ()
    said = phrase(
        "You are running as root: what is saved belongs to root, and no other account can open it."
    )
    return (said,)


def _only_owner(path: Path, what: str) -> tuple[str, ...]:
    found = path.stat()
    if found.st_uid != os.geteuid():
        raise StoreError(
            f"The data {what} belongs to somebody else",
            f"{path} belongs to {_account(found.st_uid)}, and you are {_account(os.geteuid())}.",
            "Work under the account that owns it, or choose another folder with EXOGUIDE_HOME.",
        )
    if not found.st_mode & _OTHERS:
        return ()
    try:
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
    except OSError as error:
        raise StoreError(
            f"Other accounts can open the data {what}",
            f"{path} is not private, and its permissions cannot be changed: {error.strerror}.",
            "Move the data to a disk that keeps permissions, or choose another folder with"
            " EXOGUIDE_HOME.",
        ) from error
    return (f"Other accounts could open the {what} {path}; its permissions were made private.",)


def _account(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"account number {number}"
