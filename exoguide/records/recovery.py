"""The recovery code: printed once, typed back from paper years later.

Six groups of five letters and digits: 130 random bits, then 20 bits that tell a slip of the pen
from a wrong code. Letters that are misread (I, L, O, U) are not used; case, blanks and dashes do
not matter.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

from exoguide.errors import UsageError

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("ILO", "110")
_RANDOM: Final = 26
_CHECKED: Final = 4
_GROUP: Final = 5
GROUPS: Final = (_RANDOM + _CHECKED) // _GROUP
"""Groups of a code."""


def new_code() -> str:
    """A random code, in groups joined by dashes."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    return _grouped(signs + _check(signs))


def read_code(typed: str) -> str:
    """The code that a person typed, tidied; ``UsageError`` when it cannot be one."""
    signs = _tidied(typed)
    if len(signs) != _RANDOM + _CHECKED or set(signs) - set(_ALPHABET):
        raise UsageError(
            "This is no recovery code",
            f"A code has {GROUPS} groups of {_GROUP} letters and digits; {len(signs)} were typed.",
            "Copy it from the paper once more, group by group.",
        )
    if signs[_RANDOM:] != _check(signs[:_RANDOM]):
        raise UsageError(
            "The recovery code is mistyped",
            "Its last letters do not fit the others, so at least one of them is wrong.",
            "Compare it with the paper, group by group.",
        )
    return _grouped(signs)


def same_group(code: str, number: int, typed: str) -> bool:
    """Whether ``typed`` is the group with this number (from 1) of the code."""
    return _tidied(typed) == code.split("-")[number - 1]


def _tidied(typed: str) -> str:
    return re.sub(r"[\s\-\u2010-\u2015]+", "", typed).upper().translate(_MISREAD)


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def _check(signs: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"exoguide code 1" + signs.encode()).digest()[:4], "big")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_CHECKED))
