"""A crowd of processes that write into one store at once, and how long each entry took them.

``python -m tests.faults.crowd FOLDER WRITERS EACH [BUSY]``: every writer opens the store, begins a
session of its own, waits until all are there and then appends without a pause, as no person could.
With ``BUSY`` so many further processes only keep the cores busy. What each was told goes to the
standard output as one line of JSON: the milliseconds of what was confirmed, the ids of those
events, and the words of what was refused and tried again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from exoguide.errors import StoreError
from exoguide.records.connection import require_library
from exoguide.records.embedded import open_store
from tests.records.samples import a_session, answered, opened

LONGEST = 240
"""Seconds until every process ends, whatever happens."""


def session_of(number: int) -> str:
    """The session that a writer writes."""
    return f"AAAA-{number:04d}"


def write(folder: Path, number: int, each: int, ready: int, go: int) -> dict[str, object]:
    """Append ``each`` events, each until it is taken; what was said to it."""
    waited: list[float] = []
    confirmed: list[str] = []
    refused: list[str] = []
    name = session_of(number)

    def until_taken(work: Callable[[], object]) -> float:
        while True:
            begun = time.monotonic()
            try:
                work()
            except StoreError as error:
                refused.append(str(error))
            else:
                return round((time.monotonic() - begun) * 1000, 2)

    store = open_store(folder)
    until_taken(lambda: store.create(a_session(name), opened()))
    os.write(ready, b".")
    os.read(go, 1)
    for seq in range(2, each + 2):
        event = answered(seq, f"a value {'x' * 300}", user=f"writer-{number}")
        waited.append(until_taken(lambda: store.append(name, event, event.seq - 1)))  # noqa: B023 - done at once
        confirmed.append(event.id)
    store.close()
    return {"session": name, "waited": waited, "confirmed": confirmed, "refused": refused}


def main(folder: str, writers: str, each: str, busy: str = "0") -> None:
    require_library()  # read once, before the processes part
    ready, come = os.pipe()
    go, start = os.pipe()
    spinning = [child(_spin) for _ in range(int(busy))]
    crowd = {}
    for number in range(int(writers)):
        said, say = os.pipe()

        def work(number: int = number, say: int = say) -> None:
            told = write(Path(folder), number, int(each), come, go)
            with os.fdopen(say, "w") as lines:
                lines.write(json.dumps(told) + "\n")

        crowd[child(work)] = said
        os.close(say)
    there = 0
    while there < int(writers):
        there += len(os.read(ready, int(writers)))
    os.write(start, b"." * int(writers))
    for pid, said in crowd.items():
        with os.fdopen(said) as lines:
            sys.stdout.write(lines.read())
        os.waitpid(pid, 0)
    for pid in spinning:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def child(work: Callable[[], None]) -> int:
    """A process of its own that does ``work``; its number."""
    pid = os.fork()
    if not pid:
        try:
            signal.alarm(LONGEST)
            work()
        finally:
            os._exit(0)
    return pid


def _spin() -> None:
    while True:
        pass


if __name__ == "__main__":
    signal.alarm(LONGEST)
    main(*sys.argv[1:])
