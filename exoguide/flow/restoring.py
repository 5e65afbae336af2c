"""A table of a flow back from canonical JSON, where nothing is wrong with it.

A session reads its flow at every start. What is stored was read strictly before it was saved and is
proven by its digest, so most of the time that strict reading takes (cattrs, and code made for every
class) would be spent on finding nothing. This reader takes what fits exactly. It gives ``None`` for
anything else, never less strictly than :mod:`exoguide.flow.structuring`, which then says in words
what is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar

from exoguide.flow import model
from exoguide.flow.model import ClinicValue, Row, Step
from exoguide.flow.values import NonAnswer

T = TypeVar("T")

LIMITS: Final[Mapping[type, tuple[str, ...]]] = {
    Step: ("min", "max", "soft_min", "soft_max"),
    ClinicValue: ("min", "max", "default"),
    Row: ("then", "otherwise"),
}
"""Fields of text that also take a number or a date, kept as the text that it is written as."""


def restored(data: object, cls: type[T]) -> T | None:
    """``data`` as a ``cls`` of the model; ``None`` when it does not fit as it is."""
    try:
        return _reader(cls)(data)  # type: ignore[no-any-return]  # each reads one class
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None


@cache
def _reader(cls: type) -> Callable[[Any], Any]:
    fields = {name: _field(kind) for name, kind in cls.__annotations__.items()}
    fields.update(dict.fromkeys(LIMITS.get(cls, ()), _limit))

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise TypeError
        return cls(**{name: fields[name](value) for name, value in data.items()})

    return read


@cache
def _field(kind: str) -> Callable[[Any], Any]:
    """What reads a field, by the annotation that it has in the model."""
    kind = kind.removesuffix(" | None")  # no file can hold a null, so what is there must fit
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind.startswith("tuple["):
        inner = _field(kind.removeprefix("tuple[").removesuffix(", ...]"))
        return lambda value: tuple(map(inner, _of(list, value)))
    cls = NonAnswer if kind == NonAnswer.__name__ else getattr(model, kind)
    if issubclass(cls, Enum):
        return {member.value: member for member in cls}.__getitem__
    return _reader(cls)


def _of(cls: type[T], value: Any) -> T:
    if type(value) is not cls:
        raise TypeError
    return value


def _decimal(value: Any) -> Decimal:
    return Decimal(value if type(value) is int else _of(str, value))


def _date(value: Any) -> dt.date:
    found = dt.date.fromisoformat(value)
    if found.isoformat() != value:
        raise ValueError
    return found


def _limit(value: Any) -> str:
    return str(value) if type(value) is int else _of(str, value)


_PLAIN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "str": lambda value: _of(str, value),
    "bool": lambda value: _of(bool, value),
    "int": lambda value: _of(int, value),
    "Decimal": _decimal,
    "date": _date,
    "dt.date": _date,
}
