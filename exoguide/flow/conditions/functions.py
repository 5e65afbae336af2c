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
from exoguide.flow.conditions.symbols import Use
from exoguide.flow.conditions.types import (
    BOOL,
    DATE,
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

ACTIONS: Final = ("stop", "defer", "refer", "caution", "note")
"""What ``any_flag()`` can be asked about."""

MAX_PLACES: Final = 12
"""The most decimal places ``round()`` takes."""


def check_call(context: Context, node: Call) -> Node:
    """A function with its arguments, by the function's own rule."""
    rule = _RULES.get(node.function)
    if rule is None:
        message = f"there is no function `{short(node.function)}`"
        context.errors.append(_at_name(node, message, nearest(node.function, _RULES)))
        return node
    low, high, check = rule
    if not low <= len(node.arguments) <= high:
        count = f"{low}" if low == high else f"{low} to {high}" if high < 99 else f"{low} or more"
        plural = "" if low == high == 1 else "s"
        context.report(node, f"{node.function}() takes {count} argument{plural}")
        return node
    return check(context, node)


def _at_name(node: Call, message: str, advice: str) -> ConditionError:
    """An error at the function's name."""
    return ConditionError(node.name_span, message, advice)


def _step(context: Context, node: Call, kinds: tuple[str, ...] = ("step",)) -> Node | None:
    """The typed name that is a function's first argument, None once what is wrong is reported."""
    name = node.arguments[0]
    wanted = " or a ".join({"step": "step", "compute": "computed value"}[kind] for kind in kinds)
    if not isinstance(name, Name):
        context.report(name, f"{node.function}() takes the name of a {wanted}")
        return None
    symbol = context.find(name)
    if symbol is None:
        return None
    if symbol.kind not in kinds:
        advice = f"Write `known({name.name})`." if symbol.kind == "compute" else ""
        context.report(name, f"{node.function}() takes the name of a {wanted}", advice)
        return None
    context.reads.names.add(name.name)
    return attrs.evolve(name, symbol=symbol, type=symbol.type)


def _refused(context: Context, node: Call) -> bool:
    """Whether the place this condition stands in refuses the function; reported."""
    name = node.function
    if context.use is Use.FLAG and name in {"answered", "raised", "any_flag"}:
        if name == "answered":
            message = "a flag cannot ask whether something is answered"
            advice = "It is not assessed until then; say in `applies` when it matters."
        else:
            message, advice = "a flag cannot read flags", "Write out the condition itself."
    elif context.use is not Use.RULE and name in {"reached", "before"}:
        message, advice = f"only a rule can use {name}()", "Use answered(...) instead."
    else:
        return False
    context.errors.append(_at_name(node, message, advice))
    return True


def _answered(context: Context, node: Call) -> Node:
    if _refused(context, node):
        return node
    name = node.arguments[0]
    if isinstance(name, Name) and name.name in context.scope.groups:
        context.reads.groups.add(name.name)
        return attrs.evolve(node, arguments=(attrs.evolve(name, type=ROSTER),), type=BOOL)
    return _about(context, node)


def _about(context: Context, node: Call) -> Node:
    kinds = ("step", "compute") if node.function == "known" else ("step",)
    name = _step(context, node, kinds)
    if name is None:
        return node
    if node.function == "risk" and isinstance(name, Name):
        context.reads.values.add(name.name)
    return attrs.evolve(node, arguments=(name,), type=BOOL)


def _date_of(context: Context, node: Call) -> Node:
    name = _step(context, node)
    if name is None:
        return node
    if (
        context.item_groups is not None
        and isinstance(name, Name)
        and name.symbol
        and name.symbol.group
    ):
        context.report(node, "date_of() cannot be asked of the items of a group")
        return node
    return attrs.evolve(node, arguments=(name,), type=DATE)


def _reached(context: Context, node: Call) -> Node:
    if _refused(context, node):
        return node
    for name in node.arguments:
        symbol = context.scope.symbols.get(name.name) if isinstance(name, Name) else None
        if symbol is None or symbol.kind != "step":
            steps = [s.name for s in context.scope.symbols.values() if s.kind == "step"]
            advice = nearest(name.name, steps) if isinstance(name, Name) else ""
            context.report(name, f"{node.function}() takes the name of a step", advice)
            return node
        context.reads.reached.add(symbol.name)
    return attrs.evolve(node, type=BOOL)


def _raised(context: Context, node: Call) -> Node:
    if _refused(context, node):
        return node
    name = node.arguments[0]
    known = context.scope.flags if node.function == "raised" else ACTIONS
    if not isinstance(name, Name) or name.name not in known:
        advice = nearest(name.name, known) if isinstance(name, Name) else ""
        what = "the name of a flag"
        if node.function == "any_flag":
            what, advice = "an action", advice or f"Actions: {', '.join(ACTIONS)}."
        context.report(name, f"{node.function}() takes {what}", advice)
        return node
    reads = context.reads.flags if node.function == "raised" else context.reads.actions
    reads.add(name.name)
    return attrs.evolve(node, type=BOOL)


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
    "answered": (1, 1, _answered),
    "known": (1, 1, _about),
    "risk": (1, 1, _about),
    "raised": (1, 1, _raised),
    "any_flag": (1, 1, _raised),
    "date_of": (1, 1, _date_of),
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
    "reached": (1, 1, _reached),
    "before": (2, 2, _reached),
}
