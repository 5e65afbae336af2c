"""The queue of those who write into one store."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.errors import StoreError
from exoguide.records import connection as settings
from exoguide.records.embedded import open_store
from exoguide.records.keys import Locked
from exoguide.records.rotating import rotate
from exoguide.records.turns import TURNS_FILE, turn
from tests.records.samples import SESSION, a_session, answered, device_key_of, opened

AGES = 60.0


def until(held: Callable[[], bool]) -> None:
    end = time.monotonic() + AGES
    while not held():
        assert time.monotonic() < end
        time.sleep(0.002)


def standing(folder: Path) -> int:
    """How many wait in the queue, as the system itself counts them."""
    node = (folder / TURNS_FILE).stat().st_ino
    lines = Path("/proc/locks").read_text().splitlines()
    return sum("-> FLOCK" in line and f":{node} " in line for line in lines)


counted = pytest.mark.skipif(
    not Path("/proc/locks").exists(), reason="this system does not tell who waits for a lock"
)


@counted
def test_who_came_first_writes_first(tmp_path: Path) -> None:
    wrote: list[int] = []

    def writer(number: int) -> None:
        with turn(tmp_path, AGES) as came:
            assert came
            wrote.append(number)

    with turn(tmp_path, AGES):
        threads = []
        for number in range(8):
            threads.append(threading.Thread(target=writer, args=(number,)))
            threads[-1].start()
            until(lambda: standing(tmp_path) == len(threads))
    for thread in threads:
        thread.join(AGES)
    assert wrote == list(range(8))


@counted
def test_who_gave_up_holds_nobody_up(tmp_path: Path) -> None:
    with turn(tmp_path, AGES) as first:
        assert first
        with turn(tmp_path, 0.01) as second:
            assert not second
        assert standing(tmp_path) == 1, "their place stays until their turn comes"
    for _ in range(3):
        with turn(tmp_path, AGES) as third:
            assert third


@counted
def test_who_is_interrupted_while_they_wait_holds_nobody_up(tmp_path: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with turn(tmp_path, AGES) as first:
        assert first
        before = signal.signal(signal.SIGALRM, interrupted)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with pytest.raises(KeyboardInterrupt), turn(tmp_path, AGES):
                pass
        finally:
            signal.signal(signal.SIGALRM, before)
        until(lambda: standing(tmp_path) == 1)
    until(lambda: standing(tmp_path) == 0)
    with turn(tmp_path, 5) as third:
        assert third


def test_the_turn_of_a_process_that_ends_is_over(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom exoguide.records.turns import turn\n"
        "with turn(Path(sys.argv[1]), 60):\n    print('mine', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"mine\n"
        with turn(tmp_path, 0.01) as came:
            assert not came
        other.kill()
        with turn(tmp_path, AGES) as came:
            assert came


def test_where_there_can_be_no_queue_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / TURNS_FILE).mkdir()
    with turn(tmp_path, AGES) as one, turn(tmp_path, AGES) as other:
        assert one
        assert other
    store = open_store(tmp_path)
    store.create(a_session(), opened())
    assert store.head(SESSION).seq == 1
    store.close()


def test_an_entry_whose_turn_does_not_come_is_refused_in_words_and_taken_when_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BUSY_SECONDS", 0.05)
    store = open_store(tmp_path)
    store.create(a_session(), opened())
    event = answered(2)
    with turn(tmp_path, AGES):
        with pytest.raises(StoreError, match="Nothing was changed") as refused:
            store.append(SESSION, event, 1)
        assert refused.value.title == "The store is in use"
        assert refused.value.todo.startswith("Try again")
        assert store.head(SESSION).seq == 1, "reading goes on"
        with pytest.raises(StoreError, match="in use"):
            rotate(tmp_path, device_key_of(tmp_path))
    store.append(SESSION, event, 1)
    assert store.events(SESSION, after=1) == [event]
    store.close()


@counted
def test_locking_does_not_wait_for_an_entry_that_waits_for_its_turn(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.create(a_session(), opened())
    said: list[Exception] = []

    def write() -> None:
        try:
            store.append(SESSION, answered(2), 1)
        except Locked as error:
            said.append(error)

    with turn(tmp_path, AGES):
        writer = threading.Thread(target=write)
        writer.start()
        until(lambda: standing(tmp_path) == 1)
        store.lock()
        assert store.database._connection is None  # noqa: SLF001 - what holds the key in memory
    writer.join(AGES)
    assert said, "the entry must not have been written after locking"
    store.unlock(device_key_of(tmp_path))
    assert store.head(SESSION).seq == 1
    store.close()
