"""The way from one place to the next: what is opened and let go on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exoguide.consultation.opening import look, resume
from exoguide.consultation.records import open_records
from exoguide.consultation.unlocking import held
from exoguide.tui.desk import Going
from exoguide.tui.place import Place
from exoguide.tui.signals import ENDING

if TYPE_CHECKING:
    from exoguide.tui.app import ExoguideApp


def place_for(app: ExoguideApp, going: Going) -> Place:
    """The place that ``going`` leads to, with its session and its store open in ``app``.

    ``ExoguideError`` says why it cannot be gone to; ``Locked``, one of these, that somebody has to
    give a passphrase first.
    """
    from exoguide.tui.lobby import Lobby
    from exoguide.tui.welcoming import Welcoming

    lobby = app.screen.lobby if isinstance(app.screen, Welcoming) else None
    if lobby is not None:
        app.store = lobby.store
    if app.store.practice != going.practice:
        other = open_records(practice=going.practice, give=held)
        app.store.close()
        app.store = other
    opened = lobby.opened if lobby is not None else None
    if going.place == "session":
        app.consultation = opened or resume(app.store, going.session_id, app.clock)
        return app.consulting(app.consultation)
    app.sitting = None
    ENDING.last(None)
    if going.place == "record":
        if app.consultation is None or app.consultation.session_id != going.session_id:
            app.consultation = look(app.store, going.session_id, app.clock)
        from exoguide.tui.record import Record
        from exoguide.tui.recording import Recording

        return Recording(Record(app.consultation, day_first=app.day_first), app.go)
    app.consultation = None
    made = Lobby(app.store, app.clock)
    if going.place == "follow":
        made.new(follows=going.session_id)
    return Welcoming(made, app.go)
