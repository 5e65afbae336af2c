"""The one field to type into: a line, or three rows for a longer text.

It never takes keys by itself. The place gives it every key in the order in which they came, so
that nothing typed ahead of a slow screen ends up in the wrong question.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from exoguide.tui.parts import Entry, Role, Span
from exoguide.tui.sheet import Sheet

if TYPE_CHECKING:
    from textual.widgets import TextArea


@cache
def _edits(widget: type[Widget]) -> Mapping[str, str]:
    """The keys that edit a text, with their actions; Ctrl+C and F-keys are the program's own.

    So is Ctrl+Z, which puts the program aside wherever it is pressed. What was typed last is taken
    back as in a shell, with Ctrl+_.
    """
    made = list(Binding.make_bindings(widget.BINDINGS))
    own = {"enter", "ctrl+c", "ctrl+q", "ctrl+z"} | {f"f{number}" for number in range(1, 25)}
    kept = {one.key: one.action for one in made if one.key not in own}
    if any(one.action == "undo" for one in made):
        kept[TAKE_BACK] = "undo"
    return kept


TAKE_BACK: Final = "ctrl+underscore"
"""The key that takes back what was typed last in a longer text."""


NEW_LINE: Final = ("ctrl+j", "alt+enter", "shift+enter")
"""Keys that begin a new line in a longer text; Enter goes on everywhere."""


class Field(Vertical, can_focus=False):
    """Shows an :class:`~exoguide.tui.parts.Entry`."""

    def __init__(self) -> None:
        super().__init__(id="field")
        self.entry: Entry | None = None
        self.line = Input(compact=True, select_on_focus=False)
        self.line.cursor_blink = False
        self.prompt = Sheet(id="prompt")

    def compose(self) -> ComposeResult:
        """The words before it, and the field for a line; see ``area`` for the other."""
        yield self.prompt
        yield self.line
        if self.has_area:
            yield self.area

    @cached_property
    def area(self) -> TextArea:
        """The field for a longer text, made when one is asked for.

        Few questions are answered with one, and Textual needs as long to load it and to work out
        its looks as for all the rest of the page.
        """
        from textual.widgets import TextArea

        made = TextArea(compact=True, highlight_cursor_line=False, tab_behavior="focus")
        made.cursor_blink = False
        if self.is_mounted:
            self.mount(made)
        return made

    @property
    def has_area(self) -> bool:
        """Whether a longer text was asked for by now."""
        return "area" in vars(self)

    def show(self, entry: Entry | None) -> None:
        """Show this entry; what is being typed into the same one stays as it is."""
        before, self.entry = self.entry, entry
        self.set_class(entry is not None, "-shown")
        if entry is not None:
            same = before is not None and before.id == entry.id
            if not same or self.text != entry.text:
                self._fill(entry)
            if not same:
                self.line.display = not entry.tall
                self.line.password = entry.secret
                if entry.tall or self.has_area:
                    self.area.display = entry.tall
                self.prompt.show([(Span(entry.prompt, Role.QUIET),)] if entry.prompt else [])
        if self.is_mounted:
            target = None if entry is None else self.area if entry.tall else self.line
            if self.screen.focused is not target:
                self.screen.set_focus(target, scroll_visible=False)

    def _fill(self, entry: Entry) -> None:
        if entry.tall:
            self.area.load_text(entry.text)
            self.area.move_cursor(self.area.document.end)
        else:
            self.line.value = entry.text
            self.line.cursor_position = len(entry.text)

    @property
    def text(self) -> str:
        """What stands in the field."""
        if self.entry is None:
            return ""
        return self.area.text if self.entry.tall else self.line.value

    def insert(self, text: str) -> None:
        """Put text in at the cursor."""
        if self.entry is not None and self.entry.tall:
            self.area.insert(text)
        else:
            self.line.insert_text_at_cursor(text)

    def press(self, event: Key) -> bool:
        """Type or edit with a key; whether it was one for the field."""
        entry = self.entry
        if entry is None:
            return False
        if event.is_printable and event.character is not None:
            self.insert(event.character)
            return True
        if entry.tall and event.key in NEW_LINE:
            self.area.insert("\n")
            return True
        if entry.tall and event.key in ("up", "down") and not self._inside(event.key):
            return False
        widget = self.area if entry.tall else self.line
        action = _edits(type(widget)).get(event.key)
        if action is None:
            return False
        _, name, arguments = parse(action)
        getattr(widget, f"action_{name}")(*arguments)
        return True

    def _inside(self, key: str) -> bool:
        """Whether the cursor can go up or down within the text."""
        row = self.area.cursor_location[0]
        return row > 0 if key == "up" else row < self.area.document.line_count - 1
