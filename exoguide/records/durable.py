"""Files that are whole or not there, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read; durable but for its name.

    An older file under that name is removed first. ``OSError`` when it cannot be written.
    """
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_private(path: Path, data: bytes, previous: Path | None = None) -> None:
    """Replace ``path`` by ``data`` at one moment; what was there is kept as ``previous``.

    A crash leaves the old file or the new one. ``OSError`` when it cannot be written.
    """
    fresh = path.with_name(path.name + ".new")
    write_private(fresh, data)
    if previous is not None:
        kept = previous.with_name(previous.name + ".new")
        with contextlib.suppress(FileNotFoundError):
            write_private(kept, path.read_bytes())
            kept.replace(previous)
    fresh.replace(path)
    sync_folder(path.parent)
