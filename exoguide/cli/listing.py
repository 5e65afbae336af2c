"""Commands that look at sessions: the list, and the summary. Neither loads a flow."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exoguide.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exoguide.records.store import SessionRow, Store
    from exoguide.summary.document import Document

FORMATS = ("text", "md", "json", "record")


@click.command()
@click.option("--search", metavar="TEXT", help="Those that hold every word of TEXT.")
@click.option("--due", is_flag=True, help="Those with a follow-up due by today, longest first.")
@click.option("--practice", is_flag=True, help="Practice sessions.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object a session.")
def sessions(search: str | None, due: bool, practice: bool, limit: int, as_json: bool) -> int:
    """List sessions, the newest first."""
    from exoguide.cli.common import talk, warn
    from exoguide.consultation.records import open_records
    from exoguide.records.store import Query

    store = warn(open_records(practice=practice))
    try:
        if search is not None:
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
@click.argument("session")
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
    from exoguide.cli.common import find, talk, warn

    store, name = find(session)
    warn(store)
    try:
        content = page(store, name, edition, form)
    finally:
        store.close()
    if output is None:
        sys.stdout.write(content)
        return 0
    _write(output, content)
    talk(f"Written: {output}")
    return 0


def page(store: Store, session_id: str, edition: str, form: str) -> str:
    """The summary of a session in one edition and format, with what came after its end."""
    if form == "record":
        from exoguide.records.lines import export_lines

        return b"".join(export_lines(store, session_id)).decode()
    document, anchor = stored_document(store, session_id)
    from exoguide.summary.document import Edition

    wanted = Edition(edition)
    if form == "md":
        from exoguide.summary.markdown import render_markdown

        return render_markdown(document, wanted, anchor)
    if form == "json":
        from exoguide.summary.as_json import render_json

        return render_json(document, wanted, anchor)
    from exoguide.summary.text import render_text

    return render_text(document, wanted, anchor)


def stored_document(store: Store, session_id: str) -> tuple[Document, str]:
    """The latest summary with what came after it, and its anchor.

    The anchor is the beginning of the digest of the last event that the page tells of, so the same
    page has the same anchor for ever. ``RecordError`` when the document is not what was saved.
    """
    import hashlib

    from exoguide.errors import RecordError
    from exoguide.summary.overlay import overlay
    from exoguide.summary.stored import from_bytes

    stored = store.document(session_id)
    if stored is None:
        raise UsageError(
            "There is no summary yet",
            f"Session {session_id} has not ended.",
            f"Go on with it: exoguide resume {session_id}.",
        )
    later = store.events(session_id, after=stored.seq)
    named = store.events(session_id, after=stored.seq - 1)[0].body.get("document")
    if hashlib.sha256(stored.data).hexdigest() != named:
        raise RecordError(
            "This summary is not what was saved",
            f"The summary of session {session_id} was altered outside exoguide.",
            f"Keep the data folder as it is and see: exoguide verify {session_id}.",
        )
    row = store.session(session_id)
    document = overlay(from_bytes(stored.data), later, superseded_by=row.superseded_by or "")
    told = [event.seq for event in later if event.kind.value in _TOLD]
    return document, _anchor(store, session_id, max([stored.seq, *told]))


_TOLD = {"amended", "ticked", "unticked", "done", "adverse", "withdrawn"}


def _anchor(store: Store, session_id: str, seq: int) -> str:
    digest: str = store.log(session_id).links[seq - 1].digest.hex()
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def table(rows: Sequence[SessionRow]) -> str:
    """Sessions in columns as plain text."""
    from exoguide.plaintext import harmless, width

    header = ("SESSION", "PATIENT", "BEGUN", "DUE", "STATE")
    cells = [header, *(_cells(row) for row in rows)]
    cells = [tuple(harmless(cell) for cell in line) for line in cells]
    widths = [max(width(line[column]) for line in cells) for column in range(len(header) - 1)]
    return "\n".join(
        "  ".join(
            [
                *(
                    cell + " " * (most - width(cell))
                    for cell, most in zip(line[:-1], widths, strict=True)
                ),
                line[-1],
            ]
        ).rstrip()
        for line in cells
    )


def _cells(row: SessionRow) -> tuple[str, ...]:
    state = row.state or "in progress"
    if row.superseded_by:
        state += f", replaced by {row.superseded_by}"
    elif row.question and row.projected == row.seq:
        state += f": {row.question}"
    shortened = state if len(state) <= 60 else f"{state[:59]}…"
    return row.id, row.patient[:24], row.opened_at[:16].replace("T", " "), row.due or "", shortened


def _json(rows: Sequence[SessionRow]) -> str:
    import json

    import attrs

    return json.dumps([attrs.asdict(row) for row in rows], indent=2)


def _today() -> str:
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()


def _write(output: Path, content: str) -> None:
    """A new file for its owner alone; an existing one is never overwritten."""
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(output, flags, 0o600), "w", encoding="utf-8", newline="") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(
            "The file exists already",
            f"{output} is there, and nothing was written.",
            "Give another name, or move it away first.",
        ) from None
    except OSError as error:
        raise UsageError(
            "The file cannot be written",
            f"{output}: {error.strerror}.",
            "Check the folder, its permissions and the space left.",
        ) from error
