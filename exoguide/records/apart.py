"""Opening a slot in a process of its own, which takes all that it needed with it when it ends.

A program that is open all day needs the cryptography of slots once, for a moment. Its library, and
what Argon2id left behind, would be a sixth of the memory of every consultation from then on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from exoguide.canonical import Json
from exoguide.records.wrapping import OtherStore, WrongSecret, unwrapped

_FAILURES = {"secret": WrongSecret, "store": OtherStore, "slot": ValueError}


def unwrapped_apart(slot: Mapping[str, Json], store: bytes, secret: str) -> bytes:
    """What :func:`~exoguide.records.wrapping.unwrapped` gives, or raises.

    Secret and key go through pipes, which nobody else can open. Where there can be no further
    process, it is done in this one.
    """
    import subprocess

    asked = json.dumps({"slot": slot, "store": store.hex(), "secret": secret})
    # Without -P, whatever lies in the current folder could be imported in the place of our own.
    command = [sys.executable, "-P", "-m", "exoguide.records.apart"]
    try:
        done = subprocess.run(  # noqa: S603 - this very module
            command, input=asked.encode(), capture_output=True, check=True
        )
        told = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return unwrapped(slot, store, secret)
    if "key" not in told:
        raise _FAILURES[told["failed"]]
    return bytes.fromhex(told["key"])


def main() -> None:
    """Read a slot and a secret, and write the key or what failed."""
    from exoguide.records.process import harden_process

    harden_process()  # before anything is read that must not be seen
    asked = json.loads(sys.stdin.buffer.read())
    try:
        key = unwrapped(asked["slot"], bytes.fromhex(asked["store"]), asked["secret"])
        said = {"key": key.hex()}
    except WrongSecret:
        said = {"failed": "secret"}
    except OtherStore:
        said = {"failed": "store"}
    except (KeyError, TypeError, ValueError):
        said = {"failed": "slot"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
