"""Values of frozen classes back from canonical JSON, exactly as they were.

What is read here was made by this program, is proven by its digest, and is read at every start. So
nothing is made ready for what might be wrong with it: a value fits its field or it does not, and
who needs to say in words what is wrong asks cattrs. Fields are read by their annotations as the
classes spell them: ``str``, ``bool``, ``int``, ``Decimal``, ``date``, an enum of words, another
class, ``tuple[x, ...]`` of these, and each of them ``| None``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final, TypeAlias, TypeVar

T = TypeVar("T")
Reader: TypeAlias = Callable[[Any], Any]
"""Gives what a JSON value stands for; raises one of ``_MISFITS`` when it stands for nothing."""

_MISFITS: Final = (KeyError, TypeError, ValueError, InvalidOperation, AttributeError)


class Unfit(Exception):
    """The value is not one of its class."""


class Restorer:
    """Reads the classes in ``known``, by the names that annotations use.

    ``own`` holds readers for annotations of another kind, and ``fields`` readers for single fields
    of a class. ``nulls`` says whether null is written where a field has ``None``, or the field is
    left out.
    """

    def __init__(
        self,
        known: Mapping[str, Any],
        own: Mapping[str, Reader] | None = None,
        fields: Mapping[type, Mapping[str, Reader]] | None = None,
        *,
        nulls: bool,
    ) -> None:
        self._known = known
        self._fields = fields or {}
        self._nulls = nulls
        self._classes: dict[type, Reader] = {}
        self._kinds: dict[str, Reader] = {**_PLAIN, **(own or {})}

    def restored(self, data: object, cls: type[T]) -> T:
        """``data`` as a ``cls``; ``Unfit`` when it is none."""
        try:
            return self._class(cls)(data)  # type: ignore[no-any-return]  # each reads one class
        except _MISFITS as error:
            raise Unfit from error

    def _class(self, cls: type) -> Reader:
        found = self._classes.get(cls)
        if found is None:
            readers = {name: self._kind(kind) for name, kind in cls.__annotations__.items()}
            readers.update(self._fields.get(cls, {}))
            found = self._classes[cls] = _table(cls, readers)
        return found

    def _kind(self, kind: str) -> Reader:
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = self._made(kind)
        return found

    def _made(self, kind: str) -> Reader:
        if kind.endswith(" | None"):
            inner = self._kind(kind.removesuffix(" | None"))
            return (lambda value: None if value is None else inner(value)) if self._nulls else inner
        if kind.startswith("tuple["):
            inner = self._kind(kind.removeprefix("tuple[").removesuffix(", ...]"))
            return lambda value: tuple(map(inner, exact(list, value)))
        cls = self._known[kind]
        if issubclass(cls, Enum):
            return {member.value: member for member in cls}.__getitem__
        return self._class(cls)


def exact(cls: type[T], value: Any) -> T:
    """``value``, when it is of this very type: ``true`` is no number; else ``TypeError``."""
    if type(value) is not cls:
        raise TypeError
    return value


def _table(cls: type, readers: Mapping[str, Reader]) -> Reader:
    def read(data: Any) -> Any:
        return cls(**{name: readers[name](one) for name, one in exact(dict, data).items()})

    return read


def _decimal(value: Any) -> Decimal:
    return Decimal(value if type(value) is int else exact(str, value))


def _date(value: Any) -> dt.date:
    found = dt.date.fromisoformat(value)
    if found.isoformat() != value:
        raise ValueError
    return found


_PLAIN: Final[Mapping[str, Reader]] = {
    "str": lambda value: exact(str, value),
    "bool": lambda value: exact(bool, value),
    "int": lambda value: exact(int, value),
    "Decimal": _decimal,
    "date": _date,
    "dt.date": _date,
}
