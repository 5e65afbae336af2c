"""A document is stored in one spelling and read back strictly, now and by later versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from exoguide.canonical import canonical, digest
from exoguide.errors import RecordError
from exoguide.flow.plan import Plan
from exoguide.summary.document import Document, Edition, Part
from exoguide.summary.lines import Line
from exoguide.summary.stored import document_digest, from_bytes, to_bytes
from exoguide.summary.text import render_text
from tests.summary.samples import accepted
from tests.summary.sessions import ANCHOR

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def document(knee: Plan) -> Document:
    return accepted(knee).document()


def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert from_bytes(to_bytes(document)) == document


def test_equal_documents_have_equal_bytes_and_the_digest_of_them(knee: Plan) -> None:
    first, second = accepted(knee).document(), accepted(knee).document()
    assert to_bytes(first) == to_bytes(second)
    assert document_digest(first) == digest(json.loads(to_bytes(first)))


def test_every_kind_of_line_is_in_the_sample(document: Document) -> None:
    found = {type(line) for part in document.parts for line in part.lines}
    assert found == set(Line.__args__)


@pytest.mark.parametrize("name", ["document-1.json"])
def test_a_document_that_an_earlier_version_stored_is_read_and_prints_the_same(name: str) -> None:
    stored = FIXTURES / name
    document = from_bytes(stored.read_bytes())
    expected = stored.with_suffix(".txt").read_text(encoding="utf-8")
    assert render_text(document, Edition.CLINICIAN, ANCHOR) == expected
    assert to_bytes(document) == stored.read_bytes()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "1"),
        ("number", True),
        ("practice", 0),
        ("title", 7),
        ("title", None),
        ("parts", "text"),
        ("words", []),
        ("unheard_of", "x"),
    ],
)
def test_nothing_is_coerced_and_nothing_unknown_is_passed_over(
    field: str, value: Any, document: Document
) -> None:
    spoiled = {**json.loads(to_bytes(document)), field: value}
    with pytest.raises(RecordError):
        from_bytes(canonical(spoiled))


def test_a_missing_field_is_refused(document: Document) -> None:
    spoiled = json.loads(to_bytes(document))
    del spoiled["decision"]
    with pytest.raises(RecordError):
        from_bytes(canonical(spoiled))


def test_a_line_of_an_unknown_kind_is_refused(document: Document) -> None:
    spoiled = json.loads(to_bytes(document))
    spoiled["parts"][0]["lines"][0]["is"] = "advert"
    with pytest.raises(RecordError):
        from_bytes(canonical(spoiled))


@pytest.mark.parametrize("content", [b"", b"[]", b"nonsense", b"\xff", b"[" * 100_000])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(RecordError, match="not one"):
        from_bytes(content)


def test_a_document_of_a_later_format_names_both_formats(document: Document) -> None:
    later = attrs.evolve(document, format=2)
    with pytest.raises(RecordError, match="format 2; this version reads format 1"):
        from_bytes(to_bytes(later))


def test_no_two_lines_of_a_document_share_an_id(document: Document) -> None:
    names = [line.id for part in _all(document) for line in part.lines]
    assert len(names) == len(set(names))


def _all(document: Document) -> tuple[Part, ...]:
    return document.parts
