"""Commands that look at sessions: the list, and the summary. Neither loads a flow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import session_ids
from exoguide.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exoguide.records.held import SessionRow

FORMATS = ("text", "md", "json", "record")
FOR_A_FILE = UsageError(
    "A record is not for the screen",
    "It holds every word as it was typed, also what a terminal would act on.",
    "Write it to a file: exoguide show SESSION --format record -o FILE.",
)


@click.command()
@click.option("--search", metavar="TEXT", help="Those that hold every word of TEXT.")
@click.option("--due", is_flag=True, help="Those with a follow-up due by today, longest first.")
@click.option("--practice", is_flag=True, help="Practice sessions.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object a session.")
def sessions(search: str | None, due: bool, practice: bool, limit: int, as_json: bool) -> int:
    """List sessions, the newest first."""
    from exoguide.cli.common import note, opened, talk, warn
    from exoguide.cli.progress import unless_quick
    from exoguide.records.access import Deed
    from exoguide.records.held import Query

    store = warn(opened(practice=practice))
    try:
        with unless_quick("Searching. One moment."):
            if search is not None:
                note(store, Deed.SEARCH)
                rows = store.search(search, limit)
                if due:
                    rows = [row for row in rows if row.due is not None and row.due <= _today()]
            else:
                rows = store.sessions(Query(due_by=_today() if due else None, limit=limit))
    finally:
        store.close()
    if as_json:
        click.echo(_json(rows))
    elif rows:
        click.echo(table(rows))
    else:
        talk("There is no such session." if search or due else "There are no sessions yet.")
    return 0


@click.command()
@click.argument("session", shell_complete=session_ids)
@click.option(
    "--edition",
    type=click.Choice(["patient", "clinician"]),
    default="patient",
    show_default=True,
    help="For whom.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="record writes the whole session as lines of JSON that verify can check anywhere.",
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Into a new file, private.")
def show(session: str, edition: str, form: str, output: Path | None) -> int:
    """Print a summary.

    SESSION is its number, or the beginning of it.
    """
    from exoguide.cli.common import find, note, talk, warn
    from exoguide.cli.progress import unless_quick
    from exoguide.consultation.papers import page, write_new
    from exoguide.records.access import Deed

    if form == "record" and output is None and sys.stdout.isatty():
        raise FOR_A_FILE
    store, name = find(session)
    warn(store)
    try:
        with unless_quick("Reading the session. One moment."):
            content = page(store, name, edition, form)
            if output is not None:
                write_new(output, content)
            leaves = output is not None or form == "record"
            note(store, Deed.EXPORT if leaves else Deed.VIEW, name, f"{edition}, {form}")
    finally:
        store.close()
    if output is None:
        sys.stdout.write(content)
    else:
        talk(f"Written: {output}")
    return 0


def table(rows: Sequence[SessionRow]) -> str:
    """Sessions in columns as plain text."""
    from exoguide.cli.common import columns

    header = ("SESSION", "PATIENT", "BEGUN", "DUE", "STATE")
    return columns([header, *(_cells(row) for row in rows)])


def _cells(row: SessionRow) -> tuple[str, ...]:
    state = row.state or "in progress"
    if row.superseded_by:
        state += f", replaced by {row.superseded_by}"
    elif row.question and row.projected == row.seq:
        state += f": {row.question}"
    shortened = state if len(state) <= 60 else f"{state[:59]}…"
    return row.id, row.patient[:24], row.opened_at[:16].replace("T", " "), row.due or "", shortened


def _json(rows: Sequence[SessionRow]) -> str:
    import attrs

    from exoguide.plaintext import harmless_json

    return harmless_json([attrs.asdict(row) for row in rows])


def _today() -> str:
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()
