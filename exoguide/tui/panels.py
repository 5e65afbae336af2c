"""A panel or a list as it is shown: the same in every place."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from exoguide.speech import phrase
from exoguide.tui.desk import Desk, Listing, Panel
from exoguide.tui.parts import Key, Line, Role, View

MANY = 8
"""Lines of a panel that may not all fit on a small window."""


def open_parts(desk: Desk, made: View) -> View | None:
    """The screen ``made`` with the panel or list that is open; ``None`` when none is."""
    if desk.panel is not None:
        body = tuple(_panel(desk.panel))
        return attrs.evolve(made, body=body, keys=tuple(_panel_keys(desk, desk.panel)))
    if desk.listing is not None:
        return _listing(desk, desk.listing, made)
    return None


def _panel(panel: Panel) -> Iterator[Line]:
    yield Line(panel.title, Role.TITLE)
    if panel.lines:
        yield Line()
        yield from panel.lines


def _panel_keys(desk: Desk, panel: Panel) -> Iterator[Key]:
    yield Key(desk.key("any.enter"), panel.accept)
    yield Key(desk.key("any.escape" if panel.writes else desk.REFUSES), panel.refuse)
    if panel.tall:
        yield Key("Ctrl+J", phrase("new line"))
    if len(panel.lines) > MANY:
        yield Key(desk.key("any.page_down"), phrase("read on"))


def _listing(desk: Desk, listing: Listing, made: View) -> View:
    body = (Line(listing.title, Role.TITLE), *listing.lines)
    rows, at = listing.selection.rows, listing.selection.at
    nothing = () if rows else (Line(phrase("Nothing here holds these words.")),)
    keys = [Key(desk.key("any.enter"), listing.does), Key(desk.key("any.escape"), phrase("close"))]
    if listing.filtering:
        moving = f"{desk.key('any.up')} {desk.key('any.down')}".strip()
        keys.append(Key(moving, phrase("choose")))
    else:
        keys.append(Key(desk.key("any.filter"), phrase("find")))
    return attrs.evolve(made, body=body, rows=rows, selected=at, below=nothing, keys=tuple(keys))
