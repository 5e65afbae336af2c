"""A consultation on the full screen: what keys do, and what a person then reads."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.events import Paste

from exoguide.config import Settings
from exoguide.consultation.opening import look
from exoguide.consultation.session import Consultation
from exoguide.engine.events import Kind
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from exoguide.tui.recording import Recording
from exoguide.tui.welcoming import Welcoming
from tests.consultation.places import a_store, begun, garden
from tests.tui.hands import Hands, at

Doing = Callable[[Hands], Awaitable[None]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def made(store: Store) -> Consultation:
    return begun(store, garden())


def sit(
    store: Store,
    made: Consultation | None,
    doing: Doing,
    *,
    size: tuple[int, int] = (80, 24),
    settings: Settings | None = None,
) -> None:
    """Sit down and do something."""

    async def work() -> None:
        async with at(ExoguideApp(store, settings, made), size) as hands:
            await doing(hands)

    asyncio.run(work())


def shows(lines: list[str], words: str) -> bool:
    """Whether ``words`` stand on the screen, wherever they were wrapped."""
    return " ".join(words.split()) in " ".join(" ".join(lines).split())


def last(store: Store, made: Consultation) -> tuple[Kind, object]:
    """The last event on the disk."""
    event = store.events(made.session_id)[-1]
    return event.kind, event.body.get("value")


def first_question(made: Consultation) -> str:
    assert made.state.cursor is not None
    return made.state.cursor.key


def test_a_typed_answer_is_on_the_disk_before_the_next_question(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2")
        asked = first_question(made)
        await hands.press("4 2 enter")
        assert store.events(made.session_id)[-1].body["key"] == asked
        assert first_question(made) != asked
        assert shows(await hands.screen(), "42 years")

    sit(store, made, doing)


def test_every_letter_types_in_a_field_and_escape_keeps_it(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 b q n u")
        assert hands.place.field.text == "bqnu"
        await hands.press("escape escape")
        assert hands.place.field.text == "bqnu"
        assert len(store.events(made.session_id)) == 2

    sit(store, made, doing)


def test_half_typed_text_is_on_the_disk_within_a_second_and_comes_back(
    store: Store, made: Consultation, tmp_path: Path
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press(["2", Paste("half a na")])
        await hands.until(lambda: made.draft() is not None, "the draft is on the disk")

    sit(store, made, doing)
    again = look(a_store(tmp_path / "store"), made.session_id)

    async def returning(hands: Hands) -> None:
        assert hands.place.field.text == "half a na"

    sit(again.store, again, returning)


def test_ctrl_z_takes_nothing_back_in_a_longer_text_and_ctrl_underscore_does(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press(["2", "f4", Paste("left-"), Paste("handed")])
        await hands.press("ctrl+z")
        assert hands.place.field.text == "left-handed"
        await hands.press("ctrl+underscore")
        assert hands.place.field.text == "left-"

    sit(store, made, doing)


def test_a_note_that_is_left_is_kept_for_the_next_time(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press(["f4", Paste("left-handed"), "escape"])
        assert not made.state.ledger.notes
        await hands.press(["f4"])
        assert hands.place.field.text == "left-handed"
        await hands.press("enter")
        assert list(made.state.ledger.notes.values()) == ["left-handed"]

    sit(store, made, doing)


def test_help_lists_what_works_here_and_runs_it(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press(["f1", Paste("all answers")])
        assert shows(await hands.screen(), "r F7 All answers; choosing one goes there.")
        await hands.press("escape escape")
        await hands.press(["f1", Paste("note for the clinician"), "enter"])
        assert shows(await hands.screen(), "Note at:")

    sit(store, made, doing)


def test_a_command_has_the_key_that_the_settings_give_it(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("f4")
        assert hands.desk.panel is None
        await hands.press("f9")
        assert hands.desk.panel is not None

    sit(store, made, doing, settings=Settings(keys={"consultation.note": "f9"}))


def test_leaving_goes_home_where_the_session_waits(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 f12")
        await hands.until(lambda: isinstance(hands.app.screen, Welcoming), "home is shown")
        lines = await hands.screen()
        assert shows(lines, "In progress")
        assert shows(lines, "M-1")
        await hands.press("enter")
        await hands.until(lambda: not isinstance(hands.app.screen, Welcoming), "it goes on")
        assert store.events(made.session_id)[-1].kind is Kind.RESUMED

    sit(store, made, doing)


def test_practice_and_saved_are_always_in_view(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        lines = await hands.screen()
        assert "PRACTICE" in lines[0]
        assert "saved 09:30:00" in lines[0]

    sit(store, made, doing)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12)])
def test_question_and_keys_fit_every_window(
    store: Store, made: Consultation, size: tuple[int, int]
) -> None:
    async def doing(hands: Hands) -> None:
        lines = await hands.screen()
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)
        asked = hands.sitting.form
        assert asked is not None
        assert shows(lines, (asked.asked.ask or asked.asked.title)[:20])
        assert "Enter" in lines[-1]
        assert "help" in lines[-1]

    sit(store, made, doing, size=size)


def test_a_window_that_is_too_small_says_so_and_nothing_else(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        lines = await hands.screen()
        assert shows(lines, "too small (30 x 8)")
        assert shows(lines, "Nothing is lost")

    sit(store, made, doing, size=(30, 8))


def test_the_page_of_an_ended_session_is_ticked_and_written_to_a_private_file(
    store: Store, tmp_path: Path
) -> None:
    from exoguide.consultation.stories import Stage, play
    from exoguide.flow.stories import load_stories
    from tests.consultation.places import GARDEN, SteadyClock

    story = next(one for one in load_stories(GARDEN) if one.id == "lent")
    ended = play(Stage(store, SteadyClock()), garden(), story)
    target = tmp_path / "page.txt"

    async def doing(hands: Hands) -> None:
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, Recording), "the page is shown")
        await hands.press("t")
        before = len(store.events(ended.session_id))
        await hands.press("enter")
        kinds = [event.kind for event in store.events(ended.session_id)[before:]]
        assert kinds in ([Kind.TICKED], [Kind.UNTICKED])
        await hands.press(["escape", "x", "1", "end", "ctrl+u", Paste(str(target)), "enter"])
        assert target.stat().st_mode & 0o777 == 0o600
        assert "[x]" in target.read_text() or "[ ]" in target.read_text()
        await hands.press(["x", "1", "end", "ctrl+u", Paste(str(target)), "enter"])
        assert shows(await hands.screen(), "The file exists already")

    sit(store, None, doing)


def test_a_session_is_found_by_words_as_they_are_typed(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press(["slash", Paste("nowhere")])
        await hands.shown("No session holds all these words.")
        await hands.press(["end", "ctrl+u", Paste("M-1")])
        await hands.shown("> M-1")
        await hands.press("escape")
        assert shows(await hands.screen(), "In progress")

    made.leave()
    sit(store, None, doing)


def test_somebody_elses_entry_is_told_and_what_was_typed_is_kept(
    store: Store, made: Consultation, tmp_path: Path
) -> None:
    other = look(a_store(tmp_path / "store"), made.session_id)

    async def doing(hands: Hands) -> None:
        await hands.press("2")
        other.reload()
        other.send(Kind.NOTED, key=first_question(made), text="from the next room")
        await hands.press("4 2 enter")
        assert shows(await hands.screen(), "Somebody else continued this session")
        assert hands.place.field.text == "42"
        await hands.press("enter")
        assert store.events(made.session_id)[-1].kind is Kind.ANSWERED

    sit(store, made, doing)


def test_hostile_text_is_shown_without_being_obeyed(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press(
            ["2", "f4", Paste("[red]\x1b[2J\u202emad[/] [@click=app.quit]x"), "enter"]
        )
        await hands.press("f7")
        lines = await hands.screen()
        assert shows(lines, "[red]")
        assert shows(lines, "[@click=app.quit]x")
        assert not any("\x1b" in line or "\u202e" in line for line in lines)

    sit(store, made, doing)


def test_a_question_so_far_is_found_by_a_word_of_it_and_looked_at_without_a_change(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter")
        at_hand, events = first_question(made), len(store.events(made.session_id))
        await hands.press("f3")
        assert not shows(await hands.screen(), "> How old are you?")
        await hands.press(["slash", Paste("old")])
        assert shows(await hands.screen(), "How old are you?")
        await hands.press("enter")
        assert shows(await hands.screen(), "Looking back: How old are you?")
        assert hands.place.field.text == "42"
        await hands.press("escape")
        assert not shows(await hands.screen(), "Looking back")
        assert first_question(made) == at_hand
        assert len(store.events(made.session_id)) == events

    sit(store, made, doing)


def test_a_stage_is_gone_to_by_its_number(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 f3 1")
        assert hands.sitting.looking
        assert shows(await hands.screen(), "Are you hurt right now?")

    sit(store, made, doing)
