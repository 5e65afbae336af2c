"""A look ahead: what the walk will meet beyond the questions that are still open.

An open question counts as not answered and the look goes on to the next step, so what follows
is either certain on the answers known, or possible because it hangs on one that is not. It tells a
person what a change will bring about; nothing else is ever decided by it.
"""

from __future__ import annotations

from typing import NoReturn

import attrs

from exoguide.engine.basis import Basis
from exoguide.engine.gating import Stopped
from exoguide.engine.ledger import Given, Ledger
from exoguide.engine.path import Position, Status
from exoguide.engine.signing import signature_digest
from exoguide.engine.surroundings import Surroundings
from exoguide.engine.walk import Walker
from exoguide.flow.conditions import ConditionStop
from exoguide.flow.plan import Condition, Node, Plan, Target, key_of


@attrs.frozen
class Outlook:
    """What a session will meet, as far as can be told from the answers known."""

    positions: dict[str, Position]
    """Questions by key, answered or not, in walk order."""
    possible: frozenset[str]
    """Those among them that hang on a question still open."""
    around: Surroundings = attrs.field(eq=False)
    end: str
    """The end that is certain; empty while it hangs on an open question."""


def outlook(plan: Plan, ledger: Ledger) -> Outlook:
    """Look ahead from the answers in ``ledger``."""
    looker = _Looker(plan, ledger)
    walked = looker.run()
    return Outlook(
        {position.key: position for position in walked.path},
        frozenset(looker.possible),
        walked.around,
        looker.end,
    )


class _Unanswered(Exception):
    """The question at hand has no answer yet."""


class _Looker(Walker):
    """A walker that does not stop at open questions."""

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        super().__init__(plan, ledger)
        self.possible: set[str] = set()
        self.unsure = False
        """Whether a route could not be told, so that all that follows is possible only."""
        self.open = False
        self.pending: set[str] = set()
        """Questions and lists that may get an answer, or another one, before what follows."""
        self._doubt = False

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds, or may."""
        verdict = self._verdict(condition)
        if verdict is None:
            self._doubt = True
        return verdict is not False

    def _verdict(self, condition: Condition) -> object:
        """Whether a condition holds; ``None`` only where that hangs on an open question."""
        verdict = condition.guess(self.around)
        if verdict is None and not self._hangs(condition):
            return condition.test(self.around)
        return verdict

    def _hangs(self, condition: Condition) -> bool:
        typed = condition.typed
        names = set(self.plan.roots(typed.reads | typed.groups))
        for flag in typed.flags:
            names |= set(self.plan.flags[flag].inputs)
        anything = bool(typed.actions) or typed.information_only
        return self.unsure or not names.isdisjoint(self.pending) or (anything and self.open)

    def take(self, node: Node) -> Target:
        """Pass a position, answered or not."""
        self._doubt = False
        met = len(self.path)
        try:
            target = super().take(node)
        except _Unanswered:
            target = node.position + 1
            if node.leads:
                self.unsure = self.unsure or bool(node.routes)
        except ConditionStop:
            target = node.position + 1
        if self._doubt and len(self.path) > met:
            self.possible.add(self.path[-1].key)
        return target

    def ask(self, node: Node) -> Target:
        """Pass a question; whether it is asked at all may be in doubt."""
        doubt = self._doubt
        self._doubt = False
        if doubt or self.unsure:
            key = node.key if self.frame is None else key_of(node.key, self.frame.number)
            self.possible.add(key)
        return super().ask(node)

    def basis(self, made: Basis, given: Given | None) -> str:
        """The basis of a question; as it was, while it hangs on an open question."""
        try:
            return super().basis(made, given)
        except ConditionStop:
            self._doubt = True
            return given.basis if given is not None else ""

    def unanswered(self, made: Basis) -> str:
        """None: here it only counts whether the question hangs on an open one."""
        try:
            made.around(self.around)
        except ConditionStop:
            self._doubt = True
        return ""

    def leave(self, node: Node, given: Given | None) -> Target:
        """Where the step leads for certain, or else the next step."""
        if given is not None and node.gotos and isinstance(given.value, str):
            return super().leave(node, given)
        for condition, target in node.routes:
            verdict = True if condition is None else self._verdict(condition)
            if verdict is None:
                self.unsure = True
                break
            if verdict is True:
                return target
        return node.position + 1

    def halt(self, position: Position, *, resumes: bool = True) -> NoReturn:  # noqa: ARG002 - the signature of what it overrides
        """Note an open question, and look on behind it."""
        self.path.append(position)
        self.open = True
        node = self.plan.nodes[position.node]
        if position.key in self.plan.groups:
            self.pending |= {position.key, *self.plan.groups[position.key].steps}
        else:
            self.pending.add(node.key)
        raise _Unanswered

    def fall_off(self, place: str) -> NoReturn:  # noqa: ARG002 - the signature of what it overrides
        """Behind the last step every way on hangs on an open question."""
        raise Stopped

    def turn(self, at: int) -> Target:
        """Enter, repeat or leave a group; an open list of items is passed over."""
        group = self.plan.nodes[at].group if at < len(self.plan.nodes) else None
        frame = self.frame
        try:
            return super().turn(at)
        except _Unanswered:
            passed = frame.group if frame is not None else group
            self.frame = None
            return passed.stop if passed is not None else at + 1

    def sign(self, node: Node, key: str, given: Given | None) -> None:
        """See whether a signature would still hold."""
        lost = self.open or self.blocking()
        digest = "" if lost else signature_digest(self.around, node, self.path)
        if given is None:
            self.halt(Position(key, node.position, Status.OPEN, digest))
        if given.basis != digest:
            self.halt(Position(key, node.position, Status.VOID, digest))
        self.meet(Position(key, node.position, Status.ANSWERED, digest))
        self.passed(node, given)

    def arrive(self, end: str) -> NoReturn:
        """Stop at an end; it is certain when nothing before it is open."""
        if not self.unsure and not self.open:
            self.end = end
        raise Stopped
