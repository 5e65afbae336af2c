"""A table of a flow back from canonical JSON, where nothing is wrong with it.

A session reads its flow at every start. What is stored was read strictly before it was saved, so
most of the time that strict reading takes (cattrs, and code made for every class) would be spent on
finding nothing. This reader takes what fits exactly. It gives ``None`` for anything else, never
less strictly than :mod:`exoguide.flow.structuring`, which then says in words what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeVar

from exoguide.flow import model
from exoguide.flow.model import ClinicValue, Row, Step
from exoguide.flow.values import NonAnswer
from exoguide.restoring import Restorer, Unfit, exact

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
        return _restorer().restored(data, cls)
    except Unfit:
        return None


@cache
def _restorer() -> Restorer:
    known = {**vars(model), NonAnswer.__name__: NonAnswer}
    limits = {cls: dict.fromkeys(names, _limit) for cls, names in LIMITS.items()}
    return Restorer(known, fields=limits, nulls=False)


def _limit(value: Any) -> str:
    return str(value) if type(value) is int else exact(str, value)
