"""Files that no author wrote: said in a finding, within bounded time and memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exoguide.check import check_flow
from tests.check.flows import AS_OF
from tests.cli.commands import PROGRAM

MEMORY = 1_500_000_000
SECONDS = 120
"""Of the processor: what a process takes more is killed."""

HEAD = """\
[flow]
id = "f"
title = "F"
version = "1"
language = "en"
[[stage]]
id = "one"
title = "One"
order = 1
"""
STEP = '[[step]]\nid = "q"\nstage = "one"\nkind = "yes_no"\nask = "?"\n'
LAST = '[[step.route]]\notherwise = "over"\n'
END = '[[end]]\nid = "over"\ntitle = "O"\noutcome = "declined"\nrank = 1\ntext = "o"\n'
COMPUTE = '[[compute]]\nid = "c{}"\ntype = "number"\nvalue = \'c{} + 1\'\n'
SHOWN = STEP.replace('"?"', '"{c0}"') + LAST + END

WHOLE = HEAD + STEP + LAST + END
INPUTS: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "a file of ten million bytes": (lambda: WHOLE + "#" + "x" * (9_999_998 - len(WHOLE)), ""),
    "a file of more": (lambda: WHOLE + "#" + "x" * 10_000_000, "EXG104"),
    "100,000 brackets inside each other": (
        lambda: HEAD + "a = " + "[" * 100_000 + "]" * 100_000,
        "EXG104",
    ),
    "100,000 brackets left open": (lambda: HEAD + "a = " + "[" * 100_000, "EXG104"),
    "50,000 tables inside each other": (
        lambda: HEAD + "a = " + "{a=" * 50_000 + "1" + "}" * 50_000,
        "EXG104",
    ),
    "a key of 100,000 parts": (lambda: HEAD + "a." * 100_000 + "b = 1", "EXG104"),
    "half a million keys": (
        lambda: HEAD + "".join(f"k{n} = 1\n" for n in range(500_000)),
        "EXG104",
    ),
    "a file of brackets": (lambda: "[" * 1_000_000, "EXG101"),
    "a file of quotes": (lambda: '"' * 1_000_000, "EXG101"),
    "a text of nine million characters": (lambda: WHOLE.replace("?", "x" * 9_000_000), ""),
    "a condition of a million words": (
        lambda: WHOLE.replace('"?"', '"?"\nwhen = \'' + "not " * 1_000_000 + "true'"),
        "EXG140",
    ),
    "a condition of brackets": (
        lambda: WHOLE.replace('"?"', '"?"\nwhen = \'' + "(" * 1_900 + "'"),
        "EXG140",
    ),
    "25,000 steps": (
        lambda: HEAD + "".join(STEP.replace('"q"', f'"q{n}"') for n in range(25_000)) + LAST + END,
        "EXG104",
    ),
    "100,000 empty steps": (lambda: HEAD + "[[step]]\n" * 100_000, "EXG104"),
    "20,000 files that are not there": (
        lambda: "files = [" + ",".join(f'"f{n}.toml"' for n in range(20_000)) + "]",
        "EXG104",
    ),
    "a cycle of 3,000 values": (
        lambda: HEAD + SHOWN + "".join(COMPUTE.format(n, (n + 1) % 3_000) for n in range(3_000)),
        "EXG605",
    ),
    "3,000 values behind each other": (
        lambda: (
            HEAD
            + SHOWN
            + "".join(COMPUTE.format(n, n + 1) for n in range(3_000))
            + '[[compute]]\nid = "c3000"\ntype = "number"\nvalue = \'1\'\n'
        ),
        "EXG607",
    ),
    "bytes that are no UTF-8": (lambda: HEAD.encode() + b"# \xff\xfe\n", "EXG103"),
    "UTF-16": (lambda: WHOLE.encode("utf-16"), "EXG103"),
    "a null byte": (lambda: HEAD + 'a = "\x00"\n', "EXG101"),
    "a mark that turns text around": (lambda: HEAD + 'a\u202e = "b"\n', "EXG101"),
    "half of a character pair": (lambda: HEAD + 'a = "\\ud800"\n', "EXG101"),
    "chance": (lambda: bytes(n * n * 7919 // 97 % 256 for n in range(500_000)), "EXG103"),
}


def bounded(path: Path) -> dict[str, Any]:
    """What the program says of ``path``, run with little memory and time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [PROGRAM, "check", str(path), "--format", "json"],
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.stderr == b""
    assert done.returncode in {0, 1}
    assert len(done.stdout) < 10_000_000
    found: dict[str, Any] = json.loads(done.stdout)
    assert bool(found["errors"]) is bool(done.returncode)
    assert len(found["findings"]) <= 1_001
    return found


@pytest.mark.parametrize("name", INPUTS)
def test_a_file_that_nobody_wrote_is_told_in_bounds(name: str, tmp_path: Path) -> None:
    made, code = INPUTS[name]
    content = made()
    if name.startswith("20,000 files"):
        content = HEAD.replace('language = "en"\n', f'language = "en"\n{content!s}\n') + STEP + END
    (tmp_path / "flow.toml").write_bytes(
        content if isinstance(content, bytes) else content.encode()
    )
    found = bounded(tmp_path)
    codes = {one["code"] for one in found["findings"]}
    assert code in codes if code else not codes


def test_a_folder_that_is_no_flow_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "steps.toml").write_text(STEP)
    assert [one.code for one in check_flow(tmp_path, AS_OF).findings] == ["EXG106"]
    (tmp_path / "flow.toml").mkdir()
    assert [one.code for one in check_flow(tmp_path, AS_OF).findings] == ["EXG106"]


def test_a_pipe_or_a_link_in_a_circle_does_not_hold_it_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "round.toml").symlink_to("round.toml")
    (tmp_path / "check.toml").symlink_to("check.toml")
    named = 'language = "en"\nfiles = ["pipe.toml", "round.toml"]'
    (tmp_path / "flow.toml").write_text(WHOLE.replace('language = "en"', named))
    found = bounded(tmp_path)
    assert [one["code"] for one in found["findings"]] == ["EXG106", "EXG106"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text('[[step]]\nid = "secret"\n')
    folder = tmp_path / "flow"
    (folder / "texts").mkdir(parents=True)
    (folder / "more.toml").symlink_to(outside)
    (folder / "texts" / "de.toml").symlink_to(outside)
    named = 'language = "en"\nfiles = ["more.toml"]\nlanguages = ["de"]'
    (folder / "flow.toml").write_text(WHOLE.replace('language = "en"', named))
    report = check_flow(folder, AS_OF)
    assert [one.code for one in report.findings] == ["EXG107", "EXG107"]
    assert "secret" not in "".join(one.excerpt for one in report.findings)
