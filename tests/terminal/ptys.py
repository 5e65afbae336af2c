"""The program at a real terminal: a pseudo-terminal whose other end the test holds."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from tests.cli.commands import PROGRAM

PATIENCE = 60.0
"""Seconds until a program that says nothing is given up."""


@attrs.define
class Terminal:
    """One program at one terminal."""

    process: subprocess.Popen[bytes]
    master: int
    seen: bytes = b""

    @property
    def text(self) -> str:
        """All that was shown so far."""
        return self.seen.decode("utf-8", "replace").replace("\r\n", "\n")

    def wait_for(self, words: str, *, after: int = 0) -> int:
        """Read until ``words`` are shown behind position ``after``; the position behind them."""
        limit = time.monotonic() + PATIENCE
        while words not in self.text[after:]:
            if not self._read(limit - time.monotonic()):
                raise AssertionError(f"{words!r} was never shown:\n{self.text[-2000:]}")
        return self.text.index(words, after) + len(words)

    def type(self, line: str) -> None:
        """Type a line and press Enter."""
        os.write(self.master, f"{line}\n".encode())

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self.master, key)

    def kill(self, number: int = signal.SIGKILL) -> int:
        """Send a signal and wait for the end; the exit code as ``subprocess`` tells it."""
        self.process.send_signal(number)
        return self.end()

    def end(self) -> int:
        """Wait until the program has ended and all it said is read; its exit code."""
        limit = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self._read(0.2)
            assert time.monotonic() < limit, self.text[-2000:]
        while self._read(0.05):
            pass
        return self.process.returncode

    def hang_up(self) -> int:
        """Close the terminal, as a dropped connection does; the exit code."""
        os.close(self.master)
        self.master = -1
        return self.process.wait(PATIENCE)

    def _read(self, seconds: float) -> bool:
        if self.master < 0 or not select.select([self.master], [], [], max(0.0, seconds))[0]:
            return False
        try:
            got = os.read(self.master, 65536)
        except OSError:
            return False
        self.seen += got
        return bool(got)


@contextmanager
def terminal(*arguments: str, prefix: tuple[str, ...] = ()) -> Iterator[Terminal]:
    """Start the program at a terminal of its own; it is gone at the end."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*prefix, PROGRAM, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=_own_terminal,  # noqa: PLW1509 - no thread runs here
        env={**os.environ, "TERM": "dumb"},
    )
    os.close(slave)
    held = Terminal(process, master)
    try:
        yield held
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if held.master >= 0:
            os.close(held.master)


def _own_terminal() -> None:
    """Make standard input the controlling terminal, so that Ctrl+C and hang-ups arrive."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
