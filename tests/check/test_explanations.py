"""Every code that can be printed is explained, and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest

import exoguide.check
from exoguide.check import explanations
from exoguide.flow.assembly import TABLES
from exoguide.flow.model import FlowHead, Option, OutputItem
from exoguide.flow.problems import CODES

ROOM = Path(exoguide.check.__file__).parent


def used() -> set[str]:
    """Every code in the code of the checker, and those of loading and shape."""
    found = set(CODES)
    for file in ROOM.rglob("*.py"):
        found.update(re.findall(r"EXG\d{3}", file.read_text(encoding="utf-8")))
    return found


def test_every_code_is_explained_and_every_explanation_is_used() -> None:
    assert used() == set(explanations())


UNREADABLE = {"EXG101", "EXG102", "EXG103"}
"""Codes of files that are no TOML, so that neither is an example of one."""
FIELDS = {name: {field.name for field in attrs.fields(kind)} for name, (_, kind) in TABLES.items()}
NESTED = {
    "options": {field.name for field in attrs.fields(Option)},
    "route": {"when", "goto", "otherwise"},
    "items": {field.name for field in attrs.fields(OutputItem)},
    "rows": {"when", "then", "otherwise"},
}
HEAD = {field.name for field in attrs.fields(FlowHead)}
ELSEWHERE = {"suppress": {"code", "at", "reason"}, "story": {"id", "title", "like"}}


def _known(table: str, example: Mapping[str, object]) -> None:
    """Fail where a table of an example has a field that such tables do not have."""
    fields = FIELDS.get(table) or NESTED.get(table) or ELSEWHERE.get(table)
    every = set().union(HEAD, *FIELDS.values(), *NESTED.values(), *ELSEWHERE.values())
    for name, value in example.items():
        if name == "flow" and isinstance(value, dict):
            assert value.keys() <= HEAD
        elif isinstance(value, dict):  # [[step.route]] alone
            _known(name, value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            assert name in FIELDS.keys() | NESTED.keys() | ELSEWHERE.keys(), name
            for one in value:
                _known(name, one)
        else:
            key = name.split(".")[-1]
            assert key in (fields or every), f"{table} {name}"


@pytest.mark.parametrize("code", sorted(explanations().keys() - UNREADABLE))
def test_an_example_is_toml_and_what_is_mended_has_fields_that_there_are(code: str) -> None:
    one = explanations()[code]
    tomllib.loads(one.wrong)
    _known("", tomllib.loads(one.right))


def test_an_explanation_says_something_in_each_part() -> None:
    for code, one in explanations().items():
        assert len(one.text.split()) >= 5, code
        assert one.title[0].islower() or one.title.startswith("UTF")
        assert not one.title.endswith(".")
        assert one.wrong.strip()
        assert one.right.strip()
        assert one.wrong != one.right
