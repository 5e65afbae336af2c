"""What a click on a list means: the first one selects, the next one on the same row chooses."""

from __future__ import annotations

from collections.abc import Sequence

from exoguide.tui.desk import Desk
from exoguide.tui.parts import Row


def point(desk: Desk, rows: Sequence[Row], selected: int | None, number: int, text: str) -> None:
    """A click on the row ``number`` of ``rows``; ``text`` stands in the field, if there is one.

    A row that can be ticked is ticked. A heading, and a row that cannot be chosen, take no click.
    """
    able = [n for n, row in enumerate(rows) if row.name and not row.reason]
    if number not in able:
        return
    if rows[number].ticked is not None and desk.mark(rows[number].mark):
        return
    if number == selected:
        desk.enter(text)
        return
    if selected is None:
        desk.move(1)  # comes to the first
    at = able.index(selected) if selected in able else 0
    desk.move(able.index(number) - at)
