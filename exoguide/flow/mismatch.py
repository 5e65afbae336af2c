"""What the converter refuses, said in the words of the tables that an author writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import attrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from exoguide.flow.model import (
    Card,
    Check,
    ClinicValue,
    Compute,
    End,
    Flag,
    FlowHead,
    Group,
    Option,
    Output,
    OutputItem,
    Route,
    Row,
    Rule,
    Source,
    Stage,
    Step,
)
from exoguide.flow.model.story import Do, Expect, Story, Visit
from exoguide.flow.problems import Path, Problem, nearest

NOUNS: Final[Mapping[type, tuple[str, str]]] = MappingProxyType(
    {
        Card: ("card", "cards"),
        Check: ("check", "checks"),
        ClinicValue: ("clinic value", "clinic values"),
        Compute: ("compute", "computes"),
        Do: ("action", "actions"),
        End: ("end", "ends"),
        Expect: ("expectation", "expectations"),
        Flag: ("flag", "flags"),
        FlowHead: ("flow", "flows"),
        Group: ("group", "groups"),
        Option: ("option", "options"),
        Output: ("output", "outputs"),
        OutputItem: ("item", "items"),
        Route: ("route", "routes"),
        Row: ("row", "rows"),
        Rule: ("rule", "rules"),
        Source: ("source", "sources"),
        Stage: ("stage", "stages"),
        Step: ("step", "steps"),
        Story: ("story", "stories"),
        Visit: ("visit", "visits"),
    }
)
"""What one and several of a class are called."""

MEANT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "prompt": ("ask",),
        "question": ("ask", "text"),
        "text": ("ask", "label", "message", "says"),
        "title": ("label", "ask"),
        "name": ("title", "label", "id"),
        "type": ("kind", "type"),
        "choices": ("options",),
        "option": ("options",),
        "answers": ("options",),
        "checks": ("check",),
        "routes": ("route",),
        "items": ("options", "items"),
        "if": ("when",),
        "condition": ("when",),
        "next": ("goto", "route"),
        "target": ("goto",),
        "expression": ("value",),
        "expr": ("value",),
        "hint": ("help",),
        "reason": ("unavailable",),
    }
)
"""Fields of other systems, and what they are called here."""


class Mismatch(ValueError):
    """A value that does not fit its field: ``needs`` follows the name of the field."""

    def __init__(self, needs: str, value: object, todo: str = "", code: str = "EXG113") -> None:
        super().__init__(needs)
        self.needs = needs
        self.value = value
        self.todo = todo
        self.code = code

    def sentence(self, subject: str) -> str:
        """The whole of it about ``subject``."""
        if self.code == "EXG114":
            return f"{subject} {self.needs} “{str(self.value)[:40]}”."
        return f"{subject} {self.needs}, not {described(self.value)}."


@attrs.frozen
class _Place:
    """Where the walk through a nest of errors stands."""

    data: Any
    kind: Any
    file: str
    path: Path
    owner: str
    subject: str


def problems_of(
    error: Exception, data: object, cls: type, file: str, path: Path
) -> Iterator[Problem]:
    """Every problem in what the converter raised for ``data`` at ``path`` of ``file``."""
    owner = owner_of(data, cls, path)
    yield from _walk(error, _Place(data, cls, file, path, owner, owner))


def owner_of(data: object, cls: type, path: Path) -> str:
    """What a table is called in a message: “step “fever””, or by its number without an id."""
    noun = NOUNS.get(cls, ("table", "tables"))[0]
    name = data.get("id") if isinstance(data, dict) else None
    if isinstance(name, str) and name:
        return f"{noun} “{name[:60]}”"
    if path and isinstance(path[-1], int):
        return f"{noun} number {path[-1] + 1}"
    return f"the {noun}"


def described(value: object) -> str:
    """What a value is, in words: ``the text “5”``, ``the number 2.9``, ``a list``."""
    match value:
        case str():
            short = value if len(value) <= 40 else f"{value[:39]}…"
            return f"the text “{short}”"
        case bool():
            return "true" if value else "false"
        case int() | Decimal() | float():
            return f"the number {str(value)[:40]}"
        case dt.datetime():
            return f"the date and time {value.isoformat(' ')}"
        case dt.date():
            return f"the date {value.isoformat()}"
        case dt.time():
            return f"the time {value.isoformat()}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "nothing"


def _walk(error: Exception, place: _Place) -> Iterator[Problem]:
    match error:
        case ClassValidationError():
            inner, others = error.group_exceptions()
            for one, note in inner:
                yield from _field(one, note.name, note.type, place)
            for other in others:
                yield from _walk(other, place)
        case IterableValidationError():
            elements, others = error.group_exceptions()
            for one, item in elements:
                yield from _walk(one, _element(place, int(item.index), item.type))
            for other in others:
                yield from _walk(other, place)
        case ForbiddenExtraKeysError():
            for name in sorted(error.extra_fields, key=list(place.data).index):
                yield _unknown(name, place)
        case Mismatch():
            sentence = error.sentence(_capital(place.subject))
            yield Problem(place.file, place.path, sentence, error.todo, error.code)
        case _:
            said = f"{_capital(place.subject)} cannot be read: {error}."
            yield Problem(place.file, place.path, said, "", "EXG113")


def _field(error: Exception, name: str, kind: Any, place: _Place) -> Iterator[Problem]:
    if isinstance(error, KeyError):
        said = f"{_capital(place.owner)} has no “{name}”."
        yield Problem(place.file, place.path, said, f"Add {name} = … to it.", "EXG112")
        return
    data, path = place.data.get(name), (*place.path, name)
    inner = attrs.evolve(
        place, data=data, kind=kind, path=path, subject=f"“{name}” of {place.owner}"
    )
    if attrs.has(kind):
        inner = attrs.evolve(inner, owner=f"{owner_of(data, kind, path)} of {place.owner}")
    yield from _walk(error, inner)


def _element(place: _Place, index: int, kind: Any) -> _Place:
    data, path = place.data[index], (*place.path, index)
    if attrs.has(kind):
        owner = f"{owner_of(data, kind, path)} of {place.owner}"
        return attrs.evolve(place, data=data, kind=kind, path=path, owner=owner, subject=owner)
    subject = f"entry {index + 1} of {place.subject}"
    return attrs.evolve(place, data=data, kind=kind, path=path, subject=subject)


def _unknown(name: str, place: _Place) -> Problem:
    fields = [field.name for field in attrs.fields(place.kind)]
    several = NOUNS.get(place.kind, ("table", "tables"))[1]
    said = f"{_capital(place.owner)} has a field “{name[:60]}” that {several} do not have."
    near = _meant(name, fields)
    help_ = f"Did you mean “{near}”?" if near else f"The fields of {several}: {', '.join(fields)}."
    return Problem(place.file, (*place.path, name), said, help_, "EXG111")


def _meant(name: str, fields: list[str]) -> str:
    close = nearest(name, [*fields, *MEANT])
    if close in fields:
        return close
    return next((field for field in MEANT.get(close, ()) if field in fields), nearest(name, fields))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
