"""Translations: all there, of what is there, and with the same placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue
from exoguide.check.words import counted, several
from exoguide.flow.model import Flow
from exoguide.flow.placeholders import parse_template
from exoguide.flow.problems import did_you_mean
from exoguide.flow.remembering import once_per_flow
from exoguide.flow.texts import Placed, missing_texts, placed_texts, source_texts
from exoguide.flow.words import WORDS


@once_per_flow
def written_texts(flow: Flow) -> tuple[Placed, ...]:
    """Every text of the source language that is not empty."""
    return tuple(one for one in placed_texts(flow) if one.value)


def text_issues(flow: Flow) -> Iterator[Issue]:
    """Texts that a language lacks, told once a language, and values lost in translation."""
    for index, language in enumerate(flow.head.languages):
        missing = missing_texts(flow, language)
        if missing:
            said = f"{counted(len(missing), 'text')} cannot be read in “{language}”:"
            said += f" {several(missing)}. The source text is shown."
            todo = f"`exoguide texts FLOW {language} --missing` prints them, ready to be filled in."
            yield Issue("EXG801", ("flow", "languages", index), said, todo)
    yield from placeholder_issues(flow)
    yield from stray_issues(flow)


def stray_issues(flow: Flow) -> Iterator[Issue]:
    """Translations of texts that the flow does not have, told once for each of its tables."""
    source = source_texts(flow) if flow.texts else {}
    for place, texts in flow.texts:
        strays: dict[str, list[str]] = {}
        for key, _ in texts:
            if key not in source and key not in WORDS:
                strays.setdefault(".".join(key.split(".")[:2]), []).append(key)
        for keys in strays.values():
            said = f"There is no text “{keys[0][:80]}” to translate."
            notes = (f"The same holds for {several(keys[1:])}.",) if keys[1:] else ()
            todo = did_you_mean(keys[0], (*source, *WORDS), "Correct its name, or take it away.")
            file = f"texts/{place}.toml"
            yield Issue("EXG805", (keys[0],), said, todo, notes=notes, key=True, file=file)


def placeholder_issues(flow: Flow) -> Iterator[Issue]:
    """Values that a translation shows and its source text does not, or the other way round."""
    source = source_texts(flow) if flow.texts else {}
    for place, texts in flow.texts:
        for key, text in texts:
            if key in source:
                yield from _placeholders(f"texts/{place}.toml", key, text, source[key])


def _placeholders(file: str, key: str, text: str, source: str) -> Iterator[Issue]:
    here, there = parse_template(text), parse_template(source)
    if here.errors or there.errors:
        return
    lost = [f"{{{name}}}" for name in there.names if name not in here.names]
    new = [f"{{{name}}}" for name in here.names if name not in there.names]
    if lost:
        said = f"The translation of “{key}” does not show {several(lost)}."
        yield Issue("EXG802", (key,), said, "Add it as the source text has it.", file=file)
    elif new:
        said = f"The translation of “{key}” shows {several(new)}, which the source text does not."
        yield Issue("EXG802", (key,), said, "Take it away, or add it to the source.", file=file)
