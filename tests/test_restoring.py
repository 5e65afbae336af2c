"""Frozen classes come back from JSON exactly, or not at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from itertools import product
from typing import Any

import attrs
import pytest

from exoguide.restoring import Reader, Restorer, Unfit


class Colour(str, Enum):
    RED = "red"


@attrs.frozen
class Leaf:
    name: str
    colour: Colour = Colour.RED


@attrs.frozen
class Tree:
    height: int
    old: bool = False
    weight: Decimal | None = None
    felled: dt.date | None = None
    leaves: tuple[Leaf, ...] = ()


KNOWN = {"Colour": Colour, "Leaf": Leaf}
WHOLE = {
    "height": 3,
    "old": True,
    "weight": "1.50",
    "felled": "2026-11-23",
    "leaves": [{"name": "a", "colour": "red"}, {"name": "b"}],
}


@pytest.fixture(params=[True, False], ids=["with nulls", "without"])
def restorer(request: pytest.FixtureRequest) -> Restorer:
    return Restorer(KNOWN, nulls=request.param)


def test_every_kind_of_field_comes_back_as_it_was(restorer: Restorer) -> None:
    made = restorer.restored(WHOLE, Tree)
    leaves = (Leaf("a"), Leaf("b"))
    assert made == Tree(
        3, old=True, weight=Decimal("1.50"), felled=dt.date(2026, 11, 23), leaves=leaves
    )
    assert str(made.weight) == "1.50"


def test_what_is_left_out_is_as_the_class_says(restorer: Restorer) -> None:
    assert restorer.restored({"height": 3}, Tree) == Tree(3)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *product(["height"], [True, "3", 3.0, None]),
        *product(["old"], [1, "true", None]),
        *product(["weight"], [1.5, True, "heavy", []]),
        *product(["felled"], ["2026-02-30", "20261123", 20261123]),
        *product(["leaves"], [{}, "a", [None], [{"name": 7}], [{"colour": "red"}], None]),
        ("leaves", [{"name": "a", "colour": "blue"}]),
        ("leaves", [{"name": "a", "colour": []}]),
        ("fruit", 1),
    ],
)
def test_nothing_is_made_to_fit(field: str, value: Any, restorer: Restorer) -> None:
    with pytest.raises(Unfit):
        restorer.restored({**WHOLE, field: value}, Tree)


@pytest.mark.parametrize("odd", [None, [], "tree", 3, {}])
def test_what_is_no_table_or_lacks_a_field_does_not_fit(odd: object, restorer: Restorer) -> None:
    with pytest.raises(Unfit):
        restorer.restored(odd, Tree)


def test_null_is_taken_only_where_it_is_written() -> None:
    spoken = {**WHOLE, "weight": None, "felled": None}
    assert Restorer(KNOWN, nulls=True).restored(spoken, Tree).weight is None
    with pytest.raises(Unfit):
        Restorer(KNOWN, nulls=False).restored(spoken, Tree)


def test_an_annotation_or_a_field_can_have_a_reader_of_its_own() -> None:
    own: dict[str, Reader] = {"str": lambda value: f"<{value}>"}
    fields: dict[type, dict[str, Reader]] = {Leaf: {"colour": lambda _: Colour.RED}}
    made = Restorer(KNOWN, own, fields, nulls=False).restored({"name": "a", "colour": 7}, Leaf)
    assert made == Leaf("<a>")
