"""How large the window is, as far as that can be believed."""

from __future__ import annotations

import os
from typing import Final

COLUMNS: Final = 1000
ROWS: Final = 500
"""The largest screen that is believed: to lay out a larger one takes for ever."""

LEAST_COLUMNS: Final = 20
LEAST_ROWS: Final = 5
"""The smallest screen that is laid out; Textual's widgets break on a smaller one. What does not fit
is cut off by the terminal."""


def window_size(fd: int) -> tuple[int, int]:
    """Columns and rows of the terminal behind ``fd``; 80 and 24 where it does not say."""
    try:
        columns, rows = os.get_terminal_size(fd)
    except OSError:
        columns, rows = 0, 0
    return (
        min(max(columns or 80, LEAST_COLUMNS), COLUMNS),
        min(max(rows or 24, LEAST_ROWS), ROWS),
    )
