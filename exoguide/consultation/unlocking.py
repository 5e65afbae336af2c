"""Getting the key of a protected store: held from before, over a descriptor, or from a person.

A passphrase is never taken from the command line or the environment: both are shown to others and
kept in histories. The environment may name a file descriptor to read it from, and who it is of.

What only passphrases need is imported where one is asked for: most stores open without.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exoguide.consultation.account import account
from exoguide.consultation.auditing import accessed
from exoguide.errors import UsageError
from exoguide.plaintext import harmless
from exoguide.records.access import Deed
from exoguide.records.device import device_key
from exoguide.records.keys import DEVICE, Keys, Locked, StoreKey
from exoguide.records.store import Store

if TYPE_CHECKING:
    from exoguide.records.unlocking import Unlocked

DESCRIPTOR_VARIABLE: Final = "EXOGUIDE_PASSPHRASE_FD"
"""The environment variable with the number of a descriptor to read the passphrase from."""

USER_VARIABLE: Final = "EXOGUIDE_USER"
"""The environment variable with the name of whoever gives the passphrase, where several can."""

TRIES: Final = 3
"""Passphrases that one command asks for."""


class Keyring:
    """The keys that this process was given, until the screen is locked."""

    def __init__(self) -> None:
        self._held: dict[bytes, StoreKey] = {}
        self._untold: list[tuple[str, int, str]] = []

    def hold(self, unlocked: Unlocked) -> StoreKey:
        """Keep the key of a store that was opened with a secret."""
        self._untold.append((unlocked.user, unlocked.failures, unlocked.since))
        return self.keep(unlocked.key)

    def keep(self, key: StoreKey) -> StoreKey:
        """Keep a key that was just made."""
        self._held[key.store] = key
        return key

    def key(self, store: bytes) -> StoreKey | None:
        """The key of the store with this name, if it is held."""
        return self._held.get(store)

    def forget(self) -> None:
        """Hold no key any more."""
        self._held.clear()

    def tell(self, store: Store) -> None:
        """Write down who opened the store, and what was tried before, where that is not done."""
        untold, self._untold = self._untold, []
        for user, failures, since in untold:
            if failures:
                times = "once" if failures == 1 else f"{failures} times"
                accessed(store, Deed.UNLOCK_FAILED, how=f"{times} since {since[:16]}")
            accessed(store, Deed.UNLOCK, how=user or "recovery code")


KEYRING: Final = Keyring()
"""Keys belong to the process, so there is one."""


def held(folder: Path, keys: Keys) -> StoreKey:
    """The key of this device, or one that is held; ``Locked`` when there is neither."""
    return KEYRING.key(keys.store) or device_key(keys, folder)


def unasked(folder: Path, keys: Keys) -> StoreKey:
    """The same, or one that a descriptor gives the passphrase for; nobody is asked."""
    known = KEYRING.key(keys.store)
    if known is None and not keys.of(DEVICE):
        from exoguide.records.process import harden_process

        harden_process()
        unlocked = _over_descriptor(folder, keys)
        known = KEYRING.hold(unlocked) if unlocked is not None else None
    return known or device_key(keys, folder)


def given(folder: Path, keys: Keys) -> StoreKey:
    """The key, asked for where it has to be; ``Locked`` when nobody gives the right secret."""
    try:
        return unasked(folder, keys)
    except Locked as locked:
        if type(locked) is not Locked or not keys.users:
            raise
    return KEYRING.hold(_asked(folder, keys))


def passphrase_from(descriptor: str) -> str:
    """The first line that the descriptor with this number gives; it is closed then."""
    from exoguide.records.passphrase import LONGEST, tidied

    try:
        with os.fdopen(int(descriptor), "rb") as file:
            line = file.readline(4 * LONGEST + 2)
    except (OSError, ValueError) as error:
        raise UsageError(
            "The passphrase cannot be read",
            f"“{harmless(descriptor)[:20]}” is no open file descriptor.",
            "Open one for the program, such as: exoguide sessions 3< file, and name its number.",
        ) from error
    try:
        return tidied(line.decode().rstrip("\r\n"))
    except UnicodeDecodeError as error:
        raise UsageError(
            "The passphrase cannot be read",
            "What the descriptor gives is no UTF-8 text.",
            "Give the passphrase in its first line.",
        ) from error


def user_among(keys: Keys, ask: Callable[[str], str] | None = None) -> str:
    """Whose passphrase is to be given: the only one, the one named, or the one asked for."""
    if len(keys.users) == 1:
        return keys.users[0]
    named = os.environ.get(USER_VARIABLE, "") or (account() if account() in keys.users else "")
    if ask is not None:
        offered = f" [{named}]" if named in keys.users else ""
        named = ask(f"Who are you ({', '.join(keys.users)})?{offered} ").strip() or named
    if named in keys.users:
        return named
    raise UsageError(
        "Whose passphrase is it?",
        f"“{harmless(named)[:60]}” is none of those who can open the sessions:"
        f" {', '.join(keys.users)}.",
        f"Give one of these names; without a terminal, in {USER_VARIABLE}.",
    )


def _over_descriptor(folder: Path, keys: Keys) -> Unlocked | None:
    descriptor = os.environ.pop(DESCRIPTOR_VARIABLE, "")
    if not descriptor:
        return None
    from exoguide.records.unlocking import unlock

    return unlock(folder, user_among(keys), passphrase_from(descriptor))


def _asked(folder: Path, keys: Keys) -> Unlocked:
    from exoguide.consultation.prompting import Prompter, no_terminal
    from exoguide.records.passphrase import tidied
    from exoguide.records.unlocking import WrongPassphrase, unlock

    with Prompter() as prompter:
        if not prompter:
            raise no_terminal(DESCRIPTOR_VARIABLE)
        user = user_among(keys, prompter.ask)
        for _ in range(TRIES - 1):
            try:
                return unlock(folder, user, tidied(prompter.secret(f"Passphrase of {user}: ")))
            except WrongPassphrase as error:
                prompter.say(f"{error.title}. {error.todo}")
        return unlock(folder, user, tidied(prompter.secret(f"Passphrase of {user}: ")))
