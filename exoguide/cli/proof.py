"""The command that proves records intact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from exoguide.errors import Exit, UsageError

if TYPE_CHECKING:
    from exoguide.records.store import Store


@click.command()
@click.argument("target", metavar="[SESSION|FILE]", required=False)
@click.option("--all", "everything", is_flag=True, help="Every session of this account.")
def verify(target: str | None, everything: bool) -> int:
    """Prove that records are intact.

    Of a SESSION, of a FILE written by show --format record, or of all sessions. Checked are
    the chain of entries, the seals, the summaries, the flows, and that replaying the
    entries leads to the same summaries.
    """
    if everything == (target is not None):
        raise UsageError(
            "What is to be verified?", "Name a session or a file, or say --all.", "Not both."
        )
    if target is None:
        return _all()
    if "/" in target or Path(target).is_file():
        return _file(Path(target))
    from exoguide.cli.common import find
    from exoguide.consultation.verifying import prove

    store, name = find(target)
    proof = prove(store, name)
    click.echo(str(proof))
    return Exit.OK if proof.sound else Exit.UNVERIFIED


def _all() -> int:
    from exoguide.cli.common import talk
    from exoguide.consultation.records import PRACTICE_FOLDER, open_records
    from exoguide.paths import data_folder

    bad = _every(open_records())
    if (data_folder() / PRACTICE_FOLDER).is_dir():
        bad += _every(open_records(practice=True))
    if bad:
        talk(f"{bad} of the sessions failed. Keep the data folder as it is, and make a copy of it.")
    return Exit.UNVERIFIED if bad else Exit.OK


def _every(store: Store) -> int:
    """Print the proof of every session; how many failed."""
    from exoguide.consultation.verifying import prove

    bad = 0
    for name in store.ids():
        proof = prove(store, name)
        click.echo(str(proof))
        bad += not proof.sound
    return bad


def _file(path: Path) -> int:
    from exoguide.records.lines import verify_lines

    try:
        with path.open("rb") as file:
            verdict = verify_lines(file)
    except OSError as error:
        raise UsageError(
            "File cannot be read", f"{path}: {error.strerror}.", "Check its name and permissions."
        ) from error
    click.echo(str(verdict))
    return Exit.OK if verdict.sound else Exit.UNVERIFIED
