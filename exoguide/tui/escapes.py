"""Keys that a slow link took apart, put together again.

An arrow or F5 is several characters, and Escape is the first of them. Where the rest comes late,
it would be taken for letters and digits, and a digit answers a question.
"""

from __future__ import annotations

import re
from typing import Final

LATE: Final = 1.0
"""Seconds within which the rest of a key is waited for."""

_ESC: Final = "\x1b"
_BROKEN: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)\Z")
_REST: Final = re.compile(r"\[[0-?]*[ -/]*(?:[@-~]|\Z)|O(?:[A-DFHP-S]|\Z)")


class Escapes:
    """What of a key has come so far. Times are seconds of a clock that only goes forward."""

    def __init__(self) -> None:
        self._held = ""
        self._until = 0.0
        self._escaped: float | None = None
        self._guessed = False
        """Whether what is held may be letters, typed by a hand behind an Escape of its own."""

    @property
    def waiting(self) -> bool:
        """Whether the rest of a key is waited for."""
        return bool(self._held)

    def escaped(self, now: float) -> None:
        """A lone Escape was told; what comes soon may be the rest of a key."""
        self._escaped = now

    def joined(self, text: str, now: float) -> str:
        """``text`` with what was held before it, up to the beginning of a key that is not whole."""
        before, self._held = self._held, ""
        soon = self._escaped is not None and now - self._escaped < LATE
        self._escaped = None
        guessed = self._guessed if before else soon
        if not before and soon:
            before = _ESC
        if guessed and not _REST.match(f"{before}{text}"[1:]):
            before = before.removeprefix(_ESC)  # letters after all
        text = before + text
        broken = _BROKEN.search(text)
        if broken is not None:
            self._held, text = broken[0], text[: broken.start()]
            self._until, self._guessed = now + LATE, guessed
        return text

    def given_up(self, now: float) -> str:
        """Letters that were held for too long; half a key that a link lost is nothing."""
        if not self._held or now < self._until:
            return ""
        held, self._held = self._held, ""
        return held.removeprefix(_ESC) if self._guessed else ""
