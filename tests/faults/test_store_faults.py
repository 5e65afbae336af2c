"""Kills and errors at each call by which the store reaches the disk: no confirmed answer is lost.

The calls are those of the real library, failed or killed one at a time by ``strace``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import attrs
import pytest

from exoguide.records.embedded import open_store
from exoguide.records.verify import verify
from tests.records.samples import SESSION, a_session, opened

CALLS = ("pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "openat")
APPENDS = 12 if os.environ.get("EXOGUIDE_FULL") == "1" else 4


def can_trace() -> bool:
    """Whether ``strace`` is there and may trace here."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False).returncode == 0


pytestmark = pytest.mark.skipif(not can_trace(), reason="strace is missing or may not trace here")


@attrs.frozen
class Run:
    """What a writer said before it ended, and how it ended."""

    words: tuple[tuple[str, str], ...]
    status: int

    def ids(self, word: str) -> set[str]:
        return {event_id for said, event_id in self.words if said == word}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "store"
    store = open_store(folder)
    store.create(a_session(), opened())
    store.close()
    return folder


def fresh(template: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder


def run(folder: Path, *options: str, mode: str = "") -> Run:
    command = ["strace", "-f", "-qq", *options]
    writer = [sys.executable, "-m", "tests.faults.writer", str(folder), SESSION, str(APPENDS), mode]
    done = subprocess.run(
        [*command, *writer], capture_output=True, text=True, check=False, timeout=60
    )
    lines = [line.split() for line in done.stdout.splitlines() if line.count(" ") == 1]
    assert "Traceback" not in done.stderr, done.stderr
    return Run(tuple((word, event_id) for word, event_id in lines), done.returncode)


def at(call: str, fault: str) -> tuple[str, ...]:
    """The options that inject a fault, and trace nothing else.

    ``--seccomp-bpf`` makes it three times faster, but strace 6.1 injects no signal under it.
    """
    fast = () if fault.startswith("signal") else ("--seccomp-bpf",)
    return (*fast, "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:{fault}")


def trace(folder: Path, tmp_path: Path, mode: str = "") -> list[str]:
    """The calls of an undisturbed run with its words in between, one a line."""
    log = tmp_path / "trace"
    run(folder, "-y", "-e", f"trace={','.join(CALLS)},write", "-o", str(log), mode=mode)
    return log.read_text(encoding="latin-1").splitlines()


def points(template: Path, tmp_path: Path, calls: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each call between the first and the last word of an undisturbed run, counted from the start.

    ``strace`` counts a call from the start of the process; what happens before the writer has
    begun is start-up and not of interest here.
    """
    counts: Counter[str] = Counter()
    found = []
    begun = False
    for line in trace(fresh(template, tmp_path), tmp_path):
        name = re.sub(r"^\d+\s+", "", line).split("(")[0]
        counts[name] += 1
        begun = begun or (name == "write" and "begin" in line)
        if begun and name in calls and (name != "openat" or "sessions.db" in line):
            found.append((name, counts[name]))
    assert len(found) >= 3 * APPENDS
    return found


def thinned(
    found: list[tuple[str, int]],
    full_size: bool,
    keep: int,
) -> list[tuple[str, int]]:
    """All points at full size; else ``keep`` of them spread over all."""
    step = 1 if full_size else max(1, len(found) // keep)
    return found[::step]


def lost(folder: Path, result: Run) -> set[str]:
    """Confirmed events that are not there after opening again; the record must be sound."""
    store = open_store(folder)
    try:
        verdict = verify(store, SESSION)
        assert verdict.sound, str(verdict)
        stored = [event.id for event in store.events(SESSION)][1:]
    finally:
        store.close()
    assert len(set(stored)) == len(stored)
    assert set(stored) <= result.ids("try"), "an event that nobody sent"
    assert len(set(stored) - result.ids("ack")) <= 1, "more than the one in flight"
    said_not_saved = result.ids("refused") - result.ids("ack") - result.ids("uncertain")
    assert not said_not_saved & set(stored), "said not to be saved, and it is there"
    return result.ids("ack") - set(stored)


def test_a_kill_at_any_call_loses_no_confirmed_answer(
    template: Path,
    tmp_path: Path,
    full_size: bool,
) -> None:
    found = points(template, tmp_path, ("pwrite64", "fsync", "fdatasync", "ftruncate"))
    killed = 0
    for call, number in thinned(found, full_size, 10):
        folder = fresh(template, tmp_path)
        result = run(folder, *at(call, f"signal=SIGKILL:when={number}"))
        killed += result.status != 0 and not result.ids("end")
        assert not lost(folder, result), (call, number)
    assert killed >= len(thinned(found, full_size, 10)) - 1


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("lasting", ["", "+"], ids=["once", "from then on"])
def test_an_error_at_any_call_loses_no_confirmed_answer_and_stores_none_twice(
    template: Path,
    tmp_path: Path,
    full_size: bool,
    error: str,
    lasting: str,
) -> None:
    found = points(template, tmp_path, ("pwrite64", "fsync", "ftruncate", "openat"))
    words: Counter[str] = Counter()
    for call, number in thinned(found, full_size, 12):
        folder = fresh(template, tmp_path)
        result = run(folder, *at(call, f"error={error}:when={number}{lasting}"))
        assert not lost(folder, result), (call, number)
        assert result.ids("end"), (call, number, result)
        if not lasting:
            assert len(result.ids("ack")) == APPENDS, (call, number, "saved at the second try")
        words.update(word for word, _event_id in result.words)
    assert words["refused"] + words["uncertain"] + words["landed"] > 0, "nothing was disturbed"


def test_a_commit_that_fails_after_it_reached_the_disk_counts_as_saved(
    template: Path, tmp_path: Path
) -> None:
    """The last flush of a commit fails once: the answer is there, and is not stored again."""
    flushes = [point for point in points(template, tmp_path, ("fsync",)) if point[0] == "fsync"]
    per_append = len(flushes) // APPENDS
    folder = fresh(template, tmp_path)
    last = flushes[per_append - 1][1]
    result = run(folder, *at("fsync", f"error=EIO:when={last}"))
    assert result.ids("landed")
    assert len(result.ids("ack")) == APPENDS
    assert not result.ids("refused")
    assert not lost(folder, result)


def test_a_writer_that_confirms_too_early_is_caught(template: Path, tmp_path: Path) -> None:
    """Negative control: these tests are able to fail."""
    found = points(template, tmp_path, ("pwrite64",))
    losses = 0
    for call, number in found[:: len(found) // 4]:
        folder = fresh(template, tmp_path)
        result = run(folder, *at(call, f"signal=SIGKILL:when={number}"), mode="early")
        losses += bool(lost(folder, result))
    assert losses


def unflushed(lines: list[str]) -> int:
    """How often an answer was confirmed while something written was not flushed yet."""
    dirty: set[str] = set()
    count = 0
    for line in lines:
        call = re.match(r"\d+\s+(\w+)\(\d+<([^>]*)>", line)
        if call is None:
            continue
        name, file = call.groups()
        if name in {"pwrite64", "ftruncate"}:
            dirty.add(file)
        elif name in {"fsync", "fdatasync"}:
            dirty.discard(file)
        elif name == "write" and '"ack' in line:
            count += bool(dirty)
    return count


def test_all_that_was_written_is_flushed_before_an_answer_is_confirmed(
    template: Path, tmp_path: Path
) -> None:
    assert unflushed(trace(fresh(template, tmp_path), tmp_path)) == 0


def test_a_writer_that_does_not_flush_is_caught(template: Path, tmp_path: Path) -> None:
    """Negative control of the test above."""
    assert unflushed(trace(fresh(template, tmp_path), tmp_path, mode="careless")) == APPENDS


def test_a_kill_while_a_store_is_made_leaves_none_or_a_whole_one(
    tmp_path: Path,
    full_size: bool,
) -> None:
    calls = ("pwrite64", "fsync", "ftruncate", "write", "rename", "fchmod", "unlink")
    code = (
        "import pathlib, sys\nfrom exoguide.records.embedded import open_store\n"
        "open_store(pathlib.Path(sys.argv[1]))"
    )
    log = tmp_path / "trace"

    def make(*options: str) -> None:
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
        command = ["strace", "-f", "-qq", *options, sys.executable, "-c", code]
        subprocess.run([*command, str(tmp_path / "store")], check=False, capture_output=True)

    make("-o", str(log), "-e", f"trace={','.join(calls)}")
    names = [
        re.sub(r"^\d+\s+", "", line).split("(")[0] for line in log.read_text("latin-1").splitlines()
    ]
    counted = Counter(names)
    found = [(name, number + 1) for name in calls for number in range(counted[name])]
    assert len(found) > 40
    for call, number in thinned(found, full_size, 12):
        make(*at(call, f"signal=SIGKILL:when={number}"))
        store = open_store(tmp_path / "store")
        store.create(a_session(), opened())
        assert verify(store, SESSION).sound, (call, number)
        store.close()
