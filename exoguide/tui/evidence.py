"""What is known about the question at hand: the article's words beside independent evidence."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.consultation.wording import own_word, told
from exoguide.flow.model import Card
from exoguide.plaintext import width
from exoguide.speech import phrase
from exoguide.tui.parts import Line, Role
from exoguide.tui.sitting import Sitting

COLUMN = 18
SHORT = 150
"""Characters of each statement where there is little room."""


def cards_of(sitting: Sitting) -> list[Card]:
    """The cards of the question shown, then those of the flags that stand."""
    state = sitting.consultation.state
    names = list(sitting.form.asked.cards) if sitting.form is not None else []
    names += [flag.flag.card for flag in state.standing if flag.flag.card]
    cards = {card.id: card for card in state.plan.flow.cards}
    return [cards[name] for name in dict.fromkeys(names) if name in cards]


def what_is_known(sitting: Sitting, *, whole: bool) -> Iterator[Line]:
    """The first card shortened, or every card of the question ``whole``."""
    asked = sitting.form.asked.cards if sitting.form is not None else ()
    cards = [card for card in cards_of(sitting) if card.id in asked]
    key = sitting.key("consultation.evidence") or sitting.key("any.help")
    if whole and cards:
        more = phrase("{count} cards: ", count=len(cards)) if len(cards) > 2 else ""
        yield Line(phrase("{more}{key} shows all, with sources", more=more, key=key), Role.QUIET)
        yield Line()
        for card in cards[:2]:
            yield from _card(sitting, card, whole=False, stacked=True)
            yield Line()
    elif cards:
        yield from _card(sitting, cards[0], whole=False, stacked=False)
        more = phrase(", and {count} more", count=len(cards) - 1) if len(cards) > 1 else ""
        said = phrase("sources{more}", more=more)
        yield Line(said, Role.QUIET, label=key, label_role=Role.KEY, column=len(key) + 2)


def all_known(sitting: Sitting) -> Iterator[Line]:
    """Every card in full, with its sources."""
    cards = cards_of(sitting)
    if not cards:
        yield Line(phrase("There is no evidence card for this question."))
    for card in cards:
        yield from _card(sitting, card, whole=True, stacked=False)
        yield Line()


def _card(sitting: Sitting, card: Card, *, whole: bool, stacked: bool) -> Iterator[Line]:
    made = sitting.consultation
    key = f"card.{card.id}"
    grade = ""
    if card.grade is not None:
        grade = f" - {own_word(made, f'grade.{card.grade.value}')} ({card.grade.value})"
    yield Line(f"{told(made, f'{key}.title')}{grade}", Role.KEY)
    if card.review_by is not None and card.review_by < made.state.ledger.today:
        yield Line(
            phrase("Past its review date: {review_by}.", review_by=card.review_by.isoformat()),
            Role.CARE,
        )
    if whole:
        yield from _text(told(made, f"{key}.text"))
    article, evidence = own_word(made, "sheet.article"), own_word(made, "sheet.evidence")
    labels = {"article": article, "evidence": evidence if whole else phrase("Evidence")}
    column = max(COLUMN, *(width(label) + 2 for label in labels.values()))
    for field, label in labels.items():
        said = told(made, f"{key}.{field}")
        if not said:
            continue
        said = said if whole else _short(said)
        if stacked:
            yield Line(label, Role.QUIET)
            yield Line(said, indent=4)
        else:
            yield Line(said, label=label, column=column)
    if not whole:
        return
    if card.checked_on is not None:
        yield Line(card.checked_on.isoformat(), label=phrase("Checked on"), column=column)
    sources = {source.id: source for source in made.plan.flow.sources}
    for name in card.sources:
        source = sources.get(name)
        if source is not None:
            parts = (source.organisation, source.title, source.date, source.url)
            words = ", ".join(part for part in parts if part)
            yield Line(words, Role.QUIET, label=phrase("Source"), column=column)
    note = told(made, f"{key}.note")
    if note and not sitting.patient_view:
        yield Line(note, label=phrase("Clinician"), column=column)


def _text(words: str) -> Iterator[Line]:
    if words:
        yield Line(words)


def _short(words: str) -> str:
    """The first sentences, as many as fit."""
    if len(words) <= SHORT:
        return words
    cut = words[:SHORT]
    stop = cut.rfind(". ")
    return cut[: stop + 1] if stop > SHORT // 3 else f"{cut[: cut.rfind(' ')]} …"
