"""Kills while it changes who can open a store: it opens with the old secret or with the new one.

Rows 31, 32 and 33 of the table of faults.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from exoguide.errors import StoreError
from exoguide.records.embedded import open_store
from exoguide.records.fitting import ROTATED_FILE
from exoguide.records.keys import DEVICE, StoreKey, read_keys
from exoguide.records.protecting import add_user
from exoguide.records.unlocking import unlock
from exoguide.records.verify import verify
from tests.faults.keeper import OTHER
from tests.faults.test_store_faults import can_trace
from tests.records.samples import CHEAP, PASSPHRASE, SESSION, answered, fill

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "openat")
KEPT = 6
"""Points of each deed at reduced size; all of them at full size."""

LEAST = 15
"""Points that each deed has at least, or else the trace missed them."""

pytestmark = pytest.mark.skipif(not can_trace(), reason="strace is missing or may not trace here")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "store"
    store = open_store(folder)
    fill(store)
    store.close()
    return folder


@pytest.fixture(scope="module")
def guarded(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guarded") / "store"
    shutil.copytree(plain, folder)
    assert run(folder, "first").returncode == 0
    add_user(folder, unlock(folder, "ann", PASSPHRASE).key, "ben", OTHER, CHEAP)
    return folder


def run(folder: Path, deed: str, *tracing: str) -> subprocess.CompletedProcess[str]:
    keeper = [sys.executable, "-m", "tests.faults.keeper", str(folder), deed]
    done = subprocess.run(
        [*tracing, *keeper], capture_output=True, text=True, check=False, timeout=120
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def points(folder: Path, deed: str, log: Path) -> list[tuple[str, int]]:
    """Each call by which the deed reaches the disk, counted from the start of the process."""
    run(folder, deed, "strace", "-f", "-qq", "-y", "-e", f"trace={','.join(CALLS)}", "-o", str(log))
    counts: Counter[str] = Counter()
    found = []
    begun = False
    lines = log.read_text(encoding="latin-1").splitlines()
    # A secret is tried in a process of its own, and calls are counted in each by itself.
    itself = lines[0].split()[0]
    for line in lines:
        if line.split()[0] != itself:
            continue
        name = re.sub(r"^\d+\s+", "", line).split("(")[0]
        counts[name] += 1
        if name == "write" and '"begin' in line:
            begun = True
        elif name == "write" and '"done' in line:
            break
        elif begun and name in CALLS and str(folder) in line:
            found.append((name, counts[name]))
    assert len(found) >= LEAST, found
    return found


def opens(folder: Path, user: str, secret: str) -> StoreKey | None:
    """The key that this secret gives; without a user that of the device."""
    if not user:
        return None if not read_keys(folder).of(DEVICE) else _key_of_device(folder)
    try:
        return unlock(folder, user, secret).key
    except StoreError:
        return None


def _key_of_device(folder: Path) -> StoreKey | None:
    from exoguide.records.device import device_key
    from exoguide.records.fitting import fitting_keys

    keys = fitting_keys(folder)
    return device_key(keys, folder) if keys.of(DEVICE) else None


def whole(folder: Path, *secrets: tuple[str, str]) -> None:
    """At least one of the secrets opens the store, everything is in it, and it goes on."""
    keys = [key for key in (opens(folder, *secret) for secret in secrets) if key is not None]
    assert keys, "neither the old secret nor the new one opens it"
    store = open_store(folder, give=lambda _folder, _keys: keys[0])
    try:
        assert verify(store, SESSION).sound
        assert store.head(SESSION).seq == 12
        store.append(SESSION, answered(13), 12)
    finally:
        store.close()
    assert not (folder / ROTATED_FILE).exists()
    left = [path.name for path in folder.iterdir() if path.stat().st_mode & 0o077]
    assert not left, "others may read what was left behind"


def killed(
    template: Path, folder: Path, deed: str, keep: int | None, *secrets: tuple[str, str]
) -> int:
    """Kill the deed at each point, or at so many of them; the number of kills."""

    def fresh() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)

    fresh()
    found = points(folder, deed, folder.parent / "trace")
    step = 1 if keep is None else max(1, len(found) // keep)
    kills = 0
    for call, number in found[::step]:
        fresh()
        fault = f"inject={call}:signal=KILL:when={number}"
        done = run(
            folder,
            deed,
            "strace",
            "-f",
            "-qq",
            "-o",
            os.devnull,
            "-e",
            f"trace={call}",
            "-e",
            fault,
        )
        kills += done.returncode != 0
        whole(folder, *secrets)
    return kills


@pytest.mark.parametrize(
    ("deed", "secrets"),
    [
        ("new_key", (("ann", PASSPHRASE),)),
        ("remove", (("ann", PASSPHRASE),)),
        ("change", (("ann", PASSPHRASE), ("ann", OTHER))),
    ],
)
def test_a_kill_at_any_point_leaves_the_old_secret_or_the_new_one(
    deed: str,
    secrets: tuple[tuple[str, str], ...],
    guarded: Path,
    tmp_path: Path,
    full_size: bool,
) -> None:
    kills = killed(guarded, tmp_path / "store", deed, None if full_size else KEPT, *secrets)
    assert kills >= (LEAST if full_size else KEPT)


def test_a_kill_while_the_first_passphrase_is_set_leaves_the_device_or_the_passphrase(
    plain: Path, tmp_path: Path, full_size: bool
) -> None:
    keep = None if full_size else KEPT
    kills = killed(plain, tmp_path / "store", "first", keep, ("", ""), ("ann", PASSPHRASE))
    assert kills >= (LEAST if full_size else KEPT)


def test_a_protection_in_the_wrong_order_is_found_out(plain: Path, tmp_path: Path) -> None:
    """The negative control: were the kills harmless, this would pass as well."""
    work: Callable[..., int] = partial(killed, plain, tmp_path / "store", "early", 12)
    with pytest.raises((AssertionError, StoreError)):
        work(("", ""), ("ann", PASSPHRASE))
