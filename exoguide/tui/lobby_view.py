"""The first screen as it is shown."""

from __future__ import annotations

import attrs

from exoguide.speech import phrase
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.lobby import Lobby
from exoguide.tui.panels import open_parts
from exoguide.tui.parts import Bar, Key, Line, Role, Span, View


def lobby_view(lobby: Lobby, glyphs: Glyphs) -> View:
    """The whole screen."""
    practice = lobby.store.practice
    left = [Span(phrase("PRACTICE"), Role.CARE)] if practice else []
    left.append(Span(phrase("exoguide {dot} consultations on this account", dot=glyphs.dot)))
    right = Span(phrase("READ ONLY"), Role.STOP) if lobby.store.read_only else Span("")
    made = View(
        header=Bar(tuple(left), (right,)),
        stages=Bar((Span(_safe(lobby), Role.QUIET),)),
        status=lobby.message,
        entry=lobby.entry(),
    )
    opened = open_parts(lobby, made)
    if opened is not None:
        return opened
    rows, at = lobby.selection.rows, lobby.selection.at
    below: tuple[Line, ...] = ()
    if lobby.words and not rows:
        below = (Line(phrase("No session holds all these words.")),)
    elif not rows:
        below = (
            Line(phrase("No consultations yet."), Role.TITLE),
            Line(
                phrase(
                    "{new} begins the first one; {practice} shows"
                    " practice sessions, where nothing is real.",
                    new=lobby.key("home.new"),
                    practice=lobby.key("home.practice"),
                )
            ),
        )
    keys = (
        (
            Key(lobby.key("any.enter"), phrase("open")),
            Key(lobby.key("any.escape"), phrase("close the search")),
            Key(lobby.key("any.help"), phrase("help")),
        )
        if lobby.words is not None
        else (
            Key(lobby.key("any.enter"), phrase("open")),
            Key(lobby.key("home.new"), phrase("new")),
            Key(lobby.key("any.filter"), phrase("find")),
            Key(lobby.key("home.practice"), phrase("real sessions") if practice else "practice"),
            Key(lobby.key("home.leave"), phrase("leave")),
            Key(lobby.key("any.help"), phrase("help")),
        )
    )
    return attrs.evolve(made, rows=rows, selected=at, below=below, keys=keys)


def _safe(lobby: Lobby) -> str:
    """How what is listed is kept from others."""
    if lobby.store.practice:
        return phrase(
            "Practice sessions: not real, kept apart, and no part of any search or figure."
        )
    if lobby.users:
        return phrase("Encrypted; opened by the passphrase of {who}.", who=", ".join(lobby.users))
    return phrase("Encrypted; whoever can use this account can open it.")
