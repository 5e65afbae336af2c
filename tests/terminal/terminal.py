"""A real terminal for a test: a pty, a program on it, and pyte to read what a person would see."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyte

LIMIT = 30.0
"""Seconds after which a condition that did not come true fails the test."""

CHECKOUT = Path(__file__).resolve().parents[2]


class Terminal:
    """A program on a pty, and its screen; only its bytes where nothing is ``watched``."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environ: Mapping[str, str] | None = None,
        folder: Path = CHECKOUT,
        watched: bool = True,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self.watched = watched
        self.master, slave = os.openpty()
        self.before = termios.tcgetattr(slave)
        self.output = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.resize(columns, rows)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SSH_", "TEXTUAL", "NO_COLOR", "COLORTERM"))
        }
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            pass_fds=pass_fds,
            env={
                **kept,
                "TERM": "xterm-256color",
                "PYTHONPATH": str(CHECKOUT),
                **(environ or {}),
            },
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - it makes one system call
        )
        self.slave = slave
        os.set_blocking(self.master, False)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The same in one piece."""
        return "\n".join(self.lines)

    def read(self, seconds: float = 0.02) -> int:
        """Read what is there, waiting for it at most ``seconds``; the number of bytes."""
        got = 0
        ready, _, _ = select.select([self.master], [], [], seconds)
        while ready:
            try:
                data = os.read(self.master, 65_536)
            except OSError:  # nothing more, or nobody writes any more
                break
            if not data:
                break
            got += len(data)
            self.output += data
            if self.watched:
                self._stream.feed(data)
        return got

    def until(self, holds: Callable[[], object], what: str = "", seconds: float = LIMIT) -> None:
        """Read until ``holds``; the screen is shown when it does not."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"it never came true: {what or holds}\n{self.text}")
            self.read()

    def shows(self, words: str) -> None:
        """Read until the screen shows ``words``."""
        self.until(lambda: words in self.text, f"“{words}” on the screen")

    def send(self, data: bytes) -> None:
        """Type ``data``, reading meanwhile, however slowly it is taken."""
        rest = memoryview(data)
        end = time.monotonic() + LIMIT
        while rest:
            assert time.monotonic() < end, "the program takes no more input"
            with suppress(BlockingIOError):
                rest = rest[os.write(self.master, rest[:2048]) :]
            self.read(0.001)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)

    def settings(self) -> list[Any]:
        """The terminal's settings as they are now."""
        return termios.tcgetattr(self.slave)

    def hang_up(self) -> None:
        """Take the terminal away, as a lost link does."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def end(self, seconds: float = LIMIT) -> int:
        """The exit code, read to the last byte; below zero the signal that ended it."""
        limit = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < limit, f"the program did not end\n{self.text}"
            if self.master >= 0:
                self.read()
            else:
                time.sleep(0.01)
        while self.master >= 0 and self.read(0.05):
            pass
        return self.process.returncode

    def clear_away(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.master >= 0:
            self.hang_up()


def program(name: str, *arguments: str) -> list[str]:
    """The command that runs the app ``name`` of ``tests/terminal/programs.py``."""
    return [sys.executable, "-m", "tests.terminal.programs", name, *arguments]


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
