"""What ``exoguide protect`` does: each deed asks for what it needs, and says what holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exoguide.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from exoguide.records.keys import Protection, StoreKey
    from exoguide.records.rotating import Rotated


def first(user: str | None, passphrase_fd: int | None, code_fd: int | None) -> str:
    """Set the first passphrase and a recovery code; what is to be said then."""
    from exoguide.cli.secrets import new_passphrase, written_down
    from exoguide.consultation.account import account
    from exoguide.records.protecting import protect, user_name

    folder, key = _opened()
    name = user_name(user or account())
    passphrase = new_passphrase(name, passphrase_fd)
    code = written_down(code_fd)
    made = protect(folder, key, name, passphrase, code)
    _noted(made.key, f"first passphrase: {name}")
    return (
        f"The sessions are protected. {_compared(made)} Without the passphrase"
        " or the recovery code nobody can read them, nor can anybody help. Practice sessions are"
        " not protected: nothing in them is real. Copies that were made before open without a"
        " passphrase: destroy them."
    )


def add(user: str, passphrase_fd: int | None) -> str:
    """Let one more person open the sessions."""
    from exoguide.cli.secrets import new_passphrase
    from exoguide.records.protecting import add_user, user_name

    name = user_name(user)
    folder, key = _opened(alone=False)
    add_user(folder, key, name, new_passphrase(name, passphrase_fd))
    _noted(key, f"person added: {name}")
    return f"{name} can open the sessions now."


def change(found: Protection | None, user: str | None, passphrase_fd: int | None) -> str:
    """Give a person another passphrase."""
    from exoguide.cli.secrets import new_passphrase
    from exoguide.records.protecting import change_passphrase

    folder, key = _opened(alone=False)
    name = _known(found, user)
    change_passphrase(folder, key, name, new_passphrase(name, passphrase_fd))
    _noted(key, f"passphrase changed: {name}")
    return (
        f"{name} has another passphrase. If the old one may have become known, also run: exoguide"
        " protect --rotate."
    )


def remove(user: str) -> str:
    """Let a person no longer open the sessions."""
    from exoguide.records.protecting import remove_user

    folder, key = _opened()
    made = remove_user(folder, key, user)
    _noted(made.key, f"person removed: {user}")
    return f"{user} can no longer open the sessions. {_compared(made)}"


def recover(
    found: Protection | None, user: str | None, passphrase_fd: int | None, code_fd: int | None
) -> str:
    """Set a passphrase with the recovery code, and, where somebody is there, another code."""
    from exoguide.cli.secrets import new_passphrase, recovery_code, written_down
    from exoguide.consultation.account import account
    from exoguide.consultation.records import records_folder
    from exoguide.consultation.unlocking import KEYRING
    from exoguide.records.protecting import change_code, change_passphrase, user_name
    from exoguide.records.unlocking import unlock_with_code

    folder = records_folder()
    unlocked = unlock_with_code(folder, recovery_code(code_fd))
    KEYRING.hold(unlocked)
    users = found.users if found else ()
    name = user_name(user or (users[0] if len(users) == 1 else account()))
    change_passphrase(folder, unlocked.key, name, new_passphrase(name, passphrase_fd))
    _noted(unlocked.key, f"passphrase set with the recovery code: {name}")
    if code_fd is not None:
        return f"{name} has a new passphrase. The recovery code is the same as before."
    change_code(folder, unlocked.key, written_down(None))
    _noted(unlocked.key, "recovery code changed")
    return f"{name} has a new passphrase, and the old recovery code opens nothing any more."


def new_code(code_fd: int | None) -> str:
    """Set another recovery code."""
    from exoguide.cli.secrets import written_down
    from exoguide.records.protecting import change_code

    folder, key = _opened(alone=False)
    change_code(folder, key, written_down(code_fd))
    _noted(key, "recovery code changed")
    return "The old recovery code opens nothing any more."


def rotate() -> str:
    """Put the sessions under a new data key."""
    from exoguide.records import rotating

    folder, key = _opened()
    made = rotating.rotate(folder, key)
    _noted(made.key, "new data key")
    return f"The sessions have a new key. {_compared(made)}"


def _opened(*, alone: bool = True) -> tuple[Path, StoreKey]:
    """The folder of the store and its key, with whatever secret that takes.

    ``StoreError`` when ``alone`` and a session is open somewhere: it would lose its store.
    """
    from exoguide.consultation.records import open_records, records_folder
    from exoguide.consultation.unlocking import held
    from exoguide.records.fitting import fitting_keys

    store = open_records()
    try:
        busy = store.leases() if alone else []
        read_only = store.read_only
    finally:
        store.close()
    if busy:
        who = busy[0].holder
        raise StoreError(
            "A session is open",
            f"{who.user} has session {busy[0].session_id} open at {who.terminal or who.host}.",
            "Leave it there first; nothing was changed.",
        )
    if read_only:
        raise StoreError(
            "Nothing can be changed",
            f"The sessions can only be read: {read_only}.",
            "Put that right, then try again.",
        )
    folder = records_folder()
    return folder, held(folder, fitting_keys(folder))


def _known(found: Protection | None, user: str | None) -> str:
    """Whose passphrase is meant: the one named, the account's, or the only one."""
    from exoguide.consultation.account import account

    users = found.users if found else ()
    name = user or (users[0] if len(users) == 1 else account())
    if name not in users:
        raise UsageError(
            "Whose passphrase?",
            f"{', '.join(users)} can open the sessions.",
            "Say which of them you are: --user NAME.",
        )
    return name


def _noted(key: StoreKey, what: str) -> None:
    """Write into the record of access what was changed."""
    from exoguide.cli.common import talk
    from exoguide.consultation.auditing import accessed
    from exoguide.consultation.records import open_records
    from exoguide.consultation.unlocking import KEYRING
    from exoguide.records.access import Deed

    KEYRING.keep(key)
    store = open_records()
    try:
        failure = accessed(store, Deed.PROTECT, how=what)
    finally:
        store.close()
    if failure:
        talk(failure)


def _compared(made: Rotated) -> str:
    return f"All of them ({made.sessions:,}) were written anew and compared with what they were."
