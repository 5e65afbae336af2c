"""What the system can refuse a process: space, files, memory, rights, reading, time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from exoguide.errors import StoreError
from exoguide.records import connection as settings
from exoguide.records.embedded import open_store
from exoguide.records.verify import verify
from tests.faults.test_store_faults import (
    APPENDS,
    at,
    can_trace,
    fresh,
    lost,
    points,
    run,
    thinned,
)
from tests.faults.test_store_faults import template as template  # noqa: PLC0414 - a fixture
from tests.records.samples import SESSION, answered, device_key_of, fill

traced = pytest.mark.skipif(not can_trace(), reason="strace is missing or may not trace here")


@traced
@pytest.mark.parametrize(
    ("error", "calls"),
    [
        ("EDQUOT", ("pwrite64", "ftruncate")),
        ("EMFILE", ("openat",)),
        ("EACCES", ("openat", "ftruncate")),
    ],
)
def test_a_refusal_of_the_system_loses_no_confirmed_answer(
    template: Path, tmp_path: Path, full_size: bool, error: str, calls: tuple[str, ...]
) -> None:
    words: Counter[str] = Counter()
    for call, number in thinned(points(template, tmp_path, calls_of(calls)), full_size, 4):
        if call not in calls:
            continue
        folder = fresh(template, tmp_path)
        result = run(folder, *at(call, f"error={error}:when={number}"))
        assert not lost(folder, result), (call, number)
        assert result.ids("end"), (call, number, result)
        words.update(word for word, _ in result.words)
    assert words["ack"]


def calls_of(calls: tuple[str, ...]) -> tuple[str, ...]:
    """The calls, and enough others that the trace is known to have seen the writer."""
    return tuple(dict.fromkeys((*calls, "fsync", "pwrite64")))


@traced
def test_a_slow_disk_makes_it_wait_and_loses_nothing(template: Path, tmp_path: Path) -> None:
    folder = fresh(template, tmp_path)
    result = run(folder, *at("fsync", "delay_exit=60000:when=5+3"))
    assert len(result.ids("ack")) == APPENDS
    assert not lost(folder, result)


READER = """
import sys
from pathlib import Path
from exoguide.errors import ExoguideError
from exoguide.records.embedded import open_store
from exoguide.records.verify import verify
from tests.records.samples import SESSION
try:
    store = open_store(Path(sys.argv[1]))
    print(len(store.events(SESSION)), verify(store, SESSION).sound)
except ExoguideError as error:
    print("refused", error.title)
"""


@traced
def test_a_disk_that_cannot_be_read_is_said_and_nothing_partial_is_shown(
    template: Path, tmp_path: Path, full_size: bool
) -> None:
    folder = fresh(template, tmp_path)
    store = open_store(folder)
    for seq in range(1, 20):
        store.append(SESSION, answered(seq + 1, "x" * 2_000), seq)
    store.close()
    log = tmp_path / "trace"
    reader = [sys.executable, "-c", READER, str(folder)]
    traced_calls = ["strace", "-f", "-qq", "-y", "-o", str(log), "-e", "trace=pread64"]
    subprocess.run([*traced_calls, *reader], check=True, capture_output=True)
    lines = [line for line in log.read_text(encoding="latin-1").splitlines() if "pread64(" in line]
    ours = [number for number, line in enumerate(lines, 1) if "sessions.db" in line]
    refused = 0
    for number in ours[:: 1 if full_size else max(1, len(ours) // 8)]:
        done = subprocess.run(
            ["strace", "-f", "-qq", *at("pread64", f"error=EIO:when={number}"), *reader],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        said = done.stdout.split()
        assert said[:1] == ["refused"] or said == ["20", "True"], done.stdout
        refused += said[0] == "refused"
    assert refused


def test_with_too_little_memory_it_ends_and_the_store_stays_whole(
    template: Path, tmp_path: Path, full_size: bool
) -> None:
    if shutil.which("prlimit") is None:
        pytest.skip("prlimit is not installed")
    ended = []
    for megabytes in range(20, 64, 4 if full_size else 16):
        folder = fresh(template, tmp_path)
        writer = [sys.executable, "-m", "tests.faults.writer", str(folder), SESSION, "4"]
        done = subprocess.run(
            ["prlimit", f"--as={megabytes << 20}", *writer],
            capture_output=True,
            text=True,
            check=False,
        )
        said = [line.split() for line in done.stdout.splitlines() if line.count(" ") == 1]
        store = open_store(folder)
        assert verify(store, SESSION).sound
        stored = {event.id for event in store.events(SESSION)}
        store.close()
        assert {event for word, event in said if word == "ack"} <= stored
        ended.append(done.returncode)
    assert any(code != 0 for code in ended), "it was never short of memory"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
def test_a_store_of_somebody_else_cannot_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(folder)
    fill(store)
    store.close()
    code = READER.replace("try:\n", "import os, resource\nos.setuid(12345)\ntry:\n")
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout.startswith("refused")


HOLDER = """
import sys, time
from pathlib import Path
from exoguide.records.connection import connect
from tests.records.samples import device_key_of
folder = Path(sys.argv[1])
holder = connect(folder / "sessions.db", device_key_of(folder))
holder.execute("BEGIN IMMEDIATE")
holder.execute("UPDATE session SET state = 'half'")
print("held", flush=True)
time.sleep(60)
"""


def test_a_process_that_stands_still_with_the_lock_makes_others_say_so_and_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BUSY_SECONDS", 0.2)
    folder = tmp_path / "store"
    store = open_store(folder)
    fill(store)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        os.kill(holder.pid, signal.SIGSTOP)
        with pytest.raises(StoreError, match="Another exoguide"):
            store.append(SESSION, answered(13), 12)
        assert store.head(SESSION).seq == 12, "reading goes on"
        holder.kill()
    store.append(SESSION, answered(13), 12)
    assert verify(store, SESSION).sound
    assert store.session(SESSION).state != "half"
    store.close()


def test_a_writer_waits_for_a_long_reader_and_then_succeeds(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(folder)
    fill(store)
    reader = settings.connect(folder / "sessions.db", device_key_of(folder), read_only=True)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from exoguide.records.embedded import open_store\n"
        "from tests.records.samples import SESSION, answered\n"
        "store = open_store(Path(sys.argv[1]))\nprint('begun', flush=True)\n"
        "store.append(SESSION, answered(13), 12)\nprint('done', flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begun\n"
        time.sleep(0.5)
        assert writer.poll() is None, "it waits"
        reader.execute("COMMIT")
        reader.close()
        assert writer.stdout.readline() == b"done\n"
    assert store.head(SESSION).seq == 13
    store.close()


def test_eight_writers_without_a_pause_lose_nothing(tmp_path: Path, full_size: bool) -> None:
    each = 30 if full_size else 4
    folder = tmp_path / "store"
    store = open_store(folder)
    fill(store)
    command = [sys.executable, "-m", "tests.faults.writer", str(folder), SESSION, str(each)]
    writers = [
        subprocess.Popen(
            [*command, "insist"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    said = [writer.communicate(timeout=200)[0] for writer in writers]
    words = Counter(line.split()[0] for text in said for line in text.splitlines())
    assert words["ack"] == 8 * each
    assert words["uncertain"] == 0
    assert len(store.events(SESSION)) == 12 + 8 * each
    assert verify(store, SESSION).sound
    store.close()
