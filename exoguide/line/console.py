"""Lines out and lines in: all that the line-by-line face knows of a terminal.

No cursor is moved, nothing is coloured, and every line is complete in itself, so that a screen
reader, a printer and a pipe all get the same. What is shown has passed
:func:`~exoguide.plaintext.harmless`.
"""

from __future__ import annotations

import select
import sys
import termios
from typing import Final, TextIO

import attrs

from exoguide.plaintext import harmless, wrap

WIDTH: Final = 80
NARROWEST: Final = 20
LONGEST_LINE: Final = 1023 if sys.platform == "darwin" else 4095
"""Bytes of one typed line that a terminal passes on; it drops the rest without a word."""


class EndOfInput(Exception):
    """Nobody is there any more. Never an answer, also when half a line came before it."""


class TooLong(Exception):
    """A typed line is as long as the terminal can hold, so its end may be lost."""


@attrs.frozen
class Console:
    """A person at two text streams."""

    reader: TextIO
    writer: TextIO
    width: int = WIDTH

    def say(self, text: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """Write a paragraph: wrapped, indented, lines after the first by ``hang`` more.

        Line ends within ``text`` are kept.
        """
        room = max(self.width, NARROWEST) - indent - hang
        for number, line in enumerate(wrap(harmless(text, multiline=True), room)):
            margin = indent + (hang if number else 0)
            self.writer.write(f"{' ' * margin}{line}".rstrip() + "\n")

    def say_now(self, text: str) -> None:
        """Write a paragraph that is read at once. From any thread."""
        self.say(text)
        self.writer.flush()

    def listed(self, mark: str, text: str) -> None:
        """Write one line of a list: a mark such as ``1.``, then the text, hanging."""
        self.say(f"{mark} {text}", indent=2, hang=min(len(mark) + 1, 8))

    def ask(self, prompt: str) -> str:
        """One typed line without its end, exactly as it came.

        ``EndOfInput`` when there is none; ``TooLong`` when its end may be lost.
        """
        self.writer.write(f"{harmless(prompt)}> ")
        self.writer.flush()
        line = self.reader.readline()
        if not self.reader.isatty() or not line.endswith("\n"):
            self.writer.write("\n")
        if not line.endswith("\n"):
            raise EndOfInput
        if self.reader.isatty() and len(line.encode("utf-8", "surrogateescape")) >= LONGEST_LINE:
            raise TooLong
        return line.removesuffix("\n").removesuffix("\r")

    def set_aside(self) -> list[str]:
        """Whole lines that were typed while nobody was asked; half a line is gone with them.

        Only what is typed: a pipe gives the next answer whenever it is read. ``EndOfInput`` where
        the person left meanwhile.
        """
        lines: list[str] = []
        if not self.reader.isatty():
            return lines
        descriptor = self.reader.fileno()
        while select.select([descriptor], [], [], 0)[0]:
            line = self.reader.readline()
            if not line.endswith("\n"):
                raise EndOfInput
            lines.append(line.removesuffix("\n").removesuffix("\r"))
        termios.tcflush(descriptor, termios.TCIFLUSH)
        return lines

    def lock(self) -> bool:
        """Lock what a passphrase protects; whether there is anything that it protects."""
        return False

    def close(self) -> None:
        """Nobody is asked any more."""
