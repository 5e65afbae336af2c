"""The cache is quick, never believed without proof, and never in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exoguide.flow import loading
from exoguide.flow.bundle import bundle_digest, read_bundle
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.problems import FlowProblems
from tests.flow.sample import STEPS, write


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "flow")


@pytest.fixture(autouse=True)
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every time that files were parsed."""
    seen: list[Path] = []

    def counted(path: Path) -> object:
        seen.append(path)
        return read_bundle(path)

    monkeypatch.setattr(loading, "read_bundle", counted)
    return seen


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once, as they do two seconds after they were written."""
    monkeypatch.setattr(loading, "SETTLED", -(10**12))


def same(one: LoadedFlow, other: LoadedFlow) -> bool:
    return (one.flow, one.digest, one.canonical) == (other.flow, other.digest, other.canonical)


def cached_files(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def test_a_flow_is_loaded_with_its_identity(folder: Path) -> None:
    loaded = load_flow(folder)
    assert loaded.digest == bundle_digest(read_bundle(folder))
    assert loaded.path == folder
    assert loaded.origins["step", 0] == ("steps.toml", 0)


@pytest.mark.usefixtures("rested")
def test_unchanged_files_are_not_parsed_again(
    folder: Path, cache: Path, parsed: list[Path]
) -> None:
    first = load_flow(folder, cache)
    second = load_flow(folder, cache)
    assert same(first, second)
    assert second.origins == first.origins
    assert len(parsed) == 1


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize("name", ["flow.toml", "steps.toml", "texts/fr.toml"])
def test_a_changed_file_is_seen(folder: Path, cache: Path, name: str) -> None:
    first = load_flow(folder, cache)
    text = (folder / name).read_text()
    (folder / name).write_text(
        text.replace("Quel", "Que").replace("How", "Hw").replace("a knee", "k")
    )
    assert load_flow(folder, cache).digest != first.digest


@pytest.mark.usefixtures("rested")
def test_a_change_of_the_same_size_with_its_old_time_put_back_is_seen(
    folder: Path, cache: Path
) -> None:
    file = folder / "steps.toml"
    before = file.stat()
    first = load_flow(folder, cache)
    file.write_text(STEPS.replace("How old", "Hey old"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert load_flow(folder, cache).digest != first.digest


def test_files_that_have_only_just_changed_prove_nothing(
    folder: Path, cache: Path, parsed: list[Path]
) -> None:
    first = load_flow(folder, cache)
    assert same(first, load_flow(folder, cache))
    assert len(parsed) == 2


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"\xff", b'{"files": 3, "digest": 1}'])
def test_a_damaged_cache_is_passed_over_and_made_again(
    folder: Path, cache: Path, parsed: list[Path], damage: bytes
) -> None:
    first = load_flow(folder, cache)
    for number, file in enumerate(cached_files(cache), 2):
        file.write_bytes(damage)
        assert same(first, load_flow(folder, cache))
        assert len(parsed) == number
    assert same(first, load_flow(folder, cache))
    assert len(parsed) == 3


@pytest.mark.usefixtures("rested")
def test_a_flow_altered_in_the_cache_is_not_believed(folder: Path, cache: Path) -> None:
    first = load_flow(folder, cache)
    (content,) = [file for file in cached_files(cache) if first.digest in file.name]
    content.write_bytes(content.read_bytes().replace(b"How old", b"How bad"))
    assert same(first, load_flow(folder, cache))


def test_a_cache_that_cannot_be_written_is_no_hindrance(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    assert same(load_flow(folder, blocked), load_flow(folder))


def test_a_broken_flow_leaves_nothing_in_the_cache(folder: Path, cache: Path) -> None:
    (folder / "steps.toml").write_text("[[step]\n")
    with pytest.raises(FlowProblems):
        load_flow(folder, cache)
    assert cached_files(cache) == []


@pytest.mark.usefixtures("rested")
def test_another_version_of_the_program_looks_for_itself(
    folder: Path, cache: Path, parsed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_flow(folder, cache)
    monkeypatch.setattr(loading, "_program", lambda: [1, 2, 3])
    assert same(first, load_flow(folder, cache))
    assert len(parsed) == 2


@pytest.mark.usefixtures("rested")
def test_two_places_with_one_content_share_it(folder: Path, tmp_path: Path, cache: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    assert load_flow(folder, cache).digest == load_flow(other, cache).digest
    assert len(cached_files(cache)) == 3


@pytest.mark.usefixtures("rested")
def test_a_file_taken_away_is_missed(folder: Path, cache: Path) -> None:
    load_flow(folder, cache)
    (folder / "texts" / "fr.toml").unlink()
    with pytest.raises(FlowProblems, match="There is no file “texts"):
        load_flow(folder, cache)


def test_the_toml_parser_stays_unloaded_until_something_is_parsed() -> None:
    asks = "import sys, exoguide.flow.loading; sys.exit('tomli' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0


@pytest.mark.usefixtures("rested")
def test_a_file_of_translations_that_is_added_is_seen(folder: Path, cache: Path) -> None:
    first = load_flow(folder, cache)
    more = folder / "texts" / "fr" / "steps.toml"
    more.parent.mkdir()
    more.write_text('"step.age.help" = "Aide"', encoding="utf-8")
    second = load_flow(folder, cache)
    assert second.digest != first.digest
    (more.parent / "content.toml").write_text('"step.pain.ask" = "Mal ?"', encoding="utf-8")
    assert load_flow(folder, cache).digest != second.digest
