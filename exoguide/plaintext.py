"""Text that people wrote, made fit for a terminal or a page: harmless, measured and wrapped.

Everything that comes from a flow, an answer or a file passes :func:`harmless` before it is shown.
What a reader can see stays; what only a machine would act on is made visible or left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

ZWNJ: Final = "\u200c"
ZWJ: Final = "\u200d"

_NEWLINES: Final = ("\r\n", "\r", "\u0085", "\u2028", "\u2029")
_VISIBLE_FORMAT: Final = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
)
"""Format characters that are drawn (Arabic number signs and the like)."""


def harmless(text: str, *, multiline: bool = False) -> str:
    """``text`` without anything that a terminal, a printer or a copy would act on.

    Control characters become visible symbols (U+2400 block; U+FFFD where there is none), line ends
    a space, or a line feed where ``multiline``; a tab is a space. Left out are controls of writing
    direction, characters without width, and tags. Joiners and variation selectors stay where they
    shape letters or emoji. The result is its own harmless form.
    """
    if text.isascii() and text.isprintable():
        return text
    for mark in _NEWLINES:
        text = text.replace(mark, "\n")
    out: list[str] = []
    for place, char in enumerate(text):
        shown = _shown(char, multiline=multiline)
        if shown is None:
            following = text[place + 1] if place + 1 < len(text) else ""
            shown = char if _shapes(char, out[-1] if out else "", following) else ""
        if shown:
            out.append(shown)
    return "".join(out)


def _shown(char: str, *, multiline: bool) -> str | None:
    """What stands for ``char``; empty for nothing, ``None`` where its neighbours decide."""
    code = ord(char)
    if 0x20 <= code < 0x7F:
        return char
    if char == "\n":
        return char if multiline else " "
    if char == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0 or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    if char in {ZWJ, ZWNJ} or _selects(char):
        return None
    if char in "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800":
        return ""  # drawn as nothing, whatever their category says
    if unicodedata.category(char) == "Cf" and char not in _VISIBLE_FORMAT:
        return ""
    return char


def _selects(char: str) -> bool:
    """Whether ``char`` is a variation selector."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _shapes(char: str, before: str, after: str) -> bool:
    """Whether a joiner stands between letters or emoji, or a selector behind one of them."""
    if not before or before.isspace() or (_selects(before) and _selects(char)):
        return False
    if _selects(char):
        return _drawn(before) or before in "#*0123456789"
    return (_drawn(before) or _selects(before)) and bool(after) and _drawn(after)


def _drawn(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or unicodedata.category(char) in {"So", "Sk"}


def harmless_json(value: object, *, indent: int | None = 2, sort_keys: bool = False) -> str:
    """``value`` as JSON in printable ASCII: whatever it holds comes out of it again unchanged."""
    import json  # only by commands that write for programs

    text = json.dumps(value, indent=indent, sort_keys=sort_keys, ensure_ascii=True)
    return text.replace("\x7f", "\\u007f")  # the one control character that stands in ASCII


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal, at most: joined emoji count one by one."""
    if text.isascii():
        return len(text)
    total = 0
    last = 0
    for char in text:
        if char == "\ufe0f":
            total += 2 - last if last == 1 else 0  # shown as an emoji, which is wide
            last = 2 if last else 0
            continue
        last = _columns(char)
        total += last
    return total


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    code = ord(char)
    if code < 0x300:
        return 1
    if 0x1F000 <= code <= 0x1FAFF or 0x20000 <= code <= 0x3FFFD:
        return 2  # emoji and rare ideographs, also those that this Python does not know yet
    if char in {ZWJ, ZWNJ} or unicodedata.category(char) in {"Mn", "Me"} or _selects(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns`` (2 at least); every line feed begins a new one.

    Runs of spaces become one. A word that does not fit on a line is cut, never inside a character
    with its marks. Always at least one line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped(paragraph.split(), columns))
    return lines


def _wrapped(words: list[str], columns: int) -> Iterator[str]:
    line, used = "", 0
    for word in words:
        needed = width(word)
        if used and used + 1 + needed <= columns:
            line, used = f"{line} {word}", used + 1 + needed
            continue
        if used:
            yield line
        *cut, line = _cut(word, columns) if needed > columns else [word]
        yield from cut
        used = width(line)
    yield line


def _cut(word: str, columns: int) -> list[str]:
    pieces: list[str] = []
    start = used = 0
    for place, char in enumerate(word):
        before = word[place - 1] if place > start else ""
        more = width(before + char) - width(before)
        if used + more > columns:
            pieces.append(word[start:place])
            start, used, more = place, 0, width(char)
        used += more
    return [*pieces, word[start:]]
