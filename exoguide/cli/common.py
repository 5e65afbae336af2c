"""What several commands share: finding a session, who leads, and the talk on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exoguide.errors import UsageError

if TYPE_CHECKING:
    from exoguide.config import Settings
    from exoguide.consultation.opening import Clinician
    from exoguide.records.access import Deed
    from exoguide.records.store import Store


def talk(words: str) -> None:
    """Say something that is no data, wrapped for a terminal; a path stays in one piece."""
    from exoguide.plaintext import harmless

    room = width()
    for text in harmless(words, multiline=True).split("\n"):
        margin = len(text) - len(text.lstrip())
        line = ""
        for word in text[margin:].split(" "):
            if line and margin + len(line) + 1 + len(word) > room:
                click.echo(" " * margin + line, err=True)
                line = word
            else:
                line = f"{line} {word}" if line else word
        click.echo(" " * margin + line if line else "", err=True)


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Lines of equally many cells as plain text, each column as wide as its widest cell."""
    from exoguide.plaintext import harmless, width

    cells = [[harmless(cell) for cell in line] for line in lines]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (most - width(cell)) for cell, most in zip(line, widths, strict=True)
        ).rstrip()
        for line in cells
    )


def width() -> int:
    """Columns to write in: ``COLUMNS`` where it is set, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and len(columns) < 5 and int(columns) > 0:
        return int(columns)
    return 80


def opened(*, practice: bool = False) -> Store:
    """The store of this account; says so when that takes a while, other than for a passphrase."""
    from exoguide.cli.progress import unless_quick
    from exoguide.consultation.records import open_records, open_unasked

    with unless_quick("Opening the sessions. One moment."):
        store = open_unasked(practice=practice)
    return store if store is not None else open_records(practice=practice)


def warn(store: Store) -> Store:
    """Say once what a person should know about the store."""
    for warning in store.warnings:
        talk(warning)
    return store


def note(store: Store, deed: Deed, session_id: str = "", how: str = "") -> None:
    """Write down who looked; say when that was not possible."""
    from exoguide.consultation.auditing import accessed

    why_not = accessed(store, deed, session_id, how)
    if why_not:
        talk(why_not)


def find(typed: str) -> tuple[Store, str]:
    """The session that a person typed, and the store it lives in: real ones first.

    ``UsageError`` when neither store has it.
    """
    from exoguide.consultation.records import PRACTICE_FOLDER, find_session
    from exoguide.paths import data_folder

    store = opened()
    try:
        return store, find_session(store, typed)
    except UsageError:
        if not (data_folder() / PRACTICE_FOLDER).is_dir():
            raise
        practice = opened(practice=True)
        try:
            found = find_session(practice, typed)
        except UsageError:
            practice.close()
        else:
            store.close()
            return practice, found
        raise


def settings() -> Settings:
    """The settings of this account."""
    from exoguide.config import SETTINGS, load_settings
    from exoguide.paths import config_folder

    return load_settings(config_folder() / SETTINGS)


def is_terminal() -> bool:
    """Whether a person can be asked something."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def full_screen(found: Settings, *, plain: bool) -> bool:
    """Whether the full screen can be shown, and nobody asked for lines.

    Lines are asked for by ``--plain``, in the settings, and by ``EXOGUIDE_PLAIN``.
    """
    if plain or found.plain or os.environ.get("EXOGUIDE_PLAIN", "") not in {"", "0"}:
        return False
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return False
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def clinician(found: Settings, *, ask: bool, practice: bool) -> Clinician:
    """Who leads the consultation: as set, else asked once and remembered, else the account.

    A practice session asks nobody.
    """
    from exoguide.consultation.account import account
    from exoguide.consultation.opening import Clinician
    from exoguide.consultation.stories import PLAYER

    if found.clinician:
        return Clinician(found.clinician, found.role)
    if practice:
        return PLAYER
    if not ask:
        return Clinician(account(), found.role)
    from exoguide.config import SETTINGS, remember
    from exoguide.paths import config_folder

    talk("Who leads the consultation? It is asked once and kept in the settings.")
    name = click.prompt("Your name", err=True).strip()
    role = click.prompt("Your role, such as physician or nurse", err=True, default="").strip()
    remember(config_folder() / SETTINGS, {"clinician": name, "role": role})
    return Clinician(name, role)


def read_only_file(path: Path, largest: int) -> bytes:
    """What a file holds; ``UsageError`` in words when it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise UsageError(
            "File cannot be read", f"{path}: {error.strerror}.", "Check its name and permissions."
        ) from error
    if len(content) > largest:
        raise UsageError("File is too large", f"{path} has more than {largest:,} bytes.")
    return content
