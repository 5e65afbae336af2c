"""A session as lines of canonical JSON: for rescue, for moving it, and for anyone to verify.

The first line describes the file: ``format`` (1), ``session``, ``seq`` and ``digest`` of the last
event, and the ``seal`` of both. Each further line is one event: ``header``, ``salt``, ``body``
(both null once erased), ``content``, ``previous``, ``digest`` and ``seal``. Bytes are written in
hexadecimal digits. The hashes are those of :mod:`exoguide.records.chain`, over the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from exoguide.canonical import Json, canonical
from exoguide.errors import RecordError, UsageError
from exoguide.records.chain import Header, Link, Log, SealedHead
from exoguide.records.store import Store
from exoguide.records.verify import Verdict, check_log

_FORMAT: Final = 1
_LINE_FIELDS: Final = {"header", "salt", "body", "content", "previous", "digest", "seal"}
_NUMBERS: Final = {"seq", "mono", "clock_back"}


def export_lines(store: Store, session_id: str) -> Iterator[bytes]:
    """The lines of a session, each with its line feed; ``RecordError`` when it is damaged."""
    log = store.log(session_id)
    verdict = check_log(session_id, log, store.record_key)
    if log.head is None or not verdict.sound:
        raise RecordError(
            "This session cannot be written out as it was saved",
            str(verdict),
            "Keep the data folder as it is, and restore the session from a backup.",
        )
    head = log.head
    first: Json = {
        "format": _FORMAT,
        "session": session_id,
        "seq": head.seq,
        "digest": head.digest.hex(),
        "seal": head.seal.hex(),
    }
    yield canonical(first) + b"\n"
    for link in log.links:
        yield canonical(_line(link)) + b"\n"


def verify_lines(lines: Iterable[bytes], key: bytes | None = None) -> Verdict:
    """Check lines that :func:`export_lines` wrote; ``UsageError`` when they are something else.

    Without the record key the chain is checked and the seals are not.
    """
    session_id, head, links = "", None, []
    for number, line in enumerate(lines, 1):
        try:
            value = _object(line)
            if number == 1:
                session_id, head = _head(value)
            else:
                links.append(_link(value))
        except (KeyError, RecursionError, TypeError, ValueError) as error:
            raise UsageError(
                "This is not an exported session",
                f"Line {number} is not as exoguide writes it: it was altered or cut off.",
                "Export the session again where it is kept.",
            ) from error
    if head is None:
        raise UsageError(
            "This is not an exported session",
            "There is nothing in it.",
            "Export the session again where it is kept.",
        )
    return check_log(session_id, Log(tuple(links), head), key)


def _line(link: Link) -> Json:
    return {
        "header": attrs.asdict(link.header),
        "salt": None if link.salt is None else link.salt.hex(),
        "body": None if link.body is None else json.loads(link.body),
        "content": link.content.hex(),
        "previous": link.previous.hex(),
        "digest": link.digest.hex(),
        "seal": link.seal.hex(),
    }


def _object(line: bytes) -> Mapping[str, Any]:
    value = json.loads(line)
    if not isinstance(value, dict) or canonical(value) != line.rstrip(b"\n"):
        raise ValueError("not one canonical JSON object")
    return value


def _head(value: Mapping[str, Any]) -> tuple[str, SealedHead]:
    if value["format"] != _FORMAT or len(value) != len(SealedHead.__attrs_attrs__) + 2:
        raise ValueError("not a first line")
    session_id, seq = value["session"], value["seq"]
    if not isinstance(session_id, str) or not isinstance(seq, int):
        raise TypeError("not a first line")
    return session_id, SealedHead(seq, bytes.fromhex(value["digest"]), bytes.fromhex(value["seal"]))


def _link(value: Mapping[str, Any]) -> Link:
    if set(value) != _LINE_FIELDS or not isinstance(value["header"], dict):
        raise ValueError("not an event")
    for name, part in value["header"].items():
        if type(part) is not (int if name in _NUMBERS else str):
            raise TypeError(f"{name} is of another type")
    header = Header(**value["header"])
    salt, body = value["salt"], value["body"]
    return Link(
        header,
        None if salt is None else bytes.fromhex(salt),
        None if body is None else canonical(body),
        *(bytes.fromhex(value[name]) for name in ("content", "previous", "digest", "seal")),
    )
