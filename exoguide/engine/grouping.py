"""The part of a walk that goes round: items of a repeat, and rounds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NoReturn

from exoguide.engine.basis import roster_basis
from exoguide.engine.encoding import Roster
from exoguide.engine.ledger import Ledger
from exoguide.engine.path import Frame, Position, Status
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.plan import Condition, GroupNode, Plan, Target, key_of


class Grouping(ABC):
    """The moving parts of a walk that enter, repeat and leave groups."""

    plan: Plan
    ledger: Ledger
    around: Surroundings
    stop: str
    frame: Frame | None
    path: list[Position]
    by: tuple[str, ...]

    @abstractmethod
    def halt(self, position: Position, *, resumes: bool = True) -> NoReturn:
        """Stop at a question that has no usable answer."""

    @abstractmethod
    def meet(self, position: Position) -> None:
        """Put an answered question on the path."""

    @abstractmethod
    def assess(self, name: str) -> Target | None:
        """Look again at the flags that read ``name``; where a stop diverts to."""

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds; reading an unset answer stops."""
        return condition.test(self.around) is True

    def turn(self, at: int) -> Target:
        """Enter, repeat or leave a group at position ``at``; where to go on."""
        frame = self.frame
        if frame is not None:
            if frame.group.first <= at < frame.group.stop:
                return at
            if at == frame.group.stop and (onward := self._again(frame)) != at:
                return onward
            self.frame = None
            if at >= len(self.plan.nodes):
                return at
        group = self.plan.nodes[at].group
        if group is None or at != group.first:
            return at
        if self.plan.nodes[at].stage in self.ledger.skipped:
            return group.stop
        if group.repeats:
            return self._enter(group)
        self._begin(Frame(group, 1))
        return at

    def _begin(self, frame: Frame) -> None:
        """Begin a round or an item: what earlier ones answered is not read."""
        for step in frame.group.steps:
            self.around.unset(step)
        if frame.group.repeats:
            self.around.next_item(frame.group.id)
        self.frame = frame

    def _again(self, frame: Frame) -> Target:
        """At the end of a round or item: another one, or on."""
        group = frame.group
        if group.repeats:
            if frame.left:
                self._begin(Frame(group, frame.left[0], frame.left[1:]))
                return group.first
            return self._close(group)
        self.frame = None
        if group.until is None or self.holds(group.until):
            return group.stop
        if frame.number < group.group.rounds:
            self._begin(Frame(group, frame.number + 1))
            return group.first
        self.by = tuple(key_of(step, frame.number) for step in group.steps)
        return group.on_exhausted

    def _roster(self, group: GroupNode) -> tuple[Roster | None, str]:
        given = self.ledger.answers.get(group.id)
        basis = roster_basis(group.id, group.group.min, group.group.max)
        if given is None or not isinstance(given.value, Roster):
            return None, basis
        return given.value, basis

    def _enter(self, group: GroupNode) -> Target:
        """Enter a repeat: at its first item, or at the question that opens its list."""
        roster, basis = self._roster(group)
        if roster is None or self.stop == group.id:
            self.halt(Position(group.id, group.first, Status.OPEN, basis))
        self.meet(Position(group.id, group.first, Status.ANSWERED, basis))
        self.around.set(group.id, roster.serials)
        self.around.lay_out(group.id, len(roster.serials))
        if not roster.serials:
            return self._close(group)
        self._begin(Frame(group, roster.serials[0], roster.serials[1:]))
        return group.first

    def _close(self, group: GroupNode) -> Target:
        """Leave a repeat behind its last item, once its list is complete.

        Until then its question stands behind the items and asks for another one.
        """
        roster, basis = self._roster(group)
        for step in group.steps:
            self.around.unset(step)
        self.frame = None
        listed = len(roster.serials) if roster is not None and roster.closed else None
        if listed is None or not group.group.min <= listed <= group.group.max:
            self.path.remove(Position(group.id, group.first, Status.ANSWERED, basis))
            status = Status.OPEN if listed is None else Status.AGAIN
            self.halt(Position(group.id, group.first, status, basis), resumes=False)
        diverted = self.assess(group.id)
        return group.stop if diverted is None else diverted
