"""How the terminal is reached, and what is spared on a link that may be slow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from exoguide.errors import UsageError

SLOW: Final = "slow"
FAST: Final = "fast"


@attrs.frozen
class Link:
    """What the screen may spend on its way to the person."""

    remote: bool
    """Whether the terminal is at the other end of SSH."""
    mouse: bool
    """Whether the mouse is followed; without it the terminal's own selecting works."""
    animation: bool
    """Whether anything may move by itself."""


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether this program was started through SSH."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def link(environ: Mapping[str, str], setting: str = "") -> Link:
    """The link that ``environ`` shows; ``setting`` (``slow`` or ``fast``) says it otherwise.

    ``UsageError`` for any other setting.
    """
    if setting not in {"", SLOW, FAST}:
        raise UsageError(
            "Settings cannot be used",
            f"“link” is “{setting[:60]}”.",
            "Write slow or fast, or leave it out to have SSH detected.",
        )
    remote = over_ssh(environ)
    lavish = setting == FAST or (setting != SLOW and not remote)
    return Link(remote=remote, mouse=lavish, animation=lavish)
