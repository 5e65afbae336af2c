"""A document as bytes and back, strictly: what a store keeps at each end."""

from __future__ import annotations

import json
from enum import Enum
from functools import cache
from typing import Any, Final, cast, get_args, get_origin

import attrs
from cattrs import Converter

from exoguide.canonical import Json, canonical, digest
from exoguide.errors import RecordError
from exoguide.summary.document import (
    FORMAT,
    Answer,
    Cost,
    Document,
    Fact,
    Flag,
    Item,
    Line,
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
        return _converter().structure(found, Document)
    except Exception as error:  # cattrs lets errors of any kind through
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
    return cast("Json", _converter().unstructure(document))


@cache
def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True, detailed_validation=False)
    for kind in (str, bool, int):
        made.register_structure_hook(kind, _exact)
    made.register_structure_hook_factory(_is_list, lambda kind: _listed(made, get_args(kind)[0]))
    made.register_structure_hook(Line, lambda value, _: _line(made, value))
    made.register_unstructure_hook(Line, lambda value: _tagged(made, value))
    return made


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _exact(value: Any, kind: Any) -> Any:
    """Nothing is coerced: ``true`` is no number, and ``1`` no text."""
    if issubclass(kind, Enum):
        return kind(_exact(value, str))
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
    return value


def _listed(converter: Converter, kind: Any) -> Any:
    def structure(value: Any, _: Any) -> Any:
        return tuple(converter.structure(one, kind) for one in _exact(value, list))

    return structure


def _line(converter: Converter, value: Any) -> Any:
    fields = dict(value)
    return converter.structure(fields, _LINES[_exact(fields.pop("is"), str)])


def _tagged(converter: Converter, value: Any) -> Any:
    return {"is": _NAMES[type(value)], **converter.unstructure(value)}
