"""The first screen as it is shown."""

from __future__ import annotations

import attrs

from exoguide.tui.glyphs import Glyphs
from exoguide.tui.lobby import Lobby
from exoguide.tui.panels import open_parts
from exoguide.tui.parts import Bar, Key, Line, Role, Span, View


def lobby_view(lobby: Lobby, glyphs: Glyphs) -> View:
    """The whole screen."""
    practice = lobby.store.practice
    left = [Span("PRACTICE", Role.CARE)] if practice else []
    left.append(Span(f"exoguide {glyphs.dot} consultations on this account"))
    right = Span("READ ONLY", Role.STOP) if lobby.store.read_only else Span("")
    safe = (
        "Encrypted; whoever can use this account can open it."
        if not practice
        else "Practice sessions: not real, kept apart, and no part of any search or figure."
    )
    made = View(
        header=Bar(tuple(left), (right,)),
        stages=Bar((Span(safe, Role.QUIET),)),
        status=lobby.message,
        entry=lobby.entry(),
    )
    opened = open_parts(lobby, made)
    if opened is not None:
        return opened
    rows, at = lobby.selection.rows, lobby.selection.at
    below: tuple[Line, ...] = ()
    if lobby.words and not rows:
        below = (Line("No session holds all these words."),)
    elif not rows:
        below = (
            Line("No consultations yet.", Role.TITLE),
            Line(
                f"{lobby.key('home.new')} begins the first one; {lobby.key('home.practice')} shows"
                " practice sessions, where nothing is real."
            ),
        )
    keys = (
        (
            Key(lobby.key("any.enter"), "open"),
            Key(lobby.key("any.escape"), "close the search"),
            Key(lobby.key("any.help"), "help"),
        )
        if lobby.words is not None
        else (
            Key(lobby.key("any.enter"), "open"),
            Key(lobby.key("home.new"), "new"),
            Key(lobby.key("any.filter"), "find"),
            Key(lobby.key("home.practice"), "real sessions" if practice else "practice"),
            Key(lobby.key("home.leave"), "leave"),
            Key(lobby.key("any.help"), "help"),
        )
    )
    return attrs.evolve(made, rows=rows, selected=at, below=below, keys=keys)
