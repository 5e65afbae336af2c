"""The page of a session as a new file that only its owner can read."""

from __future__ import annotations

from pathlib import Path

from exoguide.consultation.auditing import accessed
from exoguide.consultation.papers import page, write_new
from exoguide.consultation.session import Consultation
from exoguide.records.access import Deed
from exoguide.speech import phrase

FORMATS = (
    ("text", phrase("Plain text, to print")),
    ("md", phrase("Markdown")),
    ("json", "JSON"),
    ("record", phrase("The whole record, for verification anywhere")),
)
"""Every form with what it is."""

_ENDINGS = {"text": "txt", "md": "md", "json": "json", "record": "jsonl"}


def file_name(session_id: str, edition: str, form: str) -> str:
    """A name for the file, from which it can be told what is in it."""
    kind = "record" if form == "record" else edition
    return f"{session_id}-{kind}.{_ENDINGS[form]}"


def export(made: Consultation, edition: str, form: str, name: str) -> Path:
    """Write the page to the file ``name``, and down that it left; where the file is.

    ``UsageError`` when there is such a file already, or it cannot be written.
    """
    target = Path(name).expanduser()
    write_new(target, page(made.store, made.session_id, edition, form))
    accessed(made.store, Deed.EXPORT, made.session_id, f"{edition}, {form}")
    return target
