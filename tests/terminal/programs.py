"""Small apps on the safe base, for a pty: ``python -m tests.terminal.programs NAME ...``.

What Textual itself would do is had with ``bare`` behind the name: the negative control of a test.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from exoguide.tui.base import SafeApp, run_app

# isort: split
from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Paste
from textual.style import Style
from textual.widgets import (
    Button,
    Checkbox,
    DataTable,
    Footer,
    Header,
    Input,
    Label,
    Log,
    OptionList,
    RadioButton,
    RichLog,
    SelectionList,
    Static,
    TextArea,
)

from exoguide.errors import ExoguideError
from exoguide.plaintext import harmless
from exoguide.tui.keyboard import InputCut
from tests.terminal.payloads import payloads


class Gallery:
    """Shows each payload in each widget, one after the other, and ends with 7."""

    CSS = "Log, RichLog, DataTable, OptionList, SelectionList, TextArea { height: 3; }"

    def compose(self) -> ComposeResult:
        """Room for one payload in every widget."""
        yield Header()
        yield VerticalScroll(id="room")
        yield Footer()

    def on_mount(self: Any) -> None:
        """Begin."""
        self.bind("f2", "nothing", description="aa\x1b]0;owned\x07\u202ezz")
        self.left = payloads()
        self.next()

    async def show(self: Any, text: str) -> None:
        """Put ``text`` in every widget."""
        content = Content(text)
        self.title = text
        room = self.query_one("#room")
        await room.remove_children()
        await room.mount_all(_widgets(text, content))
        self.query_one(DataTable).add_column(content)
        self.query_one(DataTable).add_row(content)
        self.query_one(Log).write(text)
        self.query_one(RichLog).write(Text(text))
        self.query_one("#framed").border_title = content
        self.query_one("#framed").border_subtitle = content
        self.notify(text, title=text, markup=False, timeout=0.2)
        self.call_after_refresh(self.next)

    def next(self: Any) -> None:
        """The next one, once this one was painted."""
        text = next(self.left, None)
        if text is None:
            self.exit(return_code=7)
            return
        self.call_later(self.show, text)


def _widgets(text: str, content: Content) -> Iterator[Any]:
    yield Static(content, id="framed")
    yield Static(text, markup=False)
    yield Static(Text(text, style="blink link " + "http://example.invalid/"))
    yield Static(Content.styled(text, Style(link=text, blink=True)))
    yield Label(content)
    yield Input(text, placeholder=text)
    yield Input(placeholder=text)
    yield TextArea(text)
    yield OptionList(content)
    yield SelectionList((content, "value"))
    yield Checkbox(content)
    yield RadioButton(content)
    yield Button(content)
    yield DataTable()
    yield Log()
    yield RichLog()


class SafeGallery(Gallery, SafeApp):
    """On the safe base."""


class BareGallery(Gallery, App[None]):
    """As Textual is."""


class Typist(SafeApp):
    """Says what arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0
        self.left_out = 0
        self.pastes = 0

    def compose(self) -> ComposeResult:
        """One of each that text can be written into, and one that takes keys."""
        yield Static("starting", id="said", markup=False)
        yield Input()
        yield TextArea()
        yield OptionList("one", "two")

    def on_mount(self) -> None:
        """Say it at the start, too."""
        self.say()

    def say(self) -> None:
        """What arrived so far."""
        line, area = self.query_one(Input).value, self.query_one(TextArea).text
        focus = type(self.focused).__name__
        self.query_one("#said", Static).update(
            f"line {len(line)} area {len(area)} keys {self.keys} pastes {self.pastes}"
            f" out {self.left_out} size {self.size.width}x{self.size.height} focus {focus}."
            f" line ends {line[-12:]!a} dumpable {_dumpable()}"
        )

    async def on_event(self, event: Any) -> None:
        """Count what comes."""
        if isinstance(event, Key) and not event.is_forwarded:
            self.keys += 1
        if isinstance(event, Paste) and not event.is_forwarded:
            self.pastes += 1
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """F3 breaks the program; F4 takes a picture; F5 copies."""
        if event.key == "f3":
            self.break_off("PLANTED-NAME")
        if event.key == "f4":
            self.deliver_screenshot()
        if event.key == "f5":
            self.copy_to_clipboard("PLANTED-NAME")
            self.bell()
        self.call_later(self.say)

    def break_off(self, name: str) -> None:
        """Fail while holding something that nobody may see."""
        raise LookupError(f"no {name}")

    def on_input_changed(self) -> None:
        """The line changed."""
        self.say()

    def on_text_area_changed(self) -> None:
        """The text changed."""
        self.say()

    def on_paste(self) -> None:
        """A paste arrived."""
        self.call_later(self.say)

    def on_resize(self) -> None:
        """The window changed."""
        self.call_later(self.say)

    def on_input_cut(self, message: InputCut) -> None:
        """Something was left out."""
        self.left_out = message.left_out
        self.say()


class Ticker(SafeApp):
    """Paints the whole screen over and over; a file shows that it is alive."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self.count = 0

    def compose(self) -> ComposeResult:
        """One text that fills the screen."""
        yield Static("", id="page", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.timer = self.set_interval(0.01, self.tick)

    def tick(self) -> None:
        """Paint, then note it in the file."""
        self.count += 1
        self.query_one("#page", Static).update(self.page("at"))
        part = self.file.with_suffix(".part")
        part.write_text(f"{os.getpid()} {self.count}")
        part.replace(self.file)

    def page(self, word: str) -> str:
        """What fills the screen now."""
        line = f"{word} {self.count} ".ljust(20, ".")
        return "\n".join(line * (self.size.width // 20) for _ in range(self.size.height))

    def on_key(self, event: Key) -> None:
        """Stop with a last page."""
        if event.key == "s":
            self.timer.stop()
            self.query_one("#page", Static).update(self.page("stopped"))
            self.set_timer(0.3, self.file.with_suffix(".stopped").touch)  # long after it was drawn


def _dumpable() -> int:
    import ctypes

    return int(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)) if sys.platform == "linux" else 0


def unguard() -> None:
    """Take away the second guard, that of frames, so that the first stands alone."""
    import exoguide.tui.driver as watched

    vars(watched)["safe_frame"] = str


def dawdle() -> None:
    """Take long to see how large the window is, so that it changes again meanwhile."""
    import time

    import exoguide.tui.driver as watched
    from exoguide.tui.window import window_size

    def slowly(fd: int) -> tuple[int, int]:
        seen = window_size(fd)
        time.sleep(0.02)
        return seen

    vars(watched)["window_size"] = slowly


def main() -> int:
    """Run the app that is named."""
    asked = argparse.ArgumentParser()
    asked.add_argument("name", choices=["gallery", "typist", "ticker"])
    asked.add_argument("--without", default="", choices=["", "all", "filter", "guard"])
    asked.add_argument("--file", type=Path, default=Path(os.devnull))
    asked.add_argument("--debug", action="store_true")
    asked.add_argument("--dawdling", action="store_true")
    given = asked.parse_args()
    if given.without == "all":
        bare = BareGallery()
        bare.run()
        return bare.return_code or 0
    if given.without == "guard":
        unguard()
    if given.dawdling:
        dawdle()
    app: SafeApp
    if given.name == "ticker":
        app = Ticker(given.file)
    else:
        app = SafeGallery() if given.name == "gallery" else Typist()
    if given.without == "filter":
        app.get_line_filters = partial(App.get_line_filters, app)  # type: ignore[method-assign]  # the filter of the app is taken away on purpose
    try:
        return run_app(app, debug=given.debug)
    except ExoguideError as error:
        sys.stderr.write(harmless(str(error), multiline=True) + "\n")
        if given.debug:
            import traceback

            traceback.print_exception(error)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
