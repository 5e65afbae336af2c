"""What a condition reads, and under which guards it reads it.

``known(x) and x >= 5`` reads the value of ``x`` only where ``known(x)`` holds: ``and`` and ``or``
are decided from the left.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from exoguide.check.graph import Fact
from exoguide.flow.conditions import Node
from exoguide.flow.conditions.nodes import Call, Else, Is, Logic, Name, Not, children


@attrs.frozen
class Read:
    """One reading of a name that stops where there is nothing to read.

    ``value`` says that a real value is needed, so that a non-answer stops too. ``facts`` hold
    whenever it happens. ``item`` is the group whose items are gone over.
    """

    name: Name
    value: bool
    facts: tuple[Fact, ...] = ()
    item: str | None = None


def reads(node: Node, facts: tuple[Fact, ...] = (), item: str | None = None) -> Iterator[Read]:
    """Every reading in ``node`` that may stop, in the order in which they happen."""
    match node:
        case Logic(op=op, parts=parts):
            for part in parts:
                yield from reads(part, facts, item)
                facts = (*facts, (part, op == "and"))
        case Else(default=default):
            yield from reads(default, facts, item)
        case Name():
            yield Read(node, value=True, facts=facts, item=item)
        case Is(subject=Name() as name):
            yield Read(name, value=False, facts=facts, item=item)
        case Call():
            yield from _call(node, facts, item)
        case Not(operand=operand):
            yield from reads(operand, facts, item)
        case _:
            for child in children(node):
                yield from reads(child, facts, item)


def _call(node: Call, facts: tuple[Fact, ...], item: str | None) -> Iterator[Read]:
    first = node.arguments[0]
    match node.function:
        case "answered" | "known" | "raised" | "any_flag" | "reached" | "before":
            return
        case "risk" | "date_of":
            if isinstance(first, Name):
                yield Read(first, value=False, facts=facts, item=item)
            return
        case "count" if node.group and isinstance(first, Name):
            yield Read(first, value=True, facts=facts, item=item)
            return
    if node.group:
        yield Read(Name(node.group, span=node.name_span), value=True, facts=facts, item=item)
    for argument in node.arguments:
        yield from reads(argument, facts, node.group or item)
