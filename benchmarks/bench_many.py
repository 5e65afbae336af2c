"""A hundred consultations at once, each at a real pty: in a hundred accounts, and in one.

Every one of them is gone on with, answers two questions and is left. Nothing may be lost. Memory is
what goes when a process goes, as pages that are shared are there once for all of them.
"""

from __future__ import annotations

import os
import select
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from benchmarks.bench_commands import compiled
from benchmarks.bench_screen import OVER_SSH, program
from benchmarks.screen_programs import READY
from benchmarks.table import Row
from exoguide.records.store import Store
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal

COUNT: Final = 100
PATIENCE: Final = 300.0
"""Seconds for all of them together."""

STEPS: Final = (
    ("Are you hurt", b"2"),
    ("How old are you", b"40\r"),
    ("borrowed a saw", b"\x1b[24~"),
    ("consultations on this account", b"\x1b[24~"),
)
"""What each waits for on its screen, and what is typed then; F12 leaves."""

ANSWERS: Final = 2

STILL: Final = 20.0
"""Seconds after which a key that changed nothing is pressed again."""


@attrs.define
class Sitting:
    """One consultation, and how far it is."""

    session: str
    terminal: Terminal
    step: int = 0
    sent: float = 0.0
    size: float = 0.0


@attrs.frozen
class Begun:
    """A session that waits to be gone on with, and the home it lies in."""

    home: Path
    session: str


def run() -> list[Row]:
    """Memory of each beside a bare Textual app; what was lost, and how many did not end."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        environ = {**OVER_SSH, "EXOGUIDE_HOME": folder, **compiled(folder)}
        _held([_begun(top / "warm")], environ)  # what is compiled once need not be weighed
        own = [_begun(top / f"account-{number}") for number in range(COUNT)]
        shared = [_begun(top / "shared") for _ in range(COUNT)]
        apart, sizes = _rows(f"{COUNT} at once", own, environ)
        together, _ = _rows(f"{COUNT} at once in one store", shared, environ)
        bare = _bare(environ)
    size = statistics.median(sizes)
    memory = Row(f"{COUNT} at once: memory of each / bare Textual", size, bare, 1.3, "MB")
    return [memory, *apart, *together]


def _rows(
    title: str, begun: Sequence[Begun], environ: Mapping[str, str]
) -> tuple[list[Row], list[float]]:
    """What became of so many at once, and the megabytes of each."""
    started = time.monotonic()
    sittings = _held(begun, environ)
    taken = time.monotonic() - started
    unfinished = sum(one.step < len(STEPS) for one in sittings)
    rows = [
        Row(f"{title}: answers lost", _lost(begun), None, 0, "answers"),
        Row(f"{title}: not ended", unfinished, None, 0, "sessions"),
        Row(f"{title}: all of it", taken, None, None, "s"),
    ]
    return rows, [one.size for one in sittings]


def _store() -> Store:
    from exoguide.consultation.records import open_records

    return open_records()


def _begun(home: Path) -> Begun:
    """A new session at its first question."""
    from exoguide.consultation.opening import Clinician, Opening, start
    from exoguide.flow.clinic import clinic_values
    from exoguide.flow.loading import load_flow

    os.environ["EXOGUIDE_HOME"] = str(home)
    store = _store()
    loaded = load_flow(GARDEN)
    opening = Opening(Clinician("Dr Grey", "physician"), "M-1", clinic_values(loaded.flow, {}))
    made = start(store, loaded, opening)
    made.leave()
    store.close()
    return Begun(home, made.session_id)


def _held(begun: Sequence[Begun], environ: Mapping[str, str]) -> list[Sitting]:
    """All of them at once, each typed at as soon as it waits."""
    command = program("bare")[:1]
    sittings = [
        Sitting(
            one.session,
            Terminal(
                [*command, "-m", "exoguide.cli.main", "resume", one.session],
                environ={**environ, "EXOGUIDE_HOME": str(one.home)},
            ),
        )
        for one in begun
    ]
    end = time.monotonic() + PATIENCE
    going = {one.terminal.master: one for one in sittings}
    while going and time.monotonic() < end:
        ready, _, _ = select.select(list(going), [], [], 0.5)
        for master in ready or list(going):  # one that has ended says nothing any more
            if not _typed(going[master]):
                del going[master]
    for one in sittings:
        one.terminal.clear_away()
    return sittings


def _typed(one: Sitting) -> bool:
    """Read what a sitting shows, and type what it waits for; whether it goes on."""
    got = one.terminal.read(0.0)
    if not got and one.terminal.process.poll() is not None:
        return False
    while one.step < len(STEPS) and STEPS[one.step][0] in one.terminal.text:
        if one.step == ANSWERS:
            one.size = _megabytes(one.terminal)
        one.terminal.send(STEPS[one.step][1])
        one.sent = time.monotonic()
        one.step += 1
    _again(one)
    return one.terminal.process.poll() is None


def _again(one: Sitting) -> None:
    """Press once more what had no effect; a key that comes before the screen listens has none."""
    if not one.step or time.monotonic() - one.sent < STILL:
        return
    words, keys = STEPS[one.step - 1]
    if words in one.terminal.text:
        one.sent = time.monotonic()
        one.terminal.send(keys)


def _megabytes(terminal: Terminal) -> float:
    """Memory that goes when the process goes; what it shares with others is not counted."""
    told = Path(f"/proc/{terminal.process.pid}/smaps_rollup").read_text()
    private = [line.split()[1] for line in told.splitlines() if line.startswith("Private_")]
    return sum(map(int, private)) / 1024


def _lost(begun: Sequence[Begun]) -> int:
    """Answers that are not there; every session must be sound."""
    from exoguide.records.witnesses import verify_all

    answers = 0
    for home in {one.home for one in begun}:
        os.environ["EXOGUIDE_HOME"] = str(home)
        store = _store()
        wrong = [str(verdict) for verdict in verify_all(store) if not verdict.sound]
        assert not wrong, wrong
        names = [one.session for one in begun if one.home == home]
        events = [event for name in names for event in store.events(name)]
        answers += sum(event.kind.value == "answered" for event in events)
        store.close()
    return ANSWERS * len(begun) - answers


def _bare(environ: Mapping[str, str]) -> float:
    """Megabytes of a bare Textual app that shows as much."""
    sizes = []
    for _ in range(3):
        terminal = Terminal(program("bare"), environ=environ, watched=False)
        while READY.encode() not in terminal.output:
            terminal.read()
        sizes.append(_megabytes(terminal))
        terminal.clear_away()
    return statistics.median(sizes)
