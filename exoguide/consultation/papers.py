"""A session on paper: its summary in one edition and format, and a file of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from exoguide.errors import UsageError

if TYPE_CHECKING:
    from exoguide.records.store import Store
    from exoguide.summary.document import Document

_TOLD = {"amended", "ticked", "unticked", "done", "adverse", "withdrawn"}


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
    from exoguide.records.held import ERASED
    from exoguide.summary.overlay import overlay
    from exoguide.summary.stored import from_bytes

    stored = store.document(session_id)
    row = store.session(session_id)
    if row.ended == ERASED:
        raise UsageError(
            "This session was erased",
            f"The words of session {session_id} were erased on purpose; only its digests are kept.",
            f"See who did it, when and why: exoguide audit {session_id}.",
        )
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
    document = overlay(from_bytes(stored.data), later, superseded_by=row.superseded_by or "")
    told = [event.seq for event in later if event.kind.value in _TOLD]
    return document, _anchor(store, session_id, max([stored.seq, *told]))


def _anchor(store: Store, session_id: str, seq: int) -> str:
    digest: str = store.log(session_id).links[seq - 1].digest.hex()
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def write_new(output: Path, content: str) -> None:
    """A new file for its owner alone; an existing one, or a link, is never written through."""
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
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
