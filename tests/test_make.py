"""What a newcomer runs first does what it promises."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path


def _command(target: str, checkout: Path) -> list[str]:
    """The last command that ``make`` would run for a target, with this environment's programs."""
    said = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    program, *arguments = shlex.split(said.splitlines()[-1])
    return [str(Path(sys.executable).with_name(Path(program).name)), *arguments]


def test_the_demo_plays_to_its_end_without_a_terminal_and_prints_the_patients_checklist(
    checkout: Path,
) -> None:
    ran = subprocess.run(
        _command("demo", checkout),
        cwd=checkout,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "[ ] " in ran.stdout
    assert "\x1b" not in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80
