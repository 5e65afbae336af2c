"""A new data key: the whole store is written once more under it, compared, and put in place.

The old file stays until the new one was read back row by row. Then ``keys.json`` gets the next
keys beside the old ones, the new file takes the old one's name, and the old keys go. At each of
these moments a crash leaves a store that opens with the old secret or with the new one.

The lock of the old file is held all the while, so another process cannot add an entry that the new
file would lack; it finds afterwards that the store was replaced and saves nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import attrs

from exoguide.errors import StoreError
from exoguide.records import connection as settings
from exoguide.records.connection import busy, connect, database_error, explained
from exoguide.records.copying import compare, write_copy
from exoguide.records.device import device_slot, new_store_key
from exoguide.records.durable import sync_folder, write_private
from exoguide.records.fitting import ROTATED_FILE, STORE_FILE, clear_away, fitting_keys, settle
from exoguide.records.folder import alone
from exoguide.records.keys import DEVICE, PASSPHRASE, RECOVERY, Keys, Slot, StoreKey, write_keys
from exoguide.records.slots import require_genuine, rewrapped
from exoguide.records.turns import turn

NewSlots = Callable[[Keys, StoreKey], tuple[Slot, ...]]
"""The slots for a new data key, given the keys up to now and the new one."""


@attrs.frozen
class Rotated:
    """What was put in place: the new key, and what was compared before."""

    key: StoreKey = attrs.field(repr=False)
    rows: int
    sessions: int


def rotate(folder: Path, key: StoreKey, slots: NewSlots | None = None) -> Rotated:
    """Put the store in ``folder`` under a new data key; ``key`` is the one up to now.

    ``slots`` gives the slots that open it afterwards; when left out, all that there are, with
    their secrets as they were. ``StoreError`` when it cannot be done: everything is as it was then.
    """
    path, fresh = folder / STORE_FILE, folder / ROTATED_FILE
    make = slots or same_slots
    keys = fitting_keys(folder)
    try:
        with (
            alone(folder),
            turn(folder, settings.BUSY_SECONDS) as came,
            contextlib.closing(connect(path, key)) as lock,
        ):
            if not came:
                raise _impossible(busy(path).title)
            lock.execute("BEGIN IMMEDIATE")
            require_genuine((*keys.of(PASSPHRASE), *keys.of(RECOVERY)), key, folder)
            new = new_store_key()
            following = Keys(new.store, make(keys, new))
            try:
                rows, sessions = _written_and_compared(path, key, fresh, new)
                write_keys(folder, attrs.evolve(keys, next=following))
            except BaseException:
                clear_away(fresh)
                raise
            fresh.rename(path)
            sync_folder(folder)
            settle(folder, following)
    except database_error() as error:
        raise _impossible(explained(error, fresh).title) from error
    except OSError as error:
        raise _impossible(str(error.strerror)) from error
    return Rotated(new, rows, sessions)


def _impossible(why: str) -> StoreError:
    return StoreError(
        "The new key cannot be put in place",
        f"{why}. The store and its keys are as they were.",
        "Free as much space as the store takes, or check the folder's permissions, then try again.",
    )


def same_slots(keys: Keys, new: StoreKey) -> tuple[Slot, ...]:
    """Each slot for the new key, but those of a kind that is unknown here, for which none can be.

    Their secrets stay as they are.
    """
    return tuple(
        device_slot(new) if slot["kind"] == DEVICE else rewrapped(slot, new)
        for slot in keys.slots
        if slot.get("kind") in {DEVICE, PASSPHRASE, RECOVERY}
    )


def _written_and_compared(path: Path, key: StoreKey, fresh: Path, new: StoreKey) -> tuple[int, int]:
    """Write the store to ``fresh`` under ``new``; rows and sessions that were compared."""
    clear_away(fresh)
    write_private(fresh, b"")
    with contextlib.closing(connect(path, key, read_only=True)) as old:
        write_copy(old, fresh, new)
        with contextlib.closing(connect(fresh, new, read_only=True)) as made:
            return compare(old, made, fresh)
