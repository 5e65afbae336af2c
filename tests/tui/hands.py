"""Hands on the full screen: keys and pastes, each taken before the next one is given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from textual.events import Key, Paste
from textual.geometry import Size
from textual.pilot import Pilot

from exoguide.tui.app import ExoguideApp
from exoguide.tui.consulting import Consulting
from exoguide.tui.desk import Desk
from exoguide.tui.place import Place
from exoguide.tui.sitting import Sitting
from tests.tui.keys import Pressed

LONGEST = 20.0
"""Seconds to wait for something that must come about."""


class Hands:
    """A person at the app."""

    def __init__(self, app: ExoguideApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, keys: Iterable[Pressed] | str) -> None:
        """Press keys, given by their names (in one string, parted by blanks), or paste."""
        for one in keys.split() if isinstance(keys, str) else keys:
            event: Key | Paste = one if isinstance(one, Paste) else Key(one, None)
            event.set_sender(self.app)
            await self.app.on_event(event)

    async def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds; ``what`` says what was waited for in vain."""
        async with asyncio.timeout(LONGEST):
            while not holds():
                await self.pilot.pause()
        assert holds(), what

    @property
    def place(self) -> Place:
        """The place that is shown."""
        assert isinstance(self.app.screen, Place)
        return self.app.screen

    @property
    def desk(self) -> Desk:
        """What stands behind the place."""
        return self.place.desk

    @property
    def sitting(self) -> Sitting:
        """The consultation that is shown."""
        assert isinstance(self.app.screen, Consulting)
        return self.app.screen.sitting

    async def shown(self, words: str) -> None:
        """Wait until ``words`` stand on the screen, wherever they were wrapped."""
        async with asyncio.timeout(LONGEST):
            while words not in " ".join(" ".join(await self.screen()).split()):
                await self.pilot.pause(0.02)

    async def screen(self) -> list[str]:
        """What a person reads, line by line."""
        await self.pilot.pause()
        width, height = self.app.size
        update = self.app.screen._compositor.render_strips(Size(width, height))  # noqa: SLF001 - the page as it stands, without a terminal
        return [strip.text.rstrip() for strip in update]


@asynccontextmanager
async def at(app: ExoguideApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Hands]:
    """Sit down at ``app`` with a window of this size."""
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot)
        await hands.until(lambda: isinstance(app.screen, Place), "a place is shown")
        yield hands
        await pilot.pause()
    app.close()
