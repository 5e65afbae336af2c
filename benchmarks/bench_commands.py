"""Start-up of the commands without a screen, beside a Python that imports click and attrs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.table import Row

ROUNDS = 15
BUDGET = 2.5
"""Times a bare import of click and attrs (design, section 11)."""

PROGRAM = str(Path(sys.executable).with_name("exoguide"))
PEER = (sys.executable, "-c", "import click, attrs")
FLOW = Path(__file__).resolve().parent.parent / "flows" / "exosome-therapy"
STORY = FLOW / "stories" / "told-trial-prp.toml"


def compiled(folder: str) -> dict[str, str]:
    """What makes Python keep what it compiles, below ``folder``, as an installed program does."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}


def run() -> list[Row]:
    """The best of several rounds for each command, taken in turns with the peer."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "EXOGUIDE_HOME": home, **compiled(home)}
        play = [PROGRAM, "start", str(FLOW), "--answers", str(STORY)]
        subprocess.run(play, env=environment, check=True, capture_output=True)
        listed = subprocess.run(
            [PROGRAM, "sessions", "--json"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        name = listed.stdout.partition('"id": "')[2][:9]
        commands: Mapping[str, Sequence[str]] = {
            "--version": (PROGRAM, "--version"),
            "--help": (PROGRAM, "--help"),
            "sessions": (PROGRAM, "sessions"),
            "show": (PROGRAM, "show", name),
        }
        best = _best({"peer": PEER, **commands}, environment)
    return [Row(f"exoguide {what}", best[what], best["peer"], BUDGET) for what in commands]


def _best(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]
) -> dict[str, float]:
    """Milliseconds of the fastest run of each command, all taken in turns."""
    for command in commands.values():  # the first run compiles
        subprocess.run(command, env=environment, check=True, capture_output=True)
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(ROUNDS):
        for what, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            best[what] = min(best[what], (time.perf_counter() - begun) * 1000)
    return best
