"""The flow that comes with the program, and edits of one of its tables, found by its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import attrs

from exoguide.flow.bundle import read_bundle
from exoguide.flow.finding import built_in_flows


@cache
def shipped() -> Mapping[str, str]:
    """Its files."""
    bundle = read_bundle(built_in_flows() / "exosome-therapy")
    return MappingProxyType({name: raw.decode() for name, raw in bundle.raw.items()})


@attrs.frozen
class Table:
    """Where a table stands: characters of its file, what belongs to it included."""

    file: str
    start: int
    stop: int


def table(files: Mapping[str, str], kind: str, name: str) -> Table:
    """The table ``[[kind]]`` with this id."""
    pattern = re.compile(
        rf'^\[\[{kind}\]\]\nid = "{name}"\n.*?(?=^\[\[(?!{kind}\.)|\Z)', re.DOTALL | re.MULTILINE
    )
    for file, text in files.items():
        found = pattern.search(text)
        if found is not None:
            return Table(file, *found.span())
    raise AssertionError(f"There is no {kind} {name}.")


def changed(files: Mapping[str, str], kind: str, name: str, old: str, new: str) -> dict[str, str]:
    """The files with one text of a table replaced, which must stand there once."""
    place = table(files, kind, name)
    text = files[place.file]
    body = text[place.start : place.stop]
    assert body.count(old) == 1, f"{old!r} stands {body.count(old)} times in {kind} {name}"
    made = text[: place.start] + body.replace(old, new) + text[place.stop :]
    return {**files, place.file: made}


def removed(files: Mapping[str, str], kind: str, name: str) -> dict[str, str]:
    """The files without a table."""
    place = table(files, kind, name)
    text = files[place.file]
    return {**files, place.file: text[: place.start] + text[place.stop :]}


def moved(files: Mapping[str, str], name: str, behind: str) -> dict[str, str]:
    """The files with the step ``name`` put behind the step ``behind`` of the same file."""
    place = table(files, "step", name)
    text = files[place.file]
    body = text[place.start : place.stop]
    left = {**files, place.file: text[: place.start] + text[place.stop :]}
    goal = table(left, "step", behind)
    assert goal.file == place.file
    rest = left[place.file]
    return {**left, place.file: rest[: goal.stop] + body + rest[goal.stop :]}


def lines(files: Mapping[str, str], kind: str, name: str) -> tuple[str, range]:
    """The file of a table, and its lines."""
    place = table(files, kind, name)
    text = files[place.file]
    first = text.count("\n", 0, place.start) + 1
    return place.file, range(first, first + text.count("\n", place.start, place.stop) + 1)
