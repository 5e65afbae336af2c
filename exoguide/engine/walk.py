"""One left-to-right walk over the steps: the whole state of a session, derived from its answers.

At each position conditions, routes, computes and flags see only the answers passed so far, so a
late answer cannot un-ask an early one and there is nothing to iterate. The walk stops at the
first question that is open, at the first signature or end behind one that must be confirmed,
and at an end.
"""

from __future__ import annotations

from typing import NoReturn

from exoguide.engine.allowed import allowed, refusal
from exoguide.engine.basis import Basis
from exoguide.engine.encoding import plain
from exoguide.engine.gating import Gating, Stopped
from exoguide.engine.ledger import Given, Ledger
from exoguide.engine.path import Frame, Position, Resume, Status, Walk
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.conditions import ConditionStop
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Node, Plan, Target, key_of


def walk(plan: Plan, ledger: Ledger, stop: str = "") -> Walk:
    """Walk from the first step, to the question ``stop`` at most."""
    return Walker(plan, ledger, stop).run()


def go_on(earlier: Walk, ledger: Ledger) -> Walk:
    """Walk on from the open question at which ``earlier`` stopped; ``ledger`` answers it."""
    if earlier.resume is None:  # The question only waited to be confirmed, or closes a list.
        return walk(earlier.around.plan, ledger)
    walker = Walker(earlier.around.plan, ledger)
    walker.around = earlier.around.copy(ledger)
    walker.path = list(earlier.path[:-1])
    walker.frame = earlier.resume.frame
    return walker.run(earlier.resume.at)


class Walker(Gating):
    """The moving parts of one walk."""

    def __init__(self, plan: Plan, ledger: Ledger, stop: str = "") -> None:
        self.plan = plan
        self.ledger = ledger
        self.answers = ledger.answers
        self.stop = stop
        self.around = Surroundings(plan, ledger)
        self.path: list[Position] = []
        self.frame: Frame | None = None
        self.cursor: Position | None = None
        self.end = ""
        self.by: tuple[str, ...] = ()
        self.blocked: tuple[str, ...] = ()
        self.resume: Resume | None = None

    def run(self, at: int = 0) -> Walk:
        """Walk from position ``at`` until something stops it."""
        target: Target = at
        if at == 0 and not self.path:
            diverted = self.divert(self.plan.constant_flags)
            target = at if diverted is None else diverted
        self._run(target)
        return Walk(
            tuple(self.path),
            self.cursor,
            self.end,
            self.by if self.end else (),
            self.blocked,
            self.around,
            self.resume,
        )

    def _run(self, target: Target) -> None:
        nodes = self.plan.nodes
        last = len(nodes)
        place = "the beginning"
        try:
            while True:
                if isinstance(target, str):
                    self.arrive(target)
                if self.frame is not None or (target < last and nodes[target].group is not None):
                    moved = self.turn(target)
                    if moved != target:
                        target = moved
                        continue
                if target >= last:
                    self.fall_off(place)
                node = nodes[target]
                place = node.entry.id
                target = self.take(node)
                if target.__class__ is int and target <= node.position:
                    raise self.fault(f"“{place}” leads back, and nothing may.")
        except Stopped:
            pass
        except ConditionStop as stop:
            raise self.fault(f"At step “{place}”: {stop}") from stop

    def fall_off(self, place: str) -> NoReturn:
        """Nothing follows the step ``place``: a fault of the flow."""
        raise self.fault(f"Nothing follows {place}.")

    # Steps -----------------------------------------------------------------------------------

    def take(self, node: Node) -> Target:
        """Pass one position, and say where it leads."""
        position = node.position
        if self.ledger.skipped and node.stage in self.ledger.skipped:
            return position + 1
        when = node.when
        if when is not None and not self.holds(when):
            return position + 1
        return self._take_special(node) if node.special else self.ask(node)

    def ask(self, node: Node) -> Target:
        """Pass a question by its answer, or stop at it."""
        position = node.position
        key = node.key if self.frame is None else key_of(node.key, self.frame.number)
        given = self.answers.get(key)
        made: Basis = node.basis or basis_of(node)
        if given is None or self.stop == key:
            self.halt(Position(key, position, Status.OPEN, self.unanswered(made)))
        basis = made.fixed or self.basis(made, given)
        if given.basis == basis and not node.rechecked and not node.drifts:
            self.path.append(Position(key, position, Status.ANSWERED, basis))
        else:
            status = self._status(node, given, basis)
            position_now = Position(key, position, status, basis)
            if status is Status.AGAIN:
                self.halt(position_now)
            self.meet(position_now)
        self.passed(node, given)
        if node.flags:
            diverted = self.assess(node.key)
            if diverted is not None:
                return diverted
        return self.leave(node, given) if node.leads else position + 1

    def _status(self, node: Node, given: Given, basis: str) -> Status:
        """How an answer stands whose question may have changed."""
        if not allowed(node, self.around, given.value):
            return Status.AGAIN
        unusual = node.drifts and refusal(node, self.around, given.value, sure=given.sure)
        visited = not node.rechecked or given.seq >= self.ledger.visit
        settled = given.basis == basis and visited and not unusual
        return Status.ANSWERED if settled else Status.TO_CONFIRM

    def _take_special(self, node: Node) -> Target:
        """Pass a gate, a signature, or a step that was asked before."""
        if node.kind is StepKind.GATE:
            return self.gate(node)
        if node.kind is StepKind.SIGNATURE:
            key = node.key if self.frame is None else key_of(node.key, self.frame.number)
            given = self.answers.get(key)
            self.sign(node, key, given)
            return self.leave(node, given)
        if node.key in self.around.values:
            return self.leave(node, None)
        return self.ask(node)

    def basis(self, made: Basis, given: Given | None) -> str:  # noqa: ARG002 - the signature of what it overrides
        """The basis of a question that reads something, as it stands now."""
        return made.of(self.around)

    def unanswered(self, made: Basis) -> str:
        """The basis of a question that nobody has answered yet: its answer will carry it."""
        return made.of(self.around)

    def meet(self, position: Position) -> None:
        """Put a question on the path; the first that is not settled is the cursor."""
        self.path.append(position)
        if position.status is not Status.ANSWERED and self.cursor is None:
            self.cursor = position

    def passed(self, node: Node, given: Given) -> None:
        """Let conditions see an answer from here on."""
        value = plain(given.value)
        if self.frame is None:
            self.around.values[node.key] = value
            if node.computes:
                self.around.forget(node.computes)
        else:
            self.around.set_in(self.frame.group, node.key, value, self.frame.number)

    def halt(self, position: Position, *, resumes: bool = True) -> NoReturn:
        """Stop at a question that has no usable answer."""
        self.path.append(position)
        if self.cursor is None:
            self.cursor = position
            self.resume = Resume(position.node, self.frame) if resumes else None
        raise Stopped

    def leave(self, node: Node, given: Given | None) -> Target:
        """Where the step leads: its option's goto, its routes, or the next step."""
        if given is not None and node.gotos and isinstance(given.value, str):
            target = node.gotos.get(given.value)
            if target is not None:
                self.by = (self.path[-1].key,)
                return target
        for row, (condition, target) in enumerate(node.routes, 1):
            if condition is None or self.holds(condition):
                if type(target) is str:
                    self.by = self.led(node, row)
                return target
        if node.routes:
            raise self.fault(f"No route of step “{node.entry.id}” takes this answer.")
        return node.position + 1


def basis_of(node: Node) -> Basis:
    """The basis of a node's question, kept with the node."""
    made: Basis = node.basis or Basis(node)
    node.basis = made
    return made
