"""A place of the program without its screen: what keys do there, and what is shown.

Screens forward keys to a desk and draw its view; they decide nothing themselves. So every place
can be tried out, and tested, without a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar, Protocol

import attrs

from exoguide.errors import ExoguideError
from exoguide.speech import joined, phrase
from exoguide.tui.keymap import key_for
from exoguide.tui.lists import Selection, filtered
from exoguide.tui.parts import Entry, Line, Role, Row, Span
from exoguide.tui.saying import said


@attrs.frozen
class Panel:
    """Something put to the person inside the page: to read, to confirm, or to write.

    ``then`` is called with what was written when it is accepted. Refusing changes nothing, and
    what was written so far is kept for the next time.
    """

    id: str
    title: str
    then: Callable[[str], None]
    lines: tuple[Line, ...] = ()
    accept: str = phrase("go on")
    refuse: str = phrase("leave it as it is")
    writes: bool = False
    text: str = ""
    prompt: str = ""
    tall: bool = False
    optional: bool = False
    """Whether nothing may be written."""


@attrs.define
class Listing:
    """A list in the place of the page: filtered, walked through, chosen from."""

    id: str
    title: str
    rows: tuple[Row, ...]
    choose: Callable[[str], None]
    does: str = phrase("open")
    """What Enter does with the selected row."""
    lines: tuple[Line, ...] = ()
    selection: Selection = attrs.Factory(
        lambda self: Selection(self.rows).moved(1), takes_self=True
    )
    words: str = ""
    filtering: bool = False
    deeper: tuple[Row, ...] = ()
    """Rows that are shown only where words are looked for."""

    def narrow(self, words: str) -> None:
        """Show only the rows that hold these words."""
        name = self.selection.row.name if self.selection.row else ""
        self.words = words
        rows = (*self.rows, *self.deeper) if words.strip() else self.rows
        self.selection = Selection(filtered(rows, words)).moved(1).on(name)


@attrs.frozen
class Going:
    """Where the program goes next: ``home``, ``session``, ``record`` or ``leave``."""

    place: str
    session_id: str = ""
    practice: bool = False


class During(Protocol):
    """Words for a person while something is done that may take a while."""

    def __call__(self, words: str, *, typing: bool = False) -> AbstractContextManager[None]:
        """``typing`` says that keys go on into the same text meanwhile."""


def _unsaid(words: str, *, typing: bool = False) -> AbstractContextManager[None]:  # noqa: ARG001 - nobody is there to read
    return nullcontext()


class Desk:
    """What every place has: a message, a panel, a list, and text that was begun."""

    REFUSES: ClassVar[str] = "any.escape"
    """The command that refuses a panel where nothing is written."""

    def __init__(self) -> None:
        self.message: tuple[Span, ...] = ()
        """What happened last, in a line."""
        self.panel: Panel | None = None
        self.listing: Listing | None = None
        self.begun: dict[str, str] = {}
        """Text that was begun and not sent, by the field it was typed into."""
        self.going: Going | None = None
        self.own_language = ""
        """The language that the person set, for places without a session."""
        self.keymap: Mapping[str, str] = {}
        """The keys that the person set, by command."""
        self.during: During = _unsaid
        """What tells a person that something takes a while."""

    # What keys do ------------------------------------------------------------------------------

    def enter(self, text: str) -> None:
        """Accept what is put to the person, with ``text`` where it asks for some."""
        self.message = ()
        if self.panel is not None:
            self._accept(self.panel, text)
        elif self.listing is not None:
            row = self.listing.selection.row
            if row is None:
                self.say(phrase("Nothing here is chosen yet."), Role.CARE)
            else:
                self.listing.choose(row.name)
        else:
            self.go_on(text)

    def escape(self) -> None:
        """Close what is open; nothing is lost and nothing is recorded by it."""
        self.message = ()
        if self.panel is not None:
            self.panel = None
            self.say(phrase("Nothing was changed."))
        elif self.listing is not None and self.listing.filtering:
            self.listing.filtering = False
            self.listing.narrow("")
        elif self.listing is not None:
            self.listing = None
        else:
            self.step_out()

    def move(self, by: int) -> None:
        """Move the selection."""
        if self.panel is None and self.listing is not None:
            self.listing.selection = self.listing.selection.moved(by)

    def mark(self, key: str) -> bool:
        """Choose the row with this mark; whether there was one."""
        if self.panel is not None or self.listing is None:
            return False
        row = self.listing.selection.marked(key)
        if row is None:
            return False
        self.listing.choose(row.name)
        return True

    def filter(self) -> None:
        """Begin to narrow the list by words."""
        if self.listing is not None:
            self.listing.filtering = True

    def typed(self, text: str) -> None:
        """Take note of what stands in the field now."""
        entry = self.entry()
        if entry is None:
            return
        if self.panel is None and self.listing is not None:
            self.listing.narrow(text)
        else:
            self.begun[entry.id] = text

    def go_on(self, text: str) -> None:
        """Enter, where nothing is open."""

    def step_out(self) -> None:
        """Escape, where nothing is open."""

    # What is shown -----------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language that the program speaks here; the session's, where there is one."""
        return self.own_language

    @property
    def page(self) -> tuple[str, ...]:
        """What is read from its top: another page than before begins at its first line."""
        panel = self.panel.id if self.panel is not None else ""
        return (panel, self.listing.id if self.listing is not None else "")

    def entry(self) -> Entry | None:
        """The field to type into, if there is one now."""
        panel = self.panel
        if panel is not None:
            if not panel.writes:
                return None
            text = self.begun.get(panel.id, panel.text)
            return Entry(panel.id, text, panel.prompt, tall=panel.tall)
        if self.listing is not None and self.listing.filtering:
            return Entry(f"filter:{self.listing.id}", self.listing.words, phrase("Find"))
        return None

    def key(self, name: str) -> str:
        """The key that does the command ``name`` here; empty when none does."""
        return key_for(name, self.keymap, writes=self.entry() is not None)

    def say(self, words: str, role: Role = Role.PLAIN) -> None:
        """Put a message on the status line, behind what stands there."""
        self.message = (*self.message, Span(words, role))

    def failed(self, error: ExoguideError) -> None:
        """Say an error as its title, what happened and what to do."""
        title = phrase("{title}.", title=error.title)
        self.say(joined(title, error.message, error.todo), Role.STOP)

    def put(self, panel: Panel) -> None:
        """Put something to the person."""
        self.panel = panel

    def listed(self, listing: Listing) -> None:
        """Show a list in the place of the page."""
        self.panel = None
        rows = said(listing.rows, self.language)  # before they are searched through
        selection = attrs.evolve(
            listing.selection, rows=said(listing.selection.rows, self.language)
        )
        self.listing = attrs.evolve(listing, rows=rows, selection=selection)

    def _accept(self, panel: Panel, text: str) -> None:
        if panel.writes and not text.strip() and not panel.optional:
            self.say(phrase("Write a few words first; Esc leaves it."), Role.CARE)
            return
        self.panel = None
        panel.then(text)
        if self.panel is None:
            self.begun.pop(panel.id, None)


def ask(
    desk: Desk, fields: Sequence[tuple[str, str]], title: str, then: Callable[..., None]
) -> None:
    """Ask for several texts one after the other (id and prompt each), then call with all."""
    given: list[str] = []

    def next_field(text: str) -> None:
        given.append(text)
        show()

    def show() -> None:
        if len(given) == len(fields):
            then(*given)
            return
        name, prompt = fields[len(given)]
        lines = tuple(
            Line(text, label=asked, column=26)
            for (_, asked), text in zip(fields, given, strict=False)
        )
        desk.put(Panel(name, title, next_field, lines, phrase("next"), writes=True, prompt=prompt))

    show()
