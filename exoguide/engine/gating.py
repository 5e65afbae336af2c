"""The part of a walk that flags govern: stops, gates, signatures and ends."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import NoReturn

from exoguide.engine.basis import gate_basis
from exoguide.engine.grouping import Grouping
from exoguide.engine.ledger import Given
from exoguide.engine.path import Position, Status
from exoguide.engine.signing import signature_digest
from exoguide.engine.surroundings import BINDING
from exoguide.errors import FlowError
from exoguide.flow.model import Action, Outcome, StepKind
from exoguide.flow.plan import FlagNode, Node, Target


class Stopped(Exception):
    """The walk stands still."""


class Gating(Grouping):
    """The moving parts of a walk that flags hold up or turn aside."""

    cursor: Position | None
    end: str
    blocked: tuple[str, ...]

    @abstractmethod
    def passed(self, node: Node, given: Given) -> None:
        """Let conditions see an answer from here on."""

    @abstractmethod
    def leave(self, node: Node, given: Given | None) -> Target:
        """Where a step leads."""

    def fault(self, message: str) -> FlowError:
        """A fault of the flow, for its author."""
        return FlowError(
            "The flow cannot go on",
            f"{message} (flow “{self.plan.flow.head.id}”)",
            "Its author must mend this; nothing that was answered is lost.",
        )

    # What leads to an end ------------------------------------------------------------------

    def led(self, node: Node, rows: int) -> tuple[str, ...]:
        """The keys whose answers the first ``rows`` routes hang on; the latest when on none."""
        names: set[str] = set()
        flags = set(self.around.standing())
        for condition, _ in node.routes[:rows]:
            if condition is None:
                continue
            typed = condition.typed
            names |= self.plan.roots(typed.reads | typed.groups)
            for flag in self.plan.flags.values():
                if flag.id in typed.flags or (flag.action.value in typed.actions and flag in flags):
                    names |= set(flag.inputs)
            if typed.information_only:
                names |= {one.key for one in self.plan.nodes if one.kind is StepKind.GATE}
        return self._keys(names)

    def _keys(self, names: set[str] | frozenset[str]) -> tuple[str, ...]:
        """The questions passed that answer ``names``; the latest when there are none."""
        nodes = self.plan.nodes
        found = [p.key for p in self.path if nodes[p.node].key in names or p.key in names]
        return tuple(found) or tuple(p.key for p in self.path[-1:])

    # Flags -----------------------------------------------------------------------------------

    def assess(self, name: str) -> Target | None:
        """Look again at the flags that read ``name``; where a stop diverts to, if one stands."""
        return self.divert(self.plan.flags_reading.get(name, ()))

    def divert(self, flags: Iterable[FlagNode]) -> Target | None:
        """Look again at ``flags``; where the strongest stop that stands leads to."""
        stops = [
            flag
            for flag in flags
            if self.around.assess(flag)
            and flag.action is Action.STOP
            and flag.target is not None
            and self.around.stands(flag)
        ]
        if not stops:
            return None
        flag = min(stops, key=self._rank)
        self.by = self._keys(frozenset(flag.inputs))
        return flag.target

    def _rank(self, flag: FlagNode) -> int:
        end = self.plan.ends.get(flag.flag.goto)
        return end.rank if end else 0

    def gate(self, node: Node) -> Target:
        """A gate: put the flags that stand to the clinician once, then route."""
        around = self.around
        standing = [f for f in around.standing() if f.action in (Action.DEFER, Action.REFER)]
        pending = [flag for flag in standing if flag.id not in around.put]
        if pending:
            basis = gate_basis(flag.id for flag in pending)
            given = self.ledger.answers.get(node.key)
            if given is None or self.stop == node.key:
                self.halt(Position(node.key, node.position, Status.OPEN, basis))
            status = Status.ANSWERED if given.basis == basis else Status.TO_CONFIRM
            self.meet(Position(node.key, node.position, status, basis))
            self.passed(node, given)
            around.put |= {flag.id for flag in pending}
            leading = [flag for flag in standing if flag.target is not None]
            if given.value == "end" and leading:
                self.by = (node.key,)
                return min(leading, key=self._rank).target or node.position + 1
            around.information_only = True
        return self.leave(node, None)

    # Signatures and ends -----------------------------------------------------------------------

    def sign(self, node: Node, key: str, given: Given | None) -> None:
        """Pass a signature that is given and good, or stop."""
        if self.cursor is not None:
            raise Stopped
        self.blocked = self.blocking()
        if self.blocked:
            self.halt(Position(key, node.position, Status.BLOCKED, ""))
        digest = signature_digest(self.around, node, self.path)
        if given is None or self.stop == key:
            self.halt(Position(key, node.position, Status.OPEN, digest))
        if given.basis != digest:
            self.halt(Position(key, node.position, Status.VOID, digest))
        self.meet(Position(key, node.position, Status.ANSWERED, digest))
        self.passed(node, given)

    def blocking(self) -> tuple[str, ...]:
        """Flags that make signatures unavailable: standing, or applying and not assessed."""
        around = self.around
        found = [flag.id for flag in around.standing() if flag.action in BINDING]
        found += [flag.id for flag in around.unassessed()]
        if around.information_only and not found:
            found = sorted(around.put)
        return tuple(found)

    def arrive(self, end: str) -> NoReturn:
        """Stop at an end, unless something before it waits to be confirmed."""
        if self.cursor is None:
            table = self.plan.ends.get(end)
            if table is None:
                raise self.fault(f"There is no step or end called “{end}”.")
            if table.outcome is Outcome.ACCEPTED:
                self.blocked = self.blocking()
            if not self.blocked:
                self.end = end
        raise Stopped
