"""The command that proves records intact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import sessions_and_files
from exoguide.errors import Exit, UsageError

if TYPE_CHECKING:
    from exoguide.records.store import Store


ANCHOR = 8
"""Fewest digits of a record number that may stand for the whole."""


@click.command()
@click.argument(
    "target",
    metavar="[SESSION|FILE]",
    required=False,
    shell_complete=sessions_and_files,
)
@click.option("--all", "everything", is_flag=True, help="Every session, and who looked at them.")
@click.option(
    "--anchor", metavar="TEXT", help="The record number at the foot of a printed summary."
)
def verify(target: str | None, everything: bool, anchor: str | None) -> int:
    """Prove that records are intact.

    Of a SESSION, of a FILE written by show --format record, or of all sessions. Checked are
    the chain of entries, the seals, the summaries, the flows, and that replaying the
    entries leads to the same summaries. With --anchor, that what was printed is still there.
    """
    if everything == (target is not None):
        raise UsageError(
            "What is to be verified?", "Name a session or a file, or say --all.", "Not both."
        )
    if anchor is not None and (target is None or "/" in target):
        raise UsageError(
            "Which session?", "A record number belongs to one session.", "Name the session as well."
        )
    if target is None:
        return _all()
    if "/" in target or Path(target).is_file():
        return _file(Path(target))
    return _one(target, anchor)


def _one(typed: str, anchor: str | None) -> int:
    from exoguide.cli.common import find, note
    from exoguide.cli.progress import unless_quick
    from exoguide.consultation.verifying import prove
    from exoguide.records.access import Deed

    store, name = find(typed)
    with unless_quick("Verifying. One moment."):
        proof = prove(store, name)
    note(store, Deed.VERIFY, name)
    _say(proof)
    held = anchor is None or _holds(store, name, anchor)
    store.close()
    return Exit.OK if proof.sound and held else Exit.UNVERIFIED


def _holds(store: Store, name: str, anchor: str) -> bool:
    """Whether the session holds the event that a printed page names; said either way."""
    asked = "".join(anchor.split()).lower()
    if len(asked) < ANCHOR or not set(asked) <= set("0123456789abcdef"):
        raise UsageError(
            "This is no record number",
            f"It has at least {ANCHOR} digits and letters from a to f.",
            "It stands at the foot of every printed summary.",
        )
    for link in store.log(name).links:
        if link.digest.hex().startswith(asked):
            click.echo(f"Session {name}: event {link.header.seq} is the one that was printed.")
            return True
    click.echo(
        f"Session {name}: no event is the one that was printed. The record was put back to an"
        " earlier day, rebuilt, or the page belongs to another session."
    )
    return False


def _all() -> int:
    from exoguide.cli.common import opened, talk
    from exoguide.consultation.records import PRACTICE_FOLDER
    from exoguide.paths import data_folder

    bad = _every(opened())
    if (data_folder() / PRACTICE_FOLDER).is_dir():
        bad += _every(opened(practice=True))
    if bad:
        talk(f"{bad} of the records failed. Keep the data folder as it is, and make a copy of it.")
    return Exit.UNVERIFIED if bad else Exit.OK


def _every(store: Store) -> int:
    """Print the proof of every session and of the record of access; how many failed."""
    from exoguide.cli.common import note
    from exoguide.cli.progress import progress
    from exoguide.consultation.verifying import prove
    from exoguide.records.access import Deed
    from exoguide.records.witnesses import session_ids, witnesses

    bad = 0
    known = witnesses(store)
    for name in progress(session_ids(store, known), "Sessions verified"):
        proof = prove(store, name, known)
        _say(proof)
        bad += not proof.sound
    _say(known.verdict)
    note(store, Deed.VERIFY, how="all sessions")
    store.close()
    return bad + (not known.verdict.sound)


def _file(path: Path) -> int:
    from exoguide.records.lines import verify_lines

    try:
        with path.open("rb") as file:
            verdict = verify_lines(file)
    except OSError as error:
        raise UsageError(
            "File cannot be read", f"{path}: {error.strerror}.", "Check its name and permissions."
        ) from error
    _say(verdict)
    return Exit.OK if verdict.sound else Exit.UNVERIFIED


def _say(found: object) -> None:
    """Print what was found; names in a file or a store may have been put there by anybody."""
    from exoguide.plaintext import harmless

    click.echo(harmless(str(found), multiline=True))
