"""Opening the full screen, and what holds when it has closed."""

from __future__ import annotations

from exoguide.config import Settings
from exoguide.consultation.session import Consultation
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from exoguide.tui.base import run_app


def open_screen(
    store: Store | None,
    settings: Settings,
    consultation: Consultation | None = None,
    *,
    debug: bool = False,
) -> int:
    """Run the full screen at a consultation, or at the first screen; the exit code.

    ``store`` is closed when it returns; without one the passphrase is asked for first.
    ``UsageError`` when there is no terminal.
    """
    app = ExoguideApp(store, settings, consultation)
    try:
        return run_app(app, debug=debug)
    finally:
        app.close()
