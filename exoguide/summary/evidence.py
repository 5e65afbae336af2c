"""What is known, with how well it was tested; and where everything comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from exoguide.engine.outputs import shown_items, shows
from exoguide.flow.model import Card, Mark
from exoguide.summary.document import Edition, Part, PartKind, cited
from exoguide.summary.lines import Paragraph, Source, Statement
from exoguide.summary.teller import Teller

READ: Final = (Mark.READ, Mark.SECONDARY)
"""Marks of facts that were read in a source; nothing else is ever called a finding."""


def evidence_parts(teller: Teller, *, treated: bool) -> Iterator[Part]:
    """The evidence statements that this session came upon.

    The patient's page has those that its lines and flags speak of; those that were shown beside a
    question besides are in the clinician's. What rests on practice, inference or memory is no
    finding: it stands apart, for the clinician, under a heading that says so.
    """
    printed = _printed_cards(teller, treated=treated)
    met = [name for _, node, _ in teller.told() for name in node.step.cards]
    tables = {card.id: card for card in teller.flow.cards}
    cards = [tables[name] for name in dict.fromkeys((*printed, *met)) if name in tables]
    findings = [card for card in cards if is_finding(card)]
    article = teller.text("flow.article") if any(card.article for card in findings) else ""
    head = (Paragraph("evidence.article", article),) if article else ()
    for name, edition, chosen in (
        ("evidence", Edition.BOTH, [card for card in findings if card.id in printed]),
        ("shown", Edition.CLINICIAN, [card for card in findings if card.id not in printed]),
        ("unverified", Edition.CLINICIAN, [card for card in cards if not is_finding(card)]),
    ):
        lines = tuple(_statement(teller, card) for card in chosen)
        if lines:
            title = teller.word(f"sheet.{name}_title")
            about = () if name == "unverified" else head
            yield Part(name, PartKind.EVIDENCE, title, (*about, *lines), edition)
            head = ()  # said once, before the first finding


def is_finding(card: Card) -> bool:
    """Whether a card may be called a finding: read in a source that it names."""
    return bool(card.sources) and (card.mark is None or card.mark in READ)


def _printed_cards(teller: Teller, *, treated: bool) -> list[str]:
    """The cards that the patient's page speaks of: of raised flags and of printed lines."""
    around = teller.state.around
    names = [flag.flag.card for flag in teller.state.raised]
    for output in teller.flow.outputs:
        if (treated or not output.treated) and shows(around, output):
            names += [item.card for item in shown_items(around, output)]
    return [name for name in names if name]


def _statement(teller: Teller, card: Card) -> Statement:
    grade = card.grade.value if card.grade else ""
    verdict = teller.word(f"grade.{grade}") if grade else ""
    if not is_finding(card):
        practice = card.mark is Mark.INFERENCE
        verdict = teller.word("sheet.practice_rule" if practice else "sheet.from_memory")
        grade = ""
    return Statement(
        id=f"card.{card.id}",
        title=teller.text(f"card.{card.id}.title"),
        text=teller.text(f"card.{card.id}.text"),
        article=teller.text(f"card.{card.id}.article"),
        evidence=teller.text(f"card.{card.id}.evidence"),
        grade=grade,
        verdict=verdict,
        checked=teller.day(card.checked_on) if card.checked_on else "",
        sources=tuple(f"source.{source}" for source in card.sources),
        note=teller.text(f"card.{card.id}.note"),
    )


def source_part(teller: Teller, parts: Iterable[Part]) -> Part:
    """The sources that ``parts`` name, numbered in that order."""
    names = [name.removeprefix("source.") for part in parts for name in cited(part)]
    tables = {source.id: source for source in teller.flow.sources}
    return Part(
        id="sources",
        kind=PartKind.SOURCES,
        title=teller.word("sheet.sources"),
        lines=tuple(
            Source(
                id=f"source.{name}",
                number=number,
                organisation=tables[name].organisation,
                title=tables[name].title,
                date=tables[name].date,
                url=tables[name].url,
                checked=_checked(teller, name),
            )
            for number, name in enumerate((n for n in dict.fromkeys(names) if n in tables), 1)
        ),
    )


def _checked(teller: Teller, name: str) -> str:
    source = next(source for source in teller.flow.sources if source.id == name)
    return teller.day(source.checked_on) if source.checked_on else ""
