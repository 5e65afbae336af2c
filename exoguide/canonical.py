"""One spelling of a JSON value, so that equal values have equal digests on every machine.

Keys sorted by code point, no white space, text as UTF-8, integers only: a decimal travels as a
string. This is the RFC 8785 form for values without floating-point numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "None | bool | int | str | Sequence[Json] | Mapping[str, Json]"


def canonical(value: Json) -> bytes:
    """The one spelling of ``value``.

    Raises ``TypeError`` for a float, ``ValueError`` for half a surrogate pair.
    """
    refuse_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def digest(value: Json) -> str:
    """SHA-256 of the canonical spelling, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def refuse_floats(value: Json) -> None:
    """Raise ``TypeError`` when a floating-point number hides anywhere in ``value``."""
    if isinstance(value, float):
        raise TypeError("a floating-point number has no exact spelling; use a decimal string")
    if isinstance(value, Mapping):
        for item in value.values():
            refuse_floats(item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            refuse_floats(item)
