"""Reading the records of an encrypted file page by page, whatever else of it is damaged.

The library refuses a file at its first bad page. Here each page is decrypted and checked by
itself: SQLCipher 4 keeps an initialization vector and an HMAC-SHA-512 in its last 80 bytes. What
is in the leaves of the trees is then read as the SQLite file format lays it out (sections 1.6, 1.5
and 2.1 of https://www.sqlite.org/fileformat2.html); which tree a leaf belonged to does not matter.
Nothing is decrypted to the disk.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from exoguide.records.keys import StoreKey

PAGE: Final = 4096
"""Bytes of a page; what SQLCipher 4 writes, and exoguide never changes."""

_MAC, _IV = 64, 16
_USABLE: Final = PAGE - _MAC - _IV
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 13, 10, 2
_LEAST: Final = (_USABLE - 12) * 32 // 255 - 23
_DEEPEST: Final = 1 << 20

Value = int | str | bytes | float | None
Record = tuple[Value, ...]


class Pages:
    """The pages of a file that can be decrypted; ``bad`` counts those that cannot."""

    def __init__(self, path: Path, key: StoreKey) -> None:
        self._path = path
        self._key = key.key
        salt = bytes(byte ^ 0x3A for byte in key.store)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key.key, salt, 2, 32)
        self.count = -(-path.stat().st_size // PAGE)
        self._page = cache(self._decrypted)

    @property
    def bad(self) -> int:
        """How many pages are not what was written."""
        return sum(self._page(number) is None for number in range(1, self.count + 1))

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every record that can be read, with its row number (0 in a table that has none)."""
        for number in range(1, self.count + 1):
            page = self._page(number)
            if page is not None:
                yield from self._cells(page, 100 if number == 1 else 0)

    def _decrypted(self, number: int) -> bytes | None:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        with self._path.open("rb") as file:
            file.seek((number - 1) * PAGE)
            raw = file.read(PAGE)
        start = _IV if number == 1 else 0  # the file begins with its salt
        signed = raw[start : PAGE - _MAC] + number.to_bytes(4, "little")
        mac = hmac.digest(self._mac_key, signed, "sha512")
        if len(raw) < PAGE or not hmac.compare_digest(mac, raw[PAGE - _MAC :]):
            return None
        vector = raw[_USABLE : _USABLE + _IV]
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(vector)).decryptor()
        return bytes(start) + cipher.update(raw[start:_USABLE]) + cipher.finalize()

    def _cells(self, page: bytes, header: int) -> Iterator[tuple[int, Record]]:
        kind = page[header]
        if kind not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR}:
            return
        first = header + (12 if kind == _INDEX_INTERIOR else 8)
        for place in range(int.from_bytes(page[header + 3 : header + 5], "big")):
            at = int.from_bytes(page[first + 2 * place : first + 2 * place + 2], "big")
            try:
                yield self._cell(page, at + (4 if kind == _INDEX_INTERIOR else 0), kind)
            except (IndexError, ValueError):
                continue  # no tree, or one whose further pages are lost

    def _cell(self, page: bytes, at: int, kind: int) -> tuple[int, Record]:
        size, at = _varint(page, at)
        row, most = 0, (_USABLE - 12) * 64 // 255 - 23
        if kind == _TABLE_LEAF:
            row, at = _varint(page, at)
            most = _USABLE - 35
        return row, _record(self._payload(page, at, size, most))

    def _payload(self, page: bytes, at: int, size: int, most: int) -> bytes:
        if size <= most:
            return _part(page, at, size)
        local = _LEAST + (size - _LEAST) % (_USABLE - 4)
        local = local if local <= most else _LEAST
        found = [_part(page, at, local)]
        following = int.from_bytes(_part(page, at + local, 4), "big")
        left = size - local
        for _ in range(min(_DEEPEST, self.count)):
            if left <= 0:
                break
            more = self._page(following) if 1 <= following <= self.count else None
            if more is None:
                raise ValueError("a further page is lost")
            found.append(more[4 : 4 + min(left, _USABLE - 4)])
            left -= _USABLE - 4
            following = int.from_bytes(more[:4], "big")
        return b"".join(found)


def _record(payload: bytes) -> Record:
    length, at = _varint(payload, 0)
    kinds = []
    while at < length:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, size = _value(payload, at, kind)
        values.append(value)
        at += size
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, 0
    if kind in {8, 9}:
        return kind - 8, 0
    if kind <= 6:
        size = (1, 2, 3, 4, 6, 8)[kind - 1]
        return int.from_bytes(_part(payload, at, size), "big", signed=True), size
    if kind < 12:
        raise ValueError("a kind of value that exoguide never stores")
    size = (kind - 12) // 2
    raw = _part(payload, at, size)
    return (raw.decode("utf-8") if kind % 2 else raw), size


def _part(data: bytes, at: int, size: int) -> bytes:
    if size < 0 or at + size > len(data):
        raise ValueError("beyond the end")
    return data[at : at + size]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
