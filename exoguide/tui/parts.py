"""What a screen shows, as plain data: words with the part they play, and nothing of a terminal."""

from __future__ import annotations

from enum import Enum
from typing import Final

import attrs

from exoguide.speech import phrase

WIDE: Final = 100
"""Columns from which on the rail and the evidence stand beside the question."""


class Role(str, Enum):
    """The part that words play on a screen; a theme says how each looks."""

    PLAIN = "plain"
    TITLE = "title"
    """What the eye should find first: the question."""
    KEY = "key"
    """A key to press, or the mark of a choice."""
    CHOSEN = "chosen"
    """Where the selection stands; always with a character beside it."""
    QUIET = "quiet"
    """Said, and not in the way."""
    CARE = "care"
    """A caution; always with its word."""
    STOP = "stop"
    """What stands in the way; always with its word."""
    GOOD = "good"
    """Done, saved."""


@attrs.frozen
class Line:
    """A paragraph: wrapped, with an optional label that stands before it in a column."""

    text: str = ""
    role: Role = Role.PLAIN
    label: str = ""
    label_role: Role = Role.QUIET
    indent: int = 2
    column: int = 0
    """Where the text begins behind its label, counted from the indent."""
    brief: bool = False
    """Whether it is cut to one line instead of wrapped; on small windows it is left out."""


@attrs.frozen
class Span:
    """A few words on a bar."""

    text: str
    role: Role = Role.PLAIN


@attrs.frozen
class Bar:
    """One line across the screen: words from the left, and words to the right."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()


@attrs.frozen
class Row:
    """One line of a list to choose from. ``name`` says which; empty for a heading."""

    name: str
    text: str
    mark: str = ""
    """The key that chooses it at once."""
    ticked: bool | None = None
    """Whether it is ticked; ``None`` where nothing is ticked."""
    reason: str = ""
    """Why it cannot be chosen; empty when it can."""
    help: str = ""
    role: Role = Role.PLAIN
    label: str = ""
    """What stands before the text in a column of its own."""
    said: str = ""
    """What is said under the heading ``text``: it stands out from that, on its line if it fits."""


@attrs.frozen
class Entry:
    """A field to type into. ``id`` tells one field from the next."""

    id: str
    text: str = ""
    prompt: str = ""
    tall: bool = False
    """Whether it takes several lines."""
    secret: bool = False
    """Whether what is typed is not shown."""


@attrs.frozen
class Key:
    """A key of the footer with what it does now."""

    key: str
    does: str


@attrs.frozen
class View:
    """A whole screen."""

    header: Bar = Bar()
    stages: Bar = Bar()
    rail: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    printed: tuple[str, ...] = ()
    """Lines that are shown just as they are printed."""
    entry: Entry | None = None
    echo: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    selected: int | None = None
    spacious: bool = False
    """Whether answers stand apart, for somebody who reads from further off."""
    barred: str = phrase("Cannot be chosen: {reason}")
    """What is said of a row that cannot be chosen, with its reason."""
    more: str = phrase("{key} more below")
    """What is said while not all of the page is in sight, with the key that reads on."""
    below: tuple[Line, ...] = ()
    aside: tuple[Line, ...] = ()
    """What stands beside the body where there is room, and below it where there is not."""
    status: tuple[Span, ...] = ()
    keys: tuple[Key, ...] = ()
