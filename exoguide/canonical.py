"""One spelling of a JSON value, so that equal values have equal digests on every machine.

Keys sorted by code point, no white space, text as UTF-8, integers only: a decimal travels as a
string. This is the RFC 8785 form for values without floating-point numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = "None | bool | int | str | Sequence[Json] | Mapping[str, Json]"

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_EXACT: Final = frozenset({str, int, bool, type(None)})
"""The types of nearly every value there is; what is of none of them is looked at more closely."""


def canonical(value: Json) -> bytes:
    """The one spelling of ``value``.

    Raises ``TypeError`` for a float, ``ValueError`` for half a surrogate pair.
    """
    refuse_floats(value)
    return _ENCODER.encode(value).encode("utf-8")


def digest(value: Json) -> str:
    """SHA-256 of the canonical spelling, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def refuse_floats(value: Json) -> None:
    """Raise ``TypeError`` when a floating-point number hides anywhere in ``value``."""
    if isinstance(value, float):
        raise TypeError("a floating-point number has no exact spelling; use a decimal string")
    inside: Iterable[Json] = ()
    if isinstance(value, dict | Mapping):  # `dict` first: asking an abstract class takes long
        inside = value.values()
    elif isinstance(value, list | tuple | Sequence) and not isinstance(value, str):
        inside = value
    for item in inside:
        if type(item) not in _EXACT:
            refuse_floats(item)
