"""What could not be kept is refused where it comes in; what only a file may hold is kept off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.config import load_clinic, load_settings, remember, set_clinic
from exoguide.errors import UsageError
from exoguide.flow.loading import load_flow
from exoguide.flow.problems import FlowProblems
from exoguide.tui.app import ExoguideApp
from tests.cli.commands import PROGRAM, lent, ran
from tests.consultation.places import GARDEN, a_store, begun, garden
from tests.hostile.flows import hostile_flow
from tests.terminal.terminal import Terminal
from tests.tui.hands import at

WAYS_OUT = {"command_palette", "screenshot", "change_theme", "toggle_dark", "suspend_process"}
"""Actions of Textual by which the screen would get out, or another program in."""


def test_a_nul_in_any_text_of_a_flow_is_told_before_anybody_is_asked_anything(
    tmp_path: Path,
) -> None:
    folder = hostile_flow(tmp_path, ["a\0b"] * 400)
    with pytest.raises(FlowProblems, match="holds a NUL") as told:
        load_flow(folder)
    assert {one.code for one in told.value.problems} == {"EXG101"}
    assert len(told.value.problems) > 90  # each text of both languages


def test_a_nul_in_a_file_of_answers_is_told_before_a_session_begins(tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_text('[answers]\nhurt = "no"\nwishes = "a\\u0000b"\n')
    made = ran("start", GARDEN, "--practice", "--answers", file)
    assert made.code == 2
    assert "holds a NUL" in made.told
    assert ran("sessions", "--practice").out == ""


@pytest.mark.parametrize("name", ["a\0b", "half \ud83d", "\udcff"])
def test_no_file_of_settings_takes_what_no_session_could_keep(name: str, tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    with pytest.raises(UsageError, match="cannot be saved"):
        remember(file, {"clinician": name})
    with pytest.raises(UsageError, match="cannot be saved"):
        set_clinic(file, {"phone": name})
    assert not file.exists()
    remember(file, {"clinician": "Zoë \x1b\u202e\u200c\u00a0"})
    assert load_settings(file).clinician == "Zoë \x1b\u202e\u200c\u00a0"
    assert b"\x1b" not in file.read_bytes()
    assert load_clinic(file) == {"clinician": "Zoë \x1b\u202e\u200c\u00a0"}


def test_a_record_with_every_word_as_typed_is_for_a_file_and_not_for_the_screen(
    terminal: Callable[..., Terminal],
) -> None:
    session = lent()
    one = terminal((PROGRAM, "show", session, "--format", "record"))
    assert one.end() == 2
    assert b"not for the screen" in one.output
    assert b"digest" not in one.output
    assert '"digest"' in ran("show", session, "--format", "record").out


def test_no_key_and_no_command_takes_the_screen_or_a_text_out_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.chdir(tmp_path)
    store = a_store(tmp_path / "store")
    app = ExoguideApp(store, consultation=begun(store, garden()))
    before = {path for path in tmp_path.rglob("*") if "store" not in path.parts}
    written: list[str] = []

    async def work() -> None:
        async with at(app) as hands:
            found = hands.app.screen.active_bindings.values()
            actions = {one.binding.action.rpartition(".")[2].partition("(")[0] for one in found}
            assert "interrupt" in actions
            assert not actions & (WAYS_OUT - {"command_palette"})
            assert not hands.app.use_command_palette
            assert list(hands.app.get_system_commands(hands.app.screen)) == []
            depth = len(hands.app.screen_stack)
            monkeypatch.setattr(hands.app._driver, "write", written.append)  # noqa: SLF001 - what reaches the terminal is what counts
            await hands.press("ctrl+p ctrl+s f10 ctrl+backslash ctrl+z")
            hands.app.action_command_palette()
            hands.app.copy_to_clipboard("what a patient said")
            hands.app.deliver_screenshot()
            await hands.pilot.pause()
            assert len(hands.app.screen_stack) == depth
            with pytest.raises(UsageError, match="No pictures"):
                hands.app.save_screenshot()

    asyncio.run(work())
    assert "]52;" not in "".join(written)
    assert {path for path in tmp_path.rglob("*") if "store" not in path.parts} == before
