"""No fault of the table is forgotten: each has a test that exists, or a reason."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.faults.matrix import ROWS
from tests.faults.test_store_faults import can_trace

TESTS = Path(__file__).resolve().parent.parent
LEAST = 89
"""Rows with a test; it may grow."""


def test_every_row_has_a_test_or_a_reason() -> None:
    assert list(ROWS) == list(range(1, 101))
    for number, row in ROWS.items():
        assert bool(row.tests) is not bool(row.why_not), number
        assert row.fault, number
    assert sum(bool(row.tests) for row in ROWS.values()) >= LEAST


@pytest.mark.parametrize("number", [number for number, row in ROWS.items() if row.tests])
def test_the_tests_of_a_row_exist(number: int) -> None:
    for name in ROWS[number].tests:
        file, _, test = name.partition("::")
        text = (TESTS / file).read_text(encoding="utf-8")
        assert re.search(rf"^ *(async )?def {test}\(", text, re.MULTILINE), name


def test_where_changes_are_taken_nothing_of_this_is_skipped_for_a_missing_tool() -> None:
    if os.environ.get("EXOGUIDE_CI") != "1":
        pytest.skip("only where changes are taken")
    assert can_trace(), "strace is missing or may not trace here"
