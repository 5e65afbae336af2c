"""Transactions on the encrypted file: each is durable when it returns, or certain not to be there.

A COMMIT that raises may still have reached the disk. So its outcome is looked up over a fresh
connection before anything is said; only when that is impossible is it left open, in words, and
nothing more is written.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from exoguide.errors import StoreError
from exoguide.records import connection as settings
from exoguide.records import refusals
from exoguide.records.connection import connect, database_error, explained, is_busy, is_full
from exoguide.records.fitting import fingerprint, refuse_other_key
from exoguide.records.keys import StoreKey
from exoguide.records.space import use_reserve
from exoguide.records.turns import turn
from exoguide.speech import phrase

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

LOCK_SECONDS: Final = 2.0
"""How long locking waits for a call that hangs on the disk, before it takes the key without it."""


class Uncertain(Exception):
    """COMMIT raised: what was to be written may be there or not."""


class Database:
    """The open file of one store; safe to use from several threads, never across a fork."""

    def __init__(self, path: Path, key: StoreKey, read_only: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self.notice = ""
        """What a face should show from now on, such as that the disk is full."""
        self._only_reads = bool(read_only)
        self._key: StoreKey | None = key
        self._known = fingerprint(key)
        self._error = database_error()
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._identity = _identity(path)
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        with self._explaining():
            self._connected()

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` gives, all of it as of one moment."""
        with self._lock, self._explaining():
            connection = self._connected()
            try:
                connection.execute("BEGIN")
                found = work(connection)
                connection.execute("COMMIT")
            except BaseException as error:
                self._abandon(error)
                raise
            return found

    def write(
        self,
        work: Callable[[sqlite3.Connection], None],
        landed: Callable[[sqlite3.Connection], bool] = lambda _connection: False,
    ) -> None:
        """Do ``work`` in one transaction, when its turn comes; on return it is on the disk.

        ``landed`` finds out whether it was done, after a COMMIT that raised; work that may as
        well be done twice needs none.
        """
        with turn(self.path.parent, settings.BUSY_SECONDS) as came, self._lock:
            self._require_writable()
            if not came:
                raise settings.busy(self.path)
            for _attempt in range(2):
                try:
                    self._transact_in_room(work)
                    return
                except Uncertain as error:
                    if self._has_landed(landed, error):
                        return
            raise self._give_up()

    def lock(self) -> None:
        """Let go of the file and forget the key, until :meth:`unlock`. From any thread.

        A call that hangs on the disk is not waited for: it ends, and after it nothing works.
        """
        held = self._lock.acquire(timeout=LOCK_SECONDS)
        self._key = None
        if held:
            try:
                self._drop()
            finally:
                self._lock.release()

    def unlock(self, key: StoreKey) -> None:
        """Open the file again, which may have got another key meanwhile; ``Locked`` if wrong."""
        with self._lock, self._explaining():
            self._drop()
            self._key = None
            refuse_other_key(self.path, key, self._known)
            self._key, self._identity = key, _identity(self.path)
            try:
                self._connected()
            except BaseException:
                self._key = None
                raise
            self._known = fingerprint(key)

    @property
    def key(self) -> StoreKey:
        """What the file is opened with; ``StoreError`` while it is locked or closed."""
        with self._lock:
            self._connected()
            if self._key is None:
                raise RuntimeError("a connection without a key")
            return self._key

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        with self._lock:
            self._drop()
            self._closed = True

    def _transact_in_room(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do ``work``; on a full disk, once more with what was kept in reserve."""
        try:
            with self._explaining():
                self._transact(work)
        except StoreError as error:
            if not (is_full(error.__cause__) and use_reserve(self.path.parent)):
                raise
            self.notice = phrase(
                "The disk is full. Room that was kept in reserve is used now: end this session,"
                " then free some space."
            )
            with self._explaining():
                self._transact(work)

    def _transact(self, work: Callable[[sqlite3.Connection], None]) -> None:
        connection = self._connected()
        try:
            connection.execute("BEGIN IMMEDIATE")
            # While this waited, another process may have put the store under a new key in its
            # place: what was written now would be lost with the old file.
            self._require_same_file()
            work(connection)
        except BaseException as error:
            self._abandon(error)
            raise
        try:
            connection.execute("COMMIT")
        except self._error as error:
            if is_busy(error):
                self._abandon(error)
                raise
            self._drop()
            raise Uncertain(str(error)) from error

    def _has_landed(
        self,
        landed: Callable[[sqlite3.Connection], bool],
        error: Uncertain,
    ) -> bool:
        try:
            return landed(self._connected())
        except self._error:
            raise self._give_up() from error

    def _give_up(self) -> StoreError:
        self.read_only = phrase("the disk failed while an entry was being saved")
        self._drop()
        return refusals.uncertain(self.path)

    def _require_writable(self) -> None:
        if self.read_only:
            raise refusals.unwritable(self.path, self.read_only)
        self._require_same_file()

    def _require_same_file(self) -> None:
        if _identity(self.path) != self._identity:
            raise refusals.replaced(self.path)

    def _connected(self) -> sqlite3.Connection:
        if self._closed or os.getpid() != self._process:
            raise refusals.closed(self.path)
        if self._key is None:
            self._drop()
            raise refusals.locked()
        if self._connection is None:
            self._connection = connect(self.path, self._key, read_only=self._only_reads)
        return self._connection

    def _abandon(self, error: BaseException) -> None:
        """Take back what was begun; after a failure of the database, with its connection."""
        connection = self._connection
        if connection is not None and connection.in_transaction:
            with contextlib.suppress(self._error):
                connection.execute("ROLLBACK")
        if isinstance(error, self._error) and not is_busy(error):
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(self._error):
                connection.close()

    @contextlib.contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            raise explained(error, self.path) from error


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
