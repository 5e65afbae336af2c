"""Translations: all there, and with the same placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue
from exoguide.check.words import counted, several
from exoguide.flow.model import Flow
from exoguide.flow.placeholders import parse_template
from exoguide.flow.texts import source_texts


def text_issues(flow: Flow) -> Iterator[Issue]:
    """Texts that a language lacks, told once a language, and values lost in translation."""
    source = {key: text for key, text in source_texts(flow).items() if text.strip()}
    found = {language: dict(texts) for language, texts in flow.texts}
    for index, language in enumerate(flow.head.languages):
        texts = found.get(language)
        if texts is None:
            continue
        missing = [key for key in source if not texts.get(key)]
        if missing:
            what = several(missing)
            said = f"{counted(len(missing), 'text')} cannot be read in “{language}”: {what}."
            todo = f"Add them to texts/{language}.toml; until then the source text is shown."
            yield Issue("EXG801", ("flow", "languages", index), said, todo)
    for language, translated in found.items():
        for key, text in translated.items():
            if key in source:
                yield from _placeholders(f"texts/{language}.toml", key, text, source[key])


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
