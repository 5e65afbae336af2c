"""How long to wait after wrong passphrases: longer with each, and never for ever.

It slows down somebody at the keyboard. Somebody who took the files away guesses elsewhere; against
them stands what one try costs (:mod:`exoguide.records.slots`).

Within one start of the machine waiting is measured by a clock that nobody sets and that runs on
while the machine sleeps. After another start only the wall clock is left; where it has gone back,
waiting begins anew, so that a wrong clock locks nobody out for years.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import attrs

from exoguide.canonical import Json, canonical
from exoguide.records.clock import boot_id, now
from exoguide.records.durable import replace_private

ATTEMPTS_FILE: Final = "attempts.json"
FREE: Final = 3
"""Wrong tries before one has to wait."""

LONGEST: Final = 900.0
"""Seconds."""


@attrs.frozen
class Moment:
    """A moment by the wall clock and by the clock since the start of the machine, in seconds."""

    wall: float
    ticks: float
    boot: str


@attrs.frozen
class Attempts:
    """Wrong tries of one slot since it was last opened; ``since`` is when the first was."""

    failures: int
    since: str
    last: Moment


def this_moment() -> Moment:
    """Now."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return Moment(time.time(), time.clock_gettime(clock), boot_id())


def delay(failures: int) -> float:
    """Seconds to wait after so many wrong tries: none at first, then doubled with each."""
    return 0.0 if failures < FREE else min(LONGEST, 2.0 ** min(failures - FREE, 20))


def remaining(attempts: Attempts | None, moment: Moment) -> float:
    """Seconds left to wait at ``moment``, never more than one delay."""
    if attempts is None:
        return 0.0
    last = attempts.last
    same = last.boot != "" and last.boot == moment.boot
    passed = moment.ticks - last.ticks if same else moment.wall - last.wall
    whole = delay(attempts.failures)
    return min(whole, max(0.0, whole - max(0.0, passed)))


def read_attempts(folder: Path) -> dict[str, Attempts]:
    """The wrong tries by slot; none where the file is missing or cannot be read."""
    found: dict[str, Attempts] = {}
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        value: Mapping[str, Mapping[str, Json]]
        value = json.loads((folder / ATTEMPTS_FILE).read_bytes())
        for slot, row in value.items():
            moment = Moment(_number(row["wall"]), _number(row["ticks"]), str(row["boot"]))
            found[slot] = Attempts(int(_number(row["failures"])), str(row["since"]), moment)
    return found


def failed(folder: Path, slot: str, moment: Moment) -> Attempts:
    """Note a wrong try, durably; where nothing can be written it is not kept."""
    all_of_them = read_attempts(folder)
    before = all_of_them.get(slot)
    count = before.failures if before is not None else 0
    made = Attempts(count + 1, before.since if before is not None else now(), moment)
    _write(folder, {**all_of_them, slot: made})
    return made


def restamped(folder: Path, slot: str, moment: Moment) -> None:
    """Begin the waiting anew where the wall clock shows an earlier time than at the last try."""
    all_of_them = read_attempts(folder)
    found = all_of_them.get(slot)
    if found is not None and found.last.boot != moment.boot and moment.wall < found.last.wall:
        _write(folder, {**all_of_them, slot: attrs.evolve(found, last=moment)})


def forgiven(folder: Path, slot: str) -> None:
    """Forget the wrong tries of a slot that was opened."""
    kept = read_attempts(folder)
    if kept.pop(slot, None) is not None:
        _write(folder, kept)


def _write(folder: Path, attempts: Mapping[str, Attempts]) -> None:
    value: dict[str, Json] = {
        slot: {
            "failures": one.failures,
            "since": one.since,
            "wall": str(one.last.wall),
            "ticks": str(one.last.ticks),
            "boot": one.last.boot,
        }
        for slot, one in attempts.items()
    }
    with suppress(OSError):
        replace_private(folder / ATTEMPTS_FILE, canonical(value) + b"\n")


def _number(value: Json) -> float:
    if not isinstance(value, int | str):
        raise TypeError("a number is missing")
    return float(value)
