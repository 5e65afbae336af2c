"""The program as the forced command of an SSH server: its own commands, and never a shell.

``ForceCommand exoguide-forced`` in ``sshd_config`` runs this whatever the client asks for. What it
asked for stands in ``SSH_ORIGINAL_COMMAND``; it is taken apart into words, and no shell ever sees
them. See ``docs/ssh.md``.
"""

from __future__ import annotations

import os
import shlex
import sys

import click

from exoguide.cli.main import COMMANDS, run
from exoguide.errors import Exit

ASKED_VARIABLE = "SSH_ORIGINAL_COMMAND"
"""Where sshd leaves what the client asked for; empty where it asked for nothing."""


def main() -> None:
    """Run what the client asked for, if it is one of the program's own commands."""
    sys.exit(forced(os.environ.get(ASKED_VARIABLE, "")))


def forced(asked: str) -> int:
    """Run the words of ``asked``; the exit code, 2 for what is no command of the program."""
    try:
        words = shlex.split(asked)
    except ValueError as error:
        return _refused(f"the command cannot be read: {error}.")
    if words and words[0] == "exoguide":
        del words[0]
    if words and words[0] not in COMMANDS and not words[0].startswith("-"):
        return _refused(f"“{words[0]:.40}” is none of its commands.")
    return run(words)


def _refused(why: str) -> int:
    from exoguide.plaintext import harmless

    click.echo(
        f"Only exoguide runs on this host; {harmless(why)}\n"
        "Leave the command out for the first screen, or ask for: ssh -t HOST --help",
        err=True,
    )
    return Exit.USAGE
