"""What is inside is known, is what is locked, and comes out the same each time it is built."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exoguide import __version__
from supply.audit import judge
from supply.bundled import running, written
from supply.pins import Pin, read_pins
from supply.sbom import LOCK, sbom

PINS = (Pin("attrs", "26.1.0", ("0" * 64,)), Pin("click", "8.4.0", ("1" * 64,)))


def _built(source: Path, target: Path, mask: int) -> Path:
    """A wheel built by somebody with another umask, in another place."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(
        command,
        cwd=source,
        check=True,
        capture_output=True,
        umask=mask,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
    )
    (wheel,) = target.glob("*.whl")
    return wheel


def test_the_same_wheel_is_built_twice_byte_for_byte(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copyfile(checkout / name, copy / name)
    for name in ("exoguide", "flows"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(checkout / name, copy / name, ignore=ignored, copy_function=shutil.copyfile)
    first = _built(checkout, tmp_path / "one", 0o022)
    second = _built(copy, tmp_path / "two", 0o077)
    assert first.name == second.name
    assert (
        hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()
    )


def test_a_wheel_with_another_hash_is_not_installed(checkout: Path, tmp_path: Path) -> None:
    wheel = _built(checkout, tmp_path / "wheels", 0o022)
    right = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for digest, code in ((right, 0), ("0" * 64, 1)):
        lock = tmp_path / "lock.txt"
        lock.write_text(f"exoguide=={__version__} --hash=sha256:{digest}\n")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"),
                *("--no-index", "--no-deps", "--require-hashes", "--find-links", str(wheel.parent)),
                *("--target", str(tmp_path / digest[:8]), "--requirement", str(lock)),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert (tmp_path / digest[:8] / "exoguide").exists() is not bool(code)


def test_the_libraries_that_run_are_those_that_are_written_down() -> None:
    loaded = dict(running())
    for library in written():
        assert loaded.pop(library.read) == library.version, library.name
    assert not loaded, "a library that nobody wrote down"


def test_the_list_of_what_is_inside_names_every_pin_and_every_library() -> None:
    made = sbom()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    named = {(one["name"], one["version"]) for one in made["components"]}
    pins = read_pins(LOCK)
    assert {(pin.name, pin.version) for pin in pins} <= named
    assert {(one.name, one.version) for one in written()} <= named
    assert len(made["components"]) == len(pins) + len(written())
    references = [one["bom-ref"] for one in made["components"]]
    assert len(set(references)) == len(references)
    known = {made["metadata"]["component"]["bom-ref"], *references}
    for one in made["dependencies"]:
        assert {one["ref"], *one["dependsOn"]} <= known
    assert json.dumps(sbom()) == json.dumps(made)


def report(*dependencies: object) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


ATTRS = {"name": "attrs", "version": "26.1.0", "vulns": []}
CLICK = {"name": "click", "version": "8.4.0", "vulns": []}


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (report(ATTRS, CLICK), 0, "audited: 2 of 2"),
        (report(ATTRS, {**CLICK, "vulns": [{"id": "PYSEC-1"}]}), 1, "click 8.4.0: PYSEC-1"),
        (report(ATTRS), 2, "NOT AUDITED: 1 of 2: click"),
        (report(ATTRS, {"name": "click", "skip_reason": "offline"}), 2, "NOT AUDITED"),
        (report(ATTRS, {**CLICK, "version": "8.3.0"}), 2, "NOT AUDITED"),
        (report(), 2, "NOT AUDITED: 2 of 2"),
        ("", 2, "NOT AUDITED: 2 of 2"),
        ("[]", 2, "NOT AUDITED: 2 of 2"),
    ],
)
def test_an_audit_passes_only_when_everything_was_looked_up(
    said: str, code: int, words: str
) -> None:
    found, lines = judge(PINS, said)
    assert found == code
    assert words in lines[0]


def test_an_audit_of_nothing_is_none() -> None:
    assert judge((), report())[0] == 2


def test_a_line_that_is_no_pin_is_no_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("attrs>=26\n")
    with pytest.raises(ValueError, match="no pin"):
        read_pins(lock)
