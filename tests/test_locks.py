from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("run", "dev", "audit", "lock")
PIN = re.compile(r"([a-z0-9.-]+)==([0-9][0-9a-z.]*)( ; [^/]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def _entries(lock: Path) -> list[list[str]]:
    """Each pin with its hashes, as the words of one continued line."""
    text = lock.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [re.split(r"\s+(?=--hash)", line.strip()) for line in lines]


def _pins(checkout: Path, name: str) -> dict[str, str]:
    entries = _entries(checkout / "requirements" / f"{name}.txt")
    return dict(entry[0].split(" ; ")[0].split("==") for entry in entries)


def _project(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text())


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_one_exact_pin_with_its_hashes(name: str, checkout: Path) -> None:
    entries = _entries(checkout / "requirements" / f"{name}.txt")
    assert entries
    for pin, *hashes in entries:
        assert PIN.fullmatch(pin), pin
        assert hashes, f"{pin} has no hash"
        assert all(HASH.fullmatch(each) for each in hashes), pin


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry_and_no_place_on_a_machine(name: str, checkout: Path) -> None:
    text = (checkout / "requirements" / f"{name}.txt").read_text()
    assert not re.search(r"/|\\(?!\n)|index|find-links|trusted|@", text)


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("run", ["build"]),
        ("dev", ["test", "bench", "lint"]),
        ("audit", ["audit"]),
        ("lock", ["lock"]),
    ],
)
def test_a_lock_holds_all_that_pyproject_declares_in_a_version_it_accepts(
    name: str, groups: list[str], checkout: Path
) -> None:
    project = _project(checkout)
    declared = [line for group in groups for line in project["dependency-groups"][group]]
    if name == "run":
        declared += project["project"]["dependencies"]
    pins = _pins(checkout, name)
    for requirement in map(Requirement, declared):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])


def test_what_stands_in_two_locks_has_one_version(checkout: Path) -> None:
    seen: dict[str, str] = {}
    for name in LOCKS:
        for package, version in _pins(checkout, name).items():
            assert seen.setdefault(package, version) == version, package
