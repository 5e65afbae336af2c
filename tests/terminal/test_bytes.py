"""What keys cost at the other end of a slow link, where a page is at its fullest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.bench_screen import BUDGETS
from exoguide.engine.events import Kind
from exoguide.paths import data_folder
from tests.cli.commands import PROGRAM
from tests.consultation.places import a_store
from tests.terminal.terminal import Terminal
from tests.tui.scenes import told

Opener = Callable[..., Terminal]
OVER_SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
QUIET = 0.3
"""Seconds without a byte after which everything was painted."""


def _cost(one: Terminal, key: bytes) -> int:
    """The bytes that ``key`` brings about."""
    before = len(one.output)
    one.send(key)
    one.until(lambda: len(one.output) > before, f"something is painted for {key!r}")
    while one.read(QUIET):
        pass
    return len(one.output) - before


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_tick_costs_no_more_than_a_key_below_a_flag_that_was_just_raised(
    language: str, terminal: Opener
) -> None:
    store = a_store(data_folder(), practice=False)
    made = told(store, "everything-speaks-against", stop="breastfeeding")
    made.send(Kind.LANGUAGE, language=language)
    made.leave()
    store.close()
    one = terminal((PROGRAM, "resume", made.session_id), environ=OVER_SSH)
    one.until(lambda: one.output and not one.read(2 * QUIET), "the question is painted")
    one.send(b"1")
    one.until(lambda: not one.read(2 * QUIET) and "[ ]" in one.text, "a list to tick")
    assert one.lines[-2], "what happened last stands below the page"
    for key in (b"1", b"2", b"2", b"\x1b[A", b"1"):
        assert _cost(one, key) <= BUDGETS["key"] * 3 // 4, (key, one.text)
