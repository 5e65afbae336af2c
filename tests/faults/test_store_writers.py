"""Several processes on one store, and one that may only read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from exoguide.records.embedded import open_store
from exoguide.records.verify import verify
from tests.records.samples import SESSION, a_session, fill, opened


def test_four_processes_on_one_session_leave_no_gap_and_are_told_of_each_other(
    tmp_path: Path,
    full_size: bool,
) -> None:
    each = 100 if full_size else 25
    folder = tmp_path / "store"
    store = open_store(folder)
    store.create(a_session(), opened())
    command = [
        sys.executable,
        "-m",
        "tests.faults.writer",
        str(folder),
        SESSION,
        str(each),
        "insist",
    ]
    pipe = subprocess.PIPE
    writers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _number in range(4)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline().startswith("begin")
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [writer.communicate(timeout=120)[0] for writer in writers]
    words = [line.split()[0] for text in said for line in text.splitlines()]
    assert [writer.returncode for writer in writers] == [0] * 4
    assert words.count("ack") == 4 * each
    assert words.count("conflict") > 0
    assert words.count("refused") == words.count("uncertain") == 0
    events = store.events(SESSION)
    assert [event.seq for event in events] == list(range(1, 4 * each + 2))
    acknowledged = {line.split()[1] for text in said for line in text.splitlines() if "ack" in line}
    assert {event.id for event in events[1:]} == acknowledged
    assert verify(store, SESSION).sound
    store.close()


def test_a_crowd_on_one_store_is_served_and_nobody_is_refused(
    tmp_path: Path,
    full_size: bool,
) -> None:
    writers, each, busy = ("100", "10", "8") if full_size else ("16", "6", "2")
    folder = tmp_path / "store"
    store = open_store(folder)
    command = [sys.executable, "-m", "tests.faults.crowd", str(folder), writers, each, busy]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == int(writers)
    assert [words for one in told for words in one["refused"]] == []
    for one in told:
        assert [event.id for event in store.events(one["session"], after=1)] == one["confirmed"]
        assert len(one["confirmed"]) == int(each)
        assert verify(store, one["session"]).sound
    store.close()


def test_processes_that_make_the_same_store_agree_on_one(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    code = (
        "import sys\nfrom pathlib import Path\nfrom exoguide.records.embedded import open_store\n"
        "from tests.records.samples import a_session, opened\n"
        "store = open_store(Path(sys.argv[1]))\nstore.create(a_session(sys.argv[2]), opened())"
    )
    names = [f"AAAA-000{number}" for number in range(6)]
    makers = [subprocess.Popen([sys.executable, "-c", code, str(folder), name]) for name in names]
    assert [maker.wait(timeout=60) for maker in makers] == [0] * len(names)
    store = open_store(folder)
    assert store.ids() == names
    assert all(verify(store, name).sound for name in names)
    store.close()


READER = """
import os, resource, sys
from pathlib import Path
from exoguide.errors import StoreError
from exoguide.records.embedded import open_store
from exoguide.records.held import Query
from exoguide.records.verify import verify
from tests.records.samples import SESSION, answered
os.setgid(12345)
os.setuid(12345)
store = open_store(Path(sys.argv[1]))
print(bool(store.read_only), any("read but not changed" in line for line in store.warnings))
print(verify(store, SESSION).sound, len(store.sessions(Query())), len(store.search(SESSION)))
try:
    store.append(SESSION, answered(13), 12)
except StoreError as error:
    print(error.title)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_store_that_may_not_be_written_can_be_read(what: str) -> None:
    # Not in pytest's own folder, which no other account may enter.
    top = Path(tempfile.gettempdir()) / f"exoguide-read-only-{os.getpid()}-{what}"
    folder = top / "store"
    try:
        store = open_store(folder)
        fill(store)
        store.close()
        for path in [top, folder, *folder.iterdir()]:
            os.chown(path, 12345, 12345)
        if what == "folder":
            folder.chmod(0o500)
        else:
            (folder / "sessions.db").chmod(0o400)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        done = subprocess.run(
            [sys.executable, "-c", READER, str(folder)], capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        assert done.stdout.splitlines() == ["True True", "True 1 1", "Nothing can be saved"]
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    finally:
        shutil.rmtree(top)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
def test_a_folder_that_may_not_be_written_takes_no_new_store() -> None:
    top = Path(tempfile.gettempdir()) / f"exoguide-unwritable-{os.getpid()}"
    top.mkdir(mode=0o500)
    try:
        os.chown(top, 12345, 12345)
        for place in (top, top / "deeper"):
            code = READER.split("store = open_store", maxsplit=1)[0] + (
                "try:\n    open_store(Path(sys.argv[1]))\n"
                "except StoreError as error:\n    print(error.message)"
            )
            done = subprocess.run(
                [sys.executable, "-c", code, str(place)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.stdout, done.stderr) == (
                f"{place if place != top else place / 'sessions.db'}: Permission denied.\n",
                "",
            )
    finally:
        shutil.rmtree(top)
