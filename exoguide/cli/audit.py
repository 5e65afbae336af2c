"""The command that tells who looked at what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import session_ids
from exoguide.errors import Exit, UsageError

if TYPE_CHECKING:
    from exoguide.records.access import Entry
    from exoguide.records.store import Store

DAY = click.DateTime(["%Y-%m-%d"])
_HEADER = ("WHEN", "WHO", "WHAT", "SESSION", "HOW", "WHERE")


@click.command()
@click.argument("session", required=False, shell_complete=session_ids)
@click.option("--patient", metavar="REF", help="All sessions of the patient with this reference.")
@click.option("--since", type=DAY, metavar="DATE", help="From this day on.")
@click.option("--until", type=DAY, metavar="DATE", help="Up to the end of this day.")
@click.option("--practice", is_flag=True, help="Of practice sessions.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object a line.")
def audit(
    session: str | None,
    patient: str | None,
    since: datetime | None,
    until: datetime | None,
    practice: bool,
    as_json: bool,
) -> int:
    """Tell who looked at what.

    At one SESSION, at all of a patient, or at everything; the oldest first. The record of access
    is checked before it is shown; reading it is recorded as well.
    """
    from exoguide.cli.common import note, talk, warn
    from exoguide.consultation.records import open_records
    from exoguide.records.access import Deed
    from exoguide.records.witnesses import witnesses

    if session is not None and patient is not None:
        raise UsageError(
            "Whose?", "A session and a patient were named.", "Name one of them, or neither."
        )
    store = warn(open_records(practice=practice))
    try:
        sessions = _asked(store, session, patient)
        verdict = witnesses(store).verdict
        found = [
            entry
            for entry in _entries(store, verdict.events)
            if (sessions is None or entry.session in sessions) and _within(entry, since, until)
        ]
        about = session or ("one patient" if patient else "")
        note(store, Deed.AUDIT, next(iter(sessions)) if session and sessions else "", about)
    finally:
        store.close()
    if as_json:
        _lines(found)
    elif found:
        click.echo(_table(found))
    else:
        talk("Nothing is recorded of that.")
    if not verdict.sound:
        talk(str(verdict))
        talk("What stands behind it is not shown. Keep the data folder as it is, and copy it.")
        return Exit.UNVERIFIED
    return Exit.OK


def _asked(store: Store, session: str | None, patient: str | None) -> set[str] | None:
    """The sessions that are asked for; ``None`` for everything."""
    from exoguide.consultation.records import find_session
    from exoguide.records.held import Query
    from exoguide.records.ids import read_session_id

    if patient is not None:
        found = {row.id for row in store.sessions(Query(patient=patient, limit=100_000))}
        if not found:
            raise UsageError(
                "No such patient",
                "No session has this reference.",
                "It is matched in full; see the references: exoguide sessions.",
            )
        return found
    if session is None:
        return None
    whole = read_session_id(session)
    # A session that is gone can be asked for by its full number all the same.
    return {whole if whole is not None else find_session(store, session)}


def _entries(store: Store, good: int) -> Sequence[Entry]:
    from exoguide.records.access import entries

    return list(entries(store.access_log().links[:good]))


def _within(entry: Entry, since: datetime | None, until: datetime | None) -> bool:
    day = datetime.fromisoformat(entry.at).astimezone().date()
    return (since is None or day >= since.date()) and (until is None or day <= until.date())


def _lines(found: Sequence[Entry]) -> None:
    import attrs

    from exoguide.plaintext import harmless_json

    for entry in found:
        click.echo(harmless_json(attrs.asdict(entry), indent=None))


def _table(found: Sequence[Entry]) -> str:
    """The entries in columns as plain text."""
    from exoguide.cli.common import columns

    cells = [
        (
            entry.at[:19].replace("T", " "),
            entry.user,
            entry.deed,
            entry.session,
            entry.how,
            entry.terminal,
        )
        for entry in found
    ]
    return columns([_HEADER, *cells])
