"""Putting a backup into the place of a store that is lost, or of one that is moved aside.

The backup is copied beside the store first, opened there with its own secret, brought to the
schema of this version and verified. Only then does it get its place. A store that is there stays
whole in a folder of its own; nothing is overwritten.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import attrs

from exoguide.errors import ExoguideError, RecordError, StoreError, UsageError
from exoguide.records.access import Access
from exoguide.records.backup import MANIFEST, examined, file_digest, read_manifest
from exoguide.records.durable import sync_folder
from exoguide.records.embedded import open_store
from exoguide.records.fitting import ROTATED_FILE, STORE_FILE, clear_away, settle
from exoguide.records.folder import alone, private_folder
from exoguide.records.keys import KEYS_FILE, Give, Keys, read_keys, write_keys
from exoguide.records.verify import Problem

_STAGE: Final = "restoring"
_NOTHING: Final[frozenset[Problem]] = frozenset()
_ALLOWED: Final = frozenset({Problem.DOCUMENT_MISSING})
"""What may be wrong with a store that was rescued: verifying goes on naming it."""

_JOURNAL: Final = f"{STORE_FILE}-journal"


@attrs.frozen
class Restored:
    """How many sessions came back, and where the store that was there is now, if there was one."""

    sessions: int
    aside: Path | None


def restore(
    backup: Path, folder: Path, give: Give, entry: Callable[[], Access], *, swap: bool
) -> Restored:
    """Put the store in the folder ``backup`` into ``folder``.

    ``give`` is asked for the key of the copy; ``entry`` makes the entry of access that is written
    into it. With ``swap`` a store that is there is moved aside; without it, ``UsageError``.
    ``RecordError`` when the backup is not what was saved: then nothing has changed.
    """
    _require_store(backup)
    private_folder(folder)
    with alone(folder):
        if _occupied(folder) and not swap:
            raise UsageError(
                "There is a store already",
                f"{folder} holds sessions, and they stay.",
                "To put the backup in their place, say --swap: they are moved aside, not deleted.",
            )
        stage = folder / _STAGE
        shutil.rmtree(stage, ignore_errors=True)
        try:
            _copy(backup, stage)
            saved = backup / MANIFEST
            sessions = _verified(stage, give, entry, _ALLOWED if not saved.exists() else _NOTHING)
            aside = _put(stage, folder)
        except OSError as error:
            raise StoreError(
                "The backup cannot be restored",
                f"{folder}: {error.strerror}.",
                "Free as much space as the backup takes, or check the folder's permissions. The"
                " backup is as it was.",
            ) from error
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return Restored(sessions, aside)


def _require_store(backup: Path) -> None:
    """``UsageError`` unless there is a store, ``RecordError`` when it is not the one backed up."""
    for name in (STORE_FILE, KEYS_FILE):
        if not (backup / name).is_file():
            raise UsageError(
                "This is no backup",
                f"{backup} has no {name}.",
                "Name a folder that exoguide backup or exoguide rescue made.",
            )
    if not (backup / MANIFEST).exists():
        return  # what rescue made, or a copy made by hand: verified all the same, entry by entry
    if file_digest(backup / STORE_FILE) != read_manifest(backup).digest:
        raise RecordError(
            "The backup was damaged",
            f"{backup / STORE_FILE} is not the file that was written as a backup.",
            "Take another backup. If there is none, see what can be read: exoguide rescue.",
        )


def _occupied(folder: Path) -> bool:
    return any(os.path.lexists(folder / name) for name in (STORE_FILE, KEYS_FILE))


def _copy(backup: Path, stage: Path) -> None:
    stage.mkdir(mode=0o700)
    for name in (STORE_FILE, KEYS_FILE):
        target = stage / name
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (backup / name).open("rb") as source, os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())


def _verified(
    stage: Path, give: Give, entry: Callable[[], Access], allowed: frozenset[Problem]
) -> int:
    store = open_store(stage, give=give)
    try:
        sessions, wrong = examined(store, allowed)
        if wrong:
            raise RecordError(
                "The backup is not what was saved",
                wrong,
                "Take another backup. If there is none, see what can be read: exoguide rescue.",
            )
        store.record_access(entry())
    finally:
        store.close()
    return sessions


def _put(stage: Path, folder: Path) -> Path | None:
    """Let the store in ``stage`` take the place in ``folder``; where the old one is, if any.

    While both keys are in ``keys.json``, the store file says which of them holds: the renaming is
    the one moment at which the old store becomes the new one.
    """
    keys = read_keys(stage)
    aside = _set_aside(folder) if _occupied(folder) else None
    old = _old_keys(folder)
    own = old is not None and old.store == keys.store  # its own keys open its backup as well
    if not own:
        write_keys(folder, keys if old is None else attrs.evolve(old, next=keys))
    clear_away(folder / ROTATED_FILE)
    (folder / _JOURNAL).unlink(missing_ok=True)  # of the old file; it lies beside it now
    (stage / STORE_FILE).replace(folder / STORE_FILE)
    sync_folder(folder)
    if not own:
        settle(folder, keys)
    return aside


def _set_aside(folder: Path) -> Path:
    """A folder with everything of the store that is there, which stays where it is as yet."""
    number = 1
    while (aside := folder / f"replaced-{number}").exists():
        number += 1
    aside.mkdir(mode=0o700)
    for name in (STORE_FILE, _JOURNAL, KEYS_FILE):
        if not (folder / name).is_file():
            continue
        try:
            (aside / name).hardlink_to(folder / name)
        except OSError:  # a disk without links
            shutil.copy2(folder / name, aside / name)
    sync_folder(aside)
    return aside


def _old_keys(folder: Path) -> Keys | None:
    """The keys that are there and fit the store file; ``None`` when there are none to keep."""
    try:
        keys = read_keys(folder)
        with (folder / STORE_FILE).open("rb") as file:
            start = file.read(len(keys.store))
    except (OSError, ExoguideError):
        return None
    kept = keys.opening(start)
    return attrs.evolve(kept, next=None) if kept.store == start else None
