"""Stories: tests of a flow, read from its ``stories`` folder and never part of its identity."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from exoguide.flow.documents import STORIES
from exoguide.flow.model.story import Story
from exoguide.flow.problems import FlowProblems, Problem, did_you_mean
from exoguide.flow.structuring import structure
from exoguide.flow.syntax import LARGEST, parse_document


def load_stories(flow_path: Path) -> tuple[Story, ...]:
    """Every story of the flow at ``flow_path``, by file name; a single-file flow has none.

    Raises ``FlowProblems`` with what is wrong in any of them.
    """
    stories: list[Story] = []
    problems: list[Problem] = []
    for file in _files(flow_path / STORIES):
        try:
            stories.append(load_story(file))
        except FlowProblems as error:
            problems += error.problems
    seen: dict[str, Story] = {}
    for story in stories:
        if seen.setdefault(story.id, story) is not story:
            said = f"Two stories have the id “{story.id}”."
            problems.append(Problem(STORIES, (), said, "Give one another id.", "EXG122"))
    if problems:
        raise FlowProblems("The stories", dict.fromkeys(problems))
    return tuple(stories)


def load_story(file: Path) -> Story:
    """The story in ``file``, with what it takes from the story that it is ``like``.

    Visits are merged one by one: answers are joined and its own win; what it does replaces what
    the other did; ``today``, ``patient`` and clinic values that it leaves out are the other's.
    Expectations are never taken over. Raises ``FlowProblems``.
    """
    document = _merged(file, ())
    name = _name(file)
    data = {**document["story"], **{k: document[k] for k in ("visit", "expect") if k in document}}
    story, problems = structure(data, Story, file=name)
    placed = [attrs.evolve(one, path=_in_file(one)) for one in problems]
    if story is None:
        raise FlowProblems(name, placed)
    return story


def _merged(file: Path, chain: tuple[Path, ...]) -> dict[str, Any]:
    """The document in ``file`` on top of the one that it is like."""
    own = _read(file)
    like = own["story"].get("like")
    if not isinstance(like, str) or not like:
        return own
    known = [one.stem for one in _files(file.parent)]
    if like not in known:
        said = f"There is no story file “{like[:60]}.toml” here to be like."
        raise _refused(file, ("story", "like"), said, did_you_mean(like, known))
    other = file.parent / f"{like}.toml"
    if other in (*chain, file):
        said = f"The stories {', '.join(one.stem for one in (*chain, file))} are like each other."
        raise _refused(file, ("story", "like"), said, "One of them must stand on its own.")
    return _joined(_merged(other, (*chain, file)), own)


def _joined(base: Mapping[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    joined = dict(own)
    mine, theirs = own["story"], base["story"]
    joined["story"] = {**mine}
    if "patient" in theirs:
        joined["story"].setdefault("patient", theirs["patient"])
    clinic = _tables_joined(theirs.get("clinic"), mine.get("clinic"))
    if clinic is not None:
        joined["story"]["clinic"] = clinic
    visits, others = own.get("visit", []), base.get("visit", [])
    if isinstance(visits, list) and isinstance(others, list):
        joined["visit"] = [
            _visit(others[n] if n < len(others) else {}, visits[n] if n < len(visits) else {})
            for n in range(max(len(visits), len(others)))
        ]
    return joined


def _visit(other: Any, mine: Any) -> Any:
    if not (isinstance(other, dict) and isinstance(mine, dict)):
        return mine
    joined = {**other, **mine}
    given = _tables_joined(other.get("given"), mine.get("given"))
    return joined if given is None else {**joined, "given": given}


def _tables_joined(other: Any, mine: Any) -> Any:
    """Both tables in one; what is no table is left for the types to refuse."""
    if isinstance(other, dict) and isinstance(mine, dict):
        return {**other, **mine}
    return other if mine is None else mine


def _read(file: Path) -> dict[str, Any]:
    name = _name(file)
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as error:
        said = f"The story cannot be read: {error.strerror}."
        raise _refused(file, (), said, "", "EXG106") from error
    document, problems = parse_document(name, raw)
    if document is None or problems:
        raise FlowProblems(name, problems)
    for table in document:
        if table not in {"story", "visit", "expect"}:
            said = f"A story has no tables called “{table[:60]}”."
            todo = did_you_mean(table, ("story", "visit", "expect"), "It has story, visit, expect.")
            raise _refused(file, (table,), said, todo, "EXG110")
    if not isinstance(document.get("story"), dict):
        todo = 'Begin it with [story] and id = "…", title = "…".'
        raise _refused(file, (), "The file has no [story] table.", todo, "EXG112")
    for name_ in ("visit", "expect"):
        if name_ in document["story"]:
            said = f"“{name_}” does not belong into [story]."
            todo = "Write [[visit]] and [expect] as tables of their own."
            raise _refused(file, ("story", name_), said, todo, "EXG111")
    return document


def _refused(
    file: Path, path: tuple[str | int, ...], said: str, todo: str, code: str = "EXG128"
) -> FlowProblems:
    name = _name(file)
    return FlowProblems(name, (Problem(name, path, said, todo, code),))


def _in_file(problem: Problem) -> tuple[str | int, ...]:
    """The path in the file of a path in the story: most of its fields stand under [story]."""
    whole = bool(problem.path) and problem.path[0] in {"visit", "expect"}
    return problem.path if whole else ("story", *problem.path)


def _name(file: Path) -> str:
    return f"{STORIES}/{file.name}"


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if one.suffix == ".toml")
    except OSError:
        return []
