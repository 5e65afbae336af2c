from __future__ import annotations

import hashlib
import hmac
import json

from hypothesis import given
from hypothesis import strategies as st

from exoguide.canonical import canonical
from exoguide.records.chain import (
    GENESIS,
    Header,
    content_digest,
    event_digest,
    event_seal,
    frame,
    head_seal,
    linked,
)

HEADER = Header(
    "7F3A-91C2", 1, "ab" * 16, "2026-01-02T10:00:00.000+00:00", 5, "b", 0, "ann", "opened"
)

texts = st.text(st.characters(exclude_categories=["Cs"]))
headers = st.builds(
    Header,
    texts,
    st.integers(),
    texts,
    texts,
    st.integers(),
    texts,
    st.integers(0, 1),
    texts,
    texts,
)


def test_the_stored_format_is_the_documented_one() -> None:
    """Written out by hand, so that no later version can change it unnoticed."""
    salt, body, key = b"s" * 16, b'{"a":1}', b"k" * 32

    def sized(*parts: bytes) -> bytes:
        return b"".join(len(part).to_bytes(8, "big") + part for part in parts)

    header = (
        b'{"at":"2026-01-02T10:00:00.000+00:00","boot":"b","clock_back":0,"event":"'
        + b"ab" * 16
        + b'","kind":"opened","mono":5,"seq":1,"session":"7F3A-91C2","user":"ann"}'
    )
    content = hashlib.sha256(sized(b"exoguide content 1", salt, body)).digest()
    digest = hashlib.sha256(sized(b"exoguide event 1", bytes(32), header, content)).digest()
    seal = hmac.new(key, sized(b"exoguide seal 1", digest), "sha256").digest()
    link = linked(key, GENESIS, HEADER, salt, body)
    assert (link.content, link.digest, link.seal) == (content, digest, seal)
    assert link.digest.hex() == ("34e40b1699947c5636ba260d410e0b36bf5cd4be7c07c060e52871761c03743d")
    head = hmac.new(key, sized(b"exoguide head 1", b"7F3A-91C2", b"1", digest), "sha256").digest()
    assert head_seal(key, "7F3A-91C2", 1, digest) == head


@given(headers)
def test_a_header_is_spelled_as_canonical_json(header: Header) -> None:
    spelled = header.spelled()
    assert spelled == canonical(json.loads(spelled))
    assert json.loads(spelled)["session"] == header.session


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_no_two_lists_of_parts_are_framed_alike(one: list[bytes], other: list[bytes]) -> None:
    assert (frame(*one) == frame(*other)) == (one == other)


@given(st.lists(st.binary(max_size=3), min_size=2), st.data())
def test_moving_a_border_between_parts_changes_the_frame(
    parts: list[bytes], data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(parts) - 1))
    joined = [*parts[: place - 1], parts[place - 1] + parts[place], *parts[place + 1 :]]
    assert frame(*parts) != frame(*joined)


def test_hashes_of_different_purpose_never_meet() -> None:
    assert content_digest(b"", b"") != hashlib.sha256(b"").digest()
    digest = event_digest(GENESIS, HEADER, content_digest(b"s", b"b"))
    assert event_seal(b"k", digest) != head_seal(b"k", "", 0, digest)
