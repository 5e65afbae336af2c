"""One family of errors that a person can act on.

A face shows ``title``, ``message`` and ``todo`` and ends with ``exit_code``; nobody sees a
traceback unless they ask for one with ``--debug``.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the program: a contract with scripts (design, section 9)."""

    OK = 0
    UNFINISHED = 1
    """Findings, or a session left unfinished."""
    USAGE = 2
    """Usage, configuration or unreadable input."""
    STORE = 3
    """The store is not available."""
    UNVERIFIED = 4
    """A record failed verification."""
    INTERRUPTED = 130


class ExoguideError(Exception):
    """Something went wrong that the reader can understand and act on.

    ``message`` says what and where, ``todo`` says what to do next; both are whole sentences.
    """

    exit_code: Exit = Exit.USAGE

    def __init__(self, title: str, message: str, todo: str = "") -> None:
        super().__init__(message)
        self.title = title
        self.message = message
        self.todo = todo

    def __str__(self) -> str:
        """Everything on as many lines as it has parts."""
        return "\n".join(part for part in (f"{self.title}: {self.message}", self.todo) if part)


class UsageError(ExoguideError):
    """The command, a file or a value given to it cannot be used."""


class FlowError(ExoguideError):
    """A flow cannot be read, or broke one of its own rules while it ran."""


class StoreError(ExoguideError):
    """The store cannot be opened, read or written."""

    exit_code = Exit.STORE


class RecordError(ExoguideError):
    """A saved record is not what was saved."""

    exit_code = Exit.UNVERIFIED


class Interrupted(ExoguideError):
    """The person left; what they had confirmed is saved."""

    exit_code = Exit.UNFINISHED
