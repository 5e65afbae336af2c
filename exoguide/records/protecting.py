"""Who can open a store: its first passphrase, more people, other passphrases, fewer people.

Setting the first passphrase and removing a person also put the store under a new data key: an
older copy of the key file then opens nothing that is written from now on. Changing a passphrase
does not, for it need not have become known to anybody; where it has, a new data key follows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs

from exoguide.errors import StoreError, UsageError
from exoguide.plaintext import harmless
from exoguide.records.fitting import fitting_keys
from exoguide.records.folder import alone
from exoguide.records.keys import DEVICE, PASSPHRASE, RECOVERY, Keys, Slot, StoreKey, write_keys
from exoguide.records.rotating import Rotated, rotate, same_slots
from exoguide.records.slots import (
    COST,
    Cost,
    is_genuine,
    passphrase_slot,
    recovery_slot,
)

LONGEST_NAME = 60


def protect(
    folder: Path, key: StoreKey, user: str, passphrase: str, code: str, cost: Cost = COST
) -> Rotated:
    """Let the store be opened by one passphrase and one recovery code, and by nothing else.

    The data key lay in a file until now, so there is a new one afterwards. ``passphrase`` as
    :func:`~exoguide.records.passphrase.require_strong` gives it, ``code`` as
    :func:`~exoguide.records.recovery.new_code`.
    """
    name = user_name(user)

    def slots(_: Keys, new: StoreKey) -> tuple[Slot, ...]:
        return passphrase_slot(new, name, passphrase, cost), recovery_slot(new, code, cost)

    return rotate(folder, key, slots)


def add_user(folder: Path, key: StoreKey, user: str, passphrase: str, cost: Cost = COST) -> None:
    """Let one more person open the store; ``UsageError`` when the name is taken."""
    name = user_name(user)

    def change(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        if any(slot.get("user") == name for slot in slots):
            raise UsageError(
                "This name is in use",
                f"“{name}” has a passphrase already.",
                "Choose another name, or let them change it: exoguide protect --change.",
            )
        return (*slots, passphrase_slot(key, name, passphrase, cost))

    _change(folder, key, change)


def change_passphrase(
    folder: Path, key: StoreKey, user: str, passphrase: str, cost: Cost = COST
) -> None:
    """Give a person another passphrase, or one at all; the old one opens nothing any more."""
    name = user_name(user)
    fresh = passphrase_slot(key, name, passphrase, cost)
    _change(folder, key, lambda slots: (*_without(slots, name), fresh))


def change_code(folder: Path, key: StoreKey, code: str, cost: Cost = COST) -> None:
    """Give the store another recovery code; the old one opens nothing any more."""
    fresh = recovery_slot(key, code, cost)
    _change(
        folder,
        key,
        lambda slots: (*(slot for slot in slots if slot.get("kind") != RECOVERY), fresh),
    )


def remove_user(folder: Path, key: StoreKey, user: str) -> Rotated:
    """Let a person no longer open the store; ``UsageError`` for the last one."""
    keys = fitting_keys(folder)
    if user not in keys.users:
        raise UsageError(
            "Nobody of this name has a passphrase",
            f"“{harmless(user)[:LONGEST_NAME]}” is none of: {', '.join(keys.users) or 'nobody'}.",
            "Give one of these names.",
        )
    if len(keys.users) == 1:
        raise UsageError(
            "The last passphrase cannot be removed",
            f"Without that of {user} only the recovery code would open the sessions.",
            "Add another person first: exoguide protect --add-user NAME.",
        )

    def slots(keys: Keys, new: StoreKey) -> tuple[Slot, ...]:
        return same_slots(attrs.evolve(keys, slots=_without(keys.slots, user)), new)

    return rotate(folder, key, slots)


def user_name(user: str) -> str:
    """The name as it is stored; ``UsageError`` when it cannot be shown in one line."""
    name = " ".join(user.split())
    if not name or len(name) > LONGEST_NAME or harmless(name) != name:
        raise UsageError(
            "The name cannot be used",
            f"A name has 1 to {LONGEST_NAME} characters, all of which can be shown.",
            "Choose another name.",
        )
    return name


def _without(slots: tuple[Slot, ...], user: str) -> tuple[Slot, ...]:
    return tuple(
        slot for slot in slots if (slot.get("kind"), slot.get("user")) != (PASSPHRASE, user)
    )


def _change(
    folder: Path, key: StoreKey, change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]]
) -> None:
    """Change the slots of a protected store at one moment."""
    with alone(folder):
        keys = fitting_keys(folder, held=True)
        if keys.of(DEVICE) or keys.store != key.store:
            raise StoreError(
                "The keys have changed meanwhile",
                f"{folder}: another exoguide changed how the store is opened. Nothing was changed.",
                "Look how it is now: exoguide protect --status.",
            )
        slots = change(keys.slots)
        if not any(is_genuine(slot, key) for slot in slots):
            raise ValueError("no slot would open the store")
        write_keys(folder, attrs.evolve(keys, slots=slots), revoke=True)
