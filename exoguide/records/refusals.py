"""What an open store says when it cannot do what it is asked; each says what to do instead."""

from __future__ import annotations

from pathlib import Path

from exoguide.errors import StoreError
from exoguide.records.keys import Locked
from exoguide.speech import phrase


def uncertain(path: Path) -> StoreError:
    """Nobody can tell whether the last entry reached the disk."""
    return StoreError(
        phrase("It is not certain that the last entry was saved"),
        phrase(
            "The disk failed while {path} was written. All entries before it are kept;"
            " nothing more is written until the session is opened again.",
            path=str(path),
        ),
        phrase(
            "Note the last answer on paper, check the disk, then open the session again: it"
            " shows what was saved."
        ),
    )


def unwritable(path: Path, why: str) -> StoreError:
    """The store is open for reading only; ``why`` says what made it so."""
    return StoreError(
        phrase("Nothing can be saved"),
        phrase("{path} is open for reading only: {why}.", path=str(path), why=why),
        phrase("Put that right, then open the session again."),
    )


def replaced(path: Path) -> StoreError:
    """Another file lies where the store was."""
    return StoreError(
        phrase("The store was moved or replaced"),
        phrase(
            "{path} is no longer the file that was opened. This entry was not saved.",
            path=str(path),
        ),
        phrase("Put the file back, then open the session again."),
    )


def closed(path: Path) -> StoreError:
    """The store was closed, or is open in another process."""
    return StoreError(
        phrase("The store is closed"),
        phrase("{path} is not open here.", path=str(path)),
        phrase("Open the session again."),
    )


def locked() -> Locked:
    """The key was forgotten because nobody was there."""
    return Locked(
        phrase("The sessions are locked"),
        phrase("They were locked after a while without a key being pressed."),
        phrase("Give the passphrase; everything that was confirmed is kept."),
    )
