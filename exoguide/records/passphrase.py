"""What a passphrase must be, and how it is written down before it is used.

Length is what counts (NIST SP 800-63B, section 5.1.1): no rules about digits and signs, which
make passphrases worse and harder to type.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from exoguide.errors import UsageError

SHORTEST: Final = 12
"""Characters; four short words have more."""

LONGEST: Final = 1024
_FEWEST: Final = 6
"""Different characters."""

_ADVICE: Final = "Four or more words that do not belong together are easy to remember and type."


def tidied(passphrase: str) -> str:
    """The passphrase as it is used: the same on every keyboard and system.

    ``UsageError`` when it holds bytes that are no text, or control characters.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        raise UsageError(
            "The passphrase cannot be used",
            "It holds a character that is no text.",
            "Type it again; use letters, digits, signs and blanks.",
        )
    return text


def require_strong(passphrase: str, user: str) -> str:
    """The passphrase, tidied; ``UsageError`` in plain words when it is too easily guessed."""
    text = tidied(passphrase)
    bare = text.strip()
    wrong = ""
    if len(bare) < SHORTEST:
        wrong = f"It has {len(bare)} characters; at least {SHORTEST} are needed."
    elif len(text) > LONGEST:
        wrong = f"It has more than {LONGEST:,} characters."
    elif len(set(bare.casefold())) < _FEWEST:
        wrong = "It repeats a few characters over and over."
    elif user and bare.casefold().replace(user.casefold(), "") == "":
        wrong = "It is nothing but your name."
    if wrong:
        raise UsageError("The passphrase is too weak", wrong, _ADVICE)
    return text
