"""Stories are read strictly, and one can start from another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exoguide.flow.model.story import Do
from exoguide.flow.problems import FlowProblems
from exoguide.flow.stories import load_stories, load_story

BASE = """
[story]
id = "base"
title = "Agrees"
patient = "M-1"
clinic = { rest = 24, phone = "555" }

[[visit]]
today = 2026-11-23
given = { age = 52, fever = 38.5, pain = "mild" }
do = [{ at = "pain", note = "limps" }]

[[visit]]
today = 2026-11-30
[visit.given]
sure = "yes"

[expect]
end = "accepted"
"""

LIKE = """
[story]
id = "other"
title = "Does not"
like = "base"
clinic = { rest = 48 }

[[visit]]
given = { pain = "severe" }
do = [{ at = "end", withdraw = "changed my mind" }]

[expect]
end = "declined"
flags = ["pain"]
"""


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "base.toml").write_text(BASE)
    (folder / "like.toml").write_text(LIKE)
    return folder


def refused(file: Path, text: str) -> str:
    file.write_text(text)
    with pytest.raises(FlowProblems) as caught:
        load_story(file)
    (problem,) = caught.value.problems
    return f"{problem.place}: {problem.message} {problem.help}".strip()


def test_a_story_is_read(stories: Path) -> None:
    story = load_story(stories / "base.toml")
    assert story.visit[0].today == date(2026, 11, 23)
    assert story.visit[0].given == {"age": 52, "fever": Decimal("38.5"), "pain": "mild"}
    assert story.visit[0].do == (Do("pain", note="limps"),)
    assert story.expect.end == "accepted"


def test_a_story_like_another_takes_its_answers_and_not_its_expectations(stories: Path) -> None:
    story = load_story(stories / "like.toml")
    assert story.visit[0].given == {"age": 52, "fever": Decimal("38.5"), "pain": "severe"}
    assert story.visit[0].do == (Do("end", withdraw="changed my mind"),)
    assert story.visit[0].today == date(2026, 11, 23)
    assert story.visit[1].given == {"sure": "yes"}
    assert (story.patient, story.clinic) == ("M-1", {"rest": 48, "phone": "555"})
    assert (story.expect.end, story.expect.flags) == ("declined", ("pain",))


def test_stories_come_by_file_name_and_a_flow_may_have_none(stories: Path, tmp_path: Path) -> None:
    assert [story.id for story in load_stories(stories.parent)] == ["base", "other"]
    assert load_stories(tmp_path / "flow.toml") == ()


def test_stories_in_a_circle_are_refused(stories: Path) -> None:
    (stories / "base.toml").write_text(BASE.replace("patient", 'like = "like"\npatient'))
    with pytest.raises(FlowProblems, match="are like each other"):
        load_story(stories / "like.toml")
    like_itself = BASE.replace("patient", 'like = "self"\npatient')
    assert "are like each other" in refused(stories / "self.toml", like_itself)


def test_an_unknown_like_is_named_with_the_nearest(stories: Path) -> None:
    assert refused(stories / "a.toml", LIKE.replace('"base"', '"bse"')) == (
        "stories/a.toml story.like: There is no story file “bse.toml” here to be like."
        " Did you mean “base”?"
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Agrees"\n', "", " story: Story “base” has no “title”."),
        ("patient =", "patent =", " story.patent: Story “base” has a field “patent” that stories"),
        ("given = {", "gven = {", " visit[0].gven: Visit number 1 of story “base” has a field"),
        (
            "today = 2026-11-30",
            'today = "x"',
            " visit[1].today: “today” of visit number 2 of story",
        ),
        ("[expect]\nend", "[expect]\nends", " expect.ends: The expectation of story “base” has a"),
        ("[expect]", "[expects]", " expects: A story has no tables called “expects”."),
        ("[story]", "[strory]", " strory: A story has no tables called “strory”."),
        ('note = "limps"', "note = 5", " visit[0].do[0].note: “note” of action number 1 of visit"),
        ("[[visit]]\ntoday = 2026-11-30", "[[visit]", ":13:8: The name of a table is not closed."),
    ],
)
def test_a_slip_in_a_story_is_told_at_its_place(
    stories: Path, old: str, new: str, says: str
) -> None:
    assert old in BASE
    told = refused(stories / "a.toml", BASE.replace(old, new, 1))
    assert told.startswith(f"stories/a.toml{says}")


def test_every_broken_story_is_told(stories: Path) -> None:
    (stories / "a.toml").write_text("[story]\nid = 'a'\n")
    (stories / "b.toml").write_text("[story]\nid = 'b'\n")
    with pytest.raises(FlowProblems) as caught:
        load_stories(stories.parent)
    assert [one.file for one in caught.value.problems] == ["stories/a.toml", "stories/b.toml"]


def test_two_stories_of_one_id_are_told(stories: Path) -> None:
    (stories / "copy.toml").write_text(BASE)
    with pytest.raises(FlowProblems, match="Two stories have the id “base”"):
        load_stories(stories.parent)
