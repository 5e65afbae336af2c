"""Who sits at this terminal: the account, the terminal and the process."""

from __future__ import annotations

import os
import pwd

from exoguide.records.clock import boot_id, host
from exoguide.records.held import Holder


def account() -> str:
    """The name of the account that runs the program; its number where it has no name."""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"account {number}"


def terminal() -> str:
    """The name of the terminal, empty where there is none."""
    for descriptor in (0, 1, 2):
        try:
            return os.ttyname(descriptor)
        except OSError:
            continue
    return ""


def holder(since: str) -> Holder:
    """This process, as it says that it has a session open ``since`` a wall time."""
    return Holder(account(), terminal(), host(), boot_id(), os.getpid(), since)
