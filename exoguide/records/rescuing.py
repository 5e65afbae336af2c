"""Bringing what can be read of a damaged store into a new one, and saying what is lost.

Of each session, the entries from its first one on are kept as far as they follow each other. What
stands behind a gap cannot be proven and stays in the damaged file. The new store has the keys of
the old one. Its chain of access says what became of each session, so that the loss is on record.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from exoguide.errors import RecordError, StoreError, UsageError
from exoguide.records import listing, rows
from exoguide.records.access import CHAIN, Access
from exoguide.records.accessing import store_access
from exoguide.records.chain import Header, Link, Log, SealedHead, event_seal
from exoguide.records.clock import now
from exoguide.records.connection import connect, database_error, explained
from exoguide.records.durable import sync_folder, write_private
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import KEYS_FILE, Keys, StoreKey, encoded
from exoguide.records.pages import Pages, Record
from exoguide.records.schema import migrate
from exoguide.records.verify import check_log

if TYPE_CHECKING:
    import sqlite3

_LINK: Final = (str, int, str, str, int, str, int, str, str)
_KEY_BYTES: Final = 32


@attrs.frozen
class Saved:
    """What became of one chain: ``kept`` entries of ``known``, as far as their number is known."""

    session_id: str
    kept: int
    known: int

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be lost."""
        return 0 < self.kept == self.known


@attrs.frozen
class Rescued:
    """What a rescue brought: each session, the chain of access, and how much was unreadable.

    ``sealed`` is false when the key of the seals was lost, so that the new store has another one.
    """

    sessions: tuple[Saved, ...]
    access: Saved
    pages: int
    bad: int
    sealed: bool


@attrs.define
class _Found:
    """The records of a damaged file, by what they are."""

    links: dict[str, dict[int, Link]] = attrs.Factory(lambda: defaultdict(dict))
    heads: dict[str, SealedHead] = attrs.Factory(dict)
    sessions: dict[str, Record] = attrs.Factory(dict)
    flows: dict[str, bytes] = attrs.Factory(dict)
    documents: dict[str, bytes] = attrs.Factory(dict)
    store: tuple[bool, bytes, str] | None = None


def rescue(
    path: Path, key: StoreKey, keys: Keys, target: Path, entry: Callable[[str, str], Access]
) -> Rescued:
    """Bring what can be read of the file ``path`` into a new store in the folder ``target``.

    ``entry`` makes an entry of access about a session with a few words. The file is only read.
    ``UsageError`` when the folder is there already, ``RecordError`` when nothing can be read.
    """
    pages = Pages(path, key)
    found = _Found()
    for row, record in pages.records():
        _sort(found, row, record)
    if not found.links:
        raise RecordError(
            "Nothing can be read",
            f"No page of {path} with an entry on it is whole, or the key belongs to another file.",
            "Keep the file as it is, and restore a backup.",
        )
    practice, record_key, made_at = found.store or (False, secrets.token_bytes(_KEY_BYTES), now())
    checked = record_key if found.store else None
    if checked is None:
        _seal_anew(found, record_key)
    try:
        target.mkdir(mode=0o700, parents=True)
        write_private(target / KEYS_FILE, encoded(attrs.evolve(keys, next=None)))
        write_private(target / STORE_FILE, b"")
        with contextlib.closing(connect(target / STORE_FILE, key, create=True)) as made:
            made.execute("BEGIN IMMEDIATE")
            migrate(made)
            made.execute("INSERT INTO store VALUES (1, ?, ?, ?)", (practice, record_key, made_at))
            access, saved = _filled(made, found, record_key, checked, entry)
            made.execute("COMMIT")
        sync_folder(target)
    except FileExistsError:
        raise UsageError(
            "There is something already",
            f"{target} is there, and nothing is overwritten.",
            "Name another folder: exoguide rescue FILE -o FOLDER.",
        ) from None
    except OSError as error:
        raise StoreError(
            "The new store cannot be written",
            f"{target}: {error.strerror}. The damaged file is as it was.",
            "Check the folder, its permissions and the space left.",
        ) from error
    except database_error() as error:
        raise explained(error, target / STORE_FILE) from error
    return Rescued(saved, access, pages.count, pages.bad, sealed=found.store is not None)


def _sort(found: _Found, row: int, record: Record) -> None:
    """Put a record where it belongs, by its shape; digests and chains say whether it is whole."""
    match record:
        case (str(), _, str(), str(), int(), str(), int(), str(), str(), _, _, *rest) if (
            len(rest) == 4
        ):
            values = [*record]
            values[1] = row if record[1] is None else record[1]  # a row number is not repeated
            if all(type(value) is kind for value, kind in zip(values, _LINK, strict=False)):
                link = Link(Header(*values[:9]), *values[9:])  # type: ignore[arg-type] # just looked at
                found.links[link.header.session].setdefault(link.header.seq, link)
        case (str(session), int(seq), bytes(digest), bytes(seal)):
            found.heads[session] = SealedHead(seq, digest, seal)
        case (str(), int(), str(), bytes(data)):
            found.documents[hashlib.sha256(data).hexdigest()] = data
        case (str(digest), bytes(data)) if hashlib.sha256(data).hexdigest() == digest:
            found.flows[digest] = data
        case (None, int(practice), bytes(record_key), str(made_at)) if (
            len(record_key) == _KEY_BYTES
        ):
            found.store = (bool(practice), record_key, made_at)
        case (None, str(session), str(), *rest) if len(rest) == 10:
            found.sessions[session] = record


def _seal_anew(found: _Found, record_key: bytes) -> None:
    """Seal every entry with another key, as that of its seal is lost."""
    for links in found.links.values():
        for seq, link in links.items():
            links[seq] = attrs.evolve(link, seal=event_seal(record_key, link.digest))


def _filled(
    made: sqlite3.Connection,
    found: _Found,
    record_key: bytes,
    checked: bytes | None,
    entry: Callable[[str, str], Access],
) -> tuple[Saved, tuple[Saved, ...]]:
    for digest, data in found.flows.items():
        rows.save_flow(made, digest, data)
    links, access = _chain(found, CHAIN, checked)
    for link in links:
        rows.insert_link(made, record_key, link, rows.ACCESS)
    saved = []
    names = (found.links.keys() | found.heads.keys() | found.sessions.keys()) - {CHAIN}
    for name in sorted(names):
        links, one = _chain(found, name, checked)
        bundle = str(_body(links[0]).get("bundle")) if links else ""
        if bundle not in found.flows:  # without its flow a session cannot be opened
            links, one = (), attrs.evolve(one, kept=0)
        if links:
            _session(made, found, links, bundle, record_key)
        saved.append(one)
        if not one.whole:
            said = entry(name, f"kept {one.kept} of {one.known} entries")
            store_access(made, record_key, said)
    if checked is None:
        store_access(made, record_key, entry("", "the key of the seals was lost; sealed anew"))
    return access, tuple(saved)


def _chain(found: _Found, name: str, key: bytes | None) -> tuple[tuple[Link, ...], Saved]:
    """The entries of a chain from the first on, as far as they follow each other."""
    there = found.links.get(name, {})
    links = tuple(there[seq] for seq in sorted(there) if seq > 0)
    kept = check_log(name, Log(links, None), key).events
    head = found.heads.get(name)
    known = max([kept, *there, head.seq if head else 0])
    return links[:kept], Saved(name, kept, known)


def _session(
    made: sqlite3.Connection,
    found: _Found,
    links: tuple[Link, ...],
    bundle: str,
    record_key: bytes,
) -> None:
    name = links[0].header.session
    record = found.sessions.get(name)
    body = _body(links[0])
    clinician = body.get("clinician")
    told = clinician.get("name") if isinstance(clinician, Mapping) else ""
    values = (
        record[1:]
        if record is not None
        else (
            name, bundle, "", "", str(body.get("patient", "")), str(told or ""),
            str(body.get("follows") or "") or None, "rescued", "", None, None, 0,
        )
    )  # fmt: skip
    made.execute(
        "INSERT INTO session (id, bundle, title, version, patient, clinician, follows, state,"
        " question, ended, due, projected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    listing.index_session(made, name, "")
    for link in links:
        rows.insert_link(made, record_key, link)
        digest = _body(link).get("document")
        if isinstance(digest, str) and digest in found.documents:
            sql = "INSERT INTO document VALUES (?, ?, ?, ?)"
            rows.run(made, sql, name, link.header.seq, digest, found.documents[digest])


def _body(link: Link) -> Mapping[str, object]:
    body = json.loads(link.body or b"{}")
    return body if isinstance(body, dict) else {}
