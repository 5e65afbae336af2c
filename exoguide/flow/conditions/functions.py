"""The type rules of every function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

import attrs

from exoguide.flow.conditions.context import Context, nearest
from exoguide.flow.conditions.lexer import short
from exoguide.flow.conditions.nodes import Call, Literal, Name, Node
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.conditions.questions import (
    check_about,
    check_answered,
    check_date_of,
    check_raised,
    check_reached,
)
from exoguide.flow.conditions.types import (
    NUMBER,
    ROSTER,
    UNTYPED,
    Bool,
    Date,
    Duration,
    Money,
    Multi,
    Number,
    Type,
    joined,
)

MAX_PLACES: Final = 12
"""The most decimal places ``round()`` takes."""


def check_call(context: Context, node: Call) -> Node:
    """A function with its arguments, by the function's own rule."""
    rule = _RULES.get(node.function)
    if rule is None:
        message = f"there is no function `{short(node.function)}`"
        advice = nearest(node.function, _RULES)
        context.errors.append(ConditionError(node.name_span, message, advice))
        return node
    low, high, check = rule
    if not low <= len(node.arguments) <= high:
        count = f"{low}" if low == high else f"{low} to {high}" if high < 99 else f"{low} or more"
        plural = "" if low == high == 1 else "s"
        context.report(node, f"{node.function}() takes {count} argument{plural}")
        return node
    return check(context, node)


def _extreme(context: Context, node: Call) -> Node:
    arguments = tuple(context.typed(argument) for argument in node.arguments)
    if any(context.broken(argument) for argument in arguments):
        return node
    kind: Type | None = arguments[0].type
    for argument in arguments:
        both = joined(kind, argument.type) if kind else None
        if both is None or isinstance(both, Bool):
            message = (
                f"{node.function}() takes numbers, amounts, dates or lengths of time of one kind"
            )
            context.report(argument, f"{message}, not {argument.type.words()}")
            return node
        kind = both
    return attrs.evolve(node, arguments=arguments, type=kind or UNTYPED)


def _rounded(context: Context, node: Call) -> Node:
    value = context.typed(node.arguments[0])
    if context.broken(value):
        return node
    if not isinstance(value.type, Number | Money):
        context.report(value, f"round() takes a number or an amount, not {value.type.words()}")
        return node
    places = context.typed(node.arguments[1]) if len(node.arguments) > 1 else None
    if places is not None:
        exact = isinstance(places, Literal) and isinstance(places.value, Decimal)
        number = places.value if exact and isinstance(places, Literal) else None
        if not isinstance(number, Decimal) or number % 1 or number > MAX_PLACES:
            context.report(places, f"the places of round() are a whole number up to {MAX_PLACES}")
            return node
        return attrs.evolve(node, arguments=(value, places), type=value.type)
    return attrs.evolve(node, arguments=(value,), type=value.type)


def _absolute(context: Context, node: Call) -> Node:
    value = context.typed(node.arguments[0])
    if context.broken(value):
        return node
    if not isinstance(value.type, Number | Money | Duration):
        context.report(
            value, f"abs() takes a number, an amount or a length of time, not {value.type.words()}"
        )
        return node
    return attrs.evolve(node, arguments=(value,), type=value.type)


def _between(context: Context, node: Call) -> Node:
    arguments = tuple(context.typed(argument) for argument in node.arguments)
    for argument in arguments:
        if not context.broken(argument) and not isinstance(argument.type, Date):
            context.report(
                argument, f"{node.function}() takes two dates, not {argument.type.words()}"
            )
            return node
    if any(context.broken(argument) for argument in arguments):
        return node
    unit = "years" if node.function == "age_on" else "days"
    return attrs.evolve(node, arguments=arguments, type=Number(unit))


def _count(context: Context, node: Call) -> Node:
    name = node.arguments[0]
    if isinstance(name, Name) and name.name in context.scope.groups:
        context.reads.groups.add(name.name)
        typed: Node = attrs.evolve(name, type=ROSTER)
        return attrs.evolve(node, arguments=(typed,), group=name.name, type=NUMBER)
    typed = context.typed(name)
    if context.broken(typed):
        return node
    if not isinstance(typed.type, Multi):
        context.report(name, f"count() takes a group or a set of choices, not {typed.type.words()}")
        return node
    return attrs.evolve(node, arguments=(typed,), type=NUMBER)


def _aggregate(context: Context, node: Call) -> Node:
    if context.item_groups is not None:
        context.report(node, f"{node.function}() cannot stand inside another sum, any or all")
        return node
    context.item_groups = set()
    before = len(context.errors)
    item = context.typed(node.arguments[0])
    groups, context.item_groups = context.item_groups, None
    if len(context.errors) > before or context.broken(item):
        return node
    if len(groups) != 1:
        found = "none" if not groups else " and ".join(f"`{name}`" for name in sorted(groups))
        context.report(
            node, f"{node.function}() reads the items of one repeating group, not {found}"
        )
        return node
    if node.function == "sum" and not isinstance(item.type, Number | Money | Duration):
        context.report(
            item, f"sum() takes numbers, amounts or lengths of time, not {item.type.words()}"
        )
        return node
    if node.function != "sum" and not isinstance(item.type, Bool):
        context.report(item, f"{node.function}() takes a condition, not {item.type.words()}")
        return node
    (group,) = groups
    context.reads.groups.add(group)
    return attrs.evolve(node, arguments=(item,), group=group, type=item.type)


_RULES: Final[Mapping[str, tuple[int, int, Callable[[Context, Call], Node]]]] = {
    "answered": (1, 1, check_answered),
    "known": (1, 1, check_about),
    "risk": (1, 1, check_about),
    "raised": (1, 1, check_raised),
    "any_flag": (1, 1, check_raised),
    "date_of": (1, 1, check_date_of),
    "min": (1, 99, _extreme),
    "max": (1, 99, _extreme),
    "round": (1, 2, _rounded),
    "abs": (1, 1, _absolute),
    "age_on": (2, 2, _between),
    "days_between": (2, 2, _between),
    "count": (1, 1, _count),
    "sum": (1, 1, _aggregate),
    "any": (1, 1, _aggregate),
    "all": (1, 1, _aggregate),
    "reached": (1, 1, check_reached),
    "before": (2, 2, check_reached),
}

FUNCTIONS: Final = tuple(_RULES)
"""The names of all functions."""
