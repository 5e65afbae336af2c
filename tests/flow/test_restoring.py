"""The quick reader of saved flows beside the strict one: it takes the same, and never more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from exoguide.flow.assembly import TABLES
from exoguide.flow.bundle import canonical_bundle, documents_from_canonical, read_bundle
from exoguide.flow.model import FlowHead
from exoguide.flow.restoring import restored
from exoguide.flow.structuring import structure

CLASSES: dict[str, type[Any]] = {
    "flow": FlowHead,
    **{name: cls for name, (_, cls) in TABLES.items()},
}

ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        7,
        1.5,
        "",
        "yes",
        "7",
        "-1.50",
        "NaN",
        "2026-11-23",
        "20261123",
        "2026-02-30",
    ),
    *([], ["yes"], [7], [["yes"]], [{}], [{"id": "a"}], [{"id": "a", "label": "A"}], [None]),
    *({}, {"id": "a"}),
)


def _tables(checkout: Path) -> dict[str, list[dict[str, Any]]]:
    """Every table of the shipped flow, as its canonical JSON has it."""
    content = canonical_bundle(read_bundle(checkout / "flows" / "exosome-therapy"))
    found: dict[str, list[dict[str, Any]]] = {}
    for document in documents_from_canonical(content).values():
        for name, tables in document.items():
            if name in CLASSES:
                found.setdefault(name, []).extend(tables if isinstance(tables, list) else [tables])
    return found


def _strictly(data: object, cls: type[Any]) -> object:
    return structure(data, cls, file="a.toml", from_json=True)[0]


def test_every_table_of_the_shipped_flow_is_taken_as_the_strict_reader_takes_it(
    checkout: Path,
) -> None:
    tables = _tables(checkout)
    assert tables.keys() >= CLASSES.keys() - {"group"}
    for name, entries in tables.items():
        for entry in entries:
            made = restored(entry, CLASSES[name])
            assert made is not None, entry
            assert made == _strictly(entry, CLASSES[name])


@pytest.mark.parametrize("name", CLASSES)
def test_nothing_is_taken_that_the_strict_reader_refuses_or_takes_otherwise(
    name: str, checkout: Path
) -> None:
    cls = CLASSES[name]
    whole = max(_tables(checkout).get(name, [{"id": "a", "title": "A"}]), key=len)
    taken = 0
    for field in (*cls.__annotations__, "unheard_of"):
        for value in ODD:
            made = restored({**whole, field: value}, cls)
            taken += made is not None
            if made is not None:
                assert str(made) == str(_strictly({**whole, field: value}, cls)), (field, value)
    assert taken > len(cls.__annotations__)
    for field in whole:
        less = {key: value for key, value in whole.items() if key != field}
        assert restored(less, cls) == _strictly(less, cls)
    for odd in ODD:
        if not isinstance(odd, dict):
            assert restored(odd, cls) is None
