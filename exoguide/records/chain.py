r"""How one event is bound to the one before it: the stored format, which never changes.

Every hash is SHA-256. ``frame(a, b, ...)`` is each part behind its length as 8 bytes, most
significant first, so that no two lists of parts are spelled alike.

=========  =====================================================================================
header     canonical JSON of ``at, boot, clock_back, event, kind, mono, seq, session, user``
content    SHA-256 of ``frame(b"exoguide content 1", salt, body)``; the body is canonical JSON
digest     SHA-256 of ``frame(b"exoguide event 1", previous digest, header, content)``
seal       HMAC-SHA-256 under the record key of ``frame(b"exoguide seal 1", digest)``
head seal  the same of ``frame(b"exoguide head 1", session, seq in decimal digits, digest)``
=========  =====================================================================================

The first event of a session has :data:`GENESIS` as its previous digest. The salt is 16 random
bytes, so that a short answer cannot be guessed from its digest once body and salt are erased.
Anyone can follow the chain; the seals tell a rebuilt chain from the real one where the record key
is at hand.
"""

from __future__ import annotations

import hashlib
import hmac
from json.encoder import encode_basestring as _quoted
from typing import Final

import attrs

GENESIS: Final = bytes(32)
"""What the first event of a session follows."""

SALT_BYTES: Final = 16


@attrs.frozen
class Header:
    """Everything about an event but its words; it outlives their erasure.

    ``boot`` names the start of the machine that ``mono`` (nanoseconds) counts in. ``clock_back``
    is 1 when wall time was earlier than that of the event before, else 0.
    """

    session: str
    seq: int
    event: str
    at: str
    mono: int
    boot: str
    clock_back: int
    user: str
    kind: str

    def spelled(self) -> bytes:
        """The canonical JSON that is hashed."""
        # Written out, as it is ten times faster than `canonical` (a test holds them together), and
        # a session of 6,000 answers is checked each time it is opened.
        text = (
            f'{{"at":{_quoted(self.at)},"boot":{_quoted(self.boot)},'
            f'"clock_back":{self.clock_back},"event":{_quoted(self.event)},'
            f'"kind":{_quoted(self.kind)},"mono":{self.mono},"seq":{self.seq},'
            f'"session":{_quoted(self.session)},"user":{_quoted(self.user)}}}'
        )
        return text.encode("utf-8")


@attrs.frozen
class Link:
    """One stored event as it lies in the store: what verification reads.

    ``body`` and ``salt`` are both ``None`` once erased; ``content`` then stands for them.
    """

    header: Header
    salt: bytes | None
    body: bytes | None
    content: bytes
    previous: bytes
    digest: bytes
    seal: bytes


@attrs.frozen
class SealedHead:
    """Which event is the last, and the seal that stands for it."""

    seq: int
    digest: bytes
    seal: bytes


@attrs.frozen
class Log:
    """One session as it lies in the store, read at one moment; ``head`` may be missing."""

    links: tuple[Link, ...]
    head: SealedHead | None


def frame(*parts: bytes) -> bytes:
    """The parts, each behind its length, so that their borders cannot be moved."""
    return b"".join([len(part).to_bytes(8, "big") + part for part in parts])


def content_digest(salt: bytes, body: bytes) -> bytes:
    """What stands for the body in the chain."""
    return hashlib.sha256(frame(b"exoguide content 1", salt, body)).digest()


def event_digest(previous: bytes, header: Header, content: bytes) -> bytes:
    """The digest that the next event will name as its previous one."""
    framed = frame(b"exoguide event 1", previous, header.spelled(), content)
    return hashlib.sha256(framed).digest()


def event_seal(key: bytes, digest: bytes) -> bytes:
    """Proof that whoever stored the event held the record key."""
    return hmac.digest(key, frame(b"exoguide seal 1", digest), "sha256")


def head_seal(key: bytes, session: str, seq: int, digest: bytes) -> bytes:
    """Proof that whoever set the session's head held the record key."""
    parts = (session.encode("utf-8", "replace"), str(seq).encode("ascii"), digest)
    return hmac.digest(key, frame(b"exoguide head 1", *parts), "sha256")


def linked(key: bytes, previous: bytes, header: Header, salt: bytes, body: bytes) -> Link:
    """The link that stores ``body`` after the event whose digest is ``previous``."""
    content = content_digest(salt, body)
    digest = event_digest(previous, header, content)
    return Link(header, salt, body, content, previous, digest, event_seal(key, digest))
