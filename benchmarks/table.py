"""What a measurement gives, and how a run of them is shown.

A figure is held as a ratio to a peer measured in the same run on the same machine, because times
alone do not travel. A figure without a peer (bytes, counts, or a time that the design states) is
held against a budget in its own unit.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs


@attrs.frozen
class Row:
    """One measured figure.

    ``ours`` and ``peer`` are in ``unit`` (``peer`` is None when there is nothing to stand beside).
    ``budget`` is the most that ``ratio`` may be where there is a peer, and the most that ``ours``
    may be where there is none; None shows the figure without holding it to anything.
    """

    what: str
    ours: float
    peer: float | None
    budget: float | None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """``ours`` over ``peer``; None without a peer, infinite beside a peer of nothing."""
        if self.peer is None:
            return None
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def over(self) -> bool:
        """Whether the budget is exceeded."""
        held = self.ours if self.ratio is None else self.ratio
        return self.budget is not None and held > self.budget


HEADER = ("what", "ours", "peer", "ratio", "budget", "")


def table(rows: Sequence[Row]) -> str:
    """The rows in columns as plain text, ending with how many are over their budget."""
    cells = [HEADER, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADER))]
    lines = [
        "  ".join(
            cell.ljust(width) if column in {0, len(HEADER) - 1} else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]
    lines.insert(1, "-" * max(map(len, lines)))
    over = sum(row.over for row in rows)
    return "\n".join([*lines, "", f"{len(rows)} figures, {over} over budget"])


def _cells(row: Row) -> tuple[str, ...]:
    if row.budget is None:
        budget, verdict = "", ""
    else:
        budget = _figure(row.budget, row.unit) if row.ratio is None else f"{row.budget:g}x"
        verdict = "OVER" if row.over else "OK"
    return (
        row.what,
        _figure(row.ours, row.unit),
        "" if row.peer is None else _figure(row.peer, row.unit),
        "" if row.ratio is None else f"{row.ratio:.2f}x",
        budget,
        verdict,
    )


def _figure(value: float, unit: str) -> str:
    digits = 0 if value == int(value) or abs(value) >= 1_000 else 2 if abs(value) >= 0.1 else 4
    return f"{value:,.{digits}f} {unit}"
