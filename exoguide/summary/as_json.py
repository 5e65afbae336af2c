"""One edition of the summary as JSON, for other programs."""

from __future__ import annotations

from exoguide.plaintext import harmless_json
from exoguide.summary.document import Document, Edition
from exoguide.summary.editions import edition_of
from exoguide.summary.stored import to_json


def render_json(document: Document, edition: Edition, anchor: str) -> str:
    """The document model of one edition, as ASCII, ending in a line feed.

    ``anchor`` and ``printed_for`` stand beside it. What people typed is escaped, never changed.
    """
    whole = {
        "anchor": anchor,
        "printed_for": edition.value,
        "document": to_json(edition_of(document, edition)),
    }
    return harmless_json(whole, sort_keys=True) + "\n"
