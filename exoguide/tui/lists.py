"""Choosing from a list: where the selection stands, how it moves, what a filter leaves."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from exoguide.tui.parts import Row

MARKS = "123456789acfhmtwyz"
"""Keys that choose at once, in order; none of them is a command."""


@attrs.frozen
class Selection:
    """Rows and the one selected, which is never a heading nor closed; ``None`` for none yet."""

    rows: tuple[Row, ...]
    at: int | None = None

    @property
    def row(self) -> Row | None:
        """The selected row."""
        return None if self.at is None else self.rows[self.at]

    def moved(self, by: int) -> Selection:
        """The selection moved by so many rows that can be chosen, stopping at the ends."""
        open_rows = [n for n, row in enumerate(self.rows) if row.name and not row.reason]
        if not open_rows:
            return self
        if self.at is None:
            return attrs.evolve(self, at=open_rows[0 if by > 0 else -1])
        place = sum(n < self.at for n in open_rows) + by
        return attrs.evolve(self, at=open_rows[max(0, min(place, len(open_rows) - 1))])

    def on(self, name: str) -> Selection:
        """The selection on the row ``name``, where it can be chosen."""
        for number, row in enumerate(self.rows):
            if row.name == name and name and not row.reason:
                return attrs.evolve(self, at=number)
        return self

    def marked(self, mark: str) -> Row | None:
        """The row that the key ``mark`` chooses."""
        return next((row for row in self.rows if row.mark == mark and mark), None)


def filtered(rows: Sequence[Row], words: str) -> tuple[Row, ...]:
    """The rows that hold every word, with the headings above them; all for no words."""
    asked = words.lower().split()
    if not asked:
        return tuple(rows)
    kept: list[Row] = []
    heading: Row | None = None
    for row in rows:
        if not row.name:
            heading = row
        elif all(word in f"{row.label} {row.text} {row.said} {row.help}".lower() for word in asked):
            if heading is not None:
                kept.append(heading)
                heading = None
            kept.append(row)
    return tuple(kept)
