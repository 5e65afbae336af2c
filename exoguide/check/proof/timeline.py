"""When each variable is looked at: from where it can first have a value to where it is last read.

Outside that stretch a set of states says nothing about it, which is what keeps the sets small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from exoguide.check.layout import NEXT, Layout
from exoguide.check.proof.alarms import WAITING, Alarm, alarms_of
from exoguide.check.proof.readers import readers
from exoguide.check.proof.tabled import followed
from exoguide.check.proof.vocabulary import (
    DIVERT,
    INFO,
    LEAD,
    OPEN,
    PENDING,
    Vocabulary,
)
from exoguide.flow.conditions import Node
from exoguide.flow.model import Action
from exoguide.flow.problems import Path


@attrs.frozen
class Claim:
    """A condition of a rule or an output that is looked at once nothing can change it."""

    kind: str
    """``always``, ``never``, ``shown``, or ``rows`` of a decision table."""
    path: Path
    nodes: tuple[Node, ...]
    names: frozenset[str]
    """The variables that it looks at."""
    first: int
    settle: int


class Timeline:
    """The stretches of all variables of one flow, and their order."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        self.layout = layout
        self.vocabulary = vocabulary
        self.alarms = tuple(alarms_of(layout))
        self.reading: dict[str, list[Alarm]] = defaultdict(list)
        for alarm in self.alarms:
            for name in alarm.inputs:
                self.reading[name].append(alarm)
        self._spans: dict[str, tuple[int, int]] = {}
        self._class: dict[int, int] = {}
        self.leads = self._ranked(WAITING)
        self.diverts = self._ranked((Action.STOP,))
        self.last: dict[str, int] = {}
        self.claims = tuple(self._claims())
        for names, at in readers(self):
            body = layout.body(at) if at >= 0 else None
            at = at if body is None else max(at, body.stop - 1)  # noqa: PLW2901 - a group is passed as a whole
            for name in names:
                if self.last.get(name, -1) < at:
                    self.last[name] = at
        self.order = tuple(sorted(self.last, key=self._place))
        self.levels = {name: number for number, name in enumerate(self.order)}
        self.first = {name: self.span(name)[0] for name in self.order}
        self.born: dict[int, list[str]] = defaultdict(list)
        self.gone: dict[int, list[str]] = defaultdict(list)
        for name in self.order:
            self.last[name] = max(self.last[name], self.first[name])
            self.born[self.first[name]].append(name)
            self.gone[self.last[name]].append(name)
        self.sure = self._sure()
        """Steps that are answered wherever their variable is looked at: 0 stands for 1 there."""
        self.settling: dict[int, list[Alarm]] = defaultdict(list)
        for alarm in self.alarms:
            self.settling[alarm.settle].append(alarm)

    def _sure(self) -> frozenset[str]:
        layout = self.layout
        missed: set[int] = set()
        for at, entry in enumerate(layout.entries):
            targets = {option.goto for option in layout.step(at).options}
            targets |= {row.goto or row.otherwise for row in entry.route}
            alarms = self.reading.get(layout.step(at).id, ())
            targets |= {alarm.flag.goto for alarm in alarms}
            if layout.is_gate(at):
                targets |= set(self.leads)
            body = layout.body(at)
            if body is not None or entry.stage in layout.skippable or entry.when or entry.use:
                missed.add(at)
            if body is not None:
                targets.add(body.group.on_exhausted or NEXT)
                targets |= {alarm.flag.goto for alarm in self.reading.get(body.group.id, ())}
            for name in targets:
                missed.update(range(at + 1, layout.position.get(name, at)))
        targets = {alarm.flag.goto for alarm in self.alarms if not alarm.inputs}
        for name in targets:
            missed.update(range(layout.position.get(name, 0)))
        return frozenset(
            name
            for name in self.order
            if name in layout.asked
            and len(layout.places[name]) == 1
            and layout.places[name][0] not in missed
            and not layout.is_gate(layout.places[name][0])
        )

    def size(self, name: str) -> int:
        """How many values a variable has."""
        if name == LEAD:
            return 1 + len(self.leads)
        if name == DIVERT:
            return 1 + len(self.diverts)
        return self.vocabulary.variable(name).size

    def tracked(self, name: str, at: int) -> bool:
        """Whether sets of states say something of a variable behind position ``at``."""
        return self.first.get(name, at + 1) <= at <= self.last[name] if name in self.last else False

    def span(self, name: str) -> tuple[int, int]:
        """The first and the last position at which a variable can change."""
        found = self._spans.get(name)
        if found is None:
            found = self._spans[name] = self._span(name)
        return found

    def _place(self, name: str) -> tuple[int, int, int, str]:
        """What is there at one position only, then what is new before what is old.

        A position looks at what is new, so the diagrams are taken apart near their tops only. What
        the whole walk carries along is at the bottom: above it would be held once for each value.
        """
        if name in {INFO, OPEN, PENDING, LEAD, DIVERT} or name.startswith("any:"):
            return (1, 0, 0, name)
        first, settle = self.span(name)
        if first == self.last[name] and first >= 0:
            return (-1, first, 0, name)
        kind = "!=?<".find(name[0])
        return (0, -(settle if name[0] in "=?" else first), kind, name)

    def _span(self, name: str) -> tuple[int, int]:
        layout = self.layout
        if name in layout.asked:
            places = layout.places[name]
            body = layout.bodies.get(layout.asked[name].group)
            if body is not None:
                return body.first, max(body.stop - 1, places[-1])
            return places[0], places[-1]
        if name in layout.bodies:
            return layout.bodies[name].first, layout.bodies[name].stop - 1
        if name[0] == "!":
            alarm = next(one for one in self.alarms if one.name == name)
            return alarm.first, alarm.settle
        if name[0] == "<":
            one, other = (self.span(part) for part in name[1:].split("<"))
            return min(one[0], other[0]), max(one[1], other[1])
        if name[0] in "=?":
            return self._around(self.vocabulary.variable(name).roots)
        return self._walk_span(name)

    def _walk_span(self, name: str) -> tuple[int, int]:
        """From the beginning on: a way past a question may open what the question decides."""
        if name == INFO:
            return -1, max(
                (at for at in range(len(self.layout.entries)) if self.layout.is_gate(at)), default=0
            )
        alarms: Iterable[Alarm] = self.alarms
        if name.startswith("any:"):
            alarms = [one for one in self.alarms if one.flag.action.value == name[4:]]
        return -1, max((one.settle for one in alarms), default=0)

    def _around(self, roots: Iterable[str]) -> tuple[int, int]:
        spans = [self.span(name) for name in roots]
        if not spans:
            return -1, -1
        return min(one for one, _ in spans), max(two for _, two in spans)

    def _ranked(self, actions: tuple[Action, ...]) -> tuple[str, ...]:
        """Targets in the order in which they win; one may stand there more than once."""
        ends = self.layout.ends
        flags = [
            (ends[one.flag.goto].rank if one.flag.goto in ends else 0, one.index, one.flag.goto)
            for one in self.alarms
            if one.flag.action in actions and one.flag.goto
        ]
        found: list[str] = []
        for _, index, goto in sorted(flags):
            if not found or found[-1] != goto:
                found.append(goto)
            self._class[index] = len(found)
        return tuple(found)

    def place_of(self, alarm: Alarm) -> int:
        """The value of ``lead`` or ``divert`` that stands for the flag's target; 0 for none."""
        return self._class.get(alarm.index, 0)

    # Who reads ---------------------------------------------------------------------------------

    def _claims(self) -> Iterator[Claim]:
        layout = self.layout
        for index, rule in enumerate(layout.flow.rules):
            for kind in ("never", "always"):
                typed = layout.typed("rule", index, kind)
                if getattr(rule, kind) and typed is not None:
                    yield self._claim(kind, ("rule", index, kind), (typed.node,))
        for index in range(len(layout.flow.computes)):
            nodes = followed(layout, index)
            if nodes:
                more = self.vocabulary.status(layout.flow.computes[index].id)
                yield self._claim("rows", ("compute", index), nodes, more)
        for index, output in enumerate(layout.flow.outputs):
            outer = layout.typed("output", index, "when")
            if outer is not None:
                yield self._claim("shown", ("output", index, "when"), (outer.node,))
            for number in range(len(output.items)):
                path = ("output", index, "items", number, "when")
                inner = layout.typed(*path)
                if inner is not None:
                    nodes = (outer.node, inner.node) if outer is not None else (inner.node,)
                    yield self._claim("shown", path, nodes)

    def _claim(
        self, kind: str, path: Path, nodes: tuple[Node, ...], more: frozenset[str] = frozenset()
    ) -> Claim:
        names = more.union(*(self.vocabulary.names(node) for node in nodes))
        spans = [self.span(name) for name in names]
        return Claim(
            kind, path, nodes, names,
            min((one for one, _ in spans), default=-1),
            max((two for _, two in spans), default=-1),
        )  # fmt: skip
