"""Placeholders that name something, and translations that are given once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from exoguide.flow.model import Flow
from exoguide.flow.placeholders import Placeholder, Reads, parse_template
from exoguide.flow.problems import Path, Problem, did_you_mean
from exoguide.flow.scope import compute_names
from exoguide.flow.texts import placed_texts, source_texts

Known: TypeAlias = "Mapping[str, object]"


def wording_problems(flow: Flow) -> Iterator[Problem]:
    """Braces that cannot be read or name nothing, and texts that are translated twice.

    A translation of what is not there does no harm: nobody is shown it. The checker tells it.
    """
    known = _known(flow)
    for placed in placed_texts(flow):
        yield from _template(placed.value, known, "", placed.path)
    for index, output in enumerate(flow.outputs):
        for number, item in enumerate(output.items):
            for name in ("start", "end"):
                path = ("output", index, "items", number, name)
                yield from _template(getattr(item, name), known, "", path)
    source = source_texts(flow) if flow.texts else {}
    first: dict[tuple[str, str], str] = {}
    for place, texts in flow.texts:
        file = f"texts/{place}.toml"
        for key, text in texts:
            other = first.setdefault((place.partition("/")[0], key), file)
            if other != file:
                said = f"“{key[:80]}” is translated a second time; the first stands in {other}."
                yield Problem(file, (key,), said, "Keep one of the two.", "EXG122")
            if key in source:
                yield from _template(text, known, file, (key,))


def _known(flow: Flow) -> Mapping[Reads, Known]:
    steps = tuple(step.id for step in flow.steps if step.kind is not None)
    groups = tuple(group.id for group in flow.groups)
    computes = tuple(name for one in flow.computes for name in (one.id, *compute_names(one)))
    return {
        Reads.VALUE: dict.fromkeys((*steps, *groups, *computes)),
        Reads.CLINIC: dict.fromkeys(value.id for value in flow.clinic),
        Reads.DATE_OF: dict.fromkeys(steps),
        Reads.TODAY: {"": None},
    }


def _template(text: str, known: Mapping[Reads, Known], file: str, path: Path) -> Iterator[Problem]:
    if "{" not in text and "}" not in text:
        return
    template = parse_template(text)
    for error in template.errors:
        yield Problem(file, path, error.message, error.help, "EXG129")
    for one in template.placeholders:
        if one.name not in known[one.reads]:
            yield _unknown(one, known[one.reads], file, path)


def _unknown(one: Placeholder, known: Known, file: str, path: Path) -> Problem:
    what = "clinic value" if one.reads is Reads.CLINIC else "step or value"
    said = f"The text names {{{one.name}}}, and there is no {what} “{one.name}”."
    return Problem(file, path, said, did_you_mean(one.name, known), "EXG201")
