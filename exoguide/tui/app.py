"""The full-screen app: which place is shown, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events

from exoguide.consultation.session import Consultation
from exoguide.errors import Exit
from exoguide.plaintext import harmless
from exoguide.tui.base import SafeApp
from exoguide.tui.consulting import Consulting
from exoguide.tui.desk import Going
from exoguide.tui.keyboard import InputCut
from exoguide.tui.parts import Role
from exoguide.tui.place import Place
from exoguide.tui.sitting import Sitting
from exoguide.tui.themes import DARK, THEMES


class ExoguideApp(SafeApp):
    """Opens at a consultation, or at home."""

    CSS_PATH = "app.tcss"

    def __init__(self, consultation: Consultation, *, day_first: bool | None = None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK
        self.first = consultation
        self.day_first = day_first

    def on_mount(self) -> None:
        """Open the first place."""
        self.push_screen(Consulting(Sitting(self.first, day_first=self.day_first)))

    async def on_event(self, event: events.Event) -> None:
        """Give keys and pastes to the place in the order in which they come."""
        place = self.screen if isinstance(event, events.InputEvent | events.Paste) else None
        if isinstance(place, Place) and not event.is_forwarded:
            if isinstance(event, events.Key) and place.press(event):
                return
            if isinstance(event, events.Paste):
                entry = place.desk.entry()
                tall = entry is not None and entry.tall
                place.paste(harmless(event.text.rstrip("\n"), multiline=tall))
                return
        await super().on_event(event)

    def go(self, going: Going) -> None:
        """Go to another place."""
        self.exit(return_code=Exit.OK)
