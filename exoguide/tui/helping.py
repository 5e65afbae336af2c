"""Every command that works at a place, to be found by its words and run."""

from __future__ import annotations

from exoguide.speech import phrase
from exoguide.tui.desk import Listing
from exoguide.tui.keymap import MOVING, keys_of
from exoguide.tui.keynames import key_names
from exoguide.tui.parts import Row
from exoguide.tui.place import Place


def commands_here(place: Place) -> Listing:
    """The list of all keys of ``place`` that do something now; choosing one does it."""
    desk = place.desk
    writes = desk.entry() is not None
    rows = tuple(
        Row(
            command.action,
            command.does,
            label=key_names(keys_of(command, desk.keymap), writes=writes),
        )
        for command in (*place.COMMANDS_HERE, *MOVING)
        if command.action != "help" and place.check_action(command.action, ())
    )

    def run(action: str) -> None:
        desk.listing = None
        getattr(place, f"action_{action}")()

    title, does = phrase("Keys here"), phrase("do it")
    return Listing("help", title, rows, run, does, place.explained(), filtering=True)
