"""Pages of plain text: 80 columns, nothing but text, breaks between items."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from exoguide.engine.events import Event, Kind
from exoguide.flow.plan import Plan
from exoguide.plaintext import width
from exoguide.summary.as_json import render_json
from exoguide.summary.document import Document, Edition
from exoguide.summary.layout import COLUMNS, PAGE, Block, paginate
from exoguide.summary.lines import (
    Answer,
    Cost,
    Fact,
    Flag,
    Item,
    Line,
    Paragraph,
    Sign,
    Signature,
    Source,
    Statement,
)
from exoguide.summary.markdown import escaped, render_markdown
from exoguide.summary.overlay import overlay
from exoguide.summary.stored import from_bytes, to_bytes
from exoguide.summary.text import render_text
from tests.summary.samples import accepted, told
from tests.summary.sessions import ANCHOR, AT, plan_of

STORABLE = st.characters(blacklist_categories=["Cs"])
TYPED = st.one_of(
    st.text(STORABLE, max_size=200),
    st.sampled_from(
        [
            "\x1b]0;title\x07\x1b[2J",
            "# heading\n<script>alert(1)</script>\n[link](http://x)",
            "漢" * 90,
            "x" * 500,
            "a\u202eb" * 30,
            "👨\u200d👩\u200d👧" * 40,
            "\n" * 100,
        ]
    ),
)


def spoilt(line: Line, typed: str) -> Line:
    """The line with every text in it replaced by what somebody typed."""
    texts = {
        Paragraph: ("text",),
        Fact: ("label", "value"),
        Answer: ("question", "answer", "words", "note"),
        Statement: ("title", "text", "article", "evidence", "verdict", "checked", "note"),
        Cost: ("label", "value"),
        Item: ("text", "value", "when", "basis", "note"),
        Sign: ("text", "call", "note"),
        Signature: ("role", "name", "time", "meaning"),
        Flag: ("action", "title", "message", "lifted", "reason"),
        Source: ("organisation", "title", "date", "url", "checked"),
    }[type(line)]
    changes: dict[str, Any] = dict.fromkeys(texts, typed)
    return attrs.evolve(line, **changes)


def everywhere(document: Document, typed: str) -> Document:
    """The document with every text in it replaced by what somebody typed."""
    amended = Event(90, "e90", AT, 90, typed, Kind.AMENDED, {
        "line": "decision", "old": typed, "new": typed, "why": typed,
    })  # fmt: skip
    harm = Event(91, "e91", AT, 91, "osei", Kind.ADVERSE, {
        "date": "2026-07-01", "text": typed, "severity": typed,
    })  # fmt: skip
    return overlay(
        attrs.evolve(
            document,
            title=typed,
            practice=True,
            head=tuple(Fact(fact.id, typed, typed) for fact in document.head),
            decision=Paragraph("decision", typed),
            parts=tuple(
                attrs.evolve(
                    part, title=typed, lines=tuple(spoilt(line, typed) for line in part.lines)
                )
                for part in document.parts
            ),
            footer=attrs.evolve(document.footer, flow=typed, version=typed),
        ),
        [amended, harm],
        superseded_by=typed,
    )


@cache
def sample() -> Document:
    return accepted(plan_of("knee")).document()


@given(TYPED)
def test_no_line_is_too_wide_and_nothing_but_text_is_in_it_whatever_was_typed(typed: str) -> None:
    document = everywhere(sample(), typed)
    for edition in (Edition.PATIENT, Edition.CLINICIAN):
        said = render_text(document, edition, ANCHOR)
        lines = said.split("\n")
        assert max(width(line) for line in lines) <= COLUMNS
        assert not any(
            unicodedata.category(char) in {"Cc", "Cs"} for line in lines for char in line
        )
        assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\ufeff") & set(said)
        assert said == render_text(from_bytes(to_bytes(document)), edition, ANCHOR)


@given(TYPED)
def test_json_is_ascii_without_control_characters_whatever_was_typed(typed: str) -> None:
    said = render_json(everywhere(sample(), typed), Edition.CLINICIAN, ANCHOR)
    assert said.isascii()
    assert all(char.isprintable() or char == "\n" for char in said)


@given(TYPED)
def test_markdown_has_no_html_heading_or_link_of_anybodys_making(typed: str) -> None:
    said = escaped(typed)
    assert "\n" not in said
    bare = said.replace("\\\\", "")
    for sign in "<>[]`*_#|&~":
        assert bare.count(sign) == bare.count(f"\\{sign}")
    render_markdown(everywhere(sample(), typed), Edition.CLINICIAN, ANCHOR)


def test_markdown_escapes_what_would_begin_a_list_a_rule_or_a_heading() -> None:
    assert [escaped(text) for text in ("1. a", "- a", "+ a", "===", "2) b", "38.5 °C")] == [
        "1\\. a",
        "\\- a",
        "\\+ a",
        "\\===",
        "2\\) b",
        "38.5 °C",
    ]


def test_markdown_makes_a_link_of_a_plain_address_of_a_source_only(knee: Plan) -> None:
    said = render_markdown(accepted(knee).document(), Edition.PATIENT, ANCHOR)
    assert "<https://example.org/leaflet>" in said
    session = told(knee)
    session.give({"worry": {"text": "see https://evil.example <b>now</b>"}})
    session.give({"sessions": {"number": "1"}, "planned_date": {"none": "unknown"}})
    said = render_markdown(session.give({"decision": "decline"}).document(), Edition.PATIENT, "")
    assert "see https\\://evil.example \\<b\\>now\\</b\\>" in said


def test_every_page_but_the_last_is_full_and_ends_with_its_number(knee: Plan) -> None:
    said = render_text(accepted(knee).document(), Edition.CLINICIAN, ANCHOR)
    lines = said.removesuffix("\n").split("\n")
    pages = [lines[at : at + PAGE] for at in range(0, len(lines), PAGE)]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert page[-1] == (f"Flow knee 1.2 · record {ANCHOR} · page {number} of {len(pages)}")


def test_the_second_page_says_whose_it_is(knee: Plan) -> None:
    said = render_text(accepted(knee).document(), Edition.CLINICIAN, ANCHOR)
    assert said.split("\n")[PAGE] == "M-1042 · Knee injection: a consultation"


def test_without_an_anchor_the_footer_names_no_record(knee: Plan) -> None:
    said = render_text(accepted(knee).document(), Edition.PATIENT, "")
    assert "record" not in said.split("\n")[PAGE - 1]


def test_no_block_is_split_that_fits_on_a_page() -> None:
    blocks = [Block(tuple(f"{number}.{line}" for line in range(7))) for number in range(40)]
    lines = paginate(blocks, ["top", ""], lambda page, pages: [f"page {page} of {pages}"])
    pages = [lines[at : at + PAGE] for at in range(0, len(lines), PAGE)]
    for page in pages:
        numbers = [line.split(".")[0] for line in page if "." in line]
        assert all(numbers.count(number) == 7 for number in set(numbers))


def test_a_heading_never_ends_a_page() -> None:
    for before in range(PAGE):
        blocks = [Block((f"line {number}",)) for number in range(before)]
        blocks += [Block(("HEADING",), heading=True, space=True), Block(("first", "second"))]
        lines = paginate(blocks, ["top"], lambda page, _: [f"page {page}"])
        assert lines[lines.index("HEADING") + 1] == "first"


def test_a_block_longer_than_a_page_is_split_and_nothing_of_it_is_lost() -> None:
    long = Block(tuple(f"line {number}" for number in range(3 * PAGE)))
    blocks = [Block(("HEADING",), heading=True), long, Block(("after",))]
    lines = paginate(blocks, ["top"], lambda page, _: [f"page {page}"])
    assert [line for line in lines if line.startswith("line ")] == list(long.lines)
    assert "after" in lines
    assert lines[PAGE - 1] == "page 1"
