"""What arrives from the terminal, made into keys and pastes, whatever bytes arrive.

A terminal, or whoever can write to it, may send bytes that are no text, reports that nobody asked
for, pastes without an end, and more keys than anyone can type. None of it ends or stops the
program; what is left out is told.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message
from textual.messages import InBandWindowResize

from exoguide.tui.escapes import Escapes
from exoguide.tui.window import COLUMNS, ROWS

PASTE_START: Final = "\x1b[200~"
PASTE_END: Final = "\x1b[201~"

MOST: Final = 65_536
"""Characters of one paste."""

PATIENCE: Final = 2.0
"""Seconds of silence after which a paste without an end has ended."""

RUN: Final = 64
"""Characters in one piece that no hand types: a paste that the terminal did not mark as one."""

HELD: Final = 256
"""Repetitions of one key in one piece: a key held down while the link stood still."""

_SEQUENCE: Final = r"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[@-~]"

_FLOOD: Final = re.compile(
    rf"(?P<held>(?P<key>{_SEQUENCE}|[\x00-\x1a\x7f])(?P=key){{{HELD},}})"
    rf"|{_SEQUENCE}|\x1b[^\x1b]?"
    rf"|(?P<run>[^\x00-\x1f\x7f-\x9f]{{{RUN},}})"
)

_UNASKED: Final = (
    events.AppBlur,
    events.AppFocus,
    events.CursorPosition,
    events.Resize,
    InBandWindowResize,
)
"""Reports that this program never asks a terminal for; the size comes from the system."""


class InputCut(Message):
    """A paste was longer than is taken; ``left_out`` characters of it are gone."""

    def __init__(self, left_out: int) -> None:
        super().__init__()
        self.left_out = left_out


class Keyboard:
    """Bytes in, messages out; times are seconds of a clock that only goes forward."""

    def __init__(self, *, mouse: bool = False) -> None:
        self._mouse = mouse
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = _Parser()
        self._escapes = Escapes()
        self._now = 0.0
        self._before = ""
        """The last characters given to the parser: a paste may begin within them."""
        self._paste: _Paste | None = None

    @property
    def waiting(self) -> bool:
        """Whether time alone can complete something, so that ``tick`` is needed."""
        return self._paste is not None or self._parser.waiting or self._escapes.waiting

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """What ``data`` means, as far as it is complete."""
        self._now = now
        text = self._decode(data)
        while text:
            if self._paste is not None:
                rest = self._paste.take(text, now)
                if rest is None:
                    return
                yield from self._pasted()
                text = rest
                continue
            window = self._before + text
            at = window.find(PASTE_START)
            if at < 0:
                self._before = window[1 - len(PASTE_START) :]
                yield from self._typed(text)
                return
            end = at + len(PASTE_START) - len(self._before)
            yield from self._typed(text[:end])
            self._before, text = "", text[end:]
            self._paste = _Paste(now)

    def tick(self, now: float) -> Iterator[Message]:
        """What the time that has passed means: a lone Escape, the end of a paste without one."""
        if self._paste is not None and now >= self._paste.until:
            yield from self._pasted()
        for message in self._wanted(self._parser.tick()):
            if isinstance(message, events.Key) and message.key == "escape":
                self._escapes.escaped(now)
            yield message
        if late := self._escapes.given_up(now):
            yield from self._wanted(self._parser.feed(late))

    def _pasted(self) -> Iterator[Message]:
        paste, self._paste = self._paste, None
        yield from self._typed(PASTE_END)  # the parser saw the beginning and waits for the end
        if paste is None:
            return
        if text := paste.text:
            yield events.Paste(text)
        if paste.left_out:
            yield InputCut(paste.left_out)

    def _typed(self, text: str) -> Iterator[Message]:
        for piece in _thinned(text):
            if isinstance(piece, str):
                yield from self._parsed(piece)
            else:
                yield piece

    def _parsed(self, text: str) -> Iterator[Message]:
        text = self._escapes.joined(text, self._now)
        if not text:
            return  # to the parser nothing is the end of all input
        try:
            yield from self._wanted(self._parser.feed(text))
        except Exception:  # noqa: BLE001 - no bytes may end the program
            self._parser = _Parser()

    def _wanted(self, messages: Iterable[Message]) -> Iterator[Message]:
        return (each for each in messages if _wanted(each, mouse=self._mouse))


class _Paste:
    """A paste that is still arriving."""

    def __init__(self, now: float) -> None:
        self.until = now + PATIENCE
        self.left_out = 0
        self._parts: list[str] = []
        self._room = MOST
        self._tail = ""
        """What may be the beginning of the end."""

    def take(self, text: str, now: float) -> str | None:
        """Add ``text``; what follows the end, or None while there is none."""
        self.until = now + PATIENCE
        window = self._tail + text
        at = window.find(PASTE_END)
        if at >= 0:
            self._tail = ""
            self._keep(window[:at])
            return window[at + len(PASTE_END) :]
        begun = next(
            (
                size
                for size in range(len(PASTE_END) - 1, 0, -1)
                if window.endswith(PASTE_END[:size])
            ),
            0,
        )
        self._tail = window[len(window) - begun :]
        self._keep(window[: len(window) - begun])
        return None

    @property
    def text(self) -> str:
        """What was pasted, with line feeds between lines."""
        whole = "".join(self._parts) + self._tail
        return whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")

    def _keep(self, text: str) -> None:
        kept = text[: self._room]
        self._parts.append(kept)
        self._room -= len(kept)
        self.left_out += len(text) - len(kept)


class _Parser(XTermParser):
    """Textual's parser, for which no number is too large."""

    @property
    def waiting(self) -> bool:
        """Whether it holds the beginning of a sequence."""
        return self._timeout_time is not None

    def parse_mouse_code(self, code: str) -> Message | None:
        """A mouse report, or nothing when its numbers make no sense."""
        try:
            return super().parse_mouse_code(code)
        except (ArithmeticError, ValueError):
            return None

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:  # noqa: FBT001, FBT002 - Textual's signature
        try:
            return list(super()._sequence_to_key_events(sequence, alt))
        except (ArithmeticError, ValueError):
            return [events.Key(Keys.Ignore, sequence)]


def _thinned(text: str) -> Iterator[str | events.Paste]:
    """``text`` in pieces, with floods made small."""
    at = 0
    for match in _FLOOD.finditer(text):
        if match["held"]:
            yield text[at : match.start()] + match["key"] * HELD
        elif match["run"]:
            yield text[at : match.start()]
            yield events.Paste(match["run"])
        else:
            continue
        at = match.end()
    yield text[at:]


def _wanted(message: Message, *, mouse: bool) -> bool:
    if isinstance(message, events.Key):
        return not any(_is_no_character(sign) for sign in message.key + (message.character or ""))
    if isinstance(message, events.MouseEvent):
        return mouse and 0 <= message.x < COLUMNS and 0 <= message.y < ROWS
    if isinstance(message, events.Paste):
        return False  # pastes are taken before the parser; this is the empty rest of one
    return not isinstance(message, _UNASKED)


def _is_no_character(sign: str) -> bool:
    """Whether ``sign`` is half a pair, or a code that never is a character."""
    return 0xD800 <= ord(sign) <= 0xDFFF or ord(sign) & 0xFFFE == 0xFFFE
