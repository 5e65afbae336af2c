"""Which store this account's sessions live in, real ones and practice ones apart."""

from __future__ import annotations

from pathlib import Path

from exoguide.consultation.auditing import accessed
from exoguide.consultation.unlocking import KEYRING, given, unasked
from exoguide.errors import UsageError
from exoguide.paths import data_folder
from exoguide.records.access import Deed
from exoguide.records.embedded import open_store
from exoguide.records.fitting import fitting_keys
from exoguide.records.ids import read_session_id
from exoguide.records.keys import KEYS_FILE, Give, Locked, Protection, protection
from exoguide.records.space import lay_reserve
from exoguide.records.store import Store

PRACTICE_FOLDER = "practice"
FEWEST = 2
"""Characters of a session number that may stand for the whole."""


def records_folder(*, practice: bool = False) -> Path:
    """Where the store of this account lies, or is going to."""
    folder = data_folder()
    return folder / PRACTICE_FOLDER if practice else folder


def open_records(*, practice: bool = False, give: Give = given) -> Store:
    """The store of this account; ``StoreError`` says why it cannot be opened.

    ``give`` is asked for the key of a protected one; usually that asks at the terminal.
    """
    folder = records_folder(practice=practice)
    store = open_store(folder, practice=practice, give=give)
    if not practice and not store.read_only:
        lay_reserve(folder)
    KEYRING.tell(store)
    return store


def open_unasked(*, practice: bool = False) -> Store | None:
    """The store of this account, unless somebody has to give a passphrase for it first."""
    try:
        return open_records(practice=practice, give=unasked)
    except Locked as locked:
        if type(locked) is not Locked:  # what was given is wrong
            raise
        return None


def open_again(store: Store) -> None:
    """Ask for the passphrase of a store that was locked, and go on with it; ``Locked`` if wrong."""
    folder = records_folder(practice=store.practice)
    store.unlock(given(folder, fitting_keys(folder)))
    KEYRING.tell(store)


def lock(store: Store) -> None:
    """Forget every key and close the store, until it is opened again. From any thread."""
    accessed(store, Deed.LOCK)
    KEYRING.forget()
    store.lock()


def how_protected(*, practice: bool = False) -> Protection | None:
    """How the store of this account is protected; ``None`` where there is no store yet."""
    folder = records_folder(practice=practice)
    return protection(folder) if (folder / KEYS_FILE).exists() else None


def find_session(store: Store, typed: str) -> str:
    """The id of the session that a person typed, in full or its beginning.

    ``UsageError`` when there is none, or more than one.
    """
    whole = read_session_id(typed)
    if whole is not None and store.has(whole):
        return whole
    begun = _begun(typed)
    found = [one for one in store.ids() if len(begun) >= FEWEST and _begun(one).startswith(begun)]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:5])
        raise UsageError(
            "Which session?",
            f"{len(found)} sessions begin with “{typed[:40]}”: {listed}"
            f"{', …' if len(found) > 5 else '.'}",
            "Type more of its number.",
        )
    where = "practice sessions" if store.practice else "sessions"
    raise UsageError(
        "No such session",
        f"There is no session “{typed[:40]}” among the {where} of this account.",
        "See the list: exoguide sessions" + (" --practice" if store.practice else "") + ".",
    )


def _begun(typed: str) -> str:
    letters = "".join(sign for sign in typed.upper() if sign.isalnum())
    return letters.translate(str.maketrans("ILO", "110"))
