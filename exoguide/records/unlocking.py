"""Opening a store with a secret that a person gives: which slot, how often, and how fast.

A try is noted before it is made, so that killing the program does not make it free.
"""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Final

import attrs

from exoguide.records.apart import unwrapped_apart
from exoguide.records.fitting import fitting_keys
from exoguide.records.folder import alone
from exoguide.records.keys import PASSPHRASE, RECOVERY, Keys, Locked, Slot, StoreKey
from exoguide.records.lockout import (
    Moment,
    delay,
    failed,
    forgiven,
    read_attempts,
    remaining,
    restamped,
    this_moment,
)
from exoguide.records.slots import opened_slot
from exoguide.records.wrapping import WrongSecret
from exoguide.speech import joined, phrase

OWNER_OF_CODE: Final = "the recovery code"


@attrs.frozen
class Unlocked:
    """A store that was opened with a secret: by whom, and what was tried before.

    ``failures`` counts wrong tries since it was last opened, the first of them at ``since``.
    """

    key: StoreKey
    user: str
    failures: int = 0
    since: str = ""


class WrongPassphrase(Locked):
    """The secret is not the one; the keys are whole."""


class TooSoon(Locked):
    """Too many wrong tries; one has to wait ``seconds`` first."""

    def __init__(self, user: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            phrase("Too many wrong passphrases"),
            phrase(
                "The passphrase of {user} may be tried again in {time}.",
                user=user,
                time=waiting(seconds),
            ),
            phrase("Wait, then try again. Nothing was tried and nothing was changed."),
        )


def unlock(folder: Path, user: str, passphrase: str, moment: Moment | None = None) -> Unlocked:
    """Open the store in ``folder`` with a user's passphrase, as :func:`tidied` gives it.

    :class:`WrongPassphrase`, :class:`TooSoon`, or ``StoreError`` for keys that cannot be used.
    """
    return _unlock(folder, PASSPHRASE, user, passphrase, moment)


def unlock_with_code(folder: Path, code: str, moment: Moment | None = None) -> Unlocked:
    """Open the store in ``folder`` with its recovery code; errors as of :func:`unlock`."""
    return _unlock(folder, RECOVERY, "", code, moment)


def waiting(seconds: float) -> str:
    """So long, in words: seconds, or whole minutes from two on."""
    whole = max(1, ceil(seconds))
    if whole >= 120:
        return phrase("{count} minutes", count=-(-whole // 60))
    return phrase("1 second") if whole == 1 else phrase("{count} seconds", count=whole)


def _unlock(
    folder: Path, kind: str, user: str, secret: str, moment: Moment | None = None
) -> Unlocked:
    with alone(folder):
        keys = fitting_keys(folder, held=True)
        slot = _slot(keys, kind, user, folder)
        name = str(slot.get("id"))
        when = moment or this_moment()
        restamped(folder, name, when)
        before = read_attempts(folder).get(name)
        who = user or OWNER_OF_CODE
        left = remaining(before, when)
        if left > 0:
            raise TooSoon(who, left)
        noted = failed(folder, name, when)
        try:
            key = opened_slot(slot, keys.store, secret, folder, unwrapped_apart)
        except WrongSecret:
            raise _wrong(kind, who, noted.failures) from None
        forgiven(folder, name)
    if before is None:
        return Unlocked(key, user)
    return Unlocked(key, user, before.failures, before.since)


def _slot(keys: Keys, kind: str, user: str, folder: Path) -> Slot:
    for slot in keys.of(kind):
        if kind == RECOVERY or slot.get("user") == user:
            return slot
    if kind == RECOVERY:
        raise Locked(
            "There is no recovery code",
            f"{folder} has no slot for one.",
            "Use a passphrase.",
        )
    raise Locked(
        "Nobody of this name has a passphrase",
        f"“{user[:60]}” is none of those who can open {folder}: {', '.join(keys.users) or 'none'}.",
        "Give one of these names.",
    )


def _wrong(kind: str, who: str, failures: int) -> WrongPassphrase:
    wait = delay(failures)
    then = phrase("Try again.")
    if wait:
        then = phrase("The next try is possible in {time}.", time=waiting(wait))
    if kind == RECOVERY:
        return WrongPassphrase(
            phrase("The recovery code is not the one of this store"),
            phrase(
                "It is well formed and opens nothing here. The keys are whole; nothing was changed."
            ),
            joined(phrase("Look whether the paper is of this store, or an older one."), then),
        )
    return WrongPassphrase(
        phrase("The passphrase is wrong"),
        phrase("It is not the one of {who}. The keys are whole; nothing was changed.", who=who),
        joined(phrase("Mind capital letters and the keyboard's language."), then),
    )
