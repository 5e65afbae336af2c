"""Running commands in tests: in this process, or as the program that people start."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from exoguide.cli.main import run
from tests.consultation.places import GARDEN

STORY = GARDEN / "stories" / "lent.toml"
PROGRAM = str(Path(sys.executable).with_name("exoguide"))


@attrs.frozen
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """Standard error on one line, however it was wrapped."""
        return " ".join(self.err.split())


def ran(*arguments: str | Path, stdin: str = "") -> Ran:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = run([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def program(
    *arguments: str | Path, stdin: str = "", environment: dict[str, str] | None = None
) -> Ran:
    """Run a command as a process of its own."""
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def lent() -> str:
    """A practice session that ended with everything; its id."""
    made = ran("start", GARDEN, "--practice", "--answers", STORY)
    assert made.code == 0, made.err
    return session_id(practice=True)


def session_id(*, practice: bool = False) -> str:
    """The id of the newest session."""
    import json

    listed = ran("sessions", "--json", *(["--practice"] if practice else []))
    name: str = json.loads(listed.out)[0]["id"]
    return name
