"""What checking one condition gathers as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from exoguide.flow.conditions.lexer import short
from exoguide.flow.conditions.nodes import Name, Node, Option
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.conditions.symbols import Scope, Symbol, Use
from exoguide.flow.conditions.types import UNTYPED, Choice, Multi, Type


@attrs.define
class Reads:
    """Everything a condition reads, by what it reads of it."""

    names: set[str] = attrs.Factory(set)
    values: set[str] = attrs.Factory(set)
    flags: set[str] = attrs.Factory(set)
    actions: set[str] = attrs.Factory(set)
    groups: set[str] = attrs.Factory(set)
    reached: set[str] = attrs.Factory(set)
    today: bool = False
    information_only: bool = False


@attrs.define
class Context:
    """The state of checking one condition; ``visit`` types any node."""

    scope: Scope
    use: Use
    visit: Callable[[Context, Node, Type], Node]
    errors: list[ConditionError] = attrs.Factory(list)
    reads: Reads = attrs.Factory(Reads)
    item_groups: set[str] | None = None
    """Inside sum, any and all: the groups whose fields were read; None outside."""

    def report(self, node: Node, message: str, advice: str = "") -> None:
        """Note an error at a node."""
        self.errors.append(ConditionError(node.span, message, advice))

    def typed(self, node: Node, wanted: Type = UNTYPED) -> Node:
        """The node with its type; ``wanted`` lets a bare word be an option of a choice."""
        return self.visit(self, node, wanted)

    def broken(self, node: Node) -> bool:
        """Whether an error below this node has been reported already."""
        return node.type == UNTYPED

    def find(self, node: Name) -> Symbol | None:
        """The symbol a name stands for, or None once the reason has been reported."""
        symbol = self.scope.symbols.get(node.name)
        if symbol is None:
            self.report(node, *self.missing(node.name))
        elif symbol.group is None:
            return symbol
        elif self.item_groups is not None:
            if symbol.kind == "step":
                self.item_groups.add(symbol.group)
                return symbol
            self.report(
                node,
                f"`{node.name}` is computed once for each item of `{symbol.group}`",
                "Write out its expression here.",
            )
        elif symbol.group == self.scope.inside:
            return symbol
        else:
            self.report(
                node,
                f"`{node.name}` is asked once for each item of `{symbol.group}`",
                "Read it inside sum(...), any(...) or all(...).",
            )
        return None

    def missing(self, name: str) -> tuple[str, str]:
        """Message and advice for a name that stands for nothing here."""
        if name in self.scope.groups:
            return f"`{name}` is a repeating group, not a value", f"Write `count({name})`."
        if name in self.scope.flags:
            return f"`{name}` is a flag", f"Write `raised({name})`."
        for symbol in self.scope.symbols.values():
            if isinstance(symbol.type, Choice | Multi) and name in symbol.type.options:
                verb = "is" if isinstance(symbol.type, Choice) else "has"
                return (
                    f"`{name}` is an option, not a value by itself",
                    f"Write `{symbol.name} {verb} {name}`.",
                )
        kind = "clinic value" if name.startswith("clinic.") else "step or computed value"
        return f"there is no {kind} `{short(name)}`", nearest(name, self.scope.symbols)

    def options(self, chosen: tuple[Option, ...], allowed: Iterable[str], whose: str) -> bool:
        """Whether every option exists and none stands twice; what is wrong is reported."""
        allowed, fine, seen = tuple(allowed), True, set()
        for option in chosen:
            if option.name not in allowed:
                self.report(
                    option,
                    f"{whose} has no option `{short(option.name)}`",
                    nearest(option.name, allowed) or f"Its options: {', '.join(allowed[:12])}.",
                )
                fine = False
            elif option.name in seen:
                self.report(option, f"`{option.name}` stands in the list twice")
                fine = False
            seen.add(option.name)
        return fine


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that offers the known name nearest to a misspelt one, or nothing."""
    from difflib import get_close_matches  # only a mistake pays for loading it

    found = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Did you mean `{found[0]}`?" if found else ""
