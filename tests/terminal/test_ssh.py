"""Over a real sshd on this machine alone: a link that stands still and is dropped leaves nothing.

An imitation of the same with a bare pty passed where a real server left the process behind.
"""

from __future__ import annotations

import getpass
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from tests.terminal.sshd import client as ssh_client
from tests.terminal.sshd import make_key, serving
from tests.terminal.terminal import CHECKOUT, LIMIT, Terminal, program


@attrs.frozen
class Server:
    """An sshd on the loopback address, and the key that opens it."""

    port: int
    folder: Path

    def command(self, *remote: str) -> list[str]:
        """The command that runs ``remote`` through it, on a terminal of its own."""
        return [
            *ssh_client(self.folder, self.port, getpass.getuser(), "-tt"),
            f"cd {shlex.quote(str(CHECKOUT))} && exec {shlex.join(remote)}",
        ]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that gives up a silent client after two seconds."""
    folder = tmp_path_factory.mktemp("sshd")
    (folder / "allowed").write_text(f"restrict,pty {make_key(folder / 'key')}")
    configuration = f"""
        AuthorizedKeysFile {folder / "allowed"}
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        ClientAliveInterval 1
        ClientAliveCountMax 2
        """
    with serving(folder, configuration) as port:
        yield Server(port, folder)


def is_there(pid: int) -> bool:
    """Whether the process is there and no mere remains."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def alive(file: Path) -> tuple[int, int]:
    """The process that paints, and how far it has come."""
    pid, _, count = file.read_text().partition(" ") if file.exists() else ("0", "", "0")
    return int(pid), int(count)


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_over_ssh_it_asks_for_no_mouse_and_gives_the_terminal_back(
    server: Server, terminal: Callable[..., Terminal]
) -> None:
    typist = terminal(server.command(*program("typist")), columns=160)
    typist.shows("focus Input")
    assert b"\x1b[?1000h" not in typist.output
    assert b"\x1b[?1002h" not in typist.output
    typist.send(b"over ssh")
    typist.until(lambda: "'over ssh'" in typist.text)
    typist.send(b"\x03")
    assert typist.end() == 130
    assert b"\x1b[?1049l" in typist.output


def test_nothing_is_sent_while_nobody_types(
    server: Server, terminal: Callable[..., Terminal]
) -> None:
    typist = terminal(server.command(*program("typist")), columns=160)
    typist.shows("focus Input")
    typist.send(b"a")
    typist.until(lambda: "'a'" in typist.text)
    quiet = 0
    end = time.monotonic() + LIMIT
    while not quiet and time.monotonic() < end:  # until what belongs to the key has come
        quiet = not typist.read(0.5)
    assert typist.read(2.0) == 0


def test_a_killed_client_takes_the_program_along(
    server: Server, tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    file = tmp_path / "alive"
    ticker = terminal(server.command(*program("ticker", "--file", str(file))))
    ticker.until(lambda: alive(file)[1] > 5)
    ticker.process.kill()
    ticker.until(lambda: not is_there(alive(file)[0]), "the program gone")


def test_clients_that_stand_still_and_are_dropped_leave_no_program_behind(
    server: Server, tmp_path: Path, terminal: Callable[..., Terminal], full_size: bool
) -> None:
    for turn in range(5 if full_size else 1):
        files = [tmp_path / f"alive-{turn}-{number}" for number in range(4)]
        clients = [
            terminal(
                server.command(*program("ticker", "--file", str(file))),
                columns=200,  # large frames fill what stands between program and client
                rows=60,
                watched=False,
            )
            for file in files
        ]
        for client, file in zip(clients, files, strict=True):
            client.until(lambda file=file: alive(file)[1] > 5)  # type: ignore[misc]  # mypy cannot tell the type of a default
        for client in clients:
            client.process.send_signal(signal.SIGSTOP)
        end = time.monotonic() + 3 * LIMIT
        while left := [file for file in files if is_there(alive(file)[0])]:
            assert time.monotonic() < end, f"{len(left)} of {len(files)} are left behind"
            time.sleep(0.05)


def test_a_client_that_stood_still_sees_the_whole_screen_again(
    server: Server, tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    file = tmp_path / "alive"
    ticker = terminal(server.command(*program("ticker", "--file", str(file))), columns=100, rows=40)
    ticker.until(lambda: alive(file)[1] > 5)
    goal = alive(file)[1] + 60
    ticker.process.send_signal(signal.SIGSTOP)
    end = time.monotonic() + LIMIT
    while alive(file)[1] < goal:
        assert time.monotonic() < end, "the program stands still with its client"
        time.sleep(0.01)
    ticker.process.send_signal(signal.SIGCONT)
    ticker.send(b"s")
    ticker.until(lambda: "stopped" in ticker.text)
    stopped = f"stopped {alive(file)[1]} ".ljust(20, ".") * 5
    ticker.until(lambda: set(ticker.lines) == {stopped}, "the last page")
