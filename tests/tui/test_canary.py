"""The names inside Textual that the safe base leans on are where it expects them.

When one of these fails after a change of version, read what took the name's place, and adapt the
part that is named, before anything else is believed.
"""

from __future__ import annotations

import inspect
from importlib.metadata import version

import pytest
from textual import app, constants, filter, messages  # noqa: A004 - the module of Textual is called so
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, TextArea

from exoguide.tui.base import SafeApp
from exoguide.tui.driver import SafeDriver
from exoguide.tui.hardening import PREFIX
from exoguide.tui.modes import SYNC_END, SYNC_START


def source(thing: object) -> str:
    return inspect.getsource(thing)  # type: ignore[arg-type]  # anything with a source


def test_the_version_is_of_the_range_that_was_read() -> None:
    assert version("textual").split(".")[:2] == ["8", "2"]


@pytest.mark.parametrize(
    "name",
    [
        "get_line_filters",
        "copy_to_clipboard",
        "_set_pointer_shape",
        "bell",
        "on_event",
        "get_system_commands",
        "save_screenshot",
        "deliver_screenshot",
        "open_url",
        "action_quit",
        "exit",
        "panic",
        "_handle_exception",
        "_close_messages_no_wait",
    ],
)
def test_what_the_app_replaces_or_calls_is_there(name: str) -> None:
    assert callable(getattr(App, name))


def test_a_screen_can_be_switched_away_from_once_it_has_somebody_to_answer_to() -> None:
    assert "_pop_result_callback()" in source(App.switch_screen)
    assert "_push_result_callback" not in source(App._init_mode)  # noqa: SLF001 - what is private there is what we lean on
    assert callable(Screen._push_result_callback)  # noqa: SLF001 - what is private there is what we lean on


@pytest.mark.parametrize(
    "name", ["write", "start_application_mode", "stop_application_mode", "disable_input", "close"]
)
def test_what_the_driver_is_asked_for_is_there(name: str) -> None:
    assert callable(getattr(Driver, name))


def test_the_app_keeps_its_failures_and_its_clipboard_where_they_are_set() -> None:
    made = SafeApp()
    for name in ("_clipboard", "_return_code", "_exception", "_exception_event"):
        assert hasattr(made, name), name
    assert "_handle_exception" in source(App._process_messages)  # noqa: SLF001 - what is private there is what we lean on
    assert "self._fatal_error()" in source(App._handle_exception)  # noqa: SLF001 - what is private there is what we lean on


def test_the_driver_finds_what_its_base_keeps() -> None:
    kept = source(Driver.__init__)
    for name in ("_app", "_loop", "_mouse", "_size", "_auto_restart"):
        assert f"self.{name} = " in kept, name
    assert "self.send_message(message)" in source(Driver.process_message)
    assert SafeDriver.__abstractmethods__ == frozenset()


def test_the_parser_is_asked_by_the_names_that_are_replaced() -> None:
    parse = source(XTermParser.parse)
    assert "self._sequence_to_key_events" in parse
    assert "self.parse_mouse_code" in parse
    assert "_timeout_time" in source(Parser.__init__)


def test_a_frame_begins_and_ends_as_the_driver_expects() -> None:
    assert (app.SYNC_START, app.SYNC_END) == (SYNC_START, SYNC_END)  # type: ignore[attr-defined]  # imported there, not exported


def test_links_and_filters_are_drawn_where_the_filter_stands() -> None:
    assert "style._link" in source(Strip.render_style)
    assert list(inspect.signature(filter.LineFilter.apply).parameters) == [
        "self",
        "segments",
        "background",
    ]


def test_every_variable_that_textual_reads_is_taken_away_by_its_beginning() -> None:
    import re

    names = set(re.findall(r'"([A-Z][A-Z_]{3,})"', source(constants)))
    assert "TEXTUAL_LOG" in names
    assert {name for name in names if not name.startswith(PREFIX)} == {"FULL", "ESCDELAY"}


def test_a_cursor_blinks_by_the_name_that_is_switched_off() -> None:
    assert Input().cursor_blink
    assert TextArea().cursor_blink


def test_the_answer_about_whole_frames_has_its_name() -> None:
    assert "TerminalSupportsSynchronizedOutput" in vars(messages)
