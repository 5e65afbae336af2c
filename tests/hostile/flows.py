"""The small flow of the garden with hostile words in every text that it has, as files."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from exoguide.config import quoted
from exoguide.flow.loading import load_flow
from exoguide.flow.texts import placed_texts
from tests.consultation.places import GARDEN

SOURCES = ("organisation", "title", "date", "url")


def hostile_flow(folder: Path, cases: Sequence[str]) -> Path:
    """The flow as a folder, its texts followed by ``cases``: each stands in one text of each file.

    Text by text the next few of them are taken, so that more cases make longer texts.
    """
    shutil.copytree(GARDEN / "stories", folder / "stories")
    document = _document("flow.toml")
    texts = [(placed.path, placed.value) for placed in _placed() if placed.value]
    texts += [
        (("source", at, name), source[name])
        for at, source in enumerate(document["source"])
        for name in SOURCES
    ]
    for at, (path, value) in enumerate(texts):
        _set(document, path, _with(value, cases[at :: len(texts)]))
    (folder / "flow.toml").write_text(_file(document), encoding="utf-8", newline="")
    spanish = _document("texts/es.toml")
    for at, name in enumerate(spanish):
        spanish[name] = _with(spanish[name], cases[at :: len(spanish)])
    (folder / "texts").mkdir()
    (folder / "texts" / "es.toml").write_text(_file(spanish), encoding="utf-8", newline="")
    return folder


@cache
def _placed() -> tuple[Any, ...]:
    return tuple(placed_texts(load_flow(GARDEN).flow))


def _document(name: str) -> dict[str, Any]:
    return tomllib.loads((GARDEN / name).read_text(encoding="utf-8"), parse_float=Decimal)


def _with(text: str, cases: Sequence[str]) -> str:
    """A text with the cases behind it; braces would be places for values."""
    return " ".join([text, *(case.replace("{", "{{").replace("}", "}}") for case in cases)])


def _set(document: dict[str, Any], path: Sequence[str | int], value: str) -> None:
    inner: Any = document
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value


def _file(document: Mapping[str, Any]) -> str:
    lines = []
    for name, value in document.items():
        tables = [value] if isinstance(value, dict) else value
        if isinstance(tables, str):
            lines.append(f"{quoted(name)} = {_written(tables)}")
            continue
        opening = f"[{name}]" if isinstance(value, dict) else f"[[{name}]]"
        for table in tables:
            lines += [opening, *(f"{key} = {_written(one)}" for key, one in table.items())]
    return "\n".join(lines) + "\n"


def _written(value: Any) -> str:
    match value:
        case str():
            return quoted(value)
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case dict():
            return f"{{{', '.join(f'{key} = {_written(one)}' for key, one in value.items())}}}"
    return str(value)
