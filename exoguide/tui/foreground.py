"""Whether the shell has given this program the terminal."""

from __future__ import annotations

import os
import signal
import termios


def in_foreground(fd: int) -> bool:
    """Whether the terminal ``fd`` may be written to; otherwise the process sleeps until it may."""

    def sleep_again(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGSTOP)

    signal.signal(signal.SIGTTOU, sleep_again)
    signal.signal(signal.SIGTTIN, sleep_again)
    try:
        termios.tcsetattr(fd, termios.TCSANOW, termios.tcgetattr(fd))
    except termios.error:
        return not os.isatty(fd)
    finally:
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        signal.signal(signal.SIGTTIN, signal.SIG_DFL)
    return True
