"""One flow out of its documents, with everything wrong with their types told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import attrs

from exoguide.flow.documents import TEXTS, files_of
from exoguide.flow.model import (
    Card,
    ClinicValue,
    Compute,
    End,
    Flag,
    Flow,
    FlowHead,
    Group,
    Output,
    Rule,
    Source,
    Stage,
    Step,
)
from exoguide.flow.problems import Problem, did_you_mean
from exoguide.flow.restoring import restored

TABLES: Final[Mapping[str, tuple[str, type]]] = MappingProxyType(
    {
        "clinic": ("clinic", ClinicValue),
        "stage": ("stages", Stage),
        "step": ("steps", Step),
        "group": ("groups", Group),
        "compute": ("computes", Compute),
        "flag": ("flags", Flag),
        "rule": ("rules", Rule),
        "card": ("cards", Card),
        "source": ("sources", Source),
        "output": ("outputs", Output),
        "end": ("ends", End),
    }
)
"""Each repeated table of a file: the field of ``Flow`` that holds it, and its class."""

Origins: TypeAlias = "Mapping[tuple[str, int], tuple[str, int]]"
"""Where the n-th table of a name stands: ``("step", 12) -> ("source.toml", 3)``, from 0."""


@attrs.frozen
class Assembly:
    """A flow and what is wrong with its parts.

    With problems, ``flow`` is only good for finding more of them: broken tables are mended or
    left out. ``head_file`` is the document with ``[flow]``.
    """

    flow: Flow
    problems: tuple[Problem, ...]
    origins: Origins
    head_file: str


def assemble(documents: Mapping[str, dict[str, Any]], *, from_json: bool = False) -> Assembly:
    """The flow that ``documents`` make, in the order that the head gives its files."""
    work = _Work(from_json)
    head_file = next((name for name, found in documents.items() if "flow" in found), "")
    if not head_file and documents:
        head_file = next(iter(documents))
        said = "The file has no [flow] table."
        todo = 'Begin it with [flow] and id = "…", title = "…", version = "…", language = "…".'
        work.problems.append(Problem(head_file, (), said, todo, "EXG112"))
    named = (head_file, *files_of(documents.get(head_file, {})))
    order = [name for name in dict.fromkeys((*named, *sorted(documents))) if name in documents]
    texts = []
    for name in order:
        if name.startswith(f"{TEXTS}/"):
            place = name.removeprefix(f"{TEXTS}/").removesuffix(".toml")
            texts.append((place, tuple(work.texts(name, documents[name]))))
        else:
            work.tables(name, documents[name], is_head=name == head_file)
    head = work.head or _mended({}, FlowHead, ())
    flow = Flow(head=head, texts=tuple(texts), **{k: tuple(v) for k, v in work.parts.items()})
    return Assembly(flow, tuple(work.problems), MappingProxyType(work.origins), head_file)


class _Work:
    def __init__(self, from_json: bool) -> None:  # noqa: FBT001 -- private, named at its one call
        self.from_json = from_json
        self.problems: list[Problem] = []
        self.origins: dict[tuple[str, int], tuple[str, int]] = {}
        self.parts: dict[str, list[Any]] = {field: [] for field, _ in TABLES.values()}
        self.head: FlowHead | None = None

    def tables(self, file: str, document: Mapping[str, Any], *, is_head: bool) -> None:
        """Take everything out of a document that is no translation."""
        for name, content in document.items():
            if name == "flow":
                self._head(file, content, is_head=is_head)
            elif name in TABLES:
                self._entries(file, name, content)
            else:
                said = f"A flow has no tables called “{name[:60]}”."
                listed = f"Tables are {', '.join(TABLES)}."
                todo = did_you_mean(name, ("flow", *TABLES), listed)
                self.problems.append(Problem(file, (name,), said, todo, "EXG110"))

    def texts(self, file: str, document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The translations in a document."""
        for key, text in document.items():
            if isinstance(text, str):
                yield key, text
                continue
            said = f"The translation “{key[:60]}” must be text."
            todo = (
                'Put the whole key in quotes: "step.fever.ask" = "…".'
                if isinstance(text, (dict, list))
                else "Put it in quotes."
            )
            self.problems.append(Problem(file, (key,), said, todo, "EXG113"))

    def _head(self, file: str, content: Any, *, is_head: bool) -> None:
        if not is_head:
            said = "[flow] stands a second time here."
            todo = "Only the first file of a flow has it."
            self.problems.append(Problem(file, ("flow",), said, todo, "EXG122"))
            return
        self.head = self._one(file, ("flow",), content, FlowHead)

    def _entries(self, file: str, name: str, content: Any) -> None:
        field, cls = TABLES[name]
        if not isinstance(content, list):
            said = f"“{name}” must be a list of tables."
            todo = f"Write [[{name}]] with double brackets."
            self.problems.append(Problem(file, (name,), said, todo, "EXG113"))
            return
        for index, entry in enumerate(content):
            one = self._one(file, (name, index), entry, cls)
            if one is not None:
                self.origins[name, len(self.parts[field])] = (file, index)
                self.parts[field].append(one)

    def _one(self, file: str, path: tuple[str | int, ...], data: Any, cls: type[Any]) -> Any:
        if self.from_json and (as_it_is := restored(data, cls)) is not None:
            return as_it_is
        from exoguide.flow.structuring import structure

        one, problems = structure(data, cls, file=file, path=path, from_json=self.from_json)
        if not problems:
            return one
        self.problems += problems
        if not isinstance(data, dict):
            return None
        wrong = tuple({str(p.path[len(path)]) for p in problems if len(p.path) > len(path)})
        return _mended(data, cls, wrong, from_json=self.from_json)


def _mended(data: Any, cls: type, wrong: tuple[str, ...], *, from_json: bool = False) -> Any:
    """``data`` without its wrong fields and with something in place of what it must have."""
    kept = {name: value for name, value in data.items() if name not in wrong}
    for field in attrs.fields(cls):
        if field.default is attrs.NOTHING and field.name not in kept:
            kept[field.name] = _stand_in(field.type)
    from exoguide.flow.structuring import structure

    return structure(kept, cls, file="", from_json=from_json)[0]


def _stand_in(kind: Any) -> Any:
    if isinstance(kind, str):  # a class that no converter has resolved yet
        return 0 if kind == "int" else ""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    return 0 if kind is int else ""
