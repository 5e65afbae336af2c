"""The direction of imports, as it is when the program runs and as the linter holds it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LISTING = """
import json, sys
{code}
print(json.dumps(sorted(sys.modules)))
"""

VERSION = """
from exoguide.cli.main import main
sys.argv = ["exoguide", "--version"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def _modules_after(code: str, checkout: Path) -> set[str]:
    """The top-level names of all modules that a fresh Python has after running ``code``."""
    ran = subprocess.run(
        [sys.executable, "-c", LISTING.format(code=code)],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    names: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("code", ["import exoguide.cli.main", VERSION])
def test_the_command_line_starts_without_screen_store_or_checker(code: str, checkout: Path) -> None:
    loaded = _modules_after(code, checkout)
    assert "exoguide" in loaded
    assert not loaded & {"textual", "rich", "sqlcipher3", "tree_sitter", "tree_sitter_toml"}


@pytest.mark.parametrize("room", ["flow", "engine", "check", "summary", "records", "consultation"])
def test_no_room_below_the_faces_loads_a_terminal_library(room: str, checkout: Path) -> None:
    modules = sorted((checkout / "exoguide" / room).rglob("*.py"))
    names = [".".join(file.relative_to(checkout).with_suffix("").parts) for file in modules]
    code = "\n".join(f"import {name.removesuffix('.__init__')}" for name in names)
    assert not _modules_after(code, checkout) & {"textual", "rich", "click", "curses"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """A copy of the package and its contracts, to break."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(checkout / "pyproject.toml", folder)
    shutil.copytree(
        checkout / "exoguide",
        folder / "exoguide",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    return folder


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("flow", "import exoguide.engine", "Data flows one way"),
        ("summary", "import exoguide.check", "Data flows one way"),
        ("consultation", "import exoguide.line", "Data flows one way"),
        ("records", "import exoguide.engine", "Records know events"),
        ("cli", "import textual", "Only the full-screen face"),
        ("line", "import rich", "Only the full-screen face"),
        ("engine", "import time", "Pure rooms"),
        ("check", "import sqlcipher3", "Pure rooms"),
        ("summary", "import pathlib", "never touch the disk"),
        ("flow", "import pathlib", "only loading and finding"),
        ("cli", "import tree_sitter", "the checker's alone"),
    ],
)
def test_an_import_against_the_direction_breaks_the_contract_that_forbids_it(
    room: str, line: str, contract: str, copy: Path
) -> None:
    culprit = copy / "exoguide" / room / "culprit.py"
    culprit.write_text(line + "\n")
    try:
        ran = subprocess.run(
            [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        culprit.unlink()
    broken = [text for text in ran.stdout.splitlines() if " BROKEN" in text]
    assert ran.returncode == 1
    assert any(contract in text for text in broken), ran.stdout
