"""A new consultation: what is asked before its first question, and the beginning itself."""

from __future__ import annotations

from typing import Final

from exoguide.config import SETTINGS, load_settings, remember
from exoguide.consultation import flows
from exoguide.consultation.account import account
from exoguide.consultation.beginning import begin, ready, reference
from exoguide.consultation.opening import Clinician
from exoguide.consultation.stories import PLAYER
from exoguide.errors import ExoguideError, UsageError
from exoguide.paths import config_folder
from exoguide.speech import phrase
from exoguide.tui.desk import Going, Listing, Panel
from exoguide.tui.lobby import Lobby
from exoguide.tui.parts import Line, Role, Row

PREPARED: Final = phrase("One moment: the consultation is made ready.")


def new(lobby: Lobby, follows: str = "") -> None:
    """Ask what is needed for a new consultation, then begin it."""
    lobby.message = ()
    try:
        names = flows.names()
        settings = load_settings(config_folder() / SETTINGS)
    except ExoguideError as error:
        lobby.failed(error)
        return
    if settings.flow or len(names) == 1:
        _patient(lobby, settings.flow or names[0], follows)
        return
    if not names:
        lobby.say(phrase("There is no flow to begin with."), Role.CARE)
        return
    rows = tuple(Row(name, name, str(n) if n < 10 else "") for n, name in enumerate(names, 1))

    def choose(name: str) -> None:
        lobby.listing = None
        _patient(lobby, name, follows)

    lobby.listed(Listing("flow", phrase("Which consultation?"), rows, choose, phrase("choose it")))


def _patient(lobby: Lobby, flow: str, follows: str) -> None:
    def then(text: str) -> None:
        try:
            found = reference(text)
        except UsageError as error:
            lobby.failed(error)
            _patient(lobby, flow, follows)
            return
        _leader(lobby, flow, found, follows)

    lines = [
        Line(flow, label=phrase("Consultation"), column=16),
        Line(
            phrase(
                "A number that your clinic knows the patient by; never a name. It can stay empty."
            )
        ),
    ]
    if lobby.store.practice:
        lines.insert(0, Line(phrase("PRACTICE: nothing in it is real."), Role.CARE))
    lobby.put(
        Panel(
            "patient",
            phrase("A new consultation"),
            then,
            tuple(lines),
            phrase("begin"),
            phrase("not now"),
            writes=True,
            prompt=phrase("Patient's number"),
            optional=True,
        )
    )


def _leader(lobby: Lobby, flow: str, patient: str, follows: str) -> None:
    settings = load_settings(config_folder() / SETTINGS)
    if settings.clinician:
        _begin(lobby, flow, patient, Clinician(settings.clinician, settings.role), follows)
        return
    if lobby.store.practice:
        _begin(lobby, flow, patient, PLAYER, follows)
        return

    def named(name: str) -> None:
        lobby.put(
            Panel(
                "role",
                phrase("Your role, such as physician or nurse"),
                lambda role: begun(name.strip(), role.strip()),
                (),
                phrase("begin"),
                writes=True,
                optional=True,
            )
        )

    def begun(name: str, role: str) -> None:
        try:
            remember(config_folder() / SETTINGS, {"clinician": name, "role": role})
        except UsageError as error:
            lobby.failed(error)
        _begin(lobby, flow, patient, Clinician(name, role), follows)

    lines = (Line(phrase("Asked once, and kept in your settings.")),)
    title = phrase("Who leads the consultation?")
    lobby.put(
        Panel(
            "name",
            title,
            named,
            lines,
            phrase("next"),
            writes=True,
            text=account(),
            prompt=phrase("Name"),
        )
    )


def _begin(lobby: Lobby, flow: str, patient: str, leader: Clinician, follows: str) -> None:
    lobby.say(PREPARED)

    def work() -> None:
        lobby.message = ()
        try:
            settings = load_settings(config_folder() / SETTINGS)
            with lobby.during(PREPARED):
                loaded = ready(flow, settings, lobby.say)
                lobby.opened = begin(
                    lobby.store, settings, loaded, leader, patient=patient, follows=follows
                )
        except ExoguideError as error:
            lobby.failed(error)
            return
        lobby.message = ()
        lobby.going = Going("session", lobby.opened.session_id, lobby.store.practice)

    lobby.later = work
