"""Between Textual's frames and the terminal: only what differs, and what is painted twice once.

A page often comes in two frames: laid out, and then laid out anew because of what the first showed
(where to scroll, whether more stands below). On a link that carries little, frames that follow each
other closely are gathered, and only what differs in the end is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from exoguide.tui.modes import SYNC_END, SYNC_START
from exoguide.tui.picture import Picture
from exoguide.tui.safety import safe_frame

GATHER: Final = 0.04
"""Seconds for which frames are gathered on a slow link: two of Textual's frames and a bit."""


class Painter:
    """What goes out of what Textual writes.

    ``paint`` sends bytes, ``later`` calls something after so many seconds, both on the loop; frames
    are gathered for ``wait`` seconds, 0 for not at all.
    """

    def __init__(
        self,
        paint: Callable[[str], None],
        later: Callable[[float, Callable[[], None]], object],
        wait: float,
    ) -> None:
        self._paint = paint
        self._later = later
        self._wait = wait
        self._picture = Picture()
        self._pieces: list[str] | None = None
        """What came of a frame between its two ends, while it is open."""
        self._gathered: list[str] = []
        self._whole = False
        """Whether what was gathered is to be shown at one go."""
        self._expected = False

    @property
    def settled(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._gathered

    def write(self, data: str) -> None:
        """Take a piece of a frame; only what paints a screen goes out."""
        if data == SYNC_START:
            self._pieces = []
        elif data == SYNC_END:
            pieces, self._pieces = self._pieces, None
            self._take("".join(pieces or ()), whole=True)
        elif self._pieces is None:
            self._take(safe_frame(data), whole=False)
        else:
            self._pieces.append(safe_frame(data))

    def _take(self, frame: str, *, whole: bool) -> None:
        self._gathered.append(frame)
        self._whole |= whole
        if not self._wait:
            self.flush()
        elif not self._expected:
            self._expected = True
            self._later(self._wait, self.flush)

    def flush(self) -> None:
        """Send what was gathered."""
        gathered, self._gathered = self._gathered, []
        whole, self._whole = self._whole, False
        self._expected = False
        if changes := self._picture.changes("".join(gathered)):
            self._paint(SYNC_START + changes + SYNC_END if whole else changes)

    def now(self, frame: str) -> None:
        """Send ``frame`` without waiting, behind what was gathered.

        From any thread, while the loop is held up by something else.
        """
        self._gathered.append(safe_frame(frame))
        self.flush()

    def forget(self) -> None:
        """Trust nothing that was painted: what comes next is sent whole.

        What was gathered belongs to what stood there before, so it goes out first.
        """
        if self._gathered:
            self.flush()
        self._picture.forget()

    def drop(self) -> None:
        """Send nothing of what was gathered. From any thread."""
        self._gathered = []
        self._picture.forget()
