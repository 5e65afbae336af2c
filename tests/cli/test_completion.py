"""Tab completes commands, sessions and flows, in a real shell, and asks and begins nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from exoguide.cli.completion import SHELLS, VARIABLE
from exoguide.consultation.records import records_folder
from exoguide.records.protecting import protect
from exoguide.records.recovery import new_code
from tests.cli.commands import PROGRAM, lent, program, ran
from tests.consultation.places import GARDEN
from tests.records.samples import CHEAP, PASSPHRASE, device_key_of
from tests.terminal.terminal import Terminal

ASK_BASH = """
eval "$(exoguide completion bash)"
COMP_WORDS=({words} {last}); COMP_CWORD={at}
_exoguide_completion exoguide
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def offered(*words: str) -> list[str]:
    """What the program offers for the last of the words, as fish would be told, without help."""
    *before, last = words
    line = " ".join(("exoguide", *before))
    environment = {VARIABLE: "fish_complete", "COMP_WORDS": line, "COMP_CWORD": last}
    done = program(environment=environment)
    assert done.code == 0, done.err
    assert done.err == ""
    found = [line.partition(",")[2].partition("\t")[0] for line in done.out.splitlines()]
    return [one for one in found if one]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_printed_and_asks_the_program(shell: str) -> None:
    done = ran("completion", shell)
    assert done.code == 0
    assert f"{VARIABLE}={shell}_complete" in done.out


def test_another_shell_is_refused_with_those_there_are() -> None:
    done = ran("completion", "ksh")
    assert done.code == 2
    assert "bash" in done.told


@pytest.mark.parametrize(
    ("words", "expected"),
    [(("do",), {"done", "doctor"}), (("completion", ""), set(SHELLS))],
)
def test_bash_completes_commands_and_their_words(
    words: tuple[str, ...], expected: set[str]
) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = ASK_BASH.format(
        words=" ".join(("exoguide", *words[:-1])), last=f"'{words[-1]}'", at=len(words)
    )
    path = f"{Path(PROGRAM).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "--norc", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    assert set(done.stdout.split()) == expected, done.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_is_one_that_its_shell_can_read(shell: str, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(ran("completion", shell).out)
    assert subprocess.run([found, "-n", str(script)], check=False).returncode == 0


def test_sessions_are_offered_by_the_beginning_of_their_number_in_any_case() -> None:
    ran("start", GARDEN, "--plain", stdin="no\n")
    (name,) = offered("resume", "")
    assert offered("show", name[:2].lower()) == [name]
    assert offered("tick", "!") == []


def test_practice_sessions_are_offered_where_practice_is_asked_for() -> None:
    name = lent()
    assert offered("resume", "") == []
    assert offered("resume", "--practice", "") == [name]


def test_flows_are_offered_by_name_and_files_where_there_is_none() -> None:
    assert offered("check", "exo") == ["exosome-therapy"]
    assert offered("check", "./") == ["./"]


def test_nothing_is_begun_by_a_tab(home: Path) -> None:
    assert offered("resume", "") == []
    assert not (home / "data" / "sessions.db").exists()


def test_a_locked_store_completes_nothing_and_asks_nobody() -> None:
    ran("start", GARDEN, "--plain", stdin="no\n")
    folder = records_folder()
    protect(folder, device_key_of(folder), "ann", PASSPHRASE, new_code(), CHEAP)
    asked = {VARIABLE: "fish_complete", "COMP_WORDS": "exoguide resume", "COMP_CWORD": ""}
    one = Terminal((PROGRAM,), environ=asked)  # at a terminal a command would ask for it
    try:
        assert one.end() == 0
        assert one.text.strip() == ""
    finally:
        one.clear_away()
