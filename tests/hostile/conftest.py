"""Real terminals, as the tests of terminals have them."""

from __future__ import annotations

from tests.terminal.conftest import terminal

__all__ = ["terminal"]
