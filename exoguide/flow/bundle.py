"""The identity of a flow: its documents as canonical JSON, and the flow that they make.

That JSON is what a session stores and what is loaded at start; TOML is only how it is written.
Decimals, dates and times are text in it, stories are left out, translations are in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from exoguide.canonical import Json, canonical
from exoguide.errors import RecordError
from exoguide.flow.assembly import assemble
from exoguide.flow.documents import Bundle, read_bundle
from exoguide.flow.model import Flow
from exoguide.flow.problems import FlowProblems

FORMAT: Final = 1
"""The number of this layout of the canonical JSON."""

__all__ = [
    "Bundle",
    "bundle_digest",
    "canonical_bundle",
    "digest_of",
    "documents_from_canonical",
    "flow_from_bundle",
    "flow_from_canonical",
    "read_bundle",
]


def canonical_bundle(bundle: Bundle) -> bytes:
    """The canonical JSON of a bundle, the same for every layout of the same content.

    Raises ``FlowProblems`` when a file of it could not be read.
    """
    if bundle.problems:
        raise FlowProblems(bundle.name, bundle.problems)
    documents = {name: _plain(document) for name, document in bundle.documents.items()}
    return canonical({"format": FORMAT, "documents": documents})


def bundle_digest(bundle: Bundle) -> str:
    """SHA-256 of the canonical JSON, in 64 hexadecimal digits: the identity of the flow."""
    return digest_of(canonical_bundle(bundle))


def digest_of(content: bytes) -> str:
    """The digest of canonical JSON."""
    return hashlib.sha256(content).hexdigest()


def flow_from_bundle(bundle: Bundle) -> Flow:
    """The flow that a bundle makes; ``FlowProblems`` lists everything that keeps it from one.

    Types and fields are checked here, references and the like by
    :func:`exoguide.flow.shape.shape_problems`.
    """
    assembly = assemble(bundle.documents)
    if problems := (*bundle.problems, *assembly.problems):
        raise FlowProblems(bundle.name, problems)
    return assembly.flow


def flow_from_canonical(content: bytes) -> Flow:
    """The flow that canonical JSON holds; nothing but its types is checked again.

    Raises ``RecordError`` when ``content`` is not a bundle, ``FlowProblems`` when it is not one
    that this version can read.
    """
    assembly = assemble(documents_from_canonical(content), from_json=True)
    if assembly.problems:
        raise FlowProblems("The saved flow", assembly.problems)
    return assembly.flow


def documents_from_canonical(content: bytes) -> Mapping[str, dict[str, Any]]:
    """The documents in canonical JSON (``RecordError`` when it is not a bundle)."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    documents = found.get("documents") if isinstance(found, dict) else None
    if (
        not isinstance(found, dict)
        or not isinstance(documents, dict)
        or not all(isinstance(document, dict) for document in documents.values())
    ):
        raise RecordError("Saved flow cannot be read", "What was saved as a flow is not one.")
    if found.get("format") != FORMAT:
        raise RecordError(
            "Saved flow cannot be read",
            f"It was saved in format {found.get('format')}; this version reads format {FORMAT}.",
            "Use the version of exoguide that saved it, or a later one.",
        )
    return documents


def _plain(value: Any) -> Json:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case Decimal():
            return format(value, "f")
        case dt.date() | dt.time():
            return value.isoformat()
        case bool() | int() | str():
            return value
        case _:
            raise TypeError(f"TOML has no {type(value).__name__}")
