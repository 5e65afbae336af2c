"""Evidence cards: graded, sourced, dated, and not out of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from exoguide.check.findings import Issue
from exoguide.check.words import counted, several
from exoguide.flow.model import Card, Flow, Mark
from exoguide.flow.problems import Path

NOTICE: Final = dt.timedelta(days=60)
"""How long before its review date a card is warned about."""

ARTICLE_AT_MOST: Final = 2
"""How many times as many words as the evidence the article may have on a card. A claim sticks by
its length: what is said at length and denied in a word is believed."""

EVIDENCE_AT_MOST: Final = 10
"""How many times as many words as the article the evidence may have: a claim is often three words,
but nobody reads a page against them."""


WEIGHED_WITHIN: Final = 25
"""Percent by which the longer of two weighed rows may be longer: what may help and what may harm
get the same room, so that neither is believed for its length (IPDASi v4, balance)."""


def content_issues(flow: Flow, as_of: dt.date) -> Iterator[Issue]:
    """What is wrong with the cards of ``flow`` on the day ``as_of``, and with its comparisons."""
    yield from _weighed(flow)
    for index, card in enumerate(flow.cards):
        path: Path = ("card", index)
        missing = list(_missing(card))
        if missing:
            said = f"The card “{card.title}” has no {several(missing, 'and no')}."
            todo = 'Add it; what is only clinic practice has mark = "I" and needs no source.'
            yield Issue("EXG710", (*path, "id"), said, todo)
        yield from _balanced(card, path)
        if card.review_by is not None:
            yield from _dated(card, card.review_by, as_of, (*path, "review_by"))


def _weighed(flow: Flow) -> Iterator[Issue]:
    """Rows of one question that must be about equally long, and are not."""
    for index, step in enumerate(flow.steps):
        lengths = {
            label: sum(len(row) for row in step.ask.splitlines() if row.startswith(label))
            for label in flow.head.weighed
        }
        if not any(lengths.values()):
            continue
        long, short = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
        if lengths[long] * 100 > lengths[short] * (100 + WEIGHED_WITHIN):
            said = f"In the question “{step.title or step.id}” the row “{long}” has {lengths[long]}"
            said += f" characters and “{short}” {lengths[short]}."
            todo = f"Neither may be more than {WEIGHED_WITHIN} % longer than the other."
            yield Issue("EXG715", ("step", index, "ask"), said, todo)


def _missing(card: Card) -> Iterator[str]:
    practice = card.mark is Mark.INFERENCE
    if card.mark is None:
        yield "mark"
    if card.grade is None and not practice:
        yield "grade"
    if not card.sources and not practice:
        yield "source"
    if card.review_by is None:
        yield "review date"


def _balanced(card: Card, path: Path) -> Iterator[Issue]:
    """Neither side of a card may drown the other."""
    article, evidence = len(card.article.split()), len(card.evidence.split())
    if not article:
        return
    todo = "Say as briefly what independent evidence says, with its sources."
    if not evidence:
        said = f"The card “{card.title}” says what the article says and nothing beside it."
    elif article > ARTICLE_AT_MOST * evidence:
        said = f"On the card “{card.title}” the article has {article} words and independent"
        said += f" evidence {evidence}."
        todo = f"The article may say at most {ARTICLE_AT_MOST} times as much: shorten it."
    elif evidence > EVIDENCE_AT_MOST * article:
        said = f"On the card “{card.title}” independent evidence has {evidence} words and the"
        said += f" article {article}."
        todo = f"Evidence may say at most {EVIDENCE_AT_MOST} times as much: shorten it, or quote"
        todo += " the claim in full."
    else:
        return
    yield Issue("EXG714", (*path, "article"), said, todo)


def _dated(card: Card, review_by: dt.date, as_of: dt.date, path: Path) -> Iterator[Issue]:
    todo = "Look its sources up again, correct it, and set a new review_by."
    if review_by < as_of:
        said = f"The card “{card.title}” was to be reviewed by {review_by.isoformat()}."
        yield Issue("EXG711", path, said, todo)
    elif review_by - as_of <= NOTICE:
        left = (review_by - as_of).days
        said = f"The card “{card.title}” must be reviewed within {counted(left, 'day')}."
        if not left:
            said = f"The card “{card.title}” must be reviewed today."
        yield Issue("EXG712", path, said, todo)
