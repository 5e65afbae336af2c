"""What the environment may still say once the full screen is asked for."""

from __future__ import annotations

import pytest

from exoguide.errors import UsageError
from exoguide.tui.hardening import neutralise
from exoguide.tui.link import Link, link, over_ssh

SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}


def test_everything_that_textual_would_read_is_gone_and_the_rest_stays() -> None:
    environ = {
        "TEXTUAL": "debug",
        "TEXTUAL_LOG": "keys.log",
        "TEXTUAL_DRIVER": "x:Y",
        "TEXTUAL_ALLOW_SIGNALS": "1",
        "COLUMNS": "9999",
        "LINES": "9999",
        "TEXTUALLY": "kept",
        "TERM": "xterm",
    }
    neutralise(environ)
    assert environ == {"TEXTUALLY": "kept", "TERM": "xterm"}


def test_over_ssh_escape_waits_longer_unless_somebody_said_how_long() -> None:
    environ = dict(SSH)
    neutralise(environ)
    assert environ["ESCDELAY"] == "200"
    environ = {**SSH, "ESCDELAY": "50"}
    neutralise(environ)
    assert environ["ESCDELAY"] == "50"


@pytest.mark.parametrize(
    ("environ", "remote"), [({}, False), (SSH, True), ({"SSH_TTY": "/dev/pts/3"}, True)]
)
def test_ssh_is_seen_by_what_its_server_sets(environ: dict[str, str], remote: bool) -> None:
    assert over_ssh(environ) is remote
    assert link(environ) == Link(remote=remote, mouse=not remote, animation=not remote)


def test_a_setting_says_it_either_way() -> None:
    assert link(SSH, "fast") == Link(remote=True, mouse=True, animation=True)
    assert link({}, "slow") == Link(remote=False, mouse=False, animation=False)
    with pytest.raises(UsageError, match="“link” is “quick”"):
        link({}, "quick")
