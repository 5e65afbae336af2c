"""Closures for expressions that give a value: arithmetic, defaults and functions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias, cast
from typing import Literal as OneOf

from exoguide.flow.conditions import types
from exoguide.flow.conditions.arithmetic import (
    absolute,
    age_on,
    calculate,
    negative,
    ordered,
    rounded,
)
from exoguide.flow.conditions.env import Env, ItemEnv
from exoguide.flow.conditions.nodes import (
    Arithmetic,
    Call,
    Else,
    Literal,
    Name,
    Negative,
    Node,
    Option,
    Today,
    walk_nodes,
)
from exoguide.flow.conditions.problems import NotKnown, Unassigned
from exoguide.flow.conditions.reading import Compute, known
from exoguide.flow.values import Known, Money, Span

Mode: TypeAlias = OneOf["strict", "partial"]
"""How unset answers count: strict evaluation takes them as they are, partial evaluation as still
to come."""

Compile: TypeAlias = Callable[[Node, Mode], Compute]
"""Turns a node of any type into a closure."""


def amount(node: Node, mode: Mode, compile_any: Compile) -> Compute:
    """The closure of a node that gives a value.

    It raises :class:`Unassigned` in both modes; in partial mode a default does not hide it.
    """
    match node:
        case Literal(value=value):
            return lambda _env: value
        case Option(name=word):
            return lambda _env: word
        case Today():
            return lambda env: env.today
        case Name():
            return known(node)
        case Else():
            return _else(node, mode, compile_any)
        case Negative(operand=operand):
            inner = compile_any(operand, mode)
            return lambda env: negative(inner(env))
        case Arithmetic():
            return _arithmetic(node, mode, compile_any)
        case Call():
            return _call(node, mode, compile_any)
    raise AssertionError(node)


def _else(node: Else, mode: Mode, compile_any: Compile) -> Compute:
    subject, default = compile_any(node.subject, mode), compile_any(node.default, mode)
    hidden = (NotKnown, Unassigned) if mode == "strict" else NotKnown

    def run(env: Env) -> Known:
        try:
            return subject(env)
        except hidden:
            return default(env)

    return run


def _arithmetic(node: Arithmetic, mode: Mode, compile_any: Compile) -> Compute:
    first, *others = (compile_any(operand, mode) for operand in node.operands)
    rest = tuple(zip(node.ops, others, strict=True))
    span = node.span

    def run(env: Env) -> Known:
        total = first(env)
        for op, operand in rest:
            total = calculate(op, total, operand(env), span)
        return total

    return run


def _call(node: Call, mode: Mode, compile_any: Compile) -> Compute:
    match node.function:
        case "sum":
            return _sum(node, mode, compile_any)
        case "date_of":
            return _date_of(cast("Name", node.arguments[0]).name)
        case "count" if node.group:
            return _count_items(node.group)
    arguments = tuple(compile_any(argument, mode) for argument in node.arguments)
    first, span = arguments[0], node.span
    match node.function:
        case "min" | "max":
            return _extreme(node.function, arguments, span)
        case "round":
            places = cast("Literal", node.arguments[1]).value if len(arguments) > 1 else 0
            digits = int(cast("Decimal", places))
            return lambda env: rounded(first(env), digits, span)
        case "abs":
            return lambda env: absolute(first(env))
        case "count":
            return lambda env: Decimal(len(cast("frozenset[str]", first(env))))
    second = arguments[1]
    if node.function == "age_on":
        return lambda env: age_on(cast("date", first(env)), cast("date", second(env)))
    return lambda env: _days(cast("date", first(env)), cast("date", second(env)))


def _days(first: date, second: date) -> Decimal:
    return Decimal((second - first).days)


def _extreme(function: str, arguments: tuple[Compute, ...], span: tuple[int, int]) -> Compute:
    least = function == "min"

    def run(env: Env) -> Known:
        best = arguments[0](env)
        for argument in arguments[1:]:
            value = argument(env)
            one, other = cast("tuple[Any, Any]", ordered(value, best, span))
            if one < other if least else one > other:
                best = value
        return best

    return run


def _date_of(step: str) -> Compute:
    def run(env: Env) -> Known:
        day = env.answered_on(step)
        if day is None:
            raise Unassigned(step)
        return day

    return run


def _count_items(group: str) -> Compute:
    def run(env: Env) -> Known:
        try:
            return Decimal(len(cast("tuple[int, ...]", env.values[group])))
        except KeyError:
            raise Unassigned(group) from None

    return run


def items(node: Call) -> Callable[[Env], list[ItemEnv]]:
    """The environments of the items that a sum, any or all goes over.

    Raises :class:`Unassigned` with the group's id while the group has not been met.
    """
    group = cast("str", node.group)
    fields = frozenset(
        part.name
        for part in walk_nodes(node.arguments[0])
        if isinstance(part, Name) and part.symbol is not None and part.symbol.group == group
    )

    def run(env: Env) -> list[ItemEnv]:
        if group not in env.values:
            raise Unassigned(group)
        return [ItemEnv.of(env, item, fields) for item in env.items(group)]

    return run


def _sum(node: Call, mode: Mode, compile_any: Compile) -> Compute:
    each, envs, span = compile_any(node.arguments[0], mode), items(node), node.span
    zero = _zero(node.type)

    def run(env: Env) -> Known:
        total = zero
        for item in envs(env):
            total = calculate("+", total, each(item), span)
        return total

    return run


def _zero(kind: types.Type) -> Known:
    """Nothing, of a type."""
    match kind:
        case types.Money(currency=currency):
            return Money(_NOTHING, currency)
        case types.Duration():
            return Span()
    return _NOTHING


_NOTHING: Final = Decimal(0)
