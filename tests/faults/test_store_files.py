"""What may happen to the files themselves: taken away, copied at the wrong moment, half changed."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.errors import ExoguideError, StoreError
from exoguide.records.backup import NAME, back_up, examined
from exoguide.records.connection import connect
from exoguide.records.embedded import open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import KEYS_FILE, Keys, StoreKey, encoded
from exoguide.records.schema import SCHEMA, schema_number
from exoguide.records.slots import opened_slot, passphrase_slot
from exoguide.records.verify import verify
from exoguide.records.witnesses import verify_all
from tests.faults.test_store_faults import at, can_trace, fresh, points, run, thinned
from tests.faults.test_store_faults import template as template  # noqa: PLC0414 - a fixture
from tests.records.make_fixture import FIXTURES
from tests.records.samples import CHEAP, PASSPHRASE, SESSION, answered, device_key_of, fill

traced = pytest.mark.skipif(not can_trace(), reason="strace is missing or may not trace here")

CALLS = ("pwrite64", "write", "fsync", "ftruncate", "unlink", "rename", "mkdir", "link", "rmdir")


def test_a_folder_removed_in_use_is_noticed_at_the_next_answer(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    fill(store)
    shutil.rmtree(tmp_path / "store")
    with pytest.raises(StoreError):
        store.append(SESSION, answered(13), 12)
    with pytest.raises(StoreError):
        store.append(SESSION, answered(13), 12)
    store.close()


@traced
def test_a_journal_taken_away_after_a_crash_is_found_or_did_no_harm(
    template: Path, tmp_path: Path, full_size: bool
) -> None:
    found = [
        point for point in points(template, tmp_path, ("pwrite64", "fsync")) if point[0] == "fsync"
    ]
    journals = 0
    for call, number in thinned(found, full_size, 5):
        folder = fresh(template, tmp_path)
        said = run(folder, *at(call, f"signal=SIGKILL:when={number}"))
        journal = folder / f"{STORE_FILE}-journal"
        journals += journal.exists() and journal.stat().st_size > 0
        journal.unlink(missing_ok=True)
        try:
            store = open_store(folder)
        except StoreError:
            continue
        try:
            _, wrong = examined(store)
            if not wrong:
                stored = {event.id for event in store.events(SESSION)}
                assert said.ids("ack") <= stored, (call, number)
        except StoreError:
            continue
        finally:
            store.close()
    assert journals, "no crash left a journal"


def test_a_copy_taken_in_the_middle_of_writing_is_sound_or_refused(
    tmp_path: Path, full_size: bool
) -> None:
    folder = tmp_path / "store"
    store = open_store(folder)
    fill(store)
    store.close()
    writer = [sys.executable, "-m", "tests.faults.writer", str(folder), SESSION, "100000"]
    with subprocess.Popen(writer, stdout=subprocess.PIPE) as writing:
        assert writing.stdout is not None
        while b"ack" not in writing.stdout.readline():
            pass
        os.set_blocking(writing.stdout.fileno(), False)
        outcomes: Counter[bool] = Counter()
        for number in range(50 if full_size else 8):
            _ = writing.stdout.read()
            copy = tmp_path / f"copy-{number}"
            copy.mkdir(mode=0o700)
            for name in (KEYS_FILE, STORE_FILE):
                shutil.copyfile(folder / name, copy / name)
                (copy / name).chmod(0o600)
            outcomes[_is_sound(copy)] += 1
            shutil.rmtree(copy)
        writing.kill()
    assert sum(outcomes.values()) == (50 if full_size else 8)
    assert _is_sound(folder)


def _is_sound(folder: Path) -> bool:
    """Whether a copy is accepted; then it must hold an unbroken session."""
    try:
        store = open_store(folder)
    except StoreError:
        return False
    try:
        _, wrong = examined(store)
        if wrong:
            return False
        events = store.events(SESSION)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        return True
    except StoreError:
        return False
    finally:
        store.close()


def kill_points(
    tmp_path: Path, command: list[str], prepare: Callable[[], object]
) -> list[tuple[str, int]]:
    """Each call of an undisturbed run that changes a file below ``tmp_path``."""
    log = tmp_path / "trace"
    prepare()
    options = ["-f", "-qq", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    subprocess.run(["strace", *options, *command], check=True, capture_output=True)
    counts: Counter[str] = Counter()
    found = []
    for line in log.read_text(encoding="latin-1").splitlines():
        name = re.sub(r"^\d+\s+", "", line).split("(")[0]
        if name in CALLS:
            counts[name] += 1
            if str(tmp_path) in line:
                found.append((name, counts[name]))
    assert len(found) > 10
    return found


def killed(command: list[str], call: str, number: int) -> None:
    subprocess.run(
        ["strace", "-f", "-qq", *at(call, f"signal=SIGKILL:when={number}"), *command],
        check=False,
        capture_output=True,
    )


@traced
def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_schema_or_the_new_one(
    tmp_path: Path, full_size: bool
) -> None:
    folder = tmp_path / "store"

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(FIXTURES / "store-v1", folder)
        for path in folder.iterdir():
            path.chmod(0o600)
        folder.chmod(0o700)

    code = (
        "import sys\nfrom pathlib import Path\n"
        "from exoguide.records.embedded import open_store\nopen_store(Path(sys.argv[1])).close()"
    )
    command = [sys.executable, "-c", code, str(folder)]
    schemas: Counter[int] = Counter()
    for call, number in thinned(kill_points(tmp_path, command, prepare), full_size, 8):
        prepare()
        killed(command, call, number)
        raw = connect(folder / STORE_FILE, device_key_of(folder))
        schemas[schema_number(raw)] += 1
        raw.close()
        store = open_store(folder)
        assert all(verdict.sound for verdict in verify_all(store)), (call, number)
        assert len(store.ids()) == 2
        store.close()
    assert set(schemas) <= {1, SCHEMA}
    assert schemas[1]


MAKER = """
import sys
from pathlib import Path
from exoguide.records.embedded import open_store
from tests.faults.test_store_files import copied
copied(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def copied(folder: Path, target: Path) -> Path:
    """A backup of a store, with a secret that is cheap to try."""
    store = open_store(folder)
    key = store.database.key
    keys = encoded(Keys(key.store, (passphrase_slot(key, "ann", PASSPHRASE, CHEAP),)))
    made = back_up(store, target, keys, "2026-11-23T09:00:00.000+00:00", 1)
    store.close()
    return made.folder


def by_passphrase(folder: Path, keys: Keys) -> StoreKey:
    (slot,) = keys.slots
    return opened_slot(slot, keys.store, PASSPHRASE, folder)


def whole(folder: Path) -> bool:
    """Whether a backup or a store opens and all that is in it is as it was saved."""
    for give in (None, by_passphrase):
        try:
            store = open_store(folder) if give is None else open_store(folder, give=give)
        except ExoguideError:
            continue
        _, wrong = examined(store)
        events = len(store.events(SESSION))
        store.close()
        return not wrong and events >= 12
    return False


@traced
def test_a_kill_in_the_middle_of_a_backup_leaves_the_older_one_and_no_half_one(
    tmp_path: Path, full_size: bool
) -> None:
    folder, target = tmp_path / "store", tmp_path / "backups"
    store = open_store(folder)
    fill(store)
    store.close()
    older = copied(folder, tmp_path / "first")

    def prepare() -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(older.parent, target)

    command = [sys.executable, "-c", MAKER, str(folder), str(target)]
    for call, number in thinned(kill_points(tmp_path, command, prepare), full_size, 5):
        prepare()
        killed(command, call, number)
        named = [path for path in target.iterdir() if NAME.fullmatch(path.name)]
        whole_ones = [path for path in named if (path / "backup.json").exists() and whole(path)]
        assert whole_ones, (call, number)
        half = [path for path in named if path not in whole_ones and path.name != older.name]
        assert not half, (call, number, half)
        assert whole(folder)
        made = copied(folder, target)
        assert whole(made)
        assert [path for path in target.iterdir() if path.name.startswith(".")] == []


RESTORER = """
import sys
from pathlib import Path
from exoguide.records.restoring import restore
from tests.faults.test_store_files import by_passphrase
from tests.records.samples import access
from exoguide.records.access import Deed
backup, folder = map(Path, sys.argv[1:])
restore(backup, folder, by_passphrase, lambda: access(Deed.RESTORE), swap=True)
"""


@traced
def test_a_kill_in_the_middle_of_a_restore_leaves_the_old_store_or_the_new_one(
    tmp_path: Path, full_size: bool
) -> None:
    """The two have different keys, so no mixture of them would open."""
    folder, other, original = (tmp_path / name for name in ("store", "other", "original"))
    for place in (original, other):
        store = open_store(place)
        fill(store)
        store.close()
    backup = copied(other, tmp_path / "backups")

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(original, folder)

    command = [sys.executable, "-c", RESTORER, str(backup), str(folder)]
    found = kill_points(tmp_path, command, prepare)
    late = [point for point in found if point[0] in {"rename", "link", "unlink", "rmdir"}]
    for call, number in [*thinned(found, full_size, 3), *thinned(late, full_size, 5)]:
        prepare()
        killed(command, call, number)
        assert whole(folder), (call, number)
        assert whole(backup)


def test_a_kill_at_a_random_moment_loses_no_confirmed_answer(
    tmp_path: Path, full_size: bool
) -> None:
    chance = random.Random(4)
    folder = tmp_path / "store"
    store = open_store(folder)
    fill(store)
    store.close()
    command = [sys.executable, "-m", "tests.faults.writer", str(folder), SESSION, "100000"]
    confirmed: set[str] = set()
    for _ in range(200 if full_size else 3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            said = writer.stdout.readline()
            while "ack" not in said:
                said = writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.12))
            writer.send_signal(signal.SIGKILL)
            lines = [said, *writer.stdout.read().splitlines()]
        confirmed |= {line.split()[1] for line in lines if line.startswith("ack ")}
        again = open_store(folder)
        assert verify(again, SESSION).sound
        assert confirmed <= {event.id for event in again.events(SESSION)}
        again.close()
