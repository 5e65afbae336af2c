"""One left-to-right walk over the steps: the whole state of a session, derived from its answers.

At each position conditions, routes, computes and flags see only the answers passed so far, so a
late answer cannot un-ask an early one and there is nothing to iterate. The walk stops at the
first question that is open, at the first signature or end behind one that must be confirmed,
and at an end.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, NoReturn

import attrs

from exoguide.engine.allowed import allowed
from exoguide.engine.basis import Basis, gate_basis, roster_basis
from exoguide.engine.encoding import Roster, plain
from exoguide.engine.ledger import Given, Ledger
from exoguide.engine.signing import signature_digest
from exoguide.engine.surroundings import BINDING, Surroundings
from exoguide.errors import FlowError
from exoguide.flow.conditions import ConditionStop
from exoguide.flow.model import Action, Outcome, Recheck, StepKind
from exoguide.flow.plan import FlagNode, GroupNode, Node, Plan, Target, key_of


class Status(Enum):
    """How an answer on the path stands."""

    ANSWERED = "answered"
    TO_CONFIRM = "to confirm"
    """Given to a question that has changed since; still read by conditions."""
    AGAIN = "to answer again"
    """No longer allowed; unset."""
    OPEN = "open"
    """Not answered."""
    VOID = "void"
    """A signature over something that has changed since; unset, kept and printed as void."""
    BLOCKED = "unavailable"
    """A signature that nobody may give now."""


class Position(NamedTuple):
    """One question on the path."""

    key: str
    node: int
    """Position in the flow; of a roster, that of its group's first step."""
    status: Status
    basis: str


@attrs.frozen
class Walk:
    """Where a walk led."""

    path: tuple[Position, ...]
    cursor: Position | None
    """The first question that is open, to confirm, to answer again or void."""
    end: str
    """The end that is reached; empty before one."""
    by: tuple[str, ...]
    """Keys of the answers that led to the end."""
    blocked: tuple[str, ...]
    """Flags for which a signature or a completing end is unavailable here."""
    around: Surroundings = attrs.field(eq=False)
    resume: Resume | None = attrs.field(eq=False, default=None)

    @property
    def keys(self) -> dict[str, Position]:
        """The questions on the path by key."""
        return {position.key: position for position in self.path}


@attrs.frozen
class Frame:
    """The group that a walk is inside of: its round, or its item."""

    group: GroupNode
    number: int
    left: tuple[int, ...] = ()
    """Serials still to walk."""


@attrs.frozen
class Resume:
    """Where to go on once the open question at the end of a walk is answered."""

    at: int
    frame: Frame | None


def walk(plan: Plan, ledger: Ledger, stop: str = "") -> Walk:
    """Walk from the first step, to the question ``stop`` at most."""
    walker = _Walker(plan, ledger, Surroundings(plan, ledger), [], stop)
    for flag in plan.constant_flags:
        walker.around.assess(flag)
    return walker.run(0)


def go_on(earlier: Walk, ledger: Ledger) -> Walk:
    """Walk on from the open question at which ``earlier`` stopped; ``ledger`` answers it."""
    if earlier.resume is None:
        return walk(earlier.around.plan, ledger)
    around = earlier.around.copy(ledger)
    walker = _Walker(around.plan, ledger, around, list(earlier.path[:-1]), "")
    walker.frame = earlier.resume.frame
    return walker.run(earlier.resume.at)


class _Stopped(Exception):
    """The walk stands still."""


class _Walker:
    """The moving parts of one walk."""

    def __init__(
        self,
        plan: Plan,
        ledger: Ledger,
        around: Surroundings,
        path: list[Position],
        stop: str,
    ) -> None:
        self.plan = plan
        self.ledger = ledger
        self.around = around
        self.path = path
        self.stop = stop
        self.frame: Frame | None = None
        self.cursor: Position | None = None
        self.end = ""
        self.by: tuple[str, ...] = ()
        self.blocked: tuple[str, ...] = ()
        self.resume: Resume | None = None

    def run(self, at: int) -> Walk:
        """Walk from position ``at`` until something stops it."""
        nodes = self.plan.nodes
        place = "the beginning"
        try:
            target: Target = at
            while True:
                if isinstance(target, str):
                    self._arrive(target)
                if self.frame is not None or (
                    target < len(nodes) and nodes[target].group is not None
                ):
                    moved = self._group(target)
                    if moved != target:
                        target = moved
                        continue
                if target >= len(nodes):
                    raise FlowError(
                        "The flow leads nowhere",
                        f"Nothing follows {place} in flow “{self.plan.flow.head.id}”.",
                        "Its author must send it to an end; nothing that was answered is lost.",
                    )
                node = nodes[target]
                place = f"step “{node.entry.id}”"
                target = self._pass(node)
        except _Stopped:
            pass
        except ConditionStop as stop:
            raise FlowError(
                "The flow cannot go on",
                f"At {place} of flow “{self.plan.flow.head.id}”: {stop}",
                "Its author must mend this; nothing that was answered is lost.",
            ) from stop
        return Walk(
            tuple(self.path),
            self.cursor,
            self.end,
            self.by,
            self.blocked,
            self.around,
            self.resume,
        )

    # Steps -----------------------------------------------------------------------------------

    def _pass(self, node: Node) -> Target:
        """Pass one position, and say where it leads."""
        following = node.position + 1
        if node.stage in self.ledger.skipped:
            return following
        if node.when is not None and not node.when.test(self.around):
            return following
        if node.kind is StepKind.GATE:
            return self._gate(node)
        if node.entry.use and node.key in self.around.values:
            return self._leave(node, None)
        key = key_of(node.key, self.frame.number) if self.frame else node.key
        given = self.ledger.answers.get(key)
        if node.kind is StepKind.SIGNATURE:
            self._signature(node, key, given)
            return self._leave(node, given)
        basis = basis_of(node).of(self.around)
        if given is None or self.stop == key:
            self._halt(Position(key, node.position, Status.OPEN, basis))
        status = Status.ANSWERED
        if given.basis != basis:
            if not allowed(node, self.around, given.value):
                self._halt(Position(key, node.position, Status.AGAIN, basis))
            status = Status.TO_CONFIRM
        elif given.seq < self.ledger.visit and node.step.recheck is Recheck.VISIT:
            status = Status.TO_CONFIRM
        self._met(Position(key, node.position, status, basis))
        self._set(node.key, given)
        diverted = self._assess(node.key)
        return self._leave(node, given) if diverted is None else diverted

    def _met(self, position: Position) -> None:
        self.path.append(position)
        if self.cursor is None and position.status is not Status.ANSWERED:
            self.cursor = position

    def _set(self, name: str, given: Given) -> None:
        self.around.set(name, plain(given.value), given.day)
        if self.frame is not None and self.frame.group.repeats:
            self.around.set_in_item(self.frame.group.id, name, plain(given.value))

    def _halt(self, position: Position, *, resumes: bool = True) -> NoReturn:
        """Stop at a question that has no usable answer."""
        self.path.append(position)
        if self.cursor is None:
            self.cursor = position
            self.resume = Resume(position.node, self.frame) if resumes else None
        raise _Stopped

    def _leave(self, node: Node, given: Given | None) -> Target:
        """Where the step leads: its option's goto, its routes, or the next step."""
        if given is not None and isinstance(given.value, str) and node.gotos:
            target = node.gotos.get(given.value)
            if target is not None:
                self.by = (self.path[-1].key,)
                return target
        for condition, target in node.routes:
            if condition is None or condition.test(self.around):
                self.by = self._led(node)
                return target
        if node.routes:
            raise FlowError(
                "The flow leads nowhere",
                f"No route of step “{node.entry.id}” takes this answer.",
                "Its author must add an otherwise; nothing that was answered is lost.",
            )
        return node.position + 1

    def _led(self, node: Node) -> tuple[str, ...]:
        """The keys whose answers a route hangs on, the step's own among them."""
        names: set[str] = set()
        for condition, _ in node.routes:
            if condition is not None:
                names |= self.plan.roots(condition.typed.reads)
        on_path = {position.key for position in self.path}
        own = {self.path[-1].key} if self.path else set()
        return tuple(sorted((names & on_path) or own))

    # Flags -----------------------------------------------------------------------------------

    def _assess(self, name: str) -> Target | None:
        """Look again at the flags that read ``name``; where a stop diverts to, if one stands."""
        stops = [
            flag
            for flag in self.plan.flags_reading.get(name, ())
            if self.around.assess(flag)
            and flag.action is Action.STOP
            and flag.target is not None
            and self.around.stands(flag)
        ]
        if not stops:
            return None
        flag = min(stops, key=self._rank)
        self.by = self._keys(flag)
        target = flag.target
        assert target is not None  # noqa: S101  (only such flags were taken)
        return target

    def _rank(self, flag: FlagNode) -> int:
        end = self.plan.ends.get(flag.flag.goto)
        return end.rank if end else 0

    def _keys(self, flag: FlagNode) -> tuple[str, ...]:
        inputs = set(flag.inputs)
        found = [p.key for p in self.path if self.plan.nodes[p.node].key in inputs]
        return tuple(found) or ((self.path[-1].key,) if self.path else ())

    def _gate(self, node: Node) -> Target:
        """A gate: put the flags that stand to the clinician once, then route."""
        around = self.around
        standing = [
            flag for flag in around.standing() if flag.action in (Action.DEFER, Action.REFER)
        ]
        pending = [flag for flag in standing if flag.id not in around.put]
        if pending:
            basis = gate_basis(flag.id for flag in pending)
            given = self.ledger.answers.get(node.key)
            if given is None or self.stop == node.key:
                self._halt(Position(node.key, node.position, Status.OPEN, basis))
            status = Status.ANSWERED if given.basis == basis else Status.TO_CONFIRM
            self._met(Position(node.key, node.position, status, basis))
            self._set(node.key, given)
            around.put |= {flag.id for flag in pending}
            if given.value == "end":
                flag = min((f for f in standing if f.target is not None), key=self._rank)
                self.by = (node.key,)
                target = flag.target
                assert target is not None  # noqa: S101  (only such flags were taken)
                return target
            around.information_only = True
        return self._leave(node, None)

    # Signatures and ends -----------------------------------------------------------------------

    def _signature(self, node: Node, key: str, given: Given | None) -> None:
        """Pass a signature that is given and good, or stop."""
        if self.cursor is not None:
            raise _Stopped
        self.blocked = self._blocking()
        if self.blocked:
            self._halt(Position(key, node.position, Status.BLOCKED, ""))
        digest = signature_digest(self.around, node, self.path)
        if given is None or self.stop == key:
            self._halt(Position(key, node.position, Status.OPEN, digest))
        if given.basis != digest:
            self._halt(Position(key, node.position, Status.VOID, digest))
        self._met(Position(key, node.position, Status.ANSWERED, digest))
        self._set(node.key, given)

    def _blocking(self) -> tuple[str, ...]:
        """Flags that make signatures unavailable: standing, or applying and not assessed."""
        around = self.around
        found = [flag.id for flag in around.standing() if flag.action in BINDING]
        found += [flag.id for flag in around.unassessed()]
        if around.information_only and not found:
            found = sorted(around.put)
        return tuple(found)

    def _arrive(self, end: str) -> NoReturn:
        if self.cursor is None:
            table = self.plan.ends.get(end)
            if table is None:
                raise FlowError(
                    "The flow leads nowhere",
                    f"There is no step or end called “{end}”.",
                    "Its author must correct the name; nothing that was answered is lost.",
                )
            if table.outcome is Outcome.ACCEPTED:
                self.blocked = self._blocking()
            if not self.blocked:
                self.end = end
        raise _Stopped

    # Groups ------------------------------------------------------------------------------------

    def _group(self, at: int) -> int:
        """Enter, repeat or leave the group at ``at``; where to go on."""
        frame = self.frame
        if frame is not None:
            if frame.group.first <= at < frame.group.stop:
                return at
            if at == frame.group.stop:
                return self._again(frame)
            self.frame = None
            return at
        group = self.plan.nodes[at].group
        if group is None or at != group.first:
            return at
        if group.repeats:
            return self._enter_repeat(group)
        if self._skips(group):
            return group.stop
        self._fresh(Frame(group, 1))
        return at

    def _skips(self, group: GroupNode) -> bool:
        return self.plan.nodes[group.first].stage in self.ledger.skipped

    def _fresh(self, frame: Frame) -> None:
        """Begin a round or an item: what earlier ones answered is not read."""
        for step in frame.group.steps:
            self.around.unset(step)
        if frame.group.repeats:
            self.around.next_item(frame.group.id)
        self.frame = frame

    def _again(self, frame: Frame) -> int:
        """At the end of a round or item: another one, or on."""
        group = frame.group
        if group.repeats:
            if frame.left:
                self._fresh(Frame(group, frame.left[0], frame.left[1:]))
                return group.first
            return self._close_repeat(group)
        self.frame = None
        if group.until is None or group.until.test(self.around):
            return group.stop
        if frame.number < group.group.rounds:
            self._fresh(Frame(group, frame.number + 1))
            return group.first
        target = group.on_exhausted
        if isinstance(target, str):
            self.by = tuple(key_of(step, frame.number) for step in group.steps)
            self._arrive(target)
        return target

    def _roster(self, group: GroupNode) -> tuple[Roster | None, str]:
        given = self.ledger.answers.get(group.id)
        basis = roster_basis(group.id, group.group.min, group.group.max)
        if given is None or not isinstance(given.value, Roster):
            return None, basis
        return given.value, basis

    def _enter_repeat(self, group: GroupNode) -> int:
        if self._skips(group):
            return group.stop
        roster, basis = self._roster(group)
        if roster is None or self.stop == group.id:
            self._halt(Position(group.id, group.first, Status.OPEN, basis))
        self.around.set(group.id, roster.serials, self.ledger.answers[group.id].day)
        self.around.lay_out(group.id, len(roster.serials))
        if not roster.serials:
            return self._close_repeat(group)
        self._fresh(Frame(group, roster.serials[0], roster.serials[1:]))
        return group.first

    def _close_repeat(self, group: GroupNode) -> int:
        roster, basis = self._roster(group)
        for step in group.steps:
            self.around.unset(step)
        self.frame = None
        if roster is None or not roster.closed:
            self._halt(Position(group.id, group.first, Status.OPEN, basis), resumes=False)
        count = len(roster.serials)
        good = group.group.min <= count <= group.group.max
        if not good:
            self._halt(Position(group.id, group.first, Status.AGAIN, basis), resumes=False)
        self._met(Position(group.id, group.first, Status.ANSWERED, basis))
        diverted = self._assess(group.id)
        if isinstance(diverted, str):
            self._arrive(diverted)
        return group.stop if diverted is None else diverted


def basis_of(node: Node) -> Basis:
    """The basis of a node's question, kept with the node."""
    made: Basis | None = node.basis
    if made is None:
        made = node.basis = Basis(node)
    return made
