"""A document as bytes and back, strictly: what a store keeps at each end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, Final, cast

import attrs

from exoguide.canonical import Json, canonical, digest
from exoguide.errors import RecordError
from exoguide.restoring import Restorer, Unfit, exact
from exoguide.summary import document, lines
from exoguide.summary.document import FORMAT, Document, Part
from exoguide.summary.lines import (
    Answer,
    Cost,
    Fact,
    Flag,
    Item,
    Paragraph,
    Sign,
    Signature,
    Source,
    Statement,
)

_LINES: Final[dict[str, type[attrs.AttrsInstance]]] = {
    "paragraph": Paragraph,
    "fact": Fact,
    "answer": Answer,
    "statement": Statement,
    "cost": Cost,
    "item": Item,
    "sign": Sign,
    "signature": Signature,
    "flag": Flag,
    "source": Source,
}
_NAMES: Final = {cls: name for name, cls in _LINES.items()}


def to_bytes(document: Document) -> bytes:
    """The canonical JSON of ``document``: equal documents have equal bytes."""
    return canonical(to_json(document))


def from_bytes(content: bytes) -> Document:
    """The document that ``content`` spells.

    Raises ``RecordError`` when it is none, or one of a format that this version does not know.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise RecordError("Saved summary cannot be read", "What was saved as a summary is not one.")
    if found.get("format") != FORMAT:
        raise RecordError(
            "Saved summary cannot be read",
            f"It was saved in format {str(found.get('format'))[:20]}; this version reads format "
            f"{FORMAT}.",
            "Use the version of exoguide that saved it, or a later one.",
        )
    try:
        return _restorer().restored(found, Document)
    except Unfit as error:
        raise RecordError(
            "Saved summary cannot be read",
            "Something in it is missing or of the wrong kind.",
            "Verify the record; the session's log can still be replayed.",
        ) from error


def document_digest(document: Document) -> str:
    """SHA-256 of the canonical JSON, in 64 hexadecimal digits: what the end's event names."""
    return digest(to_json(document))


def to_json(document: Document) -> Json:
    """The document as plain JSON values."""
    return cast("Json", _plain(document))


@cache
def _restorer() -> Restorer:
    return Restorer(
        {**vars(lines), **vars(document)}, {"Line": _line, "Mapping[str, str]": _words}, nulls=True
    )


def _line(value: Any) -> Any:
    fields = dict(value)
    return _restorer().restored(fields, _LINES[fields.pop("is")])


def _words(value: Any) -> dict[str, str]:
    return {name: exact(str, word) for name, word in exact(dict, value).items()}


def _plain(value: Any) -> Any:
    """``value`` in plain JSON; the lines of a part name their kind."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return dict(value)
    if not attrs.has(type(value)):
        return value
    made = {name: _plain(getattr(value, name)) for name in attrs.fields_dict(type(value))}
    if isinstance(value, Part):
        kinds = [_NAMES[type(line)] for line in value.lines]
        made["lines"] = [
            {"is": kind, **line} for kind, line in zip(kinds, made["lines"], strict=True)
        ]
    return made
