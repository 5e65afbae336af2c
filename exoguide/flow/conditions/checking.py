"""Giving every part of a condition its type, and saying everything that is wrong with it."""

from __future__ import annotations

from decimal import Decimal

import attrs

from exoguide.flow.conditions.choices import check_has, check_is
from exoguide.flow.conditions.context import Context
from exoguide.flow.conditions.functions import check_call
from exoguide.flow.conditions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Else,
    Has,
    InformationOnly,
    Is,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Option,
    Today,
)
from exoguide.flow.conditions.operators import (
    check_arithmetic,
    check_compare,
    check_else,
    check_negative,
)
from exoguide.flow.conditions.parser import parse
from exoguide.flow.conditions.problems import ConditionError, ConditionErrors
from exoguide.flow.conditions.symbols import Scope, Use
from exoguide.flow.conditions.types import (
    BOOL,
    DATE,
    DURATION,
    NUMBER,
    UNTYPED,
    Bool,
    Choice,
    Duration,
    Money,
    Multi,
    Type,
    accepts,
)
from exoguide.flow.values import Money as Amount
from exoguide.flow.values import Span


@attrs.frozen
class Typed:
    """A condition or expression found sound, with all that it reads."""

    text: str
    node: Node
    """The tree, with a type on every node."""
    type: Type
    reads: frozenset[str]
    """Every step, compute and clinic value named, inside answered() and the like too."""
    values: frozenset[str]
    """Those of ``reads`` whose value decides (risk() counts; answered(), known() and date_of()
    do not)."""
    flags: frozenset[str]
    """Flags in raised()."""
    actions: frozenset[str]
    """Actions in any_flag()."""
    today: bool
    information_only: bool
    groups: frozenset[str]
    """Repeating groups whose items are counted or gone over."""
    reached: frozenset[str]
    """Steps in reached() and before(), which are not in ``reads``."""


def check(text: str, scope: Scope, use: Use, expect: Type | None = BOOL) -> Typed:
    """The typed form of ``text``; ``expect`` None takes any type.

    Raises :class:`ConditionErrors` with everything that is wrong, each with its place.
    """
    context = Context(scope, use, _visit)
    try:
        parsed = parse(text)
    except ConditionError as error:
        raise ConditionErrors([error]) from None
    node = context.typed(parsed, expect or UNTYPED)
    if expect is not None and not context.broken(node) and not accepts(expect, node.type):
        if isinstance(expect, Bool):
            _refuse_condition(context, node)
        else:
            message = f"{expect.words()} is needed here, and this is {node.type.words()}"
            context.report(node, message)
    if context.errors:
        raise ConditionErrors(context.errors)
    reads = context.reads
    return Typed(
        text=text,
        node=node,
        type=node.type,
        reads=frozenset(reads.names),
        values=frozenset(reads.values),
        flags=frozenset(reads.flags),
        actions=frozenset(reads.actions),
        today=reads.today,
        information_only=reads.information_only,
        groups=frozenset(reads.groups),
        reached=frozenset(reads.reached),
    )


def _visit(context: Context, node: Node, wanted: Type) -> Node:
    """The node typed, or as it was once an error in it is reported."""
    match node:
        case Name():
            return _name(context, node, wanted)
        case Literal():
            return Literal(node.value, span=node.span, type=_literal_type(node))
        case Logic():
            parts = [_condition(context, part) for part in node.parts]
            fine = not any(context.broken(part) for part in parts)
            kind = BOOL if fine else UNTYPED
            return Logic(node.op, tuple(parts), span=node.span, type=kind)
        case Not():
            operand = _condition(context, node.operand)
            kind = UNTYPED if context.broken(operand) else BOOL
            return attrs.evolve(node, operand=operand, type=kind)
        case Call():
            return check_call(context, node)
    return _operator(context, node)


def _operator(context: Context, node: Node) -> Node:
    """The operators that take and give values of many kinds."""
    match node:
        case Compare():
            return check_compare(context, node)
        case Is():
            return check_is(context, node)
        case Has():
            return check_has(context, node)
        case Else():
            return check_else(context, node)
        case Arithmetic():
            return check_arithmetic(context, node)
        case Negative():
            return check_negative(context, node)
    return node


def _name(context: Context, node: Name, wanted: Type) -> Node:
    """A bare word: a fixed name, an option where a choice is wanted, or something to look up."""
    if node.name == "today":
        context.reads.today = True
        return Today(span=node.span, type=DATE)
    if node.name == "information_only":
        context.reads.information_only = True
        return InformationOnly(span=node.span, type=BOOL)
    if isinstance(wanted, Choice) and node.name in wanted.options:
        return Option(node.name, span=node.span, type=wanted)
    symbol = context.find(node)
    if symbol is None:
        return node
    context.reads.names.add(node.name)
    context.reads.values.add(node.name)
    return Name(node.name, symbol, span=node.span, type=symbol.type)


def _condition(context: Context, node: Node) -> Node:
    """A node that has to be true or false."""
    typed = context.typed(node)
    if context.broken(typed) or isinstance(typed.type, Bool):
        return typed
    _refuse_condition(context, typed)
    return node


def _refuse_condition(context: Context, node: Node) -> None:
    """Report a value where a condition is needed."""
    name = node.name if isinstance(node, Name) else "..."
    match node.type:
        case Choice(options) if options:
            advice = f"Write `{name} is {options[0]}`."
        case Multi(options) if options:
            advice = f"Write `{name} has {options[0]}`."
        case _:
            advice = "Compare it with something, or ask known(...)."
    message = f"a condition is needed here, and this is {node.type.words()}"
    context.report(node, message, advice)


def _literal_type(node: Literal) -> Type:
    """The type of a written value."""
    match node.value:
        case bool():
            return BOOL
        case Amount(currency=currency):
            return Money(currency)
        case Span(months=0, days=0):
            return DURATION
        case Span(months=months):
            return Duration("months" if months else "days")
        case Decimal():
            return NUMBER
    return DATE
