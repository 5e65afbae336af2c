"""Where time enters: wall time as seen, monotonic time, and which start of the machine it is.

Nothing here repairs a clock. Order is by sequence number alone.
"""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from exoguide.canonical import Json
from exoguide.engine.events import Event, Kind
from exoguide.records.ids import new_event_id

_BOOT_FILE: Final = Path("/proc/sys/kernel/random/boot_id")


def now() -> str:
    """Wall time in ISO 8601 with milliseconds and the local offset."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


@functools.cache
def boot_id() -> str:
    """A name for this start of this machine; empty where the system has none.

    Both Linux and macOS give each start a UUID.
    """
    if _BOOT_FILE.exists():
        return _BOOT_FILE.read_text(encoding="ascii").strip()
    if sys.platform == "darwin":
        import subprocess  # slow to import, and needed on macOS alone

        command = ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed command, no input
        return answer.stdout.strip()
    return ""


@functools.cache
def host() -> str:
    """What this machine calls itself; several may share one home folder."""
    return os.uname().nodename


def stamped(seq: int, kind: Kind, body: Mapping[str, Json], user: str) -> Event:
    """An event that happens now, with a fresh id."""
    return Event(seq, new_event_id(), now(), time.monotonic_ns(), user, kind, body)


def instant(at: str) -> datetime:
    """The instant that a stored wall time names; ``ValueError`` without an offset."""
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError(f"{at!r} has no offset from UTC, so it names no instant")
    return moment
