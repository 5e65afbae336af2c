"""The type rules of the tests of choices."""

from __future__ import annotations

from typing import Final

import attrs

from exoguide.flow.conditions.context import Context
from exoguide.flow.conditions.nodes import Else, Has, Is, Name, Node, Option
from exoguide.flow.conditions.types import BOOL, Bool, Choice, Multi, Type
from exoguide.flow.values import NonAnswer

NON_ANSWERS: Final = tuple(answer.value for answer in NonAnswer)
"""The names of non-answers, which no option may have."""


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
            tested = _typed(node.options, subject.type)
            return Is(subject, tested, node.negated, span=node.span, type=BOOL)
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
    tested = _typed(node.options, subject.type)
    return attrs.evolve(node, subject=subject, options=tested, type=BOOL)


def _typed(options: tuple[Option, ...], kind: Type) -> tuple[Option, ...]:
    """The options with the type they belong to."""
    return tuple(Option(option.name, span=option.span, type=kind) for option in options)
