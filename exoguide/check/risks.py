"""``risk(x)`` of a step that calls no answer cautious: only not knowing would count."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue
from exoguide.check.layout import Layout
from exoguide.check.words import called
from exoguide.flow.conditions import walk_nodes
from exoguide.flow.conditions.nodes import Call, Name


def risk_issues(layout: Layout) -> Iterator[Issue]:
    """Every such step, once."""
    read = {
        argument.name
        for expression in layout.expressions.values()
        if expression.typed is not None
        for node in walk_nodes(expression.typed.node)
        if isinstance(node, Call) and node.function == "risk"
        for argument in node.arguments[:1]
        if isinstance(argument, Name)
    }
    for name, step in layout.asked.items():
        if name in read and not step.cautious:
            said = f"A condition asks for risk({name}), and {called(step)} calls no answer"
            said += " cautious: only “don't know” and “rather not say” would count."
            todo = 'Say which answers call for caution: cautious = ["…"].'
            yield Issue("EXG707", ("step", layout.position[name], "id"), said, todo)
