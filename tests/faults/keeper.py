"""A process that changes how a store is opened: ``python -m tests.faults.keeper FOLDER DEED``.

It says ``begin`` before the first change and ``done`` after the last. ``early``, in place of the
deed, is a careless protection that removes the old way in before the new one is sure to be there:
with it the tests that use this must fail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from exoguide.records.connection import connect
from exoguide.records.copying import write_copy
from exoguide.records.device import device_key, new_store_key
from exoguide.records.fitting import ROTATED_FILE, STORE_FILE
from exoguide.records.keys import Keys, read_keys, write_keys
from exoguide.records.protecting import change_passphrase, protect, remove_user
from exoguide.records.rotating import rotate
from exoguide.records.slots import passphrase_slot
from exoguide.records.unlocking import unlock
from tests.records.samples import CHEAP, PASSPHRASE

CODE = "00000-00000-00000-00000-00000-00000"
OTHER = "another one of these"


def first(folder: Path) -> None:
    """Set the first passphrase."""
    protect(folder, device_key(read_keys(folder), folder), "ann", PASSPHRASE, CODE, CHEAP)


def new_key(folder: Path) -> None:
    """Put the store under a new data key."""
    rotate(folder, unlock(folder, "ann", PASSPHRASE).key)


def remove(folder: Path) -> None:
    """Remove one of two people."""
    remove_user(folder, unlock(folder, "ann", PASSPHRASE).key, "ben")


def change(folder: Path) -> None:
    """Give a person another passphrase."""
    change_passphrase(folder, unlock(folder, "ann", PASSPHRASE).key, "ann", OTHER, CHEAP)


def early(folder: Path) -> None:
    """Protect the store in the wrong order."""
    new = new_store_key()
    fresh = folder / ROTATED_FILE
    fresh.touch(0o600)
    old = connect(folder / STORE_FILE, device_key(read_keys(folder), folder))
    write_keys(folder, Keys(new.store, (passphrase_slot(new, "ann", PASSPHRASE, CHEAP),)))
    write_copy(old, fresh, new)
    fresh.rename(folder / STORE_FILE)


DEEDS: dict[str, Callable[[Path], None]] = {
    deed.__name__: deed for deed in (first, new_key, remove, change, early)
}

if __name__ == "__main__":
    os.write(1, b"begin\n")
    DEEDS[sys.argv[2]](Path(sys.argv[1]))
    os.write(1, b"done\n")
