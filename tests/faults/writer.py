"""A process that answers questions and says on its standard output what it was told, at once.

``python -m tests.faults.writer FOLDER SESSION COUNT [MODE]`` prints a word and an event id a line:
``try`` before an append, ``ack`` after it, ``refused`` when it was said not to be saved,
``uncertain`` when that was left open, ``landed`` when a commit that raised turned out to be there.
``MODE`` ``early`` confirms before it saves and ``careless`` switches flushing off: with either, the
tests that use this must fail. ``insist`` goes on after a conflict, and
begins when a line comes in, so that several can begin together.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from exoguide.errors import StoreError
from exoguide.records.database import Database, Uncertain
from exoguide.records.embedded import EmbeddedStore, open_store
from exoguide.records.store import Conflict
from tests.records.samples import answered

if TYPE_CHECKING:
    import sqlite3


def say(word: str, event_id: str) -> None:
    os.write(1, f"{word} {event_id}\n".encode())


class Watched(Database):
    """A database that says when a commit that raised had reached the disk."""

    def _has_landed(self, landed: Callable[[sqlite3.Connection], bool], error: Uncertain) -> bool:
        found = super()._has_landed(landed, error)
        if found:
            say("landed", "-")
        return found


def write(store: EmbeddedStore, session_id: str, count: int, mode: str) -> None:
    for _number in range(count):
        try:
            seq = store.head(session_id).seq
        except StoreError:
            say("unreadable", "-")
            return
        event = answered(seq + 1, f"a value {'x' * 300}", user=f"writer-{os.getpid()}")
        say("try", event.id)
        if mode == "early":
            say("ack", event.id)
        for _attempt in range(2):
            try:
                store.append(session_id, event, seq)
            except Conflict:
                say("conflict", event.id)
                break
            except StoreError as error:
                say("uncertain" if "not certain" in error.title else "refused", event.id)
                if store.read_only:
                    return
            else:
                say("ack", event.id)
                break


def main(folder: str, session_id: str, count: str, mode: str = "") -> None:
    store = open_store(Path(folder))
    store.database.__class__ = Watched
    if mode == "careless":
        store.database._connected().execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - the same
    say("begin", "-")
    if mode == "insist":
        sys.stdin.readline()
        while int(count) > sum(
            event.user == f"writer-{os.getpid()}" for event in store.events(session_id)
        ):
            write(store, session_id, 1, mode)
    else:
        write(store, session_id, int(count), mode)
    say("end", "-")


if __name__ == "__main__":
    main(*sys.argv[1:])
