"""Where in a TOML file every key and value stands, to the character inside a string.

``tomli`` judges what is valid and gives no positions; tree-sitter gives positions, of broken
files too. It is imported nowhere else, and only once something has been found.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from exoguide.check.strings import offsets
from exoguide.flow.problems import Path

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST: Final = 40
"""Lists inside each other that are followed; a valid flow has at most 12."""

LONGEST_EXCERPT: Final = 1_000
"""Bytes of a line that are shown at most: a file may be one line."""

_KEYS: Final = frozenset({"bare_key", "quoted_key", "dotted_key"})
_HEADER: Final = 6
"""Parts of a table among which its brackets and its name are looked for; they are the first."""


class Span(NamedTuple):
    """A stretch of a file: lines and columns from 1, in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class _Piece(NamedTuple):
    """A key or value as tree-sitter sees it: bytes, and rows with byte columns, from 0."""

    start: int
    end: int
    row: int
    byte: int
    end_row: int
    end_byte: int


class Positions:
    """The places of everything in one file.

    What has no place of its own (an implicit table, a missing field) gets that of the nearest
    thing around it; an empty file gives line 1, column 1. Only the headers of tables are gone
    through at once: what stands in a table, when something in it is asked for.
    """

    def __init__(self, raw: bytes) -> None:
        self._bytes = raw.decode("utf-8-sig", "replace").encode()
        self._lines = self._bytes.split(b"\n")
        self._keys: dict[Path, _Piece] = {}
        self._values: dict[Path, _Piece] = {}
        self._arrays: dict[Path, int] = {}

    def value(self, path: Path) -> Span:
        """The value at ``path``; of a table, its header."""
        self._look_into(path)
        return self._nearest(path, self._values)

    def key(self, path: Path) -> Span:
        """The key at ``path``; of an entry of a list, the entry."""
        self._look_into(path)
        return self._nearest(path, self._keys if path in self._keys else self._values)

    def inside(self, path: Path, start: int, end: int) -> Span:
        """The characters ``start`` to ``end`` of the string at ``path``, one at least."""
        self._look_into(path)
        piece = self._values.get(path)
        token = self._bytes[piece.start : piece.end].decode() if piece else ""
        if piece is None or token[:1] not in {"'", '"'}:
            return self.value(path)
        text, places = offsets(token)
        start, end = min(start, len(text)), min(end, len(text))
        first = places[start]
        last = first + 1
        if end > start:  # an escape is as long as the way to the next character
            last = places[end - 1] + 1
            last = places[end] if token[last - 1] == "\\" and token[0] == '"' else last
        column = self._column(piece.row, piece.byte)
        return Span(
            *_advanced(token, first, piece.row + 1, column),
            *_advanced(token, last, piece.row + 1, column),
        )

    def excerpt(self, line: int) -> str:
        """The text of a line, counted from 1."""
        if not 1 <= line <= len(self._lines):
            return ""
        return self._lines[line - 1][:LONGEST_EXCERPT].decode("utf-8", "replace").rstrip("\r")

    def _look_into(self, path: Path) -> None:
        """Go through every table that a value at ``path`` may stand in."""
        unread = self._tables
        for length in range(len(path) + 1):
            for node in unread.pop(path[:length], ()):
                for child in _children(node):
                    if child.type == "pair":
                        self._pair(child, path[:length], 0)

    @cached_property
    def _tables(self) -> dict[Path, list[Node]]:
        """The tables that nobody has gone through, once the file itself was."""
        import tree_sitter_toml
        from tree_sitter import Language, Parser

        tree = Parser(Language(tree_sitter_toml.language())).parse(self._bytes)
        table: Path = ()
        unread: dict[Path, list[Node]] = {(): [tree.root_node]}
        for node in _children(tree.root_node):
            if node.type in {"table", "table_array_element"}:
                table = self._header(node, table)
                unread.setdefault(table, []).append(node)
        return unread

    def _nearest(self, path: Path, found: dict[Path, _Piece]) -> Span:
        piece = found.get(path)
        while piece is None and path:
            path = path[:-1]
            piece = self._values.get(path)
        if piece is None:
            return Span(1, 1, 1, 2)
        return Span(
            piece.row + 1,
            self._column(piece.row, piece.byte),
            piece.end_row + 1,
            self._column(piece.end_row, piece.end_byte),
        )

    def _column(self, row: int, byte: int) -> int:
        return len(self._lines[row][:byte].decode("utf-8", "replace")) + 1

    def _header(self, node: Node, before: Path) -> Path:
        """Note where a table begins; its path, that of the table ``before`` if it has no name."""
        head = [node.child(number) for number in range(min(node.child_count, _HEADER))]
        name = next((part for part in head if part.type in _KEYS), None)
        if name is None:
            return before
        names = self._names(name)
        path: Path = ()
        for number, one in enumerate(names):
            path = (*path, one)
            if number == len(names) - 1 and node.type == "table_array_element":
                self._arrays[path] = self._arrays.get(path, -1) + 1
            if path in self._arrays:
                path = (*path, self._arrays[path])
        end = next((part for part in head if part.type in {"]", "]]"}), name)
        span = _Piece(node.start_byte, end.end_byte, *node.start_point, *end.end_point)
        self._values.setdefault(path, span)
        self._values.setdefault(path[:-1] if isinstance(path[-1], int) else path, span)
        self._keys.setdefault(path, _piece(name))
        self._keys.setdefault(tuple(names), _piece(name))
        return path

    def _pair(self, node: Node, path: Path, depth: int) -> None:
        named = node.named_children
        if not named or named[0].type not in _KEYS:
            return
        path = (*path, *self._names(named[0]))
        self._keys.setdefault(path, _piece(named[0]))
        if len(named) > 1:
            self._value(named[1], path, depth)
        else:
            self._values.setdefault(path, _piece(named[0]))

    def _value(self, node: Node, path: Path, depth: int) -> None:
        self._values.setdefault(path, _piece(node))
        if depth > _DEEPEST:
            return
        if node.type == "array":
            entries = [n for n in node.named_children if n.type not in {"comment", "ERROR"}]
            for index, child in enumerate(entries):
                self._value(child, (*path, index), depth + 1)
        elif node.type == "inline_table":
            for child in _children(node):
                if child.type == "pair":
                    self._pair(child, path, depth + 1)

    def _names(self, node: Node) -> tuple[str, ...]:
        text = self._bytes[node.start_byte : node.end_byte].decode("utf-8", "replace")
        if node.type == "quoted_key":
            return (offsets(text)[0],)
        if node.type == "bare_key":
            return (text,)
        leaves: list[Node] = []
        while node.type == "dotted_key":  # the grammar nests to the left
            parts = [child for child in node.named_children if child.type in _KEYS]
            leaves.append(parts[-1])
            node = parts[0]
            if len(parts) == 1:
                break
        else:
            leaves.append(node)
        return tuple(name for leaf in reversed(leaves) for name in self._names(leaf))


def _children(node: Node) -> Iterator[Node]:
    """The named children, those inside a stretch that could not be parsed too."""
    for child in node.named_children:
        if child.type == "ERROR":
            yield from child.named_children
        else:
            yield child


def _piece(node: Node) -> _Piece:
    return _Piece(node.start_byte, node.end_byte, *node.start_point, *node.end_point)


def _advanced(token: str, offset: int, line: int, column: int) -> tuple[int, int]:
    before = token[:offset]
    breaks = before.count("\n")
    if breaks:
        return line + breaks, offset - before.rfind("\n")
    return line, column + offset
