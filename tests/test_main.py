"""The program where its own command is not on the path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "exoguide", "no-such-command"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "exoguide" in ran.stderr
    assert "no-such-command" in ran.stderr
    assert "__main__" not in ran.stderr
