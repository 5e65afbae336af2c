"""From plain tables to the classes of the model, strictly: nothing is coerced.

One converter reads what TOML gives (decimals and dates are values of their own), its twin what
canonical JSON gives (they are text there); they differ in nothing else. ``"false"`` is not
``false``, ``2.9`` is not ``2``, ``5`` is not ``"5"``; only an integer is accepted where a decimal
is expected. The limits of a step or clinic value and the values of a decision table are
expressions, and a plain number or date is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from exoguide.flow.mismatch import Mismatch, described, problems_of
from exoguide.flow.problems import Path, Problem, did_you_mean
from exoguide.flow.restoring import LIMITS

T = TypeVar("T")


def structure(
    data: object, cls: type[T], *, file: str, path: Path = (), from_json: bool = False
) -> tuple[T | None, tuple[Problem, ...]]:
    """``data`` as a ``cls``, or ``None`` with every problem there is.

    ``file`` and ``path`` say where ``data`` stands, for the problems.
    """
    try:
        return converter(from_json=from_json).structure(data, cls), ()
    except Exception as error:  # noqa: BLE001 -- cattrs raises groups of any kind; all are read
        return None, tuple(problems_of(error, data, cls, file, path))


@cache
def converter(*, from_json: bool = False) -> Converter:
    """The strict converter for TOML values, or its twin for canonical JSON."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    made.register_structure_hook(str, _text)
    made.register_structure_hook(bool, _truth)
    made.register_structure_hook(int, _whole)
    made.register_structure_hook(Decimal, _written_decimal if from_json else _decimal)
    made.register_structure_hook(dt.date, _written_date if from_json else _date)
    made.register_structure_hook(Enum, _word)
    made.register_structure_hook_factory(_is_optional, lambda kind: _optional_hook(made, kind))
    made.register_structure_hook_factory(_is_list, lambda kind: _list_hook(made, kind))
    made.register_structure_hook_factory(_is_mapping, lambda _: _table)
    made.register_structure_hook_factory(attrs.has, lambda cls: _class_hook(made, cls))
    return made


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in {Union, UnionType} and len(get_args(kind)) == 2


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: Any) -> bool:
    origin = get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _text(value: Any, kind: Any) -> Any:
    if kind is not str:
        return _word(value, kind)  # an enum of text, for which cattrs takes the hook of its base
    if type(value) is str:
        return value
    raise Mismatch("must be text", value, "Put it in quotes." if _is_plain(value) else "")


def _truth(value: Any, _: Any) -> bool:
    if type(value) is bool:
        return value
    near = {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(str(value).lower())
    said = f"Write {near}, without quotes." if near else "Write true or false, without quotes."
    raise Mismatch("must be true or false", value, said)


def _whole(value: Any, _: Any) -> int:
    if type(value) is int:
        return value
    raise Mismatch("must be a whole number", value, _unquoted(value))


def _decimal(value: Any, _: Any) -> Decimal:
    if type(value) is int or isinstance(value, Decimal):
        return Decimal(value)
    raise Mismatch("must be a number", value, _unquoted(value))


def _written_decimal(value: Any, kind: Any) -> Decimal:
    if type(value) is str:
        try:
            return Decimal(value)
        except InvalidOperation:
            raise Mismatch("must be a number", value) from None
    return _decimal(value, kind)


def _date(value: Any, _: Any) -> dt.date:
    if type(value) is dt.date:
        return value
    raise Mismatch("must be a date", value, "Write it as 2026-11-23, without quotes.")


def _written_date(value: Any, _: Any) -> dt.date:
    try:
        found = dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Mismatch("must be a date", value) from None
    if found.isoformat() != value:
        raise Mismatch("must be a date", value)
    return found


def _limit(value: Any, _: Any) -> str:
    if type(value) is str:
        return value
    if type(value) is int or type(value) is dt.date:
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    raise Mismatch("must be a number, a date or text", value)


def _word(value: Any, kind: Any) -> Any:
    words = [str(member.value) for member in kind]
    listed = f"It is one of: {', '.join(words)}."
    if type(value) is not str:
        raise Mismatch("must be a word in quotes", value, listed)
    if value not in words:
        help_ = did_you_mean(value, words)
        raise Mismatch("cannot be", value, f"{help_} {listed}".strip(), code="EXG114")
    return kind(value)


def _table(value: Any, _: Any) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    raise Mismatch("must be a table", value)


def _list_hook(made: Converter, kind: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    item = get_args(kind)[0]
    inner = made.get_structure_hook(item)

    def listed(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            several = "a list of tables" if attrs.has(item) else "a list"
            raise Mismatch(f"must be {several}", value, "Put it in square brackets.")
        items, wrong = [], []
        for index, one in enumerate(value):
            try:
                items.append(inner(one, item))
            except Exception as error:  # noqa: BLE001 -- collected, as cattrs does
                error.add_note(IterableValidationNote(described(one), index, item))
                wrong.append(error)
        if wrong:
            raise IterableValidationError("list", wrong, kind)
        return tuple(items)

    return listed


def _optional_hook(made: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    """A field that may be left out; no file can hold a null, so what is there must fit."""
    inside = next(one for one in get_args(kind) if one is not NoneType)
    inner = made.get_structure_hook(inside)
    return lambda value, _: inner(value, inside)


def _class_hook(made: Converter, cls: Any) -> Callable[[Any, Any], Any]:
    limits: Any = {name: override(struct_hook=_limit) for name in LIMITS.get(cls, ())}
    inner = make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True, **limits)

    def table(value: Any, kind: Any) -> Any:
        if not isinstance(value, dict):
            raise Mismatch("must be a table", value)
        return inner(value, kind)

    return table


def _is_plain(value: object) -> bool:
    return isinstance(value, (bool, int, Decimal, dt.date, dt.time))


def _unquoted(value: object) -> str:
    return "Write it without quotes." if isinstance(value, str) else ""
