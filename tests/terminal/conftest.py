"""Terminals that are cleared away whatever a test comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.terminal.terminal import Terminal


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Opens a terminal with a program on it."""
    opened: list[Terminal] = []

    def open_one(*arguments: object, **options: object) -> Terminal:
        one = Terminal(*arguments, **options)  # type: ignore[arg-type]  # passed on as they are
        opened.append(one)
        return one

    yield open_one
    for one in opened:
        one.clear_away()
