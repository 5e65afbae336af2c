"""What a sweep stands on: its variables, its places, and how a condition counts at a position."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from exoguide.check.layout import NEXT, Layout
from exoguide.check.proof.alarms import Alarm
from exoguide.check.proof.caution import hidden
from exoguide.check.proof.diagrams import NOTHING, Diagrams, Set
from exoguide.check.proof.meaning import NEW, PUT, Meaning
from exoguide.check.proof.states import (
    NOWHERE,
    Hit,
    Op,
    States,
    Way,
    always,
)
from exoguide.check.proof.timeline import Claim, Timeline
from exoguide.check.proof.vocabulary import (
    DIVERT,
    Vocabulary,
)
from exoguide.flow.conditions import Node
from exoguide.flow.problems import Path
from exoguide.flow.values import NonAnswer

BUDGET: Final = 2_000_000
"""Nodes of diagrams after which the rest is not analysed."""


def _settle(claim: Claim) -> int:
    return claim.settle


class Ground(ABC):
    """The variables and places of one sweep."""

    def __init__(self, layout: Layout, budget: int = BUDGET) -> None:
        self.layout = layout
        self.vocabulary = Vocabulary(layout)
        self.timeline = Timeline(layout, self.vocabulary)
        sizes = [self.timeline.size(name) for name in self.timeline.order]
        self.diagrams = Diagrams(sizes, budget)
        self.meaning = Meaning(self.vocabulary, self.diagrams, self.timeline.levels)
        self.states = States(self.diagrams)
        self.hits: dict[tuple[str, Path, str], Hit] = {}
        self.taken: set[Path] = set()
        """Paths of routes, gotos and ``when`` that some state takes."""
        self.asked: set[int] = set()
        self.entered: set[int] = set()
        self.ended: dict[str, int] = {}
        """A place at which each end is reached."""
        self.fired: dict[int, tuple[int, Set]] = {}
        """Flags that some state raises, with an example of it."""
        self.shown: set[Path] = set()
        self.tables: dict[int, set[int | str]] = defaultdict(set)
        """For each decision table, the rows that some state takes; ``gap`` and ``clash``."""
        self.paths = 0
        """How many ways of answering there are, kinds of answers told apart."""
        self._waiting: dict[tuple[int, int], list[Way]] = defaultdict(list)
        self._supports: dict[Set, frozenset[int]] = {}
        self._facts: dict[str, list[str]] = defaultdict(list)
        self._orders: dict[str, list[str]] = defaultdict(list)
        self._index_variables()
        self._never: dict[str, list[Claim]] = defaultdict(list)
        self._early: list[Claim] = []
        """What must never hold and does before anything that it reads was answered."""
        self._late: list[Claim] = []
        """What is looked at once nothing can change it, in the order in which that is so."""
        self._unsettled: dict[str, list[Alarm]] = defaultdict(list)
        self._index_claims()
        self._stage_stops = {entry.stage: at + 1 for at, entry in enumerate(layout.entries)}
        self._sure = frozenset(self.timeline.levels[name] for name in self.timeline.sure)
        self._here_at = -2
        self._here_kept: dict[Set, Set] = {}
        self._hidden = hidden(self.vocabulary, self.timeline.levels)

    def _index_variables(self) -> None:
        """Facts and orders by the answers that they hang on; plain values of answers."""
        for level, name in enumerate(self.timeline.order):
            if name in self.layout.asked:
                self.diagrams.plain[level] = self._plain(name)
            elif name[0] in "=?":
                for root in self.vocabulary.variable(name).roots:
                    self._facts[root].append(name)
            elif name[0] == "<":
                for part in name[1:].split("<"):
                    self._orders[part].append(name)

    def _index_claims(self) -> None:
        """What must never hold by what it looks at, the rest in order; flags by action."""
        late = (claim for claim in self.timeline.claims if claim.kind != "never")
        self._late = sorted(late, key=_settle)
        for claim in self.timeline.claims:
            if claim.kind != "never":
                continue
            for name in claim.names:
                self._never[name].append(claim)
        for alarm in self.timeline.alarms:
            if not alarm.direct:
                self._unsettled[f"any:{alarm.flag.action.value}"].append(alarm)

    def _plain(self, name: str) -> tuple[int, ...]:
        """The values of an answer, those first that alarm nobody."""
        cautious = frozenset(self.layout.asked[name].cautious)

        def alarming(number: int) -> int:
            value = cells[number - 1].value if number else ""
            if isinstance(value, NonAnswer):
                return 2
            chosen = value if isinstance(value, frozenset) else {value}
            return int(not cautious.isdisjoint(chosen))

        cells = self.vocabulary.variable(name).cells
        first = int(name in self.timeline.sure)
        return tuple(sorted(range(first, len(cells) + 1), key=alarming))

    def _settling(self, at: int, target: int | None) -> list[Claim]:
        """Claims that nothing can change any more between ``at`` and ``target`` (or an end)."""
        first = bisect_left(self._late, at, key=_settle)
        last = None if target is None else bisect_left(self._late, target, key=_settle)
        return self._late[first:last]

    def _tracked(self, name: str, at: int) -> bool:
        return self.timeline.tracked(name, at)

    def _here(self, held: Set, at: int) -> Set:
        """A set as it counts at a position: what cannot have a value yet is at its first.

        The answers of steps that are always asked are never missing, and flags that may still
        change stand for their action too.
        """
        if held < 2:
            return held
        if self._here_at != at:
            self._here_at = at
            self._here_kept.clear()
        kept = self._here_kept.get(held)
        if kept is None:
            kept = self._here_kept[held] = self._counted(held, at)
        return kept

    def _counted(self, held: Set, at: int) -> Set:
        support = self._supports.get(held)
        if support is None:
            support = self._supports[held] = self.diagrams.support(held)
        order = self.timeline.order
        unborn = {
            level: 0
            for level in support
            if order[level][0] not in "=?"
            and not order[level].startswith("clinic.")
            and not self._tracked(order[level], at)
        }
        held = self.diagrams.mirrored(held, (support & self._sure) - unborn.keys())
        for action, alarms in self._unsettled.items():
            level = self.timeline.levels.get(action, -1)
            if level in support:
                held = self._with_unsettled(held, level, alarms, at)
        return self.diagrams.at(held, unborn)

    def _where(self, level: int, values: Iterable[int]) -> Set:
        """Everything with a variable at one of these values, as :meth:`_here` would give it."""
        found = set(values)
        if level in self._sure:
            found = found | {0} if 1 in found else found - {0}
        return self.diagrams.where(level, found)

    def _with_unsettled(self, held: Set, level: int, alarms: list[Alarm], at: int) -> Set:
        """``held`` where a flag that may still change stands for its action too."""
        d, levels = self.diagrams, self.timeline.levels
        stands = d.union(
            d.where(levels[alarm.name], (NEW, PUT))
            for alarm in alarms
            if alarm.first <= at <= alarm.settle
        )
        if stands == NOTHING:
            return held
        return d.join(d.minus(held, stands), d.meet(d.at(held, {level: 1}), stands))

    def _set(self, name: str, at: int, value: int) -> tuple[Op, ...]:
        if not self._tracked(name, at):
            return ()
        return (("move", self.timeline.levels[name], always(self.timeline.size(name), value)),)

    def _born(self, at: int, before: int, place: int = 0) -> int:
        """Begin the variables of positions behind ``before`` up to ``at``."""
        ops = self._beginning(before, at)
        return self.states.step(place, *ops) if ops else place

    def _beginning(self, before: int, at: int) -> tuple[Op, ...]:
        timeline = self.timeline
        values: dict[int, int] = {}
        for position in range(before + 1, at + 1):
            for name in timeline.born.get(position, ()):
                free = name[0] in "=?" or name.startswith("clinic.")
                free = free or name in timeline.sure
                if not free and name != DIVERT and timeline.last[name] >= at:
                    values[timeline.levels[name]] = 0
        if not values:
            return ()
        return (("begin", self.diagrams.cube(values), frozenset(values)),)

    def _ending(self, at: int, target: int) -> tuple[Op, ...]:
        """Forget what nobody behind ``target`` reads."""
        timeline = self.timeline
        gone = {
            timeline.levels[name]
            for position in range(max(at, -1), target)
            for name in timeline.gone.get(position, ())
            if timeline.first[name] <= at
        }
        return (("drop", frozenset(gone)),) if gone else ()

    def _hit(self, kind: str, path: Path, place: int, held: Set, about: str = "") -> None:
        key = (kind, path, about)
        if place == NOWHERE or key in self.hits:
            return
        if self.diagrams.meet(self.states.sets[place], held):
            self.hits[key] = Hit(kind, path, place, held, about)

    def _test(self, place: int, at: int, node: Node, path: Path) -> tuple[int, int]:
        """The places where a condition holds and where it fails; what stops goes on as failing."""
        verdict = self.meaning.strict(node)
        stop = self._here(verdict.stop, at)
        if stop:
            self._hit("stop", path, place, stop)
        true = self._here(verdict.true, at)
        return self.states.parted(place, true)

    def _target(self, name: str, at: int) -> int | str:
        return at + 1 if name == NEXT else self.layout.position.get(name, name)

    @abstractmethod
    def _exit(
        self, place: int, at: int, target: int | str, frame: int, *, asked: bool = True
    ) -> None:
        """Go on from a position to another, or to an end."""
