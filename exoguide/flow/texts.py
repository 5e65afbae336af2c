"""The texts of a flow by key, in the source language or a translation.

Keys are ``table.id.field``; an option is ``step.<id>.option.<option>.label``, an item of an output
``output.<id>.item.<item>.text``, a check ``step.<id>.check.<n>.message`` with n from 1, the head
``flow.<field>``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from exoguide.flow.model import Flow, Option
from exoguide.flow.problems import Path
from exoguide.flow.remembering import once_per_flow

FIELDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "clinic": ("clinic", ("title", "ask", "unit")),
        "stage": ("stages", ("title",)),
        "step": ("steps", ("title", "ask", "note", "help", "unit", "signs")),
        "group": ("groups", ("title", "item", "ask")),
        "compute": ("computes", ("title", "unit")),
        "flag": ("flags", ("title", "message", "message_unknown", "note")),
        "rule": ("rules", ("says",)),
        "card": ("cards", ("title", "text", "article", "evidence", "note")),
        "output": ("outputs", ("title", "text")),
        "end": ("ends", ("title", "text", "summary", "note")),
    }
)
"""The fields of each table that people read."""

HEAD_FIELDS: Final = ("title", "notice", "article", "device", "owner")
OPTION_FIELDS: Final = ("label", "help", "unavailable")
ITEM_FIELDS: Final = ("text", "note")


@attrs.frozen
class Text:
    """A text as it is shown. ``translated`` is false when it fell back to the source language."""

    value: str
    translated: bool


@attrs.frozen
class Placed:
    """One text of the source language: its key, and the path to it in the flow's tables."""

    key: str
    path: Path
    value: str


def text_of(flow: Flow, key: str, language: str) -> Text:
    """The text ``key`` in ``language``; the source text, marked, where the translation is missing.

    A tag with a region falls back to the bare language first ("fr-CA" to "fr"). An empty text
    needs no translation. Raises ``KeyError`` for a key that the flow does not have.
    """
    source = source_texts(flow)[key]
    found = translation(flow, key, language)
    if found is not None:
        return Text(found, translated=True)
    same = not language or language.lower() == flow.head.language.lower()
    return Text(source, translated=same or not source or _is_parent(flow.head.language, language))


def translation(flow: Flow, key: str, language: str) -> str | None:
    """What the translations say for ``key`` in ``language`` or its bare language, if anything."""
    texts = _translations(flow)
    for tag in (language, language.partition("-")[0]):
        found = texts.get(tag.lower(), {}).get(key)
        if found:
            return found
    return None


def missing_texts(flow: Flow, language: str) -> tuple[str, ...]:
    """The keys of the texts that cannot be read in ``language``, in the order of the tables."""
    return tuple(
        key
        for key, source in source_texts(flow).items()
        if source.strip() and not text_of(flow, key, language).translated
    )


def source_texts(flow: Flow) -> Mapping[str, str]:
    """Every text of the flow in its source language by key; fields left empty are in it too."""
    return _source(flow)


def placed_texts(flow: Flow) -> Iterator[Placed]:
    """Every text of the source language with the path to it, in the order of the tables."""
    for field in HEAD_FIELDS:
        yield Placed(f"flow.{field}", ("flow", field), getattr(flow.head, field))
    for table, (held, fields) in FIELDS.items():
        for index, one in enumerate(getattr(flow, held)):
            for field in fields:
                value = getattr(one, field)
                yield Placed(f"{table}.{one.id}.{field}", (table, index, field), value)
            if table in {"step", "clinic"}:
                yield from _options(one.options, f"{table}.{one.id}", (table, index))
    for index, step in enumerate(flow.steps):
        for number, check in enumerate(step.check):
            key = f"step.{step.id}.check.{number + 1}.message"
            yield Placed(key, ("step", index, "check", number, "message"), check.message)
    for index, output in enumerate(flow.outputs):
        for number, item in enumerate(output.items):
            for field in ITEM_FIELDS:
                key = f"output.{output.id}.item.{item.id}.{field}"
                yield Placed(key, ("output", index, "items", number, field), getattr(item, field))


def _options(options: tuple[Option, ...], key: str, path: Path) -> Iterator[Placed]:
    for index, option in enumerate(options):
        for field in OPTION_FIELDS:
            value = getattr(option, field)
            yield Placed(
                f"{key}.option.{option.id}.{field}", (*path, "options", index, field), value
            )


@once_per_flow
def _source(flow: Flow) -> Mapping[str, str]:
    return MappingProxyType({placed.key: placed.value for placed in placed_texts(flow)})


@once_per_flow
def _translations(flow: Flow) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for place, texts in flow.texts:
        found.setdefault(place.partition("/")[0].lower(), {}).update(texts)
    return found


def _is_parent(source: str, language: str) -> bool:
    """Whether a text in ``source`` ("en") reads as ``language`` ("en-GB")."""
    return language.lower().startswith(f"{source.lower()}-")
