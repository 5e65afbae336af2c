"""What a walk meets on its way: the steps, routes, options, flags and ends that it comes by.

A traced walk is the walk of the session itself with somebody taking notes, so it can never lead
elsewhere than the session does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple, NoReturn

from exoguide.engine.encoding import plain
from exoguide.engine.ledger import Given
from exoguide.engine.path import Frame
from exoguide.engine.state import State
from exoguide.engine.surroundings import FlagState
from exoguide.engine.walk import Walker
from exoguide.flow.conditions import ConditionStop, Env, Typed, partial
from exoguide.flow.conditions import Node as Tree
from exoguide.flow.conditions.nodes import Logic, Not
from exoguide.flow.model import StepKind
from exoguide.flow.nodes import Guess
from exoguide.flow.plan import FlagNode, GroupNode, Node, Target
from exoguide.flow.values import NonAnswer


class Part(str, Enum):
    """The kinds of things that can be met."""

    STEP = "step"
    SKIP = "skip"
    """A step left out because its ``when`` is false."""
    ROUTE = "route"
    """``age.2`` is a row, ``age.otherwise`` the last one, ``age.later`` an option's goto."""
    OPTION = "option"
    RAISED = "flag raised"
    NEARLY = "flag just not raised"
    """Clear, and raised if one of its comparisons had come out the other way."""
    END = "end"
    OUTPUT = "output"
    ITEM = "item"


class Met(NamedTuple):
    """One thing that was met."""

    part: Part
    id: str


CHOSEN = frozenset(
    {StepKind.CHOICE, StepKind.MULTI, StepKind.YES_NO, StepKind.TEACH_BACK, StepKind.GATE}
)
"""Kinds of which each option is a thing of its own to meet."""

NEXT = "next"
OTHERWISE = "otherwise"
EXHAUSTED = "on_exhausted"
UNTIL = "until"
EMPTY = "empty"
LISTED = "listed"
"""The names of ways on and answers that have no id of their own."""


def met(state: State) -> frozenset[Met]:
    """Everything that the walk of ``state`` met; what a summary prints is not the walk's."""
    tracer = _Tracer(state.plan, state.ledger)
    tracer.run()
    return frozenset(tracer.met)


class _Tracer(Walker):
    """A walk that takes notes."""

    @cached_property
    def met(self) -> set[Met]:
        return set()

    def take(self, node: Node) -> Target:
        entry = node.entry.id
        if node.stage not in self.ledger.skipped:
            asked = node.when is None or self.holds(node.when)
            self.met.add(Met(Part.STEP if asked else Part.SKIP, entry))
        return super().take(node)

    def leave(self, node: Node, given: Given | None) -> Target:
        target = super().leave(node, given)
        if node.leads:
            self.met.add(Met(Part.ROUTE, f"{node.entry.id}.{self._way(node, given)}"))
        return target

    def _way(self, node: Node, given: Given | None) -> str:
        if given is not None and isinstance(given.value, str) and given.value in node.gotos:
            return given.value
        for row, (condition, _) in enumerate(node.routes, 1):
            if condition is None:
                return OTHERWISE
            if self.holds(condition):
                return str(row)
        return NEXT

    def passed(self, node: Node, given: Given) -> None:
        super().passed(node, given)
        value = plain(given.value)
        chosen: Iterable[str] = ()
        if isinstance(value, NonAnswer):
            chosen = (value.value,)
        elif isinstance(value, frozenset):
            chosen = value
        elif node.kind in CHOSEN and isinstance(value, str):
            chosen = (value,)
        self.met.update(Met(Part.OPTION, f"{node.key}.{one}") for one in chosen)

    def _again(self, frame: Frame) -> Target:
        group = frame.group
        if not group.repeats and group.until is not None:
            done = self.holds(group.until)
            if done or frame.number >= group.group.rounds:
                name = UNTIL if done else EXHAUSTED
                self.met.add(Met(Part.ROUTE, f"{group.id}.{name}"))
        return super()._again(frame)

    def _enter(self, group: GroupNode) -> Target:
        roster, _ = self._roster(group)
        if roster is not None:
            if roster.serials:
                self.met.add(Met(Part.OPTION, f"{group.id}.{LISTED}"))
            elif roster.closed:
                self.met.add(Met(Part.OPTION, f"{group.id}.{EMPTY}"))
        return super()._enter(group)

    def divert(self, flags: Iterable[FlagNode]) -> Target | None:
        flags = tuple(flags)
        target = super().divert(flags)
        for flag in flags:
            state = self.around.flags.get(flag.id)
            if state is FlagState.RAISED:
                self.met.add(Met(Part.RAISED, flag.id))
            elif state is FlagState.CLEAR and self._nearly(flag):
                self.met.add(Met(Part.NEARLY, flag.id))
        return target

    def _nearly(self, flag: FlagNode) -> bool:
        """Whether one comparison that comes out the other way would raise a clear flag."""
        if flag.applies is not None and flag.applies.guess(self.around) is not True:
            return False
        tree = flag.when.typed.node
        atoms = tuple(_atoms(tree))
        verdicts = {id(one): _guess(one, self.around) for one in atoms}
        for one in atoms:
            verdict = verdicts[id(one)]
            if verdict is not None:
                other = {**verdicts, id(one): not verdict}
                if _verdict(tree, other) is True:
                    return True
        return False

    def arrive(self, end: str) -> NoReturn:
        try:
            super().arrive(end)
        finally:
            if self.end:
                self.met.add(Met(Part.END, end))


def _guess(atom: Tree, env: Env) -> bool | None:
    """What one comparison of a flag gives; ``None`` where it has nothing to compare."""
    try:
        found = _test(atom)(env)
    except ConditionStop:
        return None
    return found if isinstance(found, bool) else None


@lru_cache(maxsize=4096)
def _test(atom: Tree) -> Guess:
    none: frozenset[str] = frozenset()
    return partial(
        Typed(
            text="", node=atom, type=atom.type, reads=none, values=none, flags=none, actions=none,
            today=False, information_only=False, groups=none, reached=none,
        )
    )  # fmt: skip


def _atoms(node: Tree) -> Iterator[Tree]:
    match node:
        case Logic(parts=parts):
            for part in parts:
                yield from _atoms(part)
        case Not(operand=operand):
            yield from _atoms(operand)
        case _:
            yield node


def _verdict(node: Tree, verdicts: dict[int, bool | None]) -> bool | None:
    match node:
        case Logic(op=op, parts=parts):
            decisive = op == "or"
            found = [_verdict(part, verdicts) for part in parts]
            if decisive in found:
                return decisive
            return None if None in found else not decisive
        case Not(operand=operand):
            inner = _verdict(operand, verdicts)
            return None if inner is None else not inner
    return verdicts[id(node)]
