"""The parts that every place is drawn with, and how a view is put into them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.widget import Widget

from exoguide.speech import fill, phrase
from exoguide.tui.field import Field
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.parts import Line, Role, Span, View
from exoguide.tui.saying import said
from exoguide.tui.sheet import Rule, Sheet
from exoguide.tui.typeset import Drawn, set_bar, set_keys, set_lines, set_printed, set_rows

SHEETS: Final = (
    *("small", "header", "stages", "rail", "text", "echo", "rows"),
    *("aside", "below", "side", "status", "footer"),
)
"""Every part of the screen that shows lines."""
SMALLEST: Final = (40, 12)
"""Columns and lines below which only a message is shown."""
RAIL: Final = 30
SIDE: Final = 35
"""Columns of the rail and of what stands at the right, where they are shown."""
MEASURE: Final = 100
"""Columns of a line that is still easy to read, however wide the window."""


class Canvas:
    """The widgets of one place. It decides nothing: it is given what to show."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.field = Field()
        self.body = VerticalScroll(id="body", can_focus=False)
        self.sheets = {name: Sheet(id=name) for name in SHEETS}
        self.edge = Rule(self.glyphs.rule, id="rule-3")
        """The line below the page: it tells when there is more of it."""
        self._more = ""
        self._blank = 0
        """Lines at the end of the page that hold nothing."""
        self._chosen: Region | None = None
        """What is to stay in sight: where the selected row, or the text in the making, stands."""
        self._page: object = None
        self._selected: int | None = None
        self._begins: list[int] = []
        """On which line of the list each of its rows begins."""

    def parts(self) -> Iterator[Widget]:
        """Every part there is, to be composed; those that are empty take no room."""
        sheets = self.sheets
        yield sheets["small"]
        yield sheets["header"]
        yield Rule(self.glyphs.rule, id="rule-1")
        yield sheets["stages"]
        yield Rule(self.glyphs.rule, id="rule-2")
        with Horizontal(id="middle"):
            yield sheets["rail"]
            with self.body:
                yield sheets["text"]
                yield self.field
                yield sheets["echo"]
                yield sheets["rows"]
                yield sheets["below"]
                yield sheets["aside"]
            yield sheets["side"]
        yield self.edge
        yield sheets["status"]
        yield sheets["footer"]

    @property
    def ready(self) -> bool:
        """Whether every part is there to be drawn in."""
        return self.field.is_mounted and self.sheets["side"].is_mounted

    @property
    def page(self) -> int:
        """Lines to read on by at once: two of the page before stay in sight."""
        return max(1, self.body.size.height - 2)

    def scroll(self, lines: int) -> None:
        """Read on by so many lines, or back."""
        self._chosen = None
        self.body.scroll_relative(y=lines, animate=False)
        self.body.call_after_refresh(self.tell_more)

    def tell_more(self) -> None:
        """Say whether the page goes on below what is in sight."""
        below = self.body.is_mounted and self.body.scroll_y < self.body.max_scroll_y - self._blank
        if self.edge.say(self._more if below else ""):
            self.body.call_after_refresh(self._show_chosen)  # there may be a line less for it

    def fill(self, view: View, columns: int, key: str, *, railed: bool, low: bool) -> None:
        """Bring every part up to date.

        ``key`` reads on. On ``low`` windows nothing is spent on looks.
        """
        self._more = fill(view.more, key=key).strip()
        self._blank = 0 if low else 1
        beside = SIDE + 1 if railed and view.aside else 0
        middle = min(columns - beside - (RAIL if railed else 0), MEASURE)
        sheets = self.sheets
        sheets["header"].show([set_bar(view.header, columns)])
        sheets["stages"].show([set_bar(view.stages, columns)])
        sheets["rail"].show(set_lines(view.rail, RAIL))
        printed = set_printed(view.printed, columns)
        body = [line for line in view.body if not (low and (line.brief or not line.text))]
        sheets["text"].show(printed or set_lines(body, middle))
        self.field.show(view.entry)
        self.field.set_class(not view.echo, "-alone", update=self.field.is_attached)
        sheets["echo"].show(set_lines(view.echo, middle))
        apart = view.spacious and not low
        rows, self._begins = set_rows(view.rows, view.selected, middle, view.barred, apart=apart)
        sheets["rows"].show(rows)
        sheets["aside"].show([] if railed else set_lines(view.aside, middle))
        sheets["side"].show(self._beside(view) if railed else [])
        sheets["below"].show(set_lines(view.below, middle))
        status: list[Drawn] = []
        for span in view.status:
            brief = span.role is Role.QUIET
            status += set_lines((Line(span.text, span.role, indent=1, brief=brief),), columns - 1)
        sheets["status"].show(status or [()])
        sheets["footer"].show([set_keys([key for key in view.keys if key.key], columns)])

    def _beside(self, view: View) -> list[Drawn]:
        """What stands beside the page, as much as there is room for, and a sign where it ends."""
        drawn = set_lines(view.aside, SIDE)
        room = self.body.size.height - 1
        if 0 < room < len(drawn):
            drawn = [*drawn[: room - 1], (Span(f"  {self.glyphs.more}", Role.QUIET),)]
        return drawn

    def fill_small(self, columns: int, lines: int, language: str) -> None:
        """Say that the window is too small, and nothing else."""
        words = phrase(
            "The window is too small ({columns} x {lines}).", columns=columns, lines=lines
        )
        more = phrase(
            "Make it at least {columns} x {lines}. Nothing is lost.",
            columns=SMALLEST[0],
            lines=SMALLEST[1],
        )
        told = said((Line(words, indent=0), Line(more, indent=0)), language)
        self.sheets["small"].show(set_lines(told, columns))

    def keep_in_view(self, page: object, selected: int | None, *, listed: bool) -> None:
        """Scroll as little as needed to show the row that was selected, or what is being typed.

        A new ``page`` begins at its top, so that nothing is answered before it could be read; a
        list that was opened (``listed``) shows where its selection stands.
        """
        begins = self._begins
        body = self.body
        if not body.is_mounted:
            return
        fresh, self._page = page != self._page, page
        if fresh:
            body.scroll_to(y=0, animate=False)
        moved, self._selected = selected != self._selected, selected
        wanted = listed or (not fresh and (moved or self._chosen is not None))
        self._chosen = None
        if wanted and selected is not None and selected + 1 < len(begins):
            top = self.sheets["rows"].virtual_region.y + begins[selected]
            self._chosen = Region(0, top, 1, begins[selected + 1] - begins[selected])
        elif selected is None and not fresh and self.field.text:
            self._chosen = self._written()
        self._show_chosen()
        body.call_after_refresh(self.tell_more)

    def row_at(self, column: int, line: int) -> int | None:
        """The row of the list that stands at this place of the window."""
        shown = self.sheets["rows"].region.intersection(self.body.region)
        if not shown.contains(column, line):
            return None
        line -= self.sheets["rows"].region.y
        places = enumerate(pairwise(self._begins))
        return next((n for n, (first, after) in places if first <= line < after), None)

    def _written(self) -> Region:
        """The field, with the line that says how what is typed is understood."""
        field, echo = self.field.virtual_region, self.sheets["echo"]
        return field.union(echo.virtual_region) if echo.drawn else field

    def _show_chosen(self) -> None:
        if self._chosen is not None and self.body.is_mounted:
            self.body.scroll_to_region(
                self._chosen, animate=False, force=True, y_axis=True, x_axis=False
            )
