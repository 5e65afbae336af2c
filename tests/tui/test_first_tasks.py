"""Ten things somebody does for the first time, with only what the screen says.

Every key that is pressed stands on the screen at that moment: in the footer, as the mark of a row,
or, behind help, as a line found by a word of what is wanted. The keys are counted, without what is
typed as text; the table in ``docs/keys.md`` has the same figures.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import attrs
import pytest
from textual.events import Paste

from exoguide.engine.events import Kind
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from exoguide.tui.consulting import Consulting
from exoguide.tui.gatekeeping import Gatekeeping
from exoguide.tui.keynames import key_name
from exoguide.tui.recording import Recording
from exoguide.tui.welcoming import Welcoming
from tests.consultation.places import SteadyClock, a_store
from tests.tui.hands import Hands, at
from tests.tui.scenes import told

LAST_WEEK = "M-1031"
TODAY = date(2026, 12, 8)
"""A week after the visit in which the patient of last week said yes."""


@attrs.define
class First:
    """A person who reads before every key."""

    hands: Hands
    store: Store
    folder: Path
    pressed: list[str] = attrs.Factory(list)

    async def press(self, key: str) -> None:
        """Press a key, which must stand on the screen."""
        name = key_name(key)
        text = "\n".join(await self.hands.screen())
        spans = re.findall(r"\b(\d)-(\d)\b", text.splitlines()[-1])
        named = re.search(rf"(?:^|[\s(]){re.escape(name)}(?:[\s;,)]|$)", text, re.MULTILINE)
        within = any(first <= name <= last for first, last in spans)
        assert named or within, f"{name} is not on the screen:\n{text}"
        self.pressed.append(name)
        await self.hands.press(key)

    async def write(self, text: str) -> None:
        """Type into the field, which must be there."""
        assert self.hands.desk.entry() is not None, "there is nowhere to type"
        await self.hands.press([Paste(text)])

    async def help(self, word: str) -> None:
        """Find a command by a word of what is wanted, and do it."""
        await self.press("f1" if self.hands.desk.entry() else "question_mark")
        await self.write(word)
        await self.press("enter")

    async def come_to(self, place: type) -> None:
        """Wait until another place is shown."""
        await self.hands.until(lambda: isinstance(self.hands.app.screen, place), place.__name__)

    def last(self) -> tuple[Kind, object]:
        """What was recorded last in the session that is open."""
        made = self.hands.app.consultation
        assert made is not None
        event = self.store.events(made.session_id)[-1]
        return event.kind, event.body.get("value", event.body.get("text"))


async def start(one: First) -> None:
    await one.press("n")
    for asked, text in (("number", "M-1050"), ("Name", "Dr A. Osei"), ("role", "physician")):
        await one.hands.shown(asked)
        await one.write(text)
        await one.press("enter")
    await one.come_to(Consulting)
    assert one.last()[0] is Kind.OPENED
    assert "patient M-1050" in (await one.hands.screen())[0]


async def answer(one: First) -> None:
    await one.press("1")
    await one.come_to(Consulting)
    await one.press("1")
    assert one.last() == (Kind.ANSWERED, "acknowledged")


async def go_back(one: First) -> None:
    await one.press("1")
    await one.come_to(Consulting)
    await one.press("b")
    assert one.hands.sitting.looking


async def change(one: First) -> None:
    await go_back(one)
    await one.press("1")
    assert "You are changing" in "\n".join(await one.hands.screen())
    await one.press("enter")
    assert one.last() == (Kind.ANSWERED, "yes")


async def note(one: First) -> None:
    await one.press("1")
    await one.come_to(Consulting)
    await one.press("n")
    await one.write("came with her daughter")
    await one.press("enter")
    assert one.last() == (Kind.NOTED, "came with her daughter")


async def find(one: First) -> None:
    await one.press("slash")
    await one.write(LAST_WEEK)
    await one.hands.shown(f"> {LAST_WEEK}")
    await one.press("enter")
    await one.come_to(Recording)
    assert one.hands.app.consultation is not None
    assert one.store.session(one.hands.app.consultation.session_id).patient == LAST_WEEK


async def tick(one: First) -> None:
    await find(one)
    await one.press("t")
    await one.press("enter")
    assert one.last()[0] is Kind.TICKED


async def export(one: First) -> None:
    await find(one)
    await one.press("x")
    await one.press("1")
    await one.hands.press("end ctrl+u")
    target = one.folder / "page.txt"
    await one.write(str(target))
    await one.press("enter")
    assert "M-1031" in target.read_text()


async def lock(one: First) -> None:
    await one.help("lock")
    await one.come_to(Gatekeeping)
    assert "Press any key" in "\n".join(await one.hands.screen())


async def resume(one: First) -> None:
    await one.press("enter")
    await one.come_to(Consulting)
    assert one.last()[0] is Kind.RESUMED


TASKS: dict[str, tuple[Callable[[First], Awaitable[None]], int]] = {
    "start a consultation": (start, 4),
    "answer a question": (answer, 2),
    "go back": (go_back, 2),
    "change an answer": (change, 4),
    "write a note": (note, 3),
    "find last week's patient": (find, 2),
    "tick an item of the checklist": (tick, 4),
    "export the page": (export, 5),
    "lock the screen": (lock, 2),
    "go on with a consultation": (resume, 1),
}
"""Each task, from the first screen on, and how many keys it takes."""


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_done_with_what_the_screen_says_in_so_many_keys(
    task: str, tmp_path: Path
) -> None:
    store = a_store(tmp_path / "store", practice=False)
    told(store, "accept-trial-prp", patient=LAST_WEEK).leave()
    told(store, "interrupted", patient="M-1042", days=-15).leave()  # on the day itself
    doing, keys = TASKS[task]

    async def work() -> list[str]:
        async with at(ExoguideApp(store, clock=SteadyClock(TODAY))) as hands:
            await hands.until(lambda: isinstance(hands.app.screen, Welcoming), "home is shown")
            one = First(hands, store, tmp_path)
            await doing(one)
            return one.pressed

    pressed = asyncio.run(work())
    assert len(pressed) == keys, pressed


def test_the_table_in_the_docs_has_these_figures(checkout: Path) -> None:
    lines = (checkout / "docs" / "keys.md").read_text().splitlines()
    told_there = [
        (cells[1].strip(), int(cells[2]))
        for cells in (line.split("|") for line in lines)
        if len(cells) == 5 and cells[2].strip().isdigit()
    ]
    assert told_there == [(task, keys) for task, (_, keys) in TASKS.items()]
