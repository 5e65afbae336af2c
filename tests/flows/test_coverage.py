"""Every row of the content dossier is carried by the flow, where ``coverage.toml`` says it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from exoguide.flow.finding import built_in_flows
from exoguide.flow.loading import load_flow
from exoguide.flow.model import Flow

PATH: Final = built_in_flows() / "exosome-therapy"
ROWS: Final[list[dict[str, Any]]] = tomllib.loads(
    (PATH / "coverage.toml").read_text(encoding="utf-8")
)["row"]
DOSSIER: Final = [
    *(f"S{number}" for number in range(1, 72)),
    *(f"O{number}" for number in range(1, 13)),
    *(f"H{number:02}" for number in range(1, 29)),
    *(f"C{number}" for number in range(1, 21)),
]
"""Claims of the article, what it leaves out, screening items and disclosures."""
CARRIERS: Final = ("steps", "cards", "flags", "outputs")


def carriers(flow: Flow) -> dict[str, dict[str, str]]:
    """All texts of every table that may carry a row, by kind of table and id."""
    outputs = {one.id: [one.title, one.text, *(i.text for i in one.items)] for one in flow.outputs}
    for output in flow.outputs:
        outputs |= {f"{output.id}.{item.id}": [item.text] for item in output.items}
    found: dict[str, Mapping[str, list[str]]] = {
        "steps": {
            one.id: [one.ask, one.note, one.help, *(option.label for option in one.options)]
            for one in flow.steps
        },
        "cards": {one.id: [one.text, one.article, one.evidence] for one in flow.cards},
        "flags": {one.id: [one.message, one.message_unknown, one.note] for one in flow.flags},
        "outputs": outputs,
    }
    return {
        kind: {name: "\n".join(texts) for name, texts in tables.items()}
        for kind, tables in found.items()
    }


@pytest.fixture(scope="module")
def flow() -> Flow:
    return load_flow(PATH).flow


@pytest.fixture(scope="module")
def texts(flow: Flow) -> dict[str, dict[str, str]]:
    return carriers(flow)


def named(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The tables that a row names: kind and id."""
    for kind in CARRIERS:
        for name in row.get(kind, ()):
            yield kind, name


def test_the_rows_are_those_of_the_dossier_each_once() -> None:
    assert [row["id"] for row in ROWS] == DOSSIER


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_row_is_carried_by_texts_that_are_there(
    row: dict[str, Any], texts: dict[str, dict[str, str]]
) -> None:
    assert set(row) <= {"id", "says", "words", *CARRIERS}
    places = list(named(row))
    assert places, "the row names no table"
    assert [place for place in places if place[1] not in texts[place[0]]] == []
    assert any(row["words"] in texts[kind][name] for kind, name in places)


def test_a_claim_of_the_article_stands_beside_its_check_and_is_shown(flow: Flow) -> None:
    shown = {name for step in flow.steps for name in step.cards}
    shown |= {flag.card for flag in flow.flags}
    shown |= {item.card for output in flow.outputs for item in output.items}
    claimed = {name for row in ROWS if row["id"][0] == "S" for name in row.get("cards", ())}
    cards = [card for card in flow.cards if card.id in claimed]
    assert [card.id for card in cards if card.id not in shown] == []
    assert [card.id for card in cards if not (card.article and card.evidence)] == []


def test_no_card_brings_in_what_is_in_no_row(flow: Flow) -> None:
    used = {name for row in ROWS for kind, name in named(row) if kind == "cards"}
    assert {card.id for card in flow.cards} - used == set()
