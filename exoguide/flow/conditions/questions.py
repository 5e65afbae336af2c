"""The type rules of functions that ask about answers, flags and the walk."""

from __future__ import annotations

from typing import Final

import attrs

from exoguide.flow.conditions.context import Context, nearest
from exoguide.flow.conditions.nodes import Call, Name, Node
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.conditions.symbols import Use
from exoguide.flow.conditions.types import BOOL, DATE, ROSTER

ACTIONS: Final = ("stop", "defer", "refer", "caution", "note")
"""What ``any_flag()`` can be asked about."""


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
    context.errors.append(ConditionError(node.name_span, message, advice))
    return True


def check_answered(context: Context, node: Call) -> Node:
    """Whether a step, or a repeating group, has any answer."""
    if _refused(context, node):
        return node
    name = node.arguments[0]
    if isinstance(name, Name) and name.name in context.scope.groups:
        context.reads.groups.add(name.name)
        return attrs.evolve(node, arguments=(attrs.evolve(name, type=ROSTER),), type=BOOL)
    return check_about(context, node)


def check_about(context: Context, node: Call) -> Node:
    """What is known about one name: ``known()`` and ``risk()``."""
    kinds = ("step", "compute") if node.function == "known" else ("step",)
    name = _step(context, node, kinds)
    if name is None:
        return node
    if node.function == "risk" and isinstance(name, Name):
        context.reads.values.add(name.name)
    return attrs.evolve(node, arguments=(name,), type=BOOL)


def check_date_of(context: Context, node: Call) -> Node:
    """The date a step was answered."""
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


def check_reached(context: Context, node: Call) -> Node:
    """Where the walk went: ``reached()`` and ``before()``, in rules only."""
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


def check_raised(context: Context, node: Call) -> Node:
    """Which flags stand: ``raised()`` and ``any_flag()``."""
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
