"""One TOML file as a table, or what is wrong with it: file, line, column, in plain words.

``tomli`` is the judge of what is valid; it is imported when the first file is parsed. Numbers
with a point become decimals. Flow files are TOML 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from exoguide.flow.problems import Path, Problem

LARGEST: Final = 10_000_000
"""Bytes of one file."""

MOST_PROBLEMS: Final = 1_000
"""Problems of one kind that are told at one go: nobody mends more before looking again."""

DEEPEST: Final = 12
"""Tables and lists inside each other; the format itself needs six."""

MOST_VALUES: Final = 400_000
"""Keys, list entries and values of one file: about what 20,000 steps take."""

LONGEST_NUMBER: Final = 30
"""Digits of a number, before and after the point."""

_PLAIN: Final = frozenset({str, bool})
_POSITION: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_KEY_PART: Final = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+"
_NUL: Final = re.compile(r"\\(?:u0000|U00000000)")
"""How a text can hold a NUL; the character itself is not TOML."""
_DEEP: Final = 64
_DEEP_KEY: Final = re.compile(rf"(?<![\w-])(?:{_KEY_PART}\.[ \t]*+){{{_DEEP}}}")
"""A dotted key that no flow has; ``tomli`` gives up at a thousand parts and says no place."""

_WORDS: Final = (
    ("Cannot overwrite a value", "EXG102", "This key was given before in the same table.",
     "Keep one of the two."),
    ("Cannot declare", "EXG102", "This table was opened before.",
     "Keep one of the two; tables that repeat have double brackets, such as [[step]]."),
    ("Cannot mutate immutable", "EXG102", "This adds to a list or table that is already closed.",
     "Write everything inside its brackets, or none of it."),
    ("Cannot redefine", "EXG102", "This key was given before as something else.",
     "Keep one of the two."),
    ("Unterminated string", "EXG101", "A text has no closing quote.",
     "Close it with the same quote that opened it."),
    ("Expected \"'\"", "EXG101", "A text has no closing quote.",
     "Close it with the same quote that opened it."),
    ("Expected \"'''\"", "EXG101", "A text has no closing quotes.",
     "Close it with the three quotes that opened it."),
    ("Illegal character '\\n'", "EXG101", "A text has no closing quote on its line.",
     "Close it, or use three quotes for a text of several lines."),
    ("Illegal character", "EXG101", "A character that cannot be seen stands here.",
     "Delete it and type the text anew."),
    ("Expected '='", "EXG101", "A “=” is missing after a key.",
     "Write key = value; a key with dots or spaces needs quotes."),
    ("Unclosed array", "EXG101", "A list is not closed or a comma is missing.",
     "Close it with ] and put a comma between its entries."),
    ("Unclosed inline table", "EXG101", "A “{” is not closed, or a comma is missing.",
     "Close it with } on the same line: TOML 1.0 knows no line breaks inside { }."),
    ("Invalid initial character for a key part", "EXG101", "A key is missing here.",
     "TOML 1.0 knows no line breaks and no last comma inside { }."),
    ("Unescaped '\\' in a string", "EXG101", "A backslash in a text stands for something else.",
     "Write \\\\ for a backslash, or use 'single quotes'; TOML 1.0 knows no \\e and no \\x."),
    ("Expected newline or end of document", "EXG101", "Something is left over on this line.",
     "One key and one value stand on a line; TOML 1.0 wants times with seconds (12:30:00)."),
    ("Expected ']", "EXG101", "The name of a table is not closed.",
     "Close it with as many brackets as opened it: [flow], [[step]]."),
    ("Invalid date or datetime", "EXG101", "This date does not exist.",
     "Write dates as 2026-11-23."),
    ("Invalid hex value", "EXG101", "A \\u in a text needs four digits 0-9 a-f.",
     "Write the character itself."),
    ("Escaped character is not a Unicode", "EXG101", "A \\u in a text names no character.",
     "Write the character itself."),
    ("Invalid value", "EXG101", "A value is missing or not written as TOML wants it.",
     "Text needs quotes; yes and no are true and false."),
    ("Invalid statement", "EXG101", "This line is neither a key nor a table.",
     "Write key = value, or [[step]]; a remark starts with #."),
)  # fmt: skip


def parse_document(file: str, raw: bytes) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """The table that ``raw`` holds and what is wrong with it; no table when it cannot be read.

    ``file`` names it in the problems. A byte order mark and CRLF line ends are accepted.
    """
    if len(raw) > LARGEST:
        said = f"The file has {len(raw):,} bytes; at most {LARGEST:,} can be read."
        return None, (Problem(file, (), said, "Split it into several files.", "EXG104"),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _position(raw[: error.start].decode("utf-8", "replace"))
        said = "This is not UTF-8 text."
        return None, (Problem(file, (), said, "Save the file as UTF-8.", "EXG103", line, column),)
    text = text.replace("\r\n", "\n")
    # A key stands on one line, and hardly a line has so many points.
    dotted = any(line.count(".") >= _DEEP for line in text.split("\n"))
    if dotted and (deep := _DEEP_KEY.search(text)):
        return None, (_too_deep(file, *_position(text[: deep.start()])),)
    from tomli import loads

    try:
        document = loads(text, parse_float=Decimal)
    except RecursionError:
        return None, (_too_deep(file),)
    except ValueError as error:
        return None, (_refused(file, text, str(error)),)
    if _values(document) > MOST_VALUES:
        said = f"The file holds more than {MOST_VALUES:,} keys and values."
        return None, (Problem(file, (), said, "Split it into several files.", "EXG104"),)
    nul = _NUL.search(text) is not None
    problems = tuple(islice(_unusable(document, file, nul=nul), MOST_PROBLEMS))
    return (None if any(one.code == "EXG104" for one in problems) else document), problems


def _values(document: dict[str, Any]) -> int:
    """How many values a document holds, tables and lists included; counting stops at too many."""
    waiting: list[Any] = [document]
    count = 0
    while waiting and count <= MOST_VALUES:
        value = waiting.pop()
        inner = value.values() if isinstance(value, dict) else value
        count += len(inner)
        waiting += [one for one in inner if isinstance(one, (dict, list))]
    return count


def _position(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _too_deep(file: str, line: int = 0, column: int = 0) -> Problem:
    said = f"Tables or lists lie more than {DEEPEST} deep inside each other."
    return Problem(file, (), said, "A flow needs six levels at most.", "EXG104", line, column)


def _refused(file: str, text: str, error: str) -> Problem:
    found = _POSITION.search(error)
    if found is None:  # Python's own limit on the digits of an integer has no position
        said = f"A whole number has more than {LONGEST_NUMBER} digits."
        return Problem(file, (), said, "", "EXG105")
    reason = error[: found.start()]
    if found[1]:
        line, column = int(found[1]), int(found[2])
    else:
        line, column = _position(text[: _opening(text, reason)])
    for start, code, said, todo in _WORDS:
        if reason.startswith(start):
            message = _twice(text, line, said) if code == "EXG102" else said
            return Problem(file, (), message, todo, code, line, column)
    return Problem(file, (), f"This is not valid TOML 1.0: {reason}.", "", "EXG101", line, column)


def _opening(text: str, reason: str) -> int:
    """Where what is still open at the end of ``text`` was opened, if that can be told."""
    for quote in ("'''", "'"):
        if reason.startswith(f'Expected "{quote}"'):
            return text.rfind(quote)
    if reason.startswith("Unterminated string"):
        return max(text.rfind('"""'), text.rfind("\n") + 1)
    return len(text.rstrip())


def _twice(text: str, line: int, said: str) -> str:
    """``said`` with the key and the line where it stood first, where they can be told."""
    lines = text.split("\n")
    key = lines[line - 1].partition("=")[0].strip()
    for before in range(line - 1, 0, -1):
        other = lines[before - 1].strip()
        if other.startswith("[") and not key.startswith("["):
            break
        if key and other.partition("=")[0].strip() == key:
            return said.replace("before", f"before, on line {before},").replace(
                "This key", f"The key “{key[:60]}”"
            )
    return said


def _unusable(document: dict[str, Any], file: str, *, nul: bool) -> Iterator[Problem]:
    """Numbers and characters that cannot be used, and nesting beyond what the format needs.

    Texts are looked at only where ``nul`` says that one of them may hold a NUL.
    """
    waiting: list[tuple[Path, Any]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, (dict, list)):
            if value and len(path) == DEEPEST:
                yield _too_deep(file)
                continue
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            # Nearly everything is a text or a boolean, of which there is nothing to say.
            worth = [((*path, key), one) for key, one in inner if nul or type(one) not in _PLAIN]
            waiting += reversed(worth)
        elif isinstance(value, str):
            if "\0" in value:
                said = "This text holds a NUL, which stands for no letter and cannot be kept."
                yield Problem(file, path, said, "Take \\u0000 out of it.", "EXG101")
        elif isinstance(value, Decimal) and not value.is_finite():
            said = f"{str(value).lower()} is not a number that can be used."
            yield Problem(file, path, said, "Write the number itself.", "EXG105")
        elif (isinstance(value, Decimal) and _digits(value) > LONGEST_NUMBER) or (
            type(value) is int and abs(value) >= 10**LONGEST_NUMBER
        ):
            said = f"A number has more than {LONGEST_NUMBER} digits."
            yield Problem(file, path, said, "Write a shorter number.", "EXG105")


def _digits(value: Decimal) -> int:
    """Digits of the number written out without an exponent."""
    parts = value.as_tuple()
    exponent = int(parts.exponent)
    return max(len(parts.digits) + max(exponent, 0), -exponent)
