"""The page about lines keeps its word: what is typed there gives what is shown there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.ptys import terminal

TYPED = re.compile(r"^((?:PRACTICE )?[A-Z][^>\n]*> )(.*)$", re.MULTILINE)
VARYING = {
    r"You are running as root.*?open it\.\n": "",
    r"Checking the flow .*\n": "",
    r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b": "NUMBER",
    r"saved \d\d:\d\d:\d\d": "saved TIME",
    r"begun \d{4}-\d\d-\d\d": "begun DAY",
}


@pytest.fixture
def page(checkout: Path) -> str:
    return (checkout / "docs" / "line-by-line.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _toothache(checkout: Path, home: Path) -> None:
    """The flow of the author's guide among the person's own."""
    guide = (checkout / "docs" / "writing-a-flow.md").read_text(encoding="utf-8")
    folder = home / "data" / "flows" / "toothache"
    folder.mkdir(parents=True)
    (home / "data").chmod(0o700)
    flow = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)[0]
    (folder / "flow.toml").write_text(flow, encoding="utf-8")


def _same(text: str) -> str:
    """The text without what differs from day to day and from machine to machine."""
    for pattern, put in VARYING.items():
        text = re.sub(pattern, put, text, flags=re.DOTALL if "root" in pattern else 0)
    return text.rstrip()


def _played(command: str, shown: str) -> str:
    """What a person sees who types at each prompt what stands behind it in ``shown``."""
    with terminal(*command.split()) as person:
        at = 0
        for prompt, typed in TYPED.findall(shown):
            at = person.wait_for(prompt, after=at)
            person.type(typed)
        assert person.end() in (0, 1)
        return person.text


def test_a_person_who_types_what_the_page_shows_sees_what_the_page_shows(page: str) -> None:
    commands = re.findall(r"^    exoguide (.*--plain.*)$", page, re.MULTILINE)
    transcripts = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    assert len(commands) == len(transcripts) == 2
    for command, shown in zip(commands, transcripts, strict=True):
        assert _same(_played(command, shown)) == _same(shown)


def test_nothing_on_the_page_is_wider_than_a_terminal(page: str) -> None:
    for transcript in re.findall(r"```text\n(.*?)```", page, re.DOTALL):
        assert max(map(len, transcript.splitlines())) <= 80


def test_the_readme_leads_to_the_page(checkout: Path) -> None:
    assert "(docs/line-by-line.md)" in (checkout / "README.md").read_text(encoding="utf-8")
