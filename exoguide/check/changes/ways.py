"""What sessions with the answers of the old version come to in the new one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final, TypeAlias

import attrs

from exoguide.check.expressions import expressions
from exoguide.check.graph import Edge, Graph
from exoguide.check.layout import Layout
from exoguide.flow.conditions import Node, walk_nodes
from exoguide.flow.conditions.nodes import Else, Has, Is, Literal, Logic, Name, Not
from exoguide.flow.model import Flow

Outcomes: TypeAlias = "frozenset[bool]"
"""What a condition can come to."""

_EITHER: Final[Outcomes] = frozenset({True, False})
_YES: Final[Outcomes] = frozenset({True})
_NO: Final[Outcomes] = frozenset({False})


@attrs.frozen
class Ways:
    """The new version, with what the old one did not have.

    ``steps`` are the ids of new steps, ``options`` the new answers by the id of their step. An
    answer to a new question is no old answer, and neither is a new option.
    """

    flow: Flow
    steps: frozenset[str]
    options: Mapping[str, frozenset[str]]

    def meets(self, at: int) -> bool:
        """Whether a session whose answers are all old can be asked the step at this position."""
        typed = self._layout.typed("step", at, "when")
        return at in self._reached and (typed is None or True in self._can(typed.node, _NO))

    def raises(self, index: int) -> bool:
        """Whether the flag with this index may be raised by old answers, or left open by them.

        One that is left open where it matters keeps signatures away as one that stands.
        """
        applies, when = (self._layout.typed("flag", index, name) for name in ("applies", "when"))
        if applies is not None and True not in self._can(applies.node, _NO):
            return False
        if when is None or any(self._about_new(part) for part in walk_nodes(when.node)):
            return True
        return True in self._can(when.node, _NO)

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self.flow, expressions(self.flow))

    @cached_property
    def _reached(self) -> frozenset[int | str]:
        """Positions that are come to without a new option; new questions may be answered."""
        seen: set[int | str] = {0}
        for at, edges in enumerate(Graph(self._layout).out):
            if at in seen:
                seen.update(edge.target for edge in edges if self._taken(edge))
        return frozenset(seen)

    def _taken(self, edge: Edge) -> bool:
        match edge.path:
            case ("flag", int() as index, _):
                typed = self._layout.typed("flag", index, "when")
                return typed is None or True in self._can(typed.node, _EITHER)
        if edge.asked and not edge.path and self._only_new(edge.source):
            return False
        return all(holds in self._can(node, _EITHER) for node, holds in edge.facts)

    def _only_new(self, at: int) -> bool:
        """Whether every old answer to a step leads elsewhere than to the next one."""
        step = self._layout.step(at)
        fresh = self.options.get(step.id, frozenset())
        old = [option for option in step.options if option.id not in fresh]
        led = bool(old) and all(option.goto for option in old)
        return led and not step.non_answers and not self._layout.entries[at].use

    def _can(self, node: Node, unheard: Outcomes) -> Outcomes:
        """What a condition can come to on old answers; ``unheard`` where it is about a new step."""
        match node:
            case Literal(value=bool() as value):
                return frozenset({value})
            case Not(operand=operand):
                return frozenset(not one for one in self._can(operand, unheard))
            case Logic(op=op, parts=parts):
                found = [self._can(part, unheard) for part in parts]
                decides = op == "or"
                if any(one == frozenset({decides}) for one in found):
                    return frozenset({decides})
                return frozenset({not decides}) | frozenset().union(*found)
        if self._about_new(node):
            return unheard
        match node:
            case Is(subject=Name(name=name), options=options, negated=negated):
                if all(one.name in self.options.get(name, ()) for one in options):
                    return frozenset({negated})
            case Has(subject=Name(name=name), mode=mode, options=options):
                fresh = [one.name in self.options.get(name, ()) for one in options]
                if any(fresh) if mode == "all" else all(fresh):
                    return frozenset({mode == "none"})
        return _EITHER

    def _about_new(self, node: Node) -> bool:
        """Whether something hangs on a new question; a default stands in for it where written."""
        below = tuple(walk_nodes(node))
        if any(isinstance(one, Else) for one in below):
            return False
        names = (one.name for one in below if isinstance(one, Name))
        return any(not self.steps.isdisjoint(self._layout.roots([name])) for name in names)
