"""A copy of a store that was made while it is in use, and that was proven before it counts.

A backup is a folder with ``sessions.db`` (encrypted as the store is), ``keys.json`` and
``backup.json``, which says what is in it. It gets its name when all of it was written, read back
and verified; a backup that was broken off never has one.

The device slot of a store is never part of a backup: whoever found the copy could open it. So a
backup takes slots that ask for a secret.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import attrs

from exoguide.canonical import canonical
from exoguide.errors import RecordError, StoreError, UsageError
from exoguide.records.connection import connect, database_error, explained
from exoguide.records.durable import sync_folder, write_private
from exoguide.records.embedded import EmbeddedStore, open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import KEYS_FILE
from exoguide.records.verify import Problem
from exoguide.records.witnesses import verify_all

MANIFEST: Final = "backup.json"
NAME: Final = re.compile(r"exoguide-backup-\d{8}-\d{6}(-\d+)?")
"""What the folder of a backup is called: by the local time at which it was made."""

PAGES: Final = 256
"""Pages (4 KiB each) that are copied at a time; an answer waits no longer than these take."""

PATIENCE: Final = 4
"""Times the steps that an undisturbed copy takes, until all is copied at once."""

_FORMAT: Final = 1
_MOST: Final = 100_000


class _Restless(Exception):
    """Somebody writes all the time, so a copy in steps never comes to its end."""


@attrs.frozen
class Manifest:
    """What a backup holds.

    ``origin`` names the store, whatever its keys are; ``digest`` is the SHA-256 of ``sessions.db``.
    """

    origin: str
    made_at: str
    sessions: int
    digest: str


@attrs.frozen
class Backup:
    """A backup that was written and verified, and the older ones that went for it."""

    folder: Path
    manifest: Manifest
    removed: tuple[Path, ...]


def back_up(
    store: EmbeddedStore,
    target: Path,
    keys: bytes,
    at: str,
    keep: int,
    say: Callable[[int, int], None] = lambda _done, _all: None,
) -> Backup:
    """Make a backup in the folder ``target`` and keep the newest ``keep`` of this store there.

    ``keys`` is the ``keys.json`` to lie beside the copy, ``at`` the local time; ``say`` is told how
    many pages are done of how many. ``RecordError`` when what was copied does not verify, and
    ``StoreError`` when it cannot be written: no older backup is touched then.
    """
    part = target / f".exoguide-backup-{_stamp(at)}.part"
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_room(store.database.path, target)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        _copy(store, part / STORE_FILE, say)
        write_private(part / KEYS_FILE, keys)
        sessions = _verified(store, part)
        manifest = Manifest(_origin(store), at, sessions, file_digest(part / STORE_FILE))
        write_private(part / MANIFEST, canonical({"format": _FORMAT, **attrs.asdict(manifest)}))
        sync_folder(part)
        final = _free_name(target, at)
        part.rename(final)
        sync_folder(target)
    except OSError as error:
        raise StoreError(
            "The backup cannot be written",
            f"{target}: {error.strerror}. The backups that were there before still are.",
            "Check the folder, its permissions and the space left, or name another folder.",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Backup(final, manifest, _rotated(final, manifest.origin, keep))


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself; ``UsageError`` when it is none."""
    try:
        value: Any = json.loads((folder / MANIFEST).read_bytes()[:_MOST])
        if value.pop("format") != _FORMAT:
            raise ValueError("another format")
        manifest = Manifest(**value)
        wanted = {name: int if name == "sessions" else str for name in value}
        if any(type(part) is not wanted[name] for name, part in value.items()):
            raise TypeError("a part of another type")
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UsageError(
            "This is no backup",
            f"{folder} has no {MANIFEST} that can be read.",
            "Name a folder that exoguide backup made; it is called exoguide-backup- and a time.",
        ) from error
    return manifest


def examined(store: EmbeddedStore, allowed: frozenset[Problem] = frozenset()) -> tuple[int, str]:
    """How many sessions a store holds, and what is wrong with it first; empty when nothing is.

    Every page of the file is looked at, every chain followed. What is ``allowed`` is passed over.
    """
    pages = store.database.read(
        lambda connection: [
            *connection.execute("PRAGMA cipher_integrity_check").fetchall(),
            *connection.execute("PRAGMA integrity_check").fetchall(),
        ]
    )
    verdicts = list(verify_all(store))
    wrong = [
        str(verdict)
        for verdict in verdicts
        if verdict.finding is not None and verdict.finding.problem not in allowed
    ]
    if pages != [("ok",)]:
        wrong.append("Parts of the file are not what was written.")
    return len(verdicts) - 1, wrong[0] if wrong else ""


def file_digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(at: str) -> str:
    return f"{at[:10]}-{at[11:19]}".replace(":", "").replace("-", "", 2)


def _free_name(target: Path, at: str) -> Path:
    final = target / f"exoguide-backup-{_stamp(at)}"
    number = 1
    while final.exists():
        number += 1
        final = target / f"exoguide-backup-{_stamp(at)}-{number}"
    return final


def _require_room(path: Path, target: Path) -> None:
    needed, free = path.stat().st_size, shutil.disk_usage(target).free
    if free < needed + needed // 8:
        raise StoreError(
            "There is no room for a backup",
            f"The sessions take {needed / 1e6:,.1f} MB, and {free / 1e6:,.1f} MB are free in"
            f" {target}.",
            "Free some space there, or name a folder on another disk.",
        )


def _copy(store: EmbeddedStore, path: Path, say: Callable[[int, int], None]) -> None:
    """Copy some pages at a time, so that nobody waits.

    What is written meanwhile makes the copying begin again. Where that goes on for too long, all
    is copied at once, and whoever writes waits for that.
    """
    write_private(path, b"")
    key = store.database.key
    try:
        with (
            contextlib.closing(connect(store.database.path, key, read_only=True)) as source,
            contextlib.closing(connect(path, key, create=True)) as made,
        ):
            steps = 0

            def told(_status: int, left: int, whole: int) -> None:
                nonlocal steps
                steps += 1
                if steps > PATIENCE * (whole // PAGES + 1):
                    raise _Restless
                say(whole - left, whole)

            try:
                source.backup(made, pages=PAGES, sleep=0.005, progress=told)
            except _Restless:
                source.backup(made)
    except database_error() as error:
        raise explained(error, path) from error
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _verified(store: EmbeddedStore, part: Path) -> int:
    """Open the copy and check all that is in it; how many sessions that is."""
    key = store.database.key
    copy = open_store(part, practice=store.practice, give=lambda _folder, _keys: key)
    try:
        sessions, wrong = examined(copy)
    finally:
        copy.close()
        (part / f"{STORE_FILE}-journal").unlink(missing_ok=True)
    if wrong:
        raise RecordError(
            "The backup was not kept",
            wrong,
            "The older backups are untouched. See what is wrong: exoguide verify --all.",
        )
    return sessions


def _origin(store: EmbeddedStore) -> str:
    """The same for each backup of a store, whatever its key was; it tells nothing else."""
    return hmac.digest(store.record_key, b"exoguide backup 1", "sha256")[:8].hex()


def _rotated(made: Path, origin: str, keep: int) -> tuple[Path, ...]:
    """Remove the oldest backups of this store beyond ``keep``; which they were.

    The one just ``made`` stays, whatever the clock said when the others were made.
    """
    found = []
    for folder in made.parent.iterdir():
        if folder == made or folder.is_symlink() or not folder.is_dir():
            continue
        if NAME.fullmatch(folder.name):
            with contextlib.suppress(UsageError):
                manifest = read_manifest(folder)
                if manifest.origin == origin:
                    found.append((manifest.made_at, folder))
    found.sort(reverse=True)
    removed = []
    for _made_at, folder in found[max(keep, 1) - 1 :]:
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
            removed.append(folder)
    return tuple(removed)
