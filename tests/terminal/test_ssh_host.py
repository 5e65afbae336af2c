"""The shared host of docs/ssh.md: several accounts, one program, and no way out of it.

The configuration is taken from the guide, word for word; only the places of its files differ.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path

import attrs
import pytest

from tests.cli.commands import STORY
from tests.consultation.places import GARDEN
from tests.terminal.sshd import client, make_key, missing, serving
from tests.terminal.terminal import CHECKOUT, Terminal

USERS = ("exoguide-test-a", "exoguide-test-b")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="makes accounts: only root can"
)


@attrs.frozen
class Host:
    """A host that several people share."""

    folder: Path
    port: int
    program: Path

    def asked(self, user: str, *words: str, tty: bool = False) -> subprocess.CompletedProcess[str]:
        """What the host gives ``user`` who asks for ``words``, without a terminal."""
        command = [*self.command(user, "-tt" if tty else "-T"), *words]
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def command(self, user: str, *options: str) -> list[str]:
        """The client's command for ``user``."""
        return client(self.folder, self.port, user, *options)


def as_user(user: str, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """``command`` run in the account of ``user``, with its home and no other variables."""
    home = pwd.getpwnam(user).pw_dir
    return subprocess.run(
        ["runuser", "-u", user, "--", *map(str, command)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd="/",
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LANG": "C.UTF-8"},
        check=False,
    )


def interpreter() -> str:
    """A Python of this version that every account can run."""
    name = f"python{sysconfig.get_python_version()}"
    for folder in (Path(sys.base_prefix, "bin"), Path("/usr/local/bin"), Path("/usr/bin")):
        if as_user(USERS[0], folder / name, "-c", "").returncode == 0:
            return str(folder / name)
    pytest.skip(f"no {name} that other accounts can run")


@pytest.fixture(scope="module")
def shared() -> Iterator[Path]:
    """A folder that every account may read, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="exoguide-host-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def accounts(shared: Path) -> Iterator[Path]:
    """Two accounts of the group, without a home that outlives the test."""
    if not all(shutil.which(tool) for tool in ("useradd", "userdel", "groupadd", "runuser")):
        missing("useradd or runuser is not installed")
    subprocess.run(["groupadd", "-f", "exoguide"], check=True)
    for user in USERS:
        home = shared / user
        with suppress(subprocess.CalledProcessError):
            subprocess.run(["userdel", user], check=True, capture_output=True)
        subprocess.run(
            ["useradd", "-M", "-d", home, "-s", "/bin/sh", "-G", "exoguide", "-p", "*", user],
            check=True,
            capture_output=True,
        )
        home.mkdir(mode=0o700)
        shutil.chown(home, user, user)
    yield shared
    for user in USERS:
        subprocess.run(["pkill", "-KILL", "-u", user], check=False)
        subprocess.run(["userdel", user], check=False, capture_output=True)
    subprocess.run(["groupdel", "exoguide"], check=False, capture_output=True)


def install(folder: Path) -> Path:
    """The program with all it needs at run time, where every account can read it."""
    site = folder / "site"
    locked = (CHECKOUT / "requirements" / "run.txt").read_text()
    for name in re.findall(r"^([\w.-]+)==", locked, re.MULTILINE):
        for file in distribution(name).files or ():
            if not str(file).startswith(".."):
                target = site / str(file)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(file.locate()), target)
    for part in ("exoguide", "flows"):
        shutil.copytree(CHECKOUT / part, site / part, ignore=shutil.ignore_patterns("__pycache__"))
    python = interpreter()
    for name, module in (("exoguide-forced", "forced"), ("exoguide", "main")):
        program = folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            f"#!/bin/sh\nPYTHONPATH={site} exec {python} -c "
            f"'from exoguide.cli.{module} import main; main()' \"$@\"\n"
        )
        program.chmod(0o755)
    return program.with_name("exoguide-forced")


@pytest.fixture(scope="module")
def host(accounts: Path) -> Iterator[Host]:
    """The host as the guide sets it up."""
    guide = (CHECKOUT / "docs" / "ssh.md").read_text(encoding="utf-8")
    (configuration,) = re.findall(r"```sshd_config\n(.*?)```", guide, re.DOTALL)
    program = install(accounts)
    keys = accounts / "keys"
    keys.mkdir()
    secret = accounts / "secret"
    secret.mkdir(mode=0o700)
    public = make_key(secret / "key")
    for user in USERS:
        (keys / user).write_text(f"restrict,pty {public}")
    configuration = configuration.replace("/opt/exoguide/bin", str(program.parent))
    configuration = configuration.replace("/etc/ssh/exoguide-keys", str(keys))
    with serving(secret, configuration) as port:
        yield Host(secret, port, program)


@pytest.fixture(scope="module")
def told(host: Host, shared: Path) -> dict[str, str]:
    """A session of each account; its identifier by account."""
    shutil.copytree(GARDEN, shared / "garden")
    found = {}
    for number, user in enumerate(USERS):
        made = as_user(
            user,
            host.program.with_name("exoguide"),
            *("start", shared / "garden", "--patient", f"P-{number}"),
            *("--answers", shared / "garden" / STORY.relative_to(GARDEN)),
        )
        listed = host.asked(user, "sessions", "--json")
        assert f"P-{number}" in listed.stdout, (made.stderr, listed.stderr)
        found[user] = listed.stdout
    return found


def test_everybody_sees_their_own_sessions_and_nobody_else_s(told: dict[str, str]) -> None:
    for number, user in enumerate(USERS):
        assert f"P-{number}" in told[user]
        assert f"P-{1 - number}" not in told[user]


@pytest.mark.usefixtures("told")
def test_the_first_screen_comes_up_with_the_account_s_own_sessions(
    host: Host, terminal: Callable[..., Terminal]
) -> None:
    screen = terminal(host.command(USERS[0], "-tt"), columns=100, rows=30)
    screen.shows("P-0")
    assert "P-1" not in screen.text
    screen.send(b"q")
    assert screen.end() in (0, 1)


@pytest.mark.parametrize("asked", ["/bin/sh", "sh -c id", "python3", "exoguide; id", "'"])
def test_whatever_a_client_asks_for_it_gets_no_shell(host: Host, asked: str) -> None:
    given = host.asked(USERS[0], asked)
    assert given.returncode == 2
    assert "Only exoguide runs on this host" in given.stderr
    assert "uid=" not in given.stdout


def test_what_looks_like_a_shell_s_words_stays_words(host: Host) -> None:
    given = host.asked(USERS[0], "sessions --search '$(id)' ; id")
    assert "uid=" not in given.stdout + given.stderr


@pytest.mark.usefixtures("told")
def test_one_account_cannot_read_the_records_of_another() -> None:
    home = Path(pwd.getpwnam(USERS[1]).pw_dir)
    records = [path for path in home.rglob("*") if path.is_file()]
    assert records
    for path in records:
        assert ".cache" in path.parts or path.stat().st_mode & 0o077 == 0, path
        assert as_user(USERS[0], "cat", path).returncode != 0


def test_no_tunnel_is_opened(host: Host) -> None:
    tunnel = subprocess.run(
        [*host.command(USERS[0], "-N", "-oExitOnForwardFailure=yes", "-R127.0.0.1:0:127.0.0.1:9")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert tunnel.returncode != 0


def test_the_client_s_variables_do_not_reach_the_program(host: Host) -> None:
    options = ("-T", "-oSetEnv=EXOGUIDE_HOME=/tmp TEXTUAL=devtools EXOGUIDE_PLAIN=1")
    given = subprocess.run(
        [*host.command(USERS[0], *options), "where"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert given.returncode == 0, given.stderr
    assert pwd.getpwnam(USERS[0]).pw_dir in given.stdout
