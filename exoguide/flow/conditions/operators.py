"""The type rules of comparison, arithmetic and ``else``."""

from __future__ import annotations

from typing import Final

import attrs

from exoguide.flow.conditions.context import Context
from exoguide.flow.conditions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Else,
    Literal,
    Name,
    Negative,
    Node,
    Option,
)
from exoguide.flow.conditions.types import (
    BOOL,
    DATE,
    NUMBER,
    UNTYPED,
    Bool,
    Choice,
    Date,
    Duration,
    Money,
    Multi,
    Number,
    Roster,
    Text,
    Type,
    joined,
)

_DEFAULTABLE: Final = frozenset({"date_of", "count", "sum", "min", "max"})


def check_compare(context: Context, node: Compare) -> Node:
    """Numbers, money, dates and lengths of time compare with their own kind."""
    operands = [context.typed(node.operands[0])]
    if isinstance(operands[0].type, Choice | Multi | Text | Roster | Bool):
        _refuse_compare(context, node, operands[0])
        return node
    kind = operands[0].type
    for operand in node.operands[1:]:
        typed = context.typed(operand)
        operands.append(typed)
        if context.broken(typed) or kind == UNTYPED:
            kind = UNTYPED
            continue
        if isinstance(typed.type, Choice | Multi | Text | Roster | Bool):
            _refuse_compare(context, node, typed)
            return node
        both = joined(kind, typed.type)
        if both is None:
            context.report(
                node, f"{_pair(kind, typed.type)} cannot be compared", _advice(kind, typed.type)
            )
            return node
        kind = both
    return Compare(node.ops, tuple(operands), span=node.span, type=BOOL)


def _refuse_compare(context: Context, node: Compare, operand: Node) -> None:
    """Report a comparison sign at something that has no order and no `=`."""
    name = operand.name if isinstance(operand, Name) else "x"
    advice = "Free text can only be tested with answered() and known()."
    match operand.type:
        case Choice(options):
            words = [part.name for part in node.operands if isinstance(part, Name)]
            word = next((word for word in words if word in options), "...")
            negated = " not" if node.ops[0] == "!=" else ""
            advice = f"Write `{name} is{negated} {word}`."
        case Multi():
            advice = f"Write `{name} has ...`."
        case Bool():
            advice = f"Write `{name}` or `not {name}`." if name != "x" else "Use and, or and not."
        case Roster():
            advice = "Count its items with count(...)."
    context.report(node, f"{operand.type.words()} cannot be tested with `{node.ops[0]}`", advice)


def _advice(one: Type, other: Type) -> str:
    """Help for two kinds that do not go together."""
    match {one.__class__, other.__class__}:
        case kinds if kinds == {Money, Number}:
            currency = one.currency if isinstance(one, Money) else "USD"
            return f"Write an amount with its currency, for example `{currency} 20`."
        case kinds if kinds == {Duration}:
            return "A month has no fixed number of days; write both in days, or both in months."
        case kinds if Date in kinds or Duration in kinds:
            return "A date is written `2026-11-23`, a length of time `7 days`."
    return ""


def _pair(one: Type, other: Type) -> str:
    """Both kinds in words."""
    return f"{one.words()} and {other.words()}"


def check_else(context: Context, node: Else) -> Node:
    """A value that may be missing, and a default of the same kind."""
    plain = isinstance(node.subject, Name | Else) or (
        isinstance(node.subject, Call) and node.subject.function in _DEFAULTABLE
    )
    subject = context.typed(node.subject)
    default = context.typed(node.default, subject.type)
    if context.broken(subject) or context.broken(default):
        return node
    if not plain:
        context.report(
            node.subject, "`else` stands after the name of something that may be missing"
        )
        return node
    if isinstance(subject.type, Choice):
        if isinstance(default, Option) or default.type == subject.type:
            return attrs.evolve(node, subject=subject, default=default, type=subject.type)
        both = None
    else:
        both = joined(subject.type, default.type)
    if isinstance(subject.type, Multi | Text | Roster):
        message = f"{subject.type.words()} can have no default"
        context.report(node, message, "Guard it with known(...).")
        return node
    if both is None:
        context.report(
            node, f"the default is not the same kind: {_pair(subject.type, default.type)}"
        )
        return node
    return attrs.evolve(node, subject=subject, default=default, type=both)


def check_negative(context: Context, node: Negative) -> Node:
    """Minus a number, an amount or a length of time."""
    operand = context.typed(node.operand)
    if context.broken(operand):
        return node
    if not isinstance(operand.type, Number | Money | Duration):
        context.report(node, f"{operand.type.words()} cannot be made negative")
        return node
    return attrs.evolve(node, operand=operand, type=operand.type)


def check_arithmetic(context: Context, node: Arithmetic) -> Node:
    """Each step of a row from the left, by the two kinds it joins."""
    operands = [context.typed(node.operands[0])]
    kind = operands[0].type
    for op, operand in zip(node.ops, node.operands[1:], strict=True):
        typed = context.typed(operand)
        operands.append(typed)
        if kind == UNTYPED or context.broken(typed):
            kind = UNTYPED
            continue
        if op == "/" and isinstance(typed, Literal) and typed.value == 0:
            context.report(typed, "nothing can be divided by zero")
            kind = UNTYPED
            continue
        both = _product(op, kind, typed.type) if op in "*/" else _sum(op, kind, typed.type)
        if both is None:
            verb = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided"}[op]
            context.report(
                node, f"{_pair(kind, typed.type)} cannot be {verb}", _advice(kind, typed.type)
            )
            kind = UNTYPED
            continue
        kind = both
    return attrs.evolve(node, operands=tuple(operands), type=kind)


def _sum(op: str, one: Type, other: Type) -> Type | None:
    """What adding or subtracting two kinds gives, None if it means nothing."""
    match one, other:
        case Date(), Date():
            return Duration("days") if op == "-" else None
        case Date(), Duration():
            return DATE
        case Duration(), Date():
            return DATE if op == "+" else None
        case Duration(a), Duration(b):
            return Duration(a if a == b else None if None in (a, b) else "mixed")
        case (Bool(), _):
            return None
    return joined(one, other)


def _product(op: str, one: Type, other: Type) -> Type | None:
    """What multiplying or dividing two kinds gives, None if it means nothing."""
    match one, other:
        case Number(), Number():
            return NUMBER
        case Money(), Number():
            return one
        case Number(), Money():
            return other if op == "*" else None
        case Money(), Money():
            return NUMBER if op == "/" and one == other else None
        case (Number(), Duration() as span) | (Duration() as span, Number()):
            return span if op == "*" else None
    return None
