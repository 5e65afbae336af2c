"""Asking somebody at the terminal for a secret, whatever standard input and output are.

What is said here is for that person alone: it goes to the terminal itself and into no file that
output may be sent to.
"""

from __future__ import annotations

import os
import termios
from types import TracebackType
from typing import Self

from exoguide.plaintext import harmless
from exoguide.records.keys import Locked

LONGEST = 4096
"""Bytes of a line; more is no answer to any question here."""


class Prompter:
    """The terminal of this process; false where it has none."""

    def __init__(self) -> None:
        try:
            self._fd = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        except OSError:
            self._fd = -1

    def __bool__(self) -> bool:
        return self._fd >= 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def say(self, words: str) -> None:
        """Say something on lines of its own."""
        os.write(self._fd, (harmless(words, multiline=True) + "\n").encode())

    def ask(self, prompt: str) -> str:
        """A line that is typed behind ``prompt``; ``Locked`` when input ends."""
        os.write(self._fd, harmless(prompt).encode())
        return self._line()

    def secret(self, prompt: str) -> str:
        """A line that is typed behind ``prompt`` and not shown; ``Locked`` when input ends."""
        before = termios.tcgetattr(self._fd)
        silent = list(before)
        silent[3] &= ~termios.ECHO
        termios.tcsetattr(self._fd, termios.TCSAFLUSH, silent)
        try:
            return self.ask(prompt)
        finally:
            termios.tcsetattr(self._fd, termios.TCSAFLUSH, before)
            os.write(self._fd, b"\n")

    def _line(self) -> str:
        line = b""
        while not line.endswith(b"\n") and len(line) < LONGEST:
            more = os.read(self._fd, LONGEST)
            if not more:
                raise Locked(
                    "The sessions stay locked",
                    "The terminal gave no passphrase.",
                    "Run the command again and type it.",
                )
            line += more
        return line.decode("utf-8", "surrogateescape").rstrip("\r\n")


def no_terminal(variable: str) -> Locked:
    """The error for asking where nobody can be asked."""
    return Locked(
        "The sessions are locked",
        "They are protected by a passphrase, and there is no terminal to ask for it.",
        f"Run it in a terminal, or name an open file descriptor to read it from: {variable}=3.",
    )
