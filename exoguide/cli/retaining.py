"""The command about how long sessions are kept: the report, holding one, and erasing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import session_ids
from exoguide.errors import Exit, Interrupted, RecordError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exoguide.records.access import Entry
    from exoguide.records.retention import Kept
    from exoguide.records.store import Store

_MOST = 1_000_000


@click.command()
@click.argument("session", required=False, shell_complete=session_ids)
@click.option("--years", type=click.IntRange(0, 200), default=10, show_default=True, help="Age.")
@click.option("--hold", "what", flag_value="hold", help="Keep SESSION, whatever its age.")
@click.option("--release", "what", flag_value="release", help="End that.")
@click.option("--erase", "what", flag_value="erase", help="Erase the words of SESSION for good.")
@click.option("--reason", help="Why; asked when left out. Never a name.")
@click.option("--early", is_flag=True, help="Erase a session that is younger than --years.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON, one object a line.")
def retention(
    session: str | None,
    years: int,
    what: str | None,
    reason: str | None,
    early: bool,
    as_json: bool,
) -> int:
    """Tell what is old enough; erase it.

    How long records have to be kept, the law says, and it differs: --years is yours to set.
    A session that is held for a dispute is never erased. Erasing leaves a tombstone: the
    digests, and who erased it, when and why. Backups made before still hold the words.
    """
    from exoguide.cli.common import warn
    from exoguide.consultation.records import find_session, open_records

    if (session is None) is not (what is None):
        raise UsageError(
            "What is to be done?",
            "A session goes with --hold, --release or --erase, and these go with a session.",
            "Without any of them, the report is shown.",
        )
    store = warn(open_records())
    try:
        if session is None:
            return _report(store, years, as_json=as_json)
        name = find_session(store, session)
        if what == "erase":
            return _erase(store, name, reason, years, early=early)
        return _hold(store, name, reason, hold=what == "hold")
    finally:
        store.close()


def _report(store: Store, years: int, *, as_json: bool) -> int:
    from exoguide.cli.common import columns, talk

    found = _kept(store, years)
    if as_json:
        _lines(found)
        return Exit.OK
    header = ("SESSION", "PATIENT", "LAST ENTRY", "KEPT")
    if found:
        cells = [
            (one.row.id, one.row.patient, one.changed.isoformat(), _said(one)) for one in found
        ]
        click.echo(columns([header, *cells]))
    due = sum(one.due for one in found)
    talk(f"Sessions: {len(found)}. Without an entry for {years} years, and not held: {due}.")
    return Exit.OK


def _said(one: Kept) -> str:
    if one.hold is not None:
        return f"held since {one.hold.at[:10]}: {one.hold.how}"
    return "old enough to erase" if one.due else "for its age"


def _lines(found: Sequence[Kept]) -> None:
    from exoguide.plaintext import harmless_json

    for one in found:
        value = {
            "session": one.row.id,
            "patient": one.row.patient,
            "changed": one.changed.isoformat(),
            "hold": one.hold.how if one.hold is not None else None,
            "due": one.due,
        }
        click.echo(harmless_json(value, indent=None))


def _hold(store: Store, name: str, reason: str | None, *, hold: bool) -> int:
    from exoguide.cli.common import talk
    from exoguide.consultation.auditing import entry
    from exoguide.records.access import Deed
    from exoguide.records.retention import holds

    if (name in holds(_entries(store))) is hold:
        raise UsageError(
            "Nothing to do",
            f"Session {name} is {'held already' if hold else 'not held'}.",
            "See which are: exoguide retention.",
        )
    deed = Deed.HOLD if hold else Deed.RELEASE
    store.record_access(entry(deed, name, _reason(reason)))
    talk(f"Session {name} is {'held' if hold else 'held no longer'}.")
    return Exit.OK


def _erase(store: Store, name: str, reason: str | None, years: int, *, early: bool) -> int:
    from exoguide.cli.common import talk
    from exoguide.consultation.auditing import entry
    from exoguide.records.access import Deed

    found = next((one for one in _kept(store, years) if one.row.id == name), None)
    if found is None:
        raise UsageError("Nothing to do", f"Session {name} was erased before.", "")
    if found.hold is not None:
        raise UsageError(
            "This session is held",
            f"Session {name} is held since {found.hold.at[:10]}: {found.hold.how}",
            f"When that is over: exoguide retention {name} --release.",
        )
    if not found.due and not early:
        raise UsageError(
            "This session is too young to erase",
            f"Its last entry is of {found.changed}, less than {years} years ago.",
            "Where the patient has a right to it, say --early.",
        )
    why = _reason(reason)
    talk(f"The words of session {name} will be gone for good, and nothing brings them back.")
    typed = click.prompt("Type its number to erase it", default="", show_default=False, err=True)
    if typed.strip().upper() != name:
        raise Interrupted("Nothing was erased", "Another number was typed.", "")
    store.erase(entry(Deed.ERASE, name, why))
    talk(f"Session {name} is erased. Backups made before still hold it until they are replaced.")
    return Exit.OK


def _reason(reason: str | None) -> str:
    found = (reason if reason is not None else click.prompt("Reason", err=True)).strip()
    if not found or len(found) > 200:
        raise UsageError(
            "A reason is needed", "It has 1 to 200 characters.", "Say why, without any name."
        )
    return found


def _kept(store: Store, years: int) -> list[Kept]:
    from exoguide.consultation.clock import SystemClock
    from exoguide.records.held import Query
    from exoguide.records.retention import holds, kept

    listed = store.sessions(Query(limit=_MOST))
    return kept(listed, holds(_entries(store)), SystemClock().today(), years)


def _entries(store: Store) -> Sequence[Entry]:
    """The entries of access; ``RecordError`` when they cannot be relied on."""
    from exoguide.records.access import entries
    from exoguide.records.witnesses import witnesses

    verdict = witnesses(store).verdict
    if not verdict.sound:
        raise RecordError(
            "It cannot be told which sessions are held",
            str(verdict),
            "Keep the data folder as it is, and make a copy of it.",
        )
    return list(entries(store.access_log().links))
