"""The tree of a condition.

:func:`~exoguide.flow.conditions.parser.parse` gives a tree without types, in which every word
is a :class:`Name`; checking gives the same tree with a type on every node and every name
resolved. ``span`` is the start and end offset in the source text, brackets around it left out
unless they stand inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final
from typing import Literal as OneOf

import attrs

from exoguide.flow.conditions.symbols import Symbol
from exoguide.flow.conditions.types import UNTYPED, Type
from exoguide.flow.values import Money, Span


@attrs.frozen
class Node:
    """Any part of a condition."""

    span: tuple[int, int] = attrs.field(kw_only=True)
    type: Type = attrs.field(default=UNTYPED, kw_only=True)


@attrs.frozen
class Literal(Node):
    """A written value: number, ``true``/``false``, date, length of time or money."""

    value: Decimal | bool | date | Span | Money


@attrs.frozen
class Name(Node):
    """A step, compute or clinic value; checking fills in ``symbol``.

    ``symbol`` stays None where the name is a flag, an action or a group (inside a function).
    """

    name: str
    symbol: Symbol | None = None


@attrs.frozen
class Today(Node):
    """The date of the visit."""


@attrs.frozen
class InformationOnly(Node):
    """Whether the clinician chose to go on for information only."""


@attrs.frozen
class Option(Node):
    """An option, or the name of a non-answer."""

    name: str


@attrs.frozen
class Logic(Node):
    """Two or more conditions joined by ``and``, or by ``or``."""

    op: OneOf["and", "or"]
    parts: tuple[Node, ...]


@attrs.frozen
class Not(Node):
    """The opposite of a condition."""

    operand: Node


@attrs.frozen
class Compare(Node):
    """``a < b``, or a chain ``a <= b < c``: one operator fewer than operands."""

    ops: tuple[str, ...]
    operands: tuple[Node, ...]


@attrs.frozen
class Is(Node):
    """``x is a``, ``x is not a``, ``x in [a, b]``, ``x not in [a, b]``."""

    subject: Node
    options: tuple[Option, ...]
    negated: bool


@attrs.frozen
class Has(Node):
    """``x has a`` (mode ``all`` with one option) or ``x has any/all/none of [a, b]``."""

    subject: Node
    mode: OneOf["any", "all", "none"]
    options: tuple[Option, ...]


@attrs.frozen
class Arithmetic(Node):
    """A row of ``+ -`` or a row of ``* /``, worked from the left: one operator fewer."""

    ops: tuple[str, ...]
    operands: tuple[Node, ...]


@attrs.frozen
class Negative(Node):
    """Minus a value."""

    operand: Node


@attrs.frozen
class Else(Node):
    """A value, or a default where it is unset or a non-answer."""

    subject: Node
    default: Node


@attrs.frozen
class Call(Node):
    """A function; ``group`` is the repeating group that sum, any, all or count goes over."""

    function: str
    arguments: tuple[Node, ...]
    name_span: tuple[int, int] = attrs.field(kw_only=True)
    group: str | None = attrs.field(default=None, kw_only=True)


def _operand(node: Not | Negative) -> tuple[Node, ...]:
    return (node.operand,)


def _chosen(node: Is | Has) -> tuple[Node, ...]:
    return (node.subject, *node.options)


def _with_default(node: Else) -> tuple[Node, ...]:
    return (node.subject, node.default)


# By class and not by pattern: trees are walked far more often than anything else is done to them.
_BELOW: Final[Mapping[type[Node], Callable[[Any], tuple[Node, ...]]]] = {
    Logic: attrgetter("parts"),
    Compare: attrgetter("operands"),
    Arithmetic: attrgetter("operands"),
    Call: attrgetter("arguments"),
    Not: _operand,
    Negative: _operand,
    Is: _chosen,
    Has: _chosen,
    Else: _with_default,
}


def children(node: Node) -> tuple[Node, ...]:
    """The parts directly below a node, in the order of the text."""
    below = _BELOW.get(node.__class__)
    return below(node) if below else ()


def walk_nodes(node: Node) -> Iterator[Node]:
    """The node and everything below it, each before its parts, in the order of the text."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        parts = children(current)
        if parts:
            waiting += parts[::-1]
