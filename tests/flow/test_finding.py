from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.errors import FlowError
from exoguide.flow import finding


@pytest.fixture
def built_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built-in flows with one of each form, and things that are no flows."""
    folder = tmp_path / "package" / "_flows"
    _flow(folder / "exosome-therapy")
    (folder / "small.toml").write_text("")
    (folder / "notes").mkdir()
    (folder / "README.md").write_text("")
    monkeypatch.setattr(finding, "_PACKAGE", folder.parent)
    return folder


def _flow(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "flow.toml").write_text("")
    return folder


def test_a_name_finds_a_folder_and_a_single_file_alike(built_in: Path) -> None:
    assert finding.find_flow("exosome-therapy") == built_in / "exosome-therapy"
    assert finding.find_flow("small") == built_in / "small.toml"


def test_only_flows_are_known_and_they_are_sorted_by_name(built_in: Path, tmp_path: Path) -> None:
    own = _flow(tmp_path / "own" / "night")
    assert finding.known_flows(own.parent) == (
        built_in / "exosome-therapy",
        own,
        built_in / "small.toml",
    )


def test_a_flow_of_the_users_own_hides_the_built_in_one_of_that_name(
    built_in: Path, tmp_path: Path
) -> None:
    own = _flow(tmp_path / "own" / "exosome-therapy")
    assert finding.find_flow("exosome-therapy", own.parent) == own
    assert built_in / "exosome-therapy" not in finding.known_flows(own.parent)


def test_a_folder_of_own_flows_that_is_not_there_is_an_empty_one(
    built_in: Path, tmp_path: Path
) -> None:
    assert finding.find_flow("small", tmp_path / "none") == built_in / "small.toml"


def test_a_path_to_a_folder_to_its_manifest_or_to_a_single_file_is_a_flow(
    built_in: Path, tmp_path: Path
) -> None:
    folder = _flow(tmp_path / "draft")
    assert finding.find_flow(str(folder)) == folder
    assert finding.find_flow(str(folder / "flow.toml")) == folder
    assert finding.find_flow(str(built_in / "small.toml")) == built_in / "small.toml"


def test_a_bare_name_is_a_folder_right_here_only_when_no_flow_is_known_by_it(
    built_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _flow(tmp_path / "here" / "draft")
    _flow(tmp_path / "here" / "exosome-therapy")
    monkeypatch.chdir(tmp_path / "here")
    assert finding.find_flow("draft") == Path("draft")
    assert finding.find_flow(".//exosome-therapy") == Path("exosome-therapy")
    assert finding.find_flow("exosome-therapy") == built_in / "exosome-therapy"


@pytest.mark.usefixtures("built_in")
@pytest.mark.parametrize("wrong", ["exosom-therapy", "Exosome-Therapy", "exosome_therapy"])
def test_an_unknown_name_is_answered_with_the_nearest_and_all_known_ones(wrong: str) -> None:
    with pytest.raises(FlowError) as caught:
        finding.find_flow(wrong)
    assert wrong in caught.value.message
    assert "Did you mean exosome-therapy?" in caught.value.message
    assert "exosome-therapy, small" in caught.value.todo


@pytest.mark.usefixtures("built_in")
def test_a_name_near_to_none_gets_no_guess() -> None:
    with pytest.raises(FlowError) as caught:
        finding.find_flow("zzzzzz")
    assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("package/_flows/notes", "has no flow.toml"),
        ("package/_flows/README.md", "ends in .toml"),
        ("package/_flows/gone.toml", "nothing at"),
    ],
)
@pytest.mark.usefixtures("built_in")
def test_a_path_that_is_no_flow_says_why(path: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FlowError, match=reason):
        finding.find_flow(str(tmp_path / path))


def test_an_installation_without_its_flows_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_PACKAGE", tmp_path / "nowhere" / "exoguide")
    with pytest.raises(FlowError, match="not where it is installed"):
        finding.built_in_flows()
