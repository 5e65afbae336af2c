"""A real sshd on the loopback address, with a configuration of the test's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.terminal.terminal import LIMIT

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def missing(why: str) -> None:
    """Skip what needs ``why``, but never where everything must be there."""
    if os.environ.get("EXOGUIDE_CI"):
        pytest.fail(f"{why}; it is needed here")
    pytest.skip(why)


def make_key(path: Path) -> str:
    """A key pair at ``path``; the public half."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path.with_suffix(".pub").read_text()


@contextmanager
def serving(folder: Path, configuration: str) -> Iterator[int]:
    """A server with ``configuration`` behind what every test needs; its port."""
    if SSHD is None or shutil.which("ssh") is None:
        missing("openssh-server or openssh-client is not installed")
    make_key(folder / "host")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder / 'host'}\nPidFile none\n"
        f"StrictModes no\nUsePAM no\nMaxStartups 100\n{configuration}"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    log = folder / "log"
    running = subprocess.Popen([str(SSHD), "-D", "-f", str(folder / "config"), "-E", str(log)])
    try:
        end = time.monotonic() + LIMIT
        while not _listens(port):
            assert running.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.02)
        yield port
    finally:
        running.terminate()
        running.wait()


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def client(folder: Path, port: int, user: str, *options: str) -> list[str]:
    """The beginning of a command that reaches the server as ``user`` with ``folder``'s key."""
    return [
        "ssh",
        "-F/dev/null",
        f"-i{folder / 'key'}",
        f"-p{port}",
        "-oBatchMode=yes",
        "-oIdentitiesOnly=yes",
        "-oStrictHostKeyChecking=no",
        "-oLogLevel=ERROR",
        f"-oUserKnownHostsFile={folder / 'known'}",
        *options,
        f"{user}@127.0.0.1",
    ]
