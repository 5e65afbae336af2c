"""What is known, with how well it was tested; and where everything comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from exoguide.engine.outputs import shown_items, shows
from exoguide.flow.model import Card, Mark
from exoguide.summary.document import (
    Edition,
    Item,
    Paragraph,
    Part,
    PartKind,
    Source,
    Statement,
)
from exoguide.summary.teller import Teller

READ: Final = (Mark.READ, Mark.SECONDARY)
"""Marks of facts that were read in a source; nothing else is ever called a finding."""


def evidence_parts(teller: Teller, *, treated: bool) -> Iterator[Part]:
    """The evidence statements that this session came upon: findings, and apart from them the rest.

    What rests on practice, inference or memory is for the clinician, under a heading that says so.
    """
    cards = _cards(teller, treated=treated)
    findings = [card for card in cards if is_finding(card)]
    others = [card for card in cards if not is_finding(card)]
    article = teller.text("flow.article") if any(card.article for card in findings) else ""
    about = (Paragraph("evidence.article", article),) if article else ()
    yield Part(
        id="evidence",
        kind=PartKind.EVIDENCE,
        title=teller.word("sheet.evidence_title"),
        lines=(*about, *(_statement(teller, card) for card in findings)),
    )
    yield Part(
        id="unverified",
        kind=PartKind.EVIDENCE,
        title=teller.word("sheet.unverified_title"),
        lines=tuple(_statement(teller, card) for card in others),
        edition=Edition.CLINICIAN,
    )


def is_finding(card: Card) -> bool:
    """Whether a card may be called a finding: read in a source that it names."""
    return bool(card.sources) and (card.mark is None or card.mark in READ)


def _cards(teller: Teller, *, treated: bool) -> list[Card]:
    """The cards of steps on the path, of raised flags and of printed lines, each once."""
    around = teller.state.around
    names = [name for _, node, _ in teller.told() for name in node.step.cards]
    names += [flag.flag.card for flag in teller.state.raised]
    for output in teller.flow.outputs:
        if (treated or not output.treated) and shows(around, output):
            names += [item.card for item in shown_items(around, output)]
    tables = {card.id: card for card in teller.flow.cards}
    return [tables[name] for name in dict.fromkeys(names) if name in tables]


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
    """The sources that ``parts`` name, and those of their outputs, numbered in that order."""
    outputs = {output.id: output for output in teller.flow.outputs}
    names: list[str] = []
    for part in parts:
        for line in part.lines:
            if isinstance(line, (Item, Statement)):
                names += [source.removeprefix("source.") for source in line.sources]
        if part.id in outputs:
            names += outputs[part.id].sources
            for item in outputs[part.id].items:
                if any(line.id == f"{part.id}.{item.id}" for line in part.lines):
                    names += item.sources
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
