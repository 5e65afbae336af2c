"""Names for sessions that can be read out over a telephone, and for events that never meet twice.

A session id is eight characters of Crockford's base 32 in two groups, such as ``7F3A-91C2``: 40
random bits, without I, L, O and U, which are misread or spell words.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import Final

from exoguide.errors import StoreError

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("ILO", "110")
_LENGTH: Final = 8
_TRIES: Final = 20

SESSION_ID: Final = re.compile(f"[{_ALPHABET}]{{4}}-[{_ALPHABET}]{{4}}")
"""What a session id looks like once :func:`read_session_id` has tidied it."""


def new_session_id(taken: Callable[[str], bool] = lambda _id: False) -> str:
    """A random session id for which ``taken`` is false; ``StoreError`` when none is found."""
    for _ in range(_TRIES):
        name = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        name = f"{name[:4]}-{name[4:]}"
        if not taken(name):
            return name
    raise StoreError(
        "No free session number",
        f"{_TRIES} random numbers in a row were all in use.",
        "Try again; if this repeats, the computer's source of random numbers is broken.",
    )


def read_session_id(text: str) -> str | None:
    """The session id that a person typed, or ``None`` when it cannot be one.

    Case, dashes and blanks do not matter; I and L read as 1, O as 0.
    """
    name = re.sub(r"[\s-]+", "", text).upper().translate(_MISREAD)
    name = f"{name[:4]}-{name[4:]}"
    return name if SESSION_ID.fullmatch(name) else None


def new_event_id() -> str:
    """A random event id: 128 bits in 32 hexadecimal digits."""
    return secrets.token_hex(16)
