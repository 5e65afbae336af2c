"""What is taken from the process before the screen opens: debugging aids and loose talk.

Textual can log every key to a file, save pictures of the screen, press keys by itself or load
another driver, all by environment variables that a shared host may hand to anyone.
"""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import MutableMapping
from typing import Final

from exoguide.tui.link import over_ssh

PREFIX: Final = "TEXTUAL"
"""Of every variable that Textual reads (the word alone switches its developer features on)."""

SIZES: Final = ("COLUMNS", "LINES")
"""A size of the screen that only the environment claims; the terminal is asked instead."""

SLOW_ESCAPE: Final = "200"
"""Milliseconds to wait for the rest of a sequence over a link that may split it."""


def neutralise(environ: MutableMapping[str, str]) -> None:
    """Take from ``environ`` what would change how Textual runs; before Textual is imported.

    Over SSH an arrow key that arrives in two packets must not be read as Escape and two letters,
    so the wait for the rest grows, unless ``ESCDELAY`` says otherwise.
    """
    for name in [name for name in environ if name == PREFIX or name.startswith(f"{PREFIX}_")]:
        del environ[name]
    for name in SIZES:
        environ.pop(name, None)
    if over_ssh(environ):
        environ.setdefault("ESCDELAY", SLOW_ESCAPE)


def hush() -> None:
    """Keep Python's own reports of errors off the terminal; their text may quote an answer.

    They would be drawn over the screen, too. What matters arrives as an exception of the app.
    """
    logging.lastResort = None
    logging.raiseExceptions = False
    threading.excepthook = lambda _: None
    sys.unraisablehook = lambda _: None
    warnings.simplefilter("ignore")
