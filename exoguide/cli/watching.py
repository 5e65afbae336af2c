"""Looking again whenever the files of a flow change, without any help of the system."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import click

PAUSE: Final = 0.5
"""Seconds between two looks at the files."""

_MOST_FILES: Final = 10_000
_CLEAR: Final = "\x1b[2J\x1b[3J\x1b[H"

States = dict[str, tuple[int, int, int]]


def states(path: Path) -> States:
    """Every TOML file of the flow at ``path`` with its change time, size and inode.

    What cannot be looked at is left out; it comes back as a change.
    """
    files = [str(path)] if not path.is_dir() else list(islice(_toml_files(path), _MOST_FILES))
    found: States = {}
    for name in files:
        try:
            stat = os.stat(name)  # noqa: PTH116 -- a name is all that is needed
        except OSError:
            continue
        found[name] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def _toml_files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        yield from (f"{parent}/{name}" for name in names if name.endswith(".toml"))


def watch(
    path: Path, look: Callable[[], object], wait: Callable[[float], None] = time.sleep
) -> None:
    """Call ``look`` now, and again after every change of the flow at ``path``, for ever.

    A change counts once the files have rested for one pause, because editors write in steps.
    ``KeyboardInterrupt`` ends it.
    """
    while True:
        seen = states(path)
        _wipe()
        look()
        sys.stdout.flush()
        click.echo("Waiting for changes; Ctrl+C ends.", err=True)
        while states(path) == seen:
            wait(PAUSE)
        now = states(path)
        wait(PAUSE)
        while (later := states(path)) != now:
            now = later
            wait(PAUSE)


def _wipe() -> None:
    """Clear the screen, where there is one that can be."""
    if sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        click.echo(_CLEAR, nl=False)
