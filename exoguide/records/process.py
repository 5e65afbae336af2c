"""What is taken from the process before it holds a key: core dumps, and looks from outside.

A core dump holds the key of the records and everything that was read with it. Python cannot wipe
the memory that a text or a key was in, so no more than this is promised.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def no_core_dump() -> None:
    """No file with the memory of this process, whatever becomes of it."""
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def harden_process() -> None:
    """No core dump, and no other process of this account may look into this one.

    The second holds on Linux; where the system has no such switch, only the first does.
    """
    no_core_dump()
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
