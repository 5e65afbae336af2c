"""Room on the disk: said before it runs out, and kept in reserve so that a session can be ended.

The reserve is a file of its own beside the store. When the disk is full it is removed, and what
was being saved is saved in its place; a new session is not begun then.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from exoguide.errors import StoreError
from exoguide.speech import phrase

RESERVE_FILE: Final = "reserve"
RESERVE: Final = 1 << 20
"""Bytes: several times what the rest of a long session takes."""

LOW: Final = 200_000_000
"""Bytes free below which people are told."""

LEAST: Final = 50_000_000
"""Bytes free below which no session is begun."""


def free_space(folder: Path) -> int:
    """Bytes that this account may still write on the disk of ``folder``."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def low_space(folder: Path) -> tuple[str, ...]:
    """What to say about the room on the disk of ``folder``, if anything."""
    free = free_space(folder)
    if free >= LOW:
        return ()
    said = phrase(
        "The disk is almost full: {free} MB are free where the sessions are kept. Free some space"
        " soon.",
        free=round(free / 1e6),
    )
    return (said,)


def require_room(folder: Path) -> None:
    """Raise ``StoreError`` when there is too little room to begin a session."""
    free = free_space(folder)
    if free < LEAST:
        raise StoreError(
            phrase("There is too little room to begin a session"),
            phrase(
                "{free} MB are free where the sessions are kept, and {least} MB are needed."
                " Sessions that have begun can still be ended.",
                free=round(free / 1e6),
                least=round(LEAST / 1e6),
            ),
            phrase("Free some space, then begin again."),
        )


def lay_reserve(folder: Path) -> None:
    """Keep room in reserve, where there is enough; what stands in the way is no failure."""
    path = folder / RESERVE_FILE
    with contextlib.suppress(OSError):
        if path.exists() or free_space(folder) < LEAST:
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(descriptor, 0, RESERVE)
            else:
                os.write(descriptor, bytes(RESERVE))
        finally:
            os.close(descriptor)


def use_reserve(folder: Path) -> bool:
    """Give the reserve back to the disk; whether there was one."""
    try:
        (folder / RESERVE_FILE).unlink()
    except OSError:
        return False
    return True
