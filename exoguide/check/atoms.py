"""Conditions taken apart: the ones that hold no other condition, and what each of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from exoguide.flow.conditions import Node
from exoguide.flow.conditions.nodes import Logic, Name, Not

_PLACING: Final = frozenset({"span", "name_span", "type"})
_SAYING: Final[Mapping[type[Node], tuple[str, ...]]] = {
    kind: tuple(one.name for one in attrs.fields(kind) if one.name not in _PLACING)
    for kind in Node.__subclasses__()
}
"""The fields of a node that say something; the others tell where it stands, and its type."""


def atoms(node: Node) -> Iterator[Node]:
    """The conditions in ``node`` that hold no other condition."""
    match node:
        case Logic(parts=parts):
            for part in parts:
                yield from atoms(part)
        case Not(operand=operand):
            yield from atoms(operand)
        case _:
            yield node


def words(node: Node) -> str:
    """What a node says, the same for the same words wherever they stand."""
    return "?" + _shape(node)


def _shape(value: object) -> str:
    if isinstance(value, tuple):
        return "(" + ",".join([_shape(one) for one in value]) + ")"
    if not isinstance(value, Node):
        return repr(value)
    if isinstance(value, Name):
        return value.name
    kind = value.__class__
    parts = [_shape(getattr(value, field)) for field in _SAYING[kind]]
    return f"{kind.__name__}[{' '.join(parts)}]"
