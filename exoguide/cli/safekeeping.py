"""Commands that keep copies of the sessions, and that bring them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exoguide.errors import Exit, StoreError, UsageError

if TYPE_CHECKING:
    from exoguide.records.access import Access
    from exoguide.records.embedded import EmbeddedStore

FOLDER = click.Path(path_type=Path)
OWN_FOLDER = "backups"


@click.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option(
    "--keep",
    type=click.IntRange(1, 1000),
    default=14,
    show_default=True,
    help="Backups of these sessions to keep there; the oldest beyond go.",
)
@click.option(
    "--passphrase-fd",
    "descriptor",
    type=int,
    metavar="N",
    help="Where no passphrase is set: read one for the copy from file descriptor N.",
)
def backup(folder: Path | None, keep: int, descriptor: int | None) -> int:
    """Copy all sessions, verified.

    It can be done at any time, also while consultations are held. Into FOLDER, best on another
    disk; without FOLDER, into the data folder. The copy is encrypted, and is opened with the
    passphrases or the recovery code that exoguide protect has set. Where none is set, a
    passphrase for the copy alone is asked for.
    """
    from exoguide.cli.common import note, talk, warn
    from exoguide.consultation.records import open_records
    from exoguide.paths import data_folder
    from exoguide.plaintext import harmless
    from exoguide.records.access import Deed
    from exoguide.records.backup import back_up
    from exoguide.records.clock import now

    store = warn(open_records())
    try:
        embedded = _embedded(store)
        target = folder if folder is not None else data_folder() / OWN_FOLDER
        keys = _keys(embedded, data_folder(), descriptor)
        made = back_up(embedded, target.absolute(), keys, now(), keep, _said())
        note(store, Deed.BACKUP, how=made.folder.name)
    finally:
        store.close()
    click.echo(harmless(str(made.folder)))
    talk(f"Sessions copied and verified: {made.manifest.sessions}.")
    for old in made.removed:
        talk(f"Removed, as it was older than the newest {keep}: {old.name}")
    if folder is None:
        talk("It lies on the same disk as the sessions. Copy it to another one, or name a folder.")
    return Exit.OK


@click.command()
@click.argument("folder", metavar="BACKUP", type=FOLDER)
@click.option("--swap", is_flag=True, help="Move the sessions that are there aside, whole.")
@click.option("--into", type=FOLDER, help="Another, empty folder: to try whether a backup works.")
def restore(folder: Path, swap: bool, into: Path | None) -> int:
    """Put a backup into its place.

    BACKUP is the folder that exoguide backup made. It is verified first, entry by entry.
    Sessions that are there are never overwritten.
    """
    from exoguide.cli.common import talk
    from exoguide.consultation.unlocking import given
    from exoguide.paths import data_folder
    from exoguide.records.restoring import restore as put_back

    target = (into if into is not None else data_folder()).absolute()
    done = put_back(folder.absolute(), target, given, _restored, swap=swap)
    talk(f"Sessions verified and put into {target}: {done.sessions}.")
    if done.aside is not None:
        talk(f"What was there before is whole in {done.aside}.")
    return Exit.OK


@click.command()
@click.argument("file", type=FOLDER)
@click.option("-o", "output", type=FOLDER, help="A new folder for what can be read.")
def rescue(file: Path, output: Path | None) -> int:
    """Read what is left of a damaged file.

    FILE is the damaged sessions.db, with its keys.json beside it; it is only read. Into a new
    folder come all sessions, as far as they can be read and proven; restore puts it into place.
    """
    from exoguide.cli.common import talk
    from exoguide.consultation.auditing import entry
    from exoguide.consultation.unlocking import given
    from exoguide.plaintext import harmless
    from exoguide.records.access import Deed
    from exoguide.records.fitting import STORE_FILE
    from exoguide.records.keys import read_keys
    from exoguide.records.rescuing import rescue as saved

    path = (file / STORE_FILE if file.is_dir() else file).absolute()
    if not path.is_file():
        raise UsageError("There is no such file", f"{path} is not there.", "Name sessions.db.")
    keys = read_keys(path.parent)
    with path.open("rb") as opened:
        keys = keys.opening(opened.read(len(keys.store)))
    key = given(path.parent, keys)
    target = (output or path.parent / "rescued").absolute()
    made = saved(path, key, keys, target, lambda name, how: entry(Deed.RESCUE, name, how))
    for one in made.sessions:
        if not one.whole:
            said = f"Session {one.session_id}: {one.kept} of {one.known} entries kept."
            click.echo(harmless(said))
    whole = sum(one.whole for one in made.sessions)
    click.echo(harmless(f"Whole sessions: {whole} of {len(made.sessions)}. Into: {target}"))
    talk(f"Pages that could not be read: {made.bad} of {made.pages}.")
    if not made.sealed:
        talk("The key of the seals was lost; the seals of old entries cannot be checked any more.")
    talk(f"Keep {path} as it is. To use what was saved: exoguide restore {target} --swap.")
    return Exit.OK if whole == len(made.sessions) and made.access.whole else Exit.UNFINISHED


def _embedded(store: object) -> EmbeddedStore:
    """The store of this account, which lies in one file."""
    from exoguide.records.embedded import EmbeddedStore

    if not isinstance(store, EmbeddedStore):
        raise StoreError(
            "A server's sessions are not copied here",
            "This command copies the file of this account.",
            "Use the server's own means of backup.",
        )
    return store


def _keys(store: EmbeddedStore, folder: Path, descriptor: int | None) -> bytes:
    """The key file that lies beside the copy: never what opens it unasked."""
    from exoguide.records.keys import Keys, encoded, slots_for_copy

    kept = slots_for_copy(folder)
    if kept is not None:
        return kept
    from exoguide.cli.common import talk
    from exoguide.cli.secrets import new_passphrase
    from exoguide.consultation.account import account
    from exoguide.records.slots import passphrase_slot

    if descriptor is None:
        talk(
            "No passphrase protects the sessions, so the copy needs one of its own; without it the"
            " copy cannot be opened. To set one for good: exoguide protect."
        )
    user = account()
    key = store.database.key
    return encoded(Keys(key.store, (passphrase_slot(key, user, new_passphrase(user, descriptor)),)))


def _said() -> Callable[[int, int], None]:
    """What tells how far the copying is, once it takes a while."""
    from exoguide.cli.progress import Paced

    return Paced("Pages copied").say


def _restored() -> Access:
    from exoguide.consultation.auditing import entry
    from exoguide.records.access import Deed

    return entry(Deed.RESTORE)
