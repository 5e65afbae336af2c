"""The type rules of comparison, choice tests, arithmetic and ``else``."""

from __future__ import annotations

from typing import Final

import attrs

from exoguide.flow.conditions.context import Context
from exoguide.flow.conditions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Else,
    Has,
    Is,
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
from exoguide.flow.values import NonAnswer

NON_ANSWERS: Final = tuple(answer.value for answer in NonAnswer)
"""The names of non-answers, which no option may have."""

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
            context.report(node, f"{_pair(kind, typed.type)} cannot be compared", _advice(node))
            return node
        kind = both
    return attrs.evolve(node, operands=tuple(operands), type=BOOL)


def _refuse_compare(context: Context, node: Compare, operand: Node) -> None:
    """Report a comparison sign at something that has no order and no `=`."""
    name = operand.name if isinstance(operand, Name) else "x"
    advice = "Free text can only be tested with answered() and known()."
    match operand.type:
        case Choice():
            other = node.operands[-1]
            word = other.name if isinstance(other, Name) and other is not operand else "..."
            negated = " not" if node.ops[0] == "!=" else ""
            advice = f"Write `{name} is{negated} {word}`."
        case Multi():
            advice = f"Write `{name} has ...`."
        case Bool():
            advice = f"Write `{name}` or `not {name}`." if name != "x" else "Use and, or and not."
        case Roster():
            advice = "Count its items with count(...)."
    context.report(node, f"{operand.type.words()} cannot be tested with `{node.ops[0]}`", advice)


def _advice(node: Compare | Arithmetic) -> str:
    """Help for two kinds that do not go together, from how the text looks."""
    if any(isinstance(part, Arithmetic) for part in node.operands):
        return "A date is written `2026-11-23`, a length of time `7 days`."
    return ""


def _pair(one: Type, other: Type) -> str:
    """Both kinds in words."""
    return f"{one.words()} and {other.words()}"


def check_is(context: Context, node: Is) -> Node:
    """One option or one of several, of one choice; non-answers by name."""
    subject = context.typed(node.subject)
    if context.broken(subject):
        return node
    name = subject.name if isinstance(subject, Name) else "this"
    match subject.type:
        case Choice(options):
            allowed = options if isinstance(subject, Else) else (*options, *NON_ANSWERS)
            if isinstance(subject, Else) and any(o.name in NON_ANSWERS for o in node.options):
                context.report(node, "after `else` there is no non-answer left to test for")
                return node
            whose = f"`{name}`" if isinstance(subject, Name) else "this"
            if not context.options(node.options, allowed, whose):
                return node
            tested = tuple(attrs.evolve(o, type=subject.type) for o in node.options)
            return attrs.evolve(node, subject=subject, options=tested, type=BOOL)
        case Multi():
            advice = f"Write `{name} has {node.options[0].name}`."
        case Bool():
            advice = f"Write `{name}` or `not {name}`."
        case _:
            advice = "Numbers, money and dates are compared with `=`, `<` and so on."
            if any(option.name in NON_ANSWERS for option in node.options):
                advice = f"Write `not known({name})`."
    context.report(node, f"{subject.type.words()} cannot be tested with `is` or `in`", advice)
    return node


def check_has(context: Context, node: Has) -> Node:
    """Options of a set of choices."""
    subject = context.typed(node.subject)
    if context.broken(subject):
        return node
    name = subject.name if isinstance(subject, Name) else "this"
    if not isinstance(subject.type, Multi):
        advice = ""
        if isinstance(subject.type, Choice):
            advice = f"Write `{name} is {node.options[0].name}` or `{name} in [...]`."
        context.report(node, f"{subject.type.words()} cannot be tested with `has`", advice)
        return node
    if any(option.name in NON_ANSWERS for option in node.options):
        message = "`has` tests for options, not for non-answers"
        context.report(node, message, f"Write `not known({name})`.")
        return node
    if not context.options(node.options, subject.type.options, f"`{name}`"):
        return node
    tested = tuple(attrs.evolve(option, type=subject.type) for option in node.options)
    return attrs.evolve(node, subject=subject, options=tested, type=BOOL)


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
            context.report(node, f"{_pair(kind, typed.type)} cannot be {verb}", _advice(node))
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
    return None
