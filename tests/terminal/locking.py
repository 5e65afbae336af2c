"""The program over a protected store, locked after a second: ``python -m tests.terminal.locking``.

``FILE`` is made as soon as the process holds no key and the store is closed. The passphrase comes
over the descriptor that ``EXOGUIDE_PASSPHRASE_FD`` names. ``--lines`` is the line face. With
``--ticking`` the screen is painted over and over, so that a terminal that stops reading is soon
full.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path

from exoguide.consultation.opening import resume
from exoguide.consultation.records import open_records, records_folder
from exoguide.consultation.unlocking import KEYRING
from exoguide.line.console import Console
from exoguide.line.face import run
from exoguide.line.locking import locking
from exoguide.records.embedded import EmbeddedStore
from exoguide.records.held import Query
from exoguide.records.keys import Locked
from exoguide.tui.app import ExoguideApp
from exoguide.tui.base import run_app
from exoguide.tui.driver import SafeDriver


def tell(store: EmbeddedStore, file: Path) -> None:
    """Make ``file`` once nothing can be read any more and no key is held."""
    name = (records_folder() / "sessions.db").read_bytes()[:16]
    while True:
        time.sleep(0.05)
        if KEYRING.key(name) is None and not store.record_key:
            try:
                store.ids()
            except Locked:
                file.touch()
                return


def paint(app: ExoguideApp) -> None:
    """Have the whole screen painted over and over."""
    while True:
        time.sleep(0.01)
        if isinstance(app.driver, SafeDriver):
            app.driver._repaint()  # noqa: SLF001 - as after frames that were lost


def main() -> int:
    """Run it."""
    asked = argparse.ArgumentParser()
    asked.add_argument("file", type=Path)
    asked.add_argument("--ticking", action="store_true")
    asked.add_argument("--lines", action="store_true")
    asked.add_argument("--idle", type=float, default=1.0)
    given = asked.parse_args()
    store = open_records()
    assert isinstance(store, EmbeddedStore)
    made = resume(store, store.sessions(Query())[0].id)
    threading.Thread(target=tell, args=(store, given.file), daemon=True).start()
    if given.lines:
        return run(made, locking(Console(sys.stdin, sys.stdout), store, given.idle))
    app = ExoguideApp(store, None, made, idle=given.idle)
    if given.ticking:
        threading.Thread(target=paint, args=(app,), daemon=True).start()
    try:
        return run_app(app)
    finally:
        app.close()


if __name__ == "__main__":
    sys.exit(main())
