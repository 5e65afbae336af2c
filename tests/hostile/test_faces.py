"""A flow full of hostile texts, and hostile answers, do nothing to either face nor to its log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Paste

from exoguide.consultation.opening import resume
from exoguide.consultation.session import Consultation
from exoguide.consultation.stories import Stage, play
from exoguide.engine.events import Event, Kind
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.stories import load_story
from exoguide.line.commands import command
from exoguide.plaintext import harmless
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from tests.cli.commands import PROGRAM
from tests.conftest import FULL
from tests.consultation.places import SteadyClock, a_store, begun, garden
from tests.consultation.typist import AFTER, bodies, opened_again, retype, sittings
from tests.hostile.acting import acting, storable
from tests.hostile.corpus import corpus, of_classes
from tests.hostile.flows import hostile_flow
from tests.line.persons import at as typing
from tests.line.test_face import ANSWERS, answered
from tests.terminal.terminal import Terminal
from tests.terminal.test_hostile_text import acting as reaching
from tests.tui.hands import Hands, at
from tests.tui.keys import pressed

STORIES = ("lent", "override", "edits") if FULL else ("lent", "override")
ASKED = tuple(key for key in ANSWERS if key not in {"wishes", "teach_rules#1", "helpers"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flow with all texts that can stand in one."""
    return hostile_flow(tmp_path_factory.mktemp("flow"), [*filter(storable, corpus())])


@pytest.fixture(scope="module")
def flow(folder: Path) -> LoadedFlow:
    return load_flow(folder)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


def played(store: Store, flow: LoadedFlow, story: str) -> list[Event]:
    """The log of a story."""
    told = load_story(flow.path / "stories" / f"{story}.toml")
    made = play(Stage(store, SteadyClock()), flow, told)
    return store.events(made.session_id)


@pytest.mark.parametrize("story", STORIES)
def test_a_hostile_flow_is_said_harmlessly_line_by_line_and_writes_the_same_log(
    story: str, store: Store, flow: LoadedFlow, tmp_path: Path
) -> None:
    events = played(store, flow, story)
    other = a_store(tmp_path / "typed")
    again, said = retype(other, flow, events, SteadyClock())
    assert acting(said) == []
    assert len(said) > 100_000
    assert bodies(other.events(again.session_id)) == bodies(events)


@pytest.mark.parametrize("story", STORIES)
def test_a_hostile_flow_is_shown_harmlessly_on_the_screen_and_writes_the_same_log(
    story: str, store: Store, flow: LoadedFlow, tmp_path: Path
) -> None:
    events = played(store, flow, story)
    visit = next(sittings(events))
    other = a_store(tmp_path / "pressed")
    again = opened_again(other, flow, events[0], SteadyClock())
    number = again.session_id

    async def work() -> None:
        async with at(ExoguideApp(other, consultation=again)) as hands:
            for event in visit[1:]:
                if event.kind not in AFTER:
                    await _looked(hands)
                    await hands.press(pressed(hands.sitting, event))
            await hands.until(lambda: not hands.app.screen.is_modal, "a place is shown")
            for key in ("pagedown", "p", "pagedown", "t", "escape", "y", "escape", "f1", "escape"):
                await hands.press(key)
                await _looked(hands)

    asyncio.run(work())
    kept = a_store(tmp_path / "pressed").events(number)
    wanted = [event for event in visit if event.kind not in AFTER]
    assert bodies(kept)[: len(wanted)] == bodies(wanted)


async def _looked(hands: Hands) -> None:
    """Look at what the screen shows, and at what lies beside the question."""
    assert acting("\n".join(await hands.screen())) == []


def test_what_lies_beside_a_hostile_question_is_harmless(store: Store, flow: LoadedFlow) -> None:
    made = begun(store, flow)

    async def work() -> None:
        async with at(ExoguideApp(store, consultation=made), (120, 36)) as hands:
            await hands.press("2 4 2 enter 2")
            for key in ("f5", "pagedown", "pagedown", "escape", "f7", "escape", "f1", "escape"):
                await hands.press(key)
                await _looked(hands)
            for key in ("f3", "escape", "o", "escape", "f8", "escape", "f12"):
                await hands.press(key)
                await _looked(hands)

    asyncio.run(work())


@pytest.mark.parametrize("key", ASKED)
def test_whatever_is_typed_line_by_line_is_taken_or_asked_back_harmlessly(
    key: str, store: Store, full_size: bool
) -> None:
    made = answered(begun(store, garden()), key)
    cases = [case for case in (corpus() if full_size else of_classes(15)) if "\n" not in case]
    lines = [case for case in cases if command(case) is None]
    heard = typing(made, *lines)
    assert acting(heard.said) == []
    assert not isinstance(heard.ended, TypeError | ValueError)
    assert "inside exoguide" not in heard.said


@pytest.mark.parametrize(
    ("keys", "multiline"), [("", True), ("f4", True), ("f1", False), ("f7 slash", False)]
)
def test_whatever_is_pasted_into_any_field_of_the_screen_stands_there_harmlessly(
    keys: str, multiline: bool, store: Store, full_size: bool
) -> None:
    made = _at_wishes(store)

    async def work() -> None:
        async with at(ExoguideApp(store, consultation=made)) as hands:
            await hands.press(keys)
            for case in corpus() if full_size else of_classes(3):
                left = harmless(case.rstrip("\n"), multiline=multiline)
                if len(case) > 2_000 or not left.strip():
                    continue
                await hands.press([Paste(case)])
                entry = hands.desk.entry()
                assert entry is not None, case
                assert entry.text == left, case
                await _looked(hands)
                await _emptied(hands, keys)

    asyncio.run(work())


def test_whatever_is_searched_for_on_the_first_screen_is_a_search(
    store: Store, full_size: bool
) -> None:
    begun(store, garden()).leave()

    async def work() -> None:
        async with at(ExoguideApp(store)) as hands:
            for case in corpus() if full_size else of_classes(3):
                if len(case) < 2_000:
                    await hands.press("slash")
                    await hands.press([Paste(case)])
                    assert getattr(hands.desk, "words", "") == harmless(case.rstrip("\n")), case
                    await _looked(hands)
                    await hands.press("escape")

    asyncio.run(work())


def _at_wishes(store: Store) -> Consultation:
    """A session at a question that takes any text of several lines."""
    return answered(begun(store, garden()), "wishes")


async def _emptied(hands: Hands, opening: str) -> None:
    """Take everything out of the field that is open, and open it again where that closed it."""
    while (entry := hands.desk.entry()) is not None and entry.text:
        await hands.press("ctrl+end ctrl+u backspace")
    if entry is None:
        await hands.press(opening)


def test_a_hostile_answer_stays_as_it_came_and_is_shown_harmlessly_by_both_faces(
    store: Store, tmp_path: Path
) -> None:
    made = _at_wishes(store)
    cases = [case for case in corpus() if storable(case) and len(case) < 400]
    for at_once in range(0, len(cases), 100):
        text = " ".join(cases[at_once : at_once + 100])
        made.send(Kind.NOTED, key="hurt", text=text)
    made.send(Kind.IDENTIFIED, name="".join(cases[:300])[:150])
    said = typing(made, "review", "back", "back", "quit").said
    assert acting(said) == []
    again = resume(a_store(tmp_path / "store"), made.session_id, SteadyClock())

    async def work() -> None:
        async with at(ExoguideApp(store, consultation=again)) as hands:
            for key in ("f7", "escape", "home", "f2", "f2", "f4", "escape"):
                await hands.press(key)
                await _looked(hands)

    asyncio.run(work())


def test_nothing_but_painting_reaches_a_real_terminal(
    folder: Path, tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    (tmp_path / "home" / "config").mkdir(parents=True)
    settings = 'clinician = "\\u001b]0;owned\\u0007"\nrole = "nurse"\n'
    (tmp_path / "home" / "config" / "settings.toml").write_text(settings)
    one = terminal((PROGRAM, "start", str(folder), "--practice"), columns=100, watched=True)
    one.shows("Are you hurt")
    for key in (b"2", b"4", b"2", b"\r", b"1", b"\x1b[15~", b"\x1b[6~", b"\x1b", b"?", b"\x1b"):
        before = one.text
        one.send(key)
        one.until(lambda before=before: one.text != before, f"another screen after {key!r}")  # type: ignore[misc]  # mypy cannot tell the type of a default
    one.send(b"\x11")
    assert one.end() == 1
    assert reaching(one.output) == []
