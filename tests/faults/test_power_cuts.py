"""Cut power on a real file system: what was confirmed is on the disk, and the file is whole.

A small ext4 lies in a file. The writer is stopped at some moment, the file is copied, and the copy
is mounted: it holds what had reached the disk by then and nothing of what was only in memory. It
models lost memory, not a drive that lies about its own cache.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from exoguide.errors import StoreError
from exoguide.records.embedded import open_store
from exoguide.records.store import Store
from exoguide.records.verify import verify
from tests.records.samples import SESSION, a_session, answered, fill, opened

MEGABYTES = 80


def can_mount() -> bool:
    """Whether this account may make and mount a file system in a file."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("mkfs.ext4", "mount", "umount"))):
        return False
    return Path("/dev/loop-control").exists()


pytestmark = pytest.mark.skipif(not can_mount(), reason="needs root, mkfs.ext4 and a loop device")


@contextmanager
def mounted(image: Path, place: Path, options: str = "loop") -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-o", options, str(image), str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"a file cannot be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        for _ in range(50):
            if not subprocess.run(
                ["umount", str(place)], capture_output=True, check=False
            ).returncode:
                break
            time.sleep(0.1)
        else:  # somebody still looks into it: it goes when they do
            subprocess.run(["umount", "--lazy", str(place)], check=False)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A file with an empty ext4 in it."""
    path = tmp_path / "disk.img"
    with path.open("wb") as file:
        file.truncate(MEGABYTES << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(path)], check=True, capture_output=True)
    return path


def copied(image: Path, target: Path) -> None:
    """Copy a file, with its holes."""
    subprocess.run(["cp", "--sparse=always", str(image), str(target)], check=True)


def cut(image: Path, tmp_path: Path, command: list[str], wait: float, until: bytes) -> bytes:
    """Run a command on the disk and cut its power; the words it said until then.

    ``wait`` is how many seconds after it has said ``until``.
    """
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert writer.stdout is not None
    said = b""
    while until not in said:
        found = os.read(writer.stdout.fileno(), 65_536)
        assert found or not until, said
        said += found
        if not until:
            break
    time.sleep(wait)
    os.kill(writer.pid, signal.SIGSTOP)
    _until_stopped(writer.pid)
    copied(image, tmp_path / "cut.img")
    os.set_blocking(writer.stdout.fileno(), False)
    with suppress(BlockingIOError):
        while found := os.read(writer.stdout.fileno(), 65_536):
            said += found
    writer.kill()
    writer.wait()
    writer.stdout.close()
    return said


def _until_stopped(pid: int) -> None:
    while Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in {"T", "Z"}:
        time.sleep(0.001)


def losses(image: Path, tmp_path: Path, wait: float, mode: str = "") -> int:
    """How many confirmed answers a power cut lost; what is left must be sound."""
    with mounted(image, tmp_path / "disk") as disk:
        store = open_store(disk / "store")
        store.create(a_session(), opened())
        store.close()
        os.sync()
        command = [sys.executable, "-m", "tests.faults.writer", str(disk / "store"), SESSION]
        said = cut(image, tmp_path, [*command, "4000", mode], wait, b"ack")
    confirmed = {line.split()[1].decode() for line in said.splitlines() if line.startswith(b"ack ")}
    assert confirmed
    with mounted(tmp_path / "cut.img", tmp_path / "after") as after:
        try:
            store = open_store(after / "store")
        except StoreError:
            assert mode, "a careful writer leaves a file that opens"
            return len(confirmed)
        verdict = verify(store, SESSION)
        assert verdict.sound or mode, str(verdict)
        stored = {event.id for event in store.events(SESSION)} if verdict.sound else set()
        store.close()
        return len(confirmed - stored)


def test_a_power_cut_loses_no_confirmed_answer(
    tmp_path: Path, image: Path, full_size: bool
) -> None:
    chance = random.Random(6)
    for number in range(100 if full_size else 2):
        place = tmp_path / str(number)
        place.mkdir()
        copied(image, place / "disk.img")
        assert losses(place / "disk.img", place, chance.uniform(0.05, 0.3)) == 0
        shutil.rmtree(place)


def test_a_power_cut_on_a_writer_that_does_not_flush_loses_answers(
    tmp_path: Path, image: Path, full_size: bool
) -> None:
    """Negative control: these tests are able to fail."""
    lost = 0
    for number in range(20 if full_size else 1):
        place = tmp_path / str(number)
        place.mkdir()
        copied(image, place / "disk.img")
        lost += losses(place / "disk.img", place, 0.2, "careless") > 0
        shutil.rmtree(place)
    assert lost


MAKER = """
import sys
from pathlib import Path
from exoguide.records.connection import require_library
require_library()
print("ready", flush=True)
from exoguide.records.embedded import open_store
open_store(Path(sys.argv[1]))
print("made", flush=True)
import time
time.sleep(60)
"""


def test_a_power_cut_while_a_store_is_made_leaves_none_or_a_whole_one(
    tmp_path: Path, image: Path, full_size: bool
) -> None:
    chance = random.Random(8)
    for number in range(20 if full_size else 3):
        place = tmp_path / str(number)
        place.mkdir()
        copied(image, place / "disk.img")
        with mounted(place / "disk.img", place / "disk") as disk:
            command = [sys.executable, "-c", MAKER, str(disk / "store")]
            said = cut(place / "disk.img", place, command, chance.uniform(0, 0.15), b"ready")
        with mounted(place / "cut.img", place / "after") as after:
            there = (after / "store" / "sessions.db").exists()
            assert there or b"made" not in said
            store = open_store(after / "store")
            store.create(a_session(), opened())
            assert verify(store, SESSION).sound
            store.close()
        shutil.rmtree(place)


def _append_for_ever(store: Store) -> None:
    for seq in range(12, 300):
        store.append(SESSION, answered(seq + 1, "x" * 20_000), seq)


def test_on_a_full_disk_everything_can_be_read_and_writing_goes_on_once_there_is_room(
    tmp_path: Path, image: Path
) -> None:
    with mounted(image, tmp_path / "disk") as disk:
        store = open_store(disk / "store", practice=True)
        fill(store)
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(65_536)):
                pass
        with filler.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(bytes(512)):
                pass
        with pytest.raises(StoreError, match="There is no room left"):
            _append_for_ever(store)
        seq = store.head(SESSION).seq
        assert verify(store, SESSION).events == seq
        store.close()
        again = open_store(disk / "store", practice=True)
        assert verify(again, SESSION).sound
        filler.unlink()
        again.append(SESSION, answered(seq + 1, "x" * 20_000), seq)
        assert verify(again, SESSION).events == seq + 1
        again.close()


def test_a_disk_that_turns_read_only_in_use_takes_no_more_and_shows_all(
    tmp_path: Path, image: Path
) -> None:
    """ext4 does that by itself when it finds an error; here it is told to have found one."""
    with mounted(image, tmp_path / "disk", "loop,errors=remount-ro") as disk:
        store = open_store(disk / "store")
        fill(store)
        device = next(
            line.split()[0]
            for line in Path("/proc/mounts").read_text().splitlines()
            if line.split()[1] == str(disk)
        )
        trigger = Path("/sys/fs/ext4") / Path(device).name / "trigger_fs_error"
        if not trigger.exists():
            pytest.skip("this kernel cannot be told to find an error")
        trigger.write_text("1")
        with pytest.raises(StoreError):
            store.append(SESSION, answered(13), 12)
        store.close()
        again = open_store(disk / "store")
        assert verify(again, SESSION).events == 12
        with pytest.raises(StoreError):
            again.append(SESSION, answered(13), 12)
        again.close()
