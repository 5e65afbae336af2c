"""From a session at its end to the one document that tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

from exoguide.canonical import Json
from exoguide.engine.encoding import field
from exoguide.engine.events import SEMANTICS
from exoguide.engine.state import State
from exoguide.flow.model import End, Outcome
from exoguide.summary.clinic import override_lines
from exoguide.summary.document import FORMAT, Document, Edition, Footer, Part, PartKind
from exoguide.summary.evidence import evidence_parts, source_part
from exoguide.summary.findings import flag_part, signature_part
from exoguide.summary.lines import Fact, Paragraph
from exoguide.summary.printed import output_parts
from exoguide.summary.talk import answer_parts, note_part, skipped_part, statement_parts
from exoguide.summary.teller import Teller
from exoguide.summary.wording import iso_time

ORDER: Final = (
    PartKind.NOTICE,
    PartKind.NEXT,
    PartKind.FLAGS,
    PartKind.CHECKLIST,
    PartKind.WARNINGS,
    PartKind.CONTACTS,
    PartKind.FOLLOW_UP,
    PartKind.SECTION,
    PartKind.COSTS,
    PartKind.EVIDENCE,
    PartKind.SIGNATURES,
    PartKind.STATEMENTS,
    PartKind.ANSWERS,
    PartKind.SKIPPED,
    PartKind.NOTES,
    PartKind.SOURCES,
    PartKind.ABOUT,
)
"""What the patient needs first comes first; parts of one kind keep the order of the flow."""


def build(state: State, ended_at: str) -> Document:
    """The document of a session that stands at an end or has just arrived at one.

    ``ended_at`` is the time of the end (ISO 8601 with offset). Raises ``ValueError`` before an end:
    there is nothing to sum up yet.
    """
    end = state.ended or state.arrived
    if end is None:
        raise ValueError("a summary is written at an end")
    teller = Teller(state)
    treated = end.outcome is Outcome.ACCEPTED
    decision = teller.text(f"end.{end.id}.summary") or teller.text(f"end.{end.id}.title")
    parts = [
        *output_parts(teller, treated=treated),
        *_end_parts(teller, end),
        flag_part(teller),
        *statement_parts(teller),
        *evidence_parts(teller, treated=treated),
        signature_part(teller),
        *answer_parts(teller),
        skipped_part(teller),
        note_part(teller),
    ]
    parts.append(source_part(teller, parts))
    parts.append(_about(teller))
    head = tuple(_head(teller, ended_at))
    parts.insert(0, _notice(teller))  # made last, when it is known whether any text fell back
    return Document(
        format=FORMAT,
        number=_number(state),
        language=teller.language,
        practice=_opened(state).get("practice") is True,
        outcome=end.outcome.value,
        today=state.ledger.today.isoformat(),
        title=teller.text("flow.title"),
        head=head,
        decision=Paragraph("decision", decision),
        parts=tuple(part for kind in ORDER for part in parts if part.kind is kind and part.lines),
        footer=Footer(
            flow=teller.flow.head.id,
            version=teller.flow.head.version,
            bundle=state.plan.digest,
            semantics=SEMANTICS,
        ),
        words=teller.words,
    )


def _number(state: State) -> int:
    return state.ledger.endings + (0 if state.ledger.ended else 1)


def _opened(state: State) -> Mapping[str, Json]:
    return state.ledger.opened.body if state.ledger.opened else {}


def _head(teller: Teller, ended_at: str) -> Iterator[Fact]:
    """Who, when and where."""
    state = teller.state
    body = _opened(state)
    clinician = body.get("clinician")
    clinician = cast("Mapping[str, Json]", clinician if isinstance(clinician, Mapping) else {})
    who = ", ".join(part for name in ("name", "role") if (part := field(clinician, name)))
    begun = field(body, "today")
    today = state.ledger.today.isoformat()
    facts = {
        "clinic": str(state.ledger.clinic.get("name", "")),
        "patient": field(body, "patient"),
        "clinician": who,
        "date": teller.day(today),
        "begun": teller.day(begun) if begun != today else "",
        "ended": iso_time(teller.words, ended_at),
        "number": str(_number(state)) if _number(state) > 1 else "",
        "follows": field(body, "follows"),
    }
    for name, value in facts.items():
        if value:
            yield Fact(f"head.{name}", teller.word(f"sheet.{name}"), value)


def _notice(teller: Teller) -> Part:
    """The standing notice, and what this guide is not until its data says otherwise."""
    head = teller.flow.head
    if not head.reviewed_by:
        reviewed = teller.word("sheet.not_reviewed")
    elif head.reviewed_on:
        reviewed = teller.word(
            "sheet.reviewed_on", who=head.reviewed_by, date=teller.day(head.reviewed_on)
        )
    else:
        reviewed = teller.word("sheet.reviewed", who=head.reviewed_by)
    texts = {
        "standing": teller.text("flow.notice"),
        "reviewed": reviewed,
        "device": teller.text("flow.device") or teller.word("sheet.device"),
        "untranslated": "",
        "translation": "" if _reviewed(teller) else teller.word("sheet.translation"),
    }
    if teller.fell_back:
        texts["untranslated"] = teller.word("sheet.untranslated", language=head.language)
    return Part(
        id="notice",
        kind=PartKind.NOTICE,
        title=teller.word("sheet.notice"),
        lines=tuple(Paragraph(f"notice.{name}", text) for name, text in texts.items() if text),
    )


def _reviewed(teller: Teller) -> bool:
    """Whether the texts are the flow's own, or a native-speaking clinician reviewed them."""
    head = teller.flow.head
    return teller.language in {head.language, *head.reviewed_languages}


def _end_parts(teller: Teller, end: End) -> Iterator[Part]:
    """What the end says, to both and to the clinician."""
    for name, title, edition in (
        ("text", "next", Edition.BOTH),
        ("note", "next_clinician", Edition.CLINICIAN),
    ):
        text = teller.text(f"end.{end.id}.{name}")
        lines = (Paragraph(f"end.{name}", text),) if text else ()
        yield Part(f"end.{name}", PartKind.NEXT, teller.word(f"sheet.{title}"), lines, edition)


def _about(teller: Teller) -> Part:
    """What this document was made from."""
    head = teller.flow.head
    flow = teller.word("sheet.flow", flow=head.id, version=head.version)
    bundle = " ".join(teller.plan.digest[n : n + 4] for n in range(0, 32, 4))
    return Part(
        id="about",
        kind=PartKind.ABOUT,
        title=teller.word("sheet.about"),
        lines=(
            Paragraph("about.flow", flow),
            Fact("about.bundle", teller.word("sheet.bundle"), bundle),
            Fact("about.semantics", teller.word("sheet.semantics"), str(SEMANTICS)),
            *override_lines(teller),
        ),
    )
