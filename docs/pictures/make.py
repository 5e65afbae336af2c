"""Draws the pictures of the screen for the README: a story of the shipped flow, up to a question.

Run it with ``make pictures``. Nothing in it is real, and the clock stands still, so that a picture
changes only when the screen does.
"""

# ruff: noqa: INP001 - a script of its own

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from datetime import date
from pathlib import Path

from textual.app import App
from textual.events import Key

from exoguide.consultation import flows
from exoguide.consultation.scripted import Script
from exoguide.consultation.session import Clinician, Consultation, Opening, start
from exoguide.flow.clinic import clinic_values
from exoguide.flow.stories import load_stories
from exoguide.records.embedded import open_store
from exoguide.tui.app import ExoguideApp

FOLDER = Path(__file__).resolve().parent
STORY = "accept-trial-prp"
PICTURES = (
    ("question", "source", (120, 36), ""),
    ("narrow", "source", (80, 24), ""),
    ("change", "painkiller_use", (80, 24), "b b b b b 3"),
)
"""Name, question at hand, size of the window, keys pressed there."""


class Clock:
    """The same moment for ever."""

    count = 0

    def now(self) -> str:
        """A morning."""
        return "2026-11-23T09:30:00.000+00:00"

    def mono(self) -> int:
        """No time passes."""
        return 1

    def today(self) -> date:
        """The day of that morning."""
        return date(2026, 11, 23)

    def new_id(self) -> str:
        """Ids in order."""
        self.count += 1
        return f"{self.count:032x}"


def consultation(folder: Path, stop: str) -> Consultation:
    """The story, answered up to the question ``stop``."""
    loaded = flows.load("exosome-therapy")
    story = next(one for one in load_stories(loaded.path) if one.id == STORY)
    visit = story.visit[0]
    values = clinic_values(loaded.flow, story.clinic, "story")
    opening = Opening(Clinician("Dr A. Osei", "physician"), "M-1042", values, today=visit.today)
    made = start(open_store(folder, practice=True), loaded, opening, Clock())
    given = dict(visit.given)
    del given[stop]
    Script(given).run(made)
    return made


async def draw(name: str, stop: str, size: tuple[int, int], keys: str) -> None:
    """Draw one picture."""
    with tempfile.TemporaryDirectory() as folder:
        made = consultation(Path(folder) / "store", stop)
        app = ExoguideApp(made.store, consultation=made)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys.split():
                event = Key(key, None)
                event.set_sender(app)
                await app.on_event(event)
            await pilot.pause()
            picture = App.export_screenshot(app, title="exoguide")
        app.close()
    picture = picture.replace("<text ", '<text xml:space="preserve" ')
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)  # nothing from afar
    (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


async def main() -> None:
    """Draw all pictures."""
    for picture in PICTURES:
        await draw(*picture)


if __name__ == "__main__":
    os.environ["LANG"] = "C.UTF-8"
    asyncio.run(main())
