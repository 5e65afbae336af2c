"""The page about records keeps its word: its verifier verifies, its commands exist."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exoguide.cli.main import COMMANDS
from exoguide.records.access import Deed
from exoguide.records.embedded import open_store
from exoguide.records.lines import export_lines
from tests.records.samples import SESSION, access, fill

Verify = Callable[[bytes], str | None]


@pytest.fixture(scope="module")
def page(checkout: Path) -> str:
    return (checkout / "docs" / "records.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def program(page: str) -> str:
    (found,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def verify(program: str) -> Verify:
    names: dict[str, Verify] = {}
    exec(compile(program, "docs/records.md", "exec"), names)  # noqa: S102 - our own page
    return names["verify"]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An export of twelve entries."""
    store = open_store(tmp_path_factory.mktemp("lines") / "store")
    fill(store)
    found = b"".join(export_lines(store, SESSION))
    store.close()
    return found


def test_the_verifier_is_short_and_needs_the_standard_library_alone(program: str) -> None:
    statements = [line for line in program.splitlines() if line.strip()]
    assert len(statements) <= 40
    imported = {
        alias.name
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported <= sys.stdlib_module_names


def test_the_verifier_runs_by_itself(program: str, lines: bytes, tmp_path: Path) -> None:
    (tmp_path / "verifier.py").write_text(program, encoding="utf-8")
    for data, code in ((lines, 0), (lines.replace(b"yes", b"no", 1), 1)):
        (tmp_path / "session.jsonl").write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-I", "verifier.py", "session.jsonl"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code
        assert done.stderr == (
            "" if not code else f"session {SESSION}: entry 2 is not what was saved\n"
        )


def test_the_verifier_names_session_and_entry_for_each_flipped_byte(
    verify: Verify, lines: bytes
) -> None:
    """All but the seals, which take the record key."""
    assert verify(lines) is None
    seals = [range(*match.span(1)) for match in re.finditer(rb'"seal":"([0-9a-f]*)"', lines)]
    number = 1
    for place, byte in enumerate(lines):
        if any(place in seal for seal in seals):
            continue
        changed = verify(lines[:place] + bytes([byte ^ 1]) + lines[place + 1 :])
        assert changed is not None, place
        near = {f"line {one} is no record" for one in (number, number + 1)} | {
            f": entry {one} is not what was saved" for one in (number - 1, number)
        }
        first = number == 1
        assert first or any(changed.endswith(words) for words in near), (place, changed)
        number += byte == 0x0A


def test_the_verifier_misses_lines_left_out_doubled_or_cut_off(
    verify: Verify, lines: bytes
) -> None:
    parts = lines.splitlines(keepends=True)
    for wrong in (
        parts[:5] + parts[6:],
        parts[:6] + parts[5:],
        [*parts[:5], parts[6], parts[5], *parts[7:]],
        parts[:9],
        parts[1:],
        parts[:1],
    ):
        assert verify(b"".join(wrong)) is not None


def test_the_verifier_takes_an_erased_session(verify: Verify, tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    fill(store)
    store.erase(access(Deed.ERASE, SESSION, "asked for"))
    assert verify(b"".join(export_lines(store, SESSION))) is None
    store.close()


def test_every_command_and_option_of_the_page_exists(page: str) -> None:
    from click import Context

    from exoguide.cli.main import program as commands

    named = re.findall(r"exoguide ([a-z]+)((?: [^\s`#]+)*)", page)
    assert {name for name, _ in named} - {"where"} <= set(COMMANDS) | {"content", "event", "seal"}
    for name, words in named:
        if name in COMMANDS:
            found = commands.get_command(Context(commands), name)
            assert found is not None
            options = {option for parameter in found.params for option in parameter.opts}
            asked = set(re.findall(r"--[a-z-]+", words)) - {"--help"}
            assert asked <= options, (name, asked - options)
