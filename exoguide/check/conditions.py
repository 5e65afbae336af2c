"""What is wrong with the text of a condition, sorted by kind: grammar, names, types, units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from exoguide.check.expressions import Expression
from exoguide.check.findings import Issue
from exoguide.check.literals import literal, plain_limit
from exoguide.check.words import sentence
from exoguide.flow.conditions import ConditionError, Node, Scope, parse, walk_nodes
from exoguide.flow.conditions.nodes import Call, Compare, Name, Option
from exoguide.flow.model import Step


def condition_issues(expression: Expression, scope: Scope) -> Iterator[Issue]:
    """Everything that keeps ``expression`` from being understood, each at its own words."""
    if not expression.errors:
        return
    text = expression.written.text
    try:
        tree: Node | None = parse(text)
    except ConditionError:
        tree = None
    for error in expression.errors:
        code = "EXG140" if tree is None else _code(error, tree, scope)
        todo = sentence(error.help) or _TODO.get(code, "")
        yield Issue(code, expression.path, sentence(error.message), todo, error.span)


_TODO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "EXG303": "Use one unit: each says its own with unit = …, where it is asked or worked out.",
        "EXG304": "Use one currency; nothing is converted.",
    }
)
"""What to do where the condition language alone does not say it."""


def _code(error: ConditionError, tree: Node, scope: Scope) -> str:
    for node in walk_nodes(tree):
        if isinstance(node, Call) and node.name_span == error.span:
            return "EXG205" if error.message.startswith("there is no function") else "EXG305"
        if node.span == error.span and isinstance(node, Option):
            return "EXG204" if "has no option" in error.message else "EXG301"
        if node.span == error.span and isinstance(node, Name):
            symbol = scope.symbols.get(node.name)
            if symbol is None and node.name not in {"today", "information_only"}:
                return "EXG203"
            if symbol is not None and symbol.group is not None:
                return "EXG206"
    if error.message.startswith("a condition is needed"):
        return "EXG302"
    if error.message.count("a number of ") == 2:
        return "EXG303"
    if error.message.count("an amount in ") == 2:
        return "EXG304"
    return "EXG301"


def limit_issues(steps: Mapping[str, Step], expression: Expression) -> Iterator[Issue]:
    """Numbers in a condition that the answer they are compared with can never be.

    ``steps`` are those that ask for a number, by id.
    """
    if expression.typed is None:
        return
    for node in walk_nodes(expression.typed.node):
        if not isinstance(node, Compare):
            continue
        names = [one.name for one in node.operands if isinstance(one, Name) and one.name in steps]
        if len(names) != 1:
            continue
        step = steps[names[0]]
        for operand in node.operands:
            number = literal(operand)
            if isinstance(number, Decimal) and (said := _outside(step, number)):
                yield Issue("EXG306", expression.path, said, "", operand.span)


def _outside(step: Step, number: Decimal) -> str:
    for text, low in ((step.min, True), (step.max, False)):
        limit = plain_limit(text)
        if limit is not None and (number < limit if low else number > limit):
            bound = "at least" if low else "at most"
            said = f"“{step.id}” is {bound} {text}"
            return f"{said}; compared with {number} it always gives the same."
    return ""
