"""Differences of what a flow says of itself, and of the languages it can be read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from exoguide.check.changes.difference import Change, Effect
from exoguide.check.changes.fields import field_changes
from exoguide.check.changes.versus import Versus
from exoguide.check.words import counted, several
from exoguide.flow.documents import TEXTS
from exoguide.flow.model import ClinicType, ClinicValue, Flow, Step, StepKind
from exoguide.flow.problems import Path
from exoguide.flow.texts import source_texts
from exoguide.flow.words import WORDS


def head_changes(versus: Versus) -> Iterator[Change]:
    """The head of the flow, but for its version and the list of its files."""
    old, new = versus.old.head, versus.new.head
    path: Path = ("flow",)
    yield from field_changes(old, new, (path, path), versus.renamed, "The flow")
    if old.currency != new.currency:
        gone = not new.currency
        said = f"Amounts are in {new.currency or 'no currency'}, and were in"
        said += f" {old.currency or 'no currency'}."
        effect = Effect.REROUTES if old.currency else Effect.ADDS
        effect = Effect.BREAKS if _in_it(versus.old) else effect
        yield Change(effect, ("flow", "currency"), said, gone=gone)
    for at, language in enumerate(old.languages):
        if language not in new.languages:
            said = f"The flow cannot be read in “{language}” any more."
            yield Change(Effect.REROUTES, ("flow", "languages", at), said, gone=True)
    for at, language in enumerate(new.languages):
        if language not in old.languages:
            said = f"The flow can be read in “{language}” too."
            yield Change(Effect.ADDS, ("flow", "languages", at), said)


def _in_it(flow: Flow) -> bool:
    """Whether anything stored is an amount in the currency of the flow."""
    asked: list[Step | ClinicValue] = [one for one in flow.steps if one.kind is StepKind.MONEY]
    asked += [one for one in flow.clinic if one.type is ClinicType.MONEY]
    return any(not one.currency for one in asked)


def translation_changes(versus: Versus) -> Iterator[Change]:
    """Translations that read otherwise, came or went, told once for each language.

    Those of texts and languages that are themselves new, or gone, are part of that difference.
    """
    here = source_texts(versus.old).keys() & source_texts(versus.new).keys() | WORDS.keys()
    old, new = _by_language(versus.old), _by_language(versus.new)
    for tag in new:
        before, after = old.get(tag, {}), new[tag]
        if not (_reads(versus.old, tag) and _reads(versus.new, tag)):
            continue
        keys = [
            key for key in (*after, *(key for key in before if key not in after)) if key in here
        ]
        found = [key for key in keys if _said(before, key) != _said(after, key)]
        if found:
            yield _translations(tag, found, before, after)


_Texts: TypeAlias = "Mapping[str, tuple[str, str]]"
"""The file and the text of each key."""


def _by_language(flow: Flow) -> Mapping[str, _Texts]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for place, texts in flow.texts:
        kept = found.setdefault(place.partition("/")[0], {})
        kept.update({key: (f"{TEXTS}/{place}.toml", text) for key, text in texts})
    return found


def _said(texts: _Texts, key: str) -> str:
    return texts.get(key, ("", ""))[1]


def _translations(tag: str, keys: list[str], before: _Texts, after: _Texts) -> Change:
    said = f"{counted(len(keys), 'translation')} in “{tag}” {'read' if keys[1:] else 'reads'}"
    said += f" otherwise: {several(keys)}."
    first = next((key for key in keys if key in after), "")
    file = after[first][0] if first else before[keys[0]][0]
    return Change(Effect.WORDS, (first or keys[0],), said, gone=not first, file=file)


def _reads(flow: Flow, tag: str) -> bool:
    """Whether texts in ``tag`` serve a language that the flow names."""
    named = (language.lower() for language in flow.head.languages)
    return any(tag.lower() in {one, one.partition("-")[0]} for one in named)
