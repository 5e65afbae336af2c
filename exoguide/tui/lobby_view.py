"""The first screen as it is shown."""

from __future__ import annotations

from collections.abc import Iterator

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
    if lobby.words and not rows and not lobby.behind:
        below = (Line(phrase("No session holds all these words.")),)
    elif not rows and not lobby.words:
        below = (Line(phrase("No consultations yet."), Role.TITLE), Line(_first(lobby)))
    keys = tuple(_keys(lobby))
    return attrs.evolve(made, rows=rows, selected=at, below=below, keys=keys)


def _first(lobby: Lobby) -> str:
    """What can be done where there is no session yet."""
    keys = {"new": lobby.key("home.new"), "practice": lobby.key("home.practice")}
    if lobby.store.practice:
        return phrase("{new} begins the first one; {practice} shows the real sessions.", **keys)
    return phrase(
        "{new} begins the first one; {practice} shows practice sessions, where nothing is real.",
        **keys,
    )


def _keys(lobby: Lobby) -> Iterator[Key]:
    """The keys that do something now."""
    if lobby.selection.rows:
        yield Key(lobby.key("any.enter"), phrase("open"))
    if lobby.words is not None:
        yield Key(lobby.key("any.escape"), phrase("close the search"))
        yield Key(lobby.key("any.help"), phrase("help"))
        return
    yield Key(lobby.key("home.new"), phrase("new"))
    if lobby.selection.rows:
        yield Key(lobby.key("any.filter"), phrase("find"))
    does = phrase("real sessions") if lobby.store.practice else phrase("practice")
    yield Key(lobby.key("home.practice"), does)
    yield Key(lobby.key("home.leave"), phrase("leave"))
    yield Key(lobby.key("any.help"), phrase("help"))


def _safe(lobby: Lobby) -> str:
    """How what is listed is kept from others."""
    if lobby.store.practice:
        return phrase(
            "Practice sessions: not real, kept apart, and no part of any search or figure."
        )
    if lobby.users:
        return phrase("Encrypted; opened by the passphrase of {who}.", who=", ".join(lobby.users))
    return phrase("Encrypted; whoever can use this account can open it.")
