"""A widget that shows set lines, and sends only the lines that have changed."""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from exoguide.plaintext import width as columns_of
from exoguide.tui.parts import Role
from exoguide.tui.typeset import Drawn

ROLES: Final = {role: f"role--{role.value}" for role in Role}
"""The class of each role in the style sheet; a place names them as its component classes."""


class Sheet(Widget, can_focus=False):
    """Lines of text. Give it ``show``; it never takes the focus and has no state of its own.

    The looks of its words are those of the place that it is on: every sheet has the same ground.
    """

    def __init__(self, *, id: str, classes: str = "-empty") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False, classes=classes)
        self.drawn: list[Drawn] = []

    def show(self, drawn: list[Drawn]) -> None:
        """Show these lines; what stayed the same is not sent again."""
        before, self.drawn = self.drawn, drawn
        if len(before) != len(drawn):
            self.set_class(not drawn, "-empty", update=self.is_attached)
            self.refresh(layout=True)
            return
        for number, (old, new) in enumerate(zip(before, drawn, strict=True)):
            if old != new:
                self.refresh(Region(0, number, self.size.width, 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many lines as there are."""
        return len(self.drawn)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """All the room there is."""
        return container.width

    def render_line(self, y: int) -> Strip:
        """One line, filled up to the width."""
        room = self.size.width
        base = self.rich_style
        if y >= len(self.drawn):
            return Strip.blank(room, base)
        segments: list[Segment] = []
        used = 0
        for span in self.drawn[y]:
            if not span.text:
                continue
            style = base
            if span.role is not Role.PLAIN:
                style = self.screen.get_component_rich_style(ROLES[span.role])
            segments.append(Segment(span.text, style))
            used += columns_of(span.text)
        if used < room:
            segments.append(Segment(" " * (room - used), base))
        return Strip(segments).adjust_cell_length(room, base)


class Rule(Sheet):
    """A line across the screen."""

    def __init__(self, sign: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes="rule")
        self.sign = sign
        self.words = ""

    def say(self, words: str) -> bool:
        """Put words on the line, or none; whether that is a change."""
        changed = words != self.words
        if changed:
            self.words = words
            self.set_class(bool(words), "-said")
            self.refresh()
        return changed

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """The line, with its words near the right end."""
        room, base = self.size.width, self.rich_style
        words = f" {self.words} " if self.words else ""
        after = 2 if words else 0
        before = max(room - columns_of(words) - after, 0)
        style = self.screen.get_component_rich_style(ROLES[Role.KEY])
        segments = [Segment(self.sign * before, base), Segment(words, style)]
        return Strip([*segments, Segment(self.sign * after, base)]).adjust_cell_length(room, base)
