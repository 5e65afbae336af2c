"""Numbers that must lie in a range, and codes that must be spelt in a set way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from exoguide.flow.model import Flow
from exoguide.flow.problems import Path, Problem

LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
"""A BCP 47 tag: language, script, region."""
CURRENCY: Final = re.compile(r"[A-Z]{3}")
"""An ISO 4217 code."""
OFFSET: Final = re.compile(
    r"(-?[0-9]{1,4}|-?\{(clinic\.)?[a-z][a-z0-9_]*\}) (hours?|days?|weeks?|months?)"
)
"""How far a line lies from its base: ``48 hours``, ``-2 weeks``, ``{clinic.rest} days``."""


def range_problems(flow: Flow) -> Iterator[Problem]:
    """Counts out of range, language tags, currencies and offsets that are misspelt."""
    head = flow.head
    for name in ("title", "version"):
        if not getattr(head, name).strip():
            said = f"“{name}” of the flow is empty."
            yield Problem("", ("flow", name), said, "", "EXG124")
    yield from _language(head.language, ("flow", "language"))
    for index, tag in enumerate(head.languages):
        yield from _language(tag, ("flow", "languages", index))
        if tag == head.language or tag in head.languages[:index]:
            said = f"The language “{tag}” is named twice."
            todo = "languages are those besides the flow's own."
            yield Problem("", ("flow", "languages", index), said, todo, "EXG122")
    yield from _currencies(flow)
    yield from _counts(flow)
    for index, output in enumerate(flow.outputs):
        for number, item in enumerate(output.items):
            for name in ("start", "end"):
                text = getattr(item, name)
                if text and not OFFSET.fullmatch(text):
                    said = f"“{text[:60]}” is no length of time (item “{item.id}”)."
                    todo = "Write a whole number and hours, days, weeks or months: 48 hours."
                    path = ("output", index, "items", number, name)
                    yield Problem("", path, said, todo, "EXG126")


def _language(tag: str, path: Path) -> Iterator[Problem]:
    if not LANGUAGE.fullmatch(tag):
        said = f"“{tag[:60]}” is no language tag."
        yield Problem("", path, said, "Write it as en, pt-BR or zh-Hant.", "EXG126")


def _currencies(flow: Flow) -> Iterator[Problem]:
    places: list[tuple[str, Path]] = [(flow.head.currency, ("flow", "currency"))]
    places += [(one.currency, ("clinic", i, "currency")) for i, one in enumerate(flow.clinic)]
    places += [(one.currency, ("step", i, "currency")) for i, one in enumerate(flow.steps)]
    places += [(one.currency, ("compute", i, "currency")) for i, one in enumerate(flow.computes)]
    for code, path in places:
        if code and not CURRENCY.fullmatch(code):
            said = f"“{code[:60]}” is no currency."
            yield Problem("", path, said, "Write its three letters: USD, EUR, GBP.", "EXG126")


def _counts(flow: Flow) -> Iterator[Problem]:
    for index, stage in enumerate(flow.stages):
        yield from _within(stage.minutes, 1, 600, ("stage", index, "minutes"), stage.id)
    for index, step in enumerate(flow.steps):
        yield from _within(step.places, 0, 12, ("step", index, "places"), step.id)
        yield from _within(step.max_length, 1, 100_000, ("step", index, "max_length"), step.id)
    for index, group in enumerate(flow.groups):
        if group.max:
            yield from _within(group.max, 1, 100, ("group", index, "max"), group.id)
            yield from _within(group.min, 0, group.max, ("group", index, "min"), group.id)
        if group.rounds:
            yield from _within(group.rounds, 1, 10, ("group", index, "rounds"), group.id)
    for index, compute in enumerate(flow.computes):
        yield from _within(compute.places, 0, 12, ("compute", index, "places"), compute.id)
    for index, end in enumerate(flow.ends):
        yield from _within(end.rank, 1, 99, ("end", index, "rank"), end.id)


def _within(value: int | None, low: int, high: int, path: Path, owner: str) -> Iterator[Problem]:
    if value is not None and not low <= value <= high:
        said = f"“{path[-1]}” of “{owner}” is {value}."
        yield Problem("", path, said, f"It lies between {low:,} and {high:,}.", "EXG126")
