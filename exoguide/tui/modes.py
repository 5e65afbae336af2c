"""What a terminal is asked for while the screen is open, and how it is given back."""

from __future__ import annotations

import termios
from typing import Any, Final

# The other screen; no cursor; keys that tell Escape from the beginning of another key; pastes
# marked as such; no wrapping at the right edge.
ENTER: Final = "\x1b[?1049h\x1b[?25l\x1b[>1u\x1b[?2004h\x1b[?7l"
# The same the other way round. The screen is wiped first: some terminals can be made to show it
# again after it was left.
LEAVE: Final = "\x1b[?2004l\x1b[?7h\x1b[<u\x1b[0m\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
# Whatever sequence was under way is broken off, what was painted is wiped.
WIPE: Final = "\x18\x1b[?2026l\x1b[0m\x1b[H\x1b[2J"
ASK_SYNC: Final = "\x1b[?2026$p"
SYNC_START: Final = "\x1b[?2026h"
SYNC_END: Final = "\x1b[?2026l"
MOUSE_ON: Final = "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
MOUSE_OFF: Final = "\x1b[?1000l\x1b[?1002l\x1b[?1006l"


def raw(before: list[Any]) -> list[Any]:
    """Settings under which every key arrives as it is, at once and without echo."""
    after = list(before)
    after[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    after[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    after[6] = list(after[6])
    after[6][termios.VMIN] = 1
    after[6][termios.VTIME] = 0
    return after
