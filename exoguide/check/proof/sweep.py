"""The sweep: every state in which each position of a flow can be entered, front to back.

It does what the walk of the engine does, for all answers at once. What it meets that should not
be is kept as a :class:`Hit`: the states, from which an example can be found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from exoguide.check.layout import NEXT, Body, Layout
from exoguide.check.proof.caution import answering, hidden, lost
from exoguide.check.proof.diagrams import EVERYTHING, NOTHING, Diagrams, Set
from exoguide.check.proof.meaning import CLEAR, LIFTED, NEW, PUT, Meaning, Verdict
from exoguide.check.proof.states import (
    NOWHERE,
    Label,
    Op,
    States,
    Way,
    always,
    anything,
)
from exoguide.check.proof.timeline import BINDING, WAITING, Alarm, Claim, Timeline
from exoguide.check.proof.vocabulary import (
    DIVERT,
    INFO,
    LEAD,
    OPEN,
    PENDING,
    Variable,
    Vocabulary,
)
from exoguide.flow.conditions import Node
from exoguide.flow.model import Action, CheckLevel, Outcome, StepKind
from exoguide.flow.plan import key_of
from exoguide.flow.problems import Path
from exoguide.flow.values import NonAnswer

BUDGET: Final = 2_000_000
"""Nodes of diagrams after which the rest is not analysed."""

_AT_END: Final = -1


@attrs.frozen
class Hit:
    """States that should not be."""

    kind: str
    path: Path
    place: int
    held: Set
    about: str = ""


class Sweep:
    """One sweep over one flow. Raises ``BudgetSpent`` or ``RecursionError`` when it is too much."""

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
        self.paths = 0
        """How many ways of answering there are, kinds of answers told apart."""
        self._waiting: dict[tuple[int, int], list[Way]] = defaultdict(list)
        self._supports: dict[Set, frozenset[int]] = {}
        self._facts: dict[str, list[str]] = defaultdict(list)
        self._orders: dict[str, list[str]] = defaultdict(list)
        self._index_variables()
        self._never: dict[str, list[Claim]] = defaultdict(list)
        self._late: list[Claim] = []
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
        for claim in self.timeline.claims:
            if claim.kind != "never":
                self._late.append(claim)
                continue
            for name in frozenset().union(*(self.vocabulary.names(n) for n in claim.nodes)):
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

    def run(self) -> None:
        """Sweep from the beginning to every end."""
        place = self._born(-1, -2)
        place = self._flagged(place, -1, [one for one in self.timeline.alarms if not one.inputs])
        place = self._diverted(place, -1, 0)
        if self.layout.entries:
            self._exit(place, -1, 0, 0)
        at = 0
        while at < len(self.layout.entries):
            self.diagrams.relax()
            body = self.layout.body(at)
            if body is not None and at == body.first:
                self._group(body)
                at = body.stop
            else:
                place = self.states.place(self._waiting.pop((at, 0), ()))
                if place != NOWHERE:
                    self._position(place, at, 0)
                at += 1

    # Places ------------------------------------------------------------------------------------

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
        for level in support & self._sure:
            if level not in unborn:
                held = self.diagrams.mirrored(held, level)
        for action, alarms in self._unsettled.items():
            level = self.timeline.levels.get(action, -1)
            if level in support:
                held = self._with_unsettled(held, level, alarms, at)
        return self.diagrams.at(held, unborn)

    def _where(self, level: int, values: Iterable[int]) -> Set:
        """Everything with a variable at one of these values, as :meth:`_here` would give it."""
        found = self.diagrams.where(level, values)
        return self.diagrams.mirrored(found, level) if level in self._sure else found

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
        return self.states.keep(place, true), self.states.keep(place, self.diagrams.other(true))

    # Positions ---------------------------------------------------------------------------------

    def _position(self, place: int, at: int, frame: int) -> None:
        layout, entry = self.layout, self.layout.entries[at]
        self.entered.add(at)
        typed = layout.typed("step", at, "when")
        if typed is not None:
            self._look_hidden(place, at, typed.node, ("step", at, "when"), opposite=False)
            place, skipped = self._test(place, at, typed.node, ("step", at, "when"))
            self._exit(skipped, at, at + 1, frame, asked=False)
        if place == NOWHERE:
            return
        self.asked.add(at)
        if layout.is_gate(at):
            self._gate(place, at, frame)
        elif entry.use:
            name = layout.step(at).id
            fresh = self._here(self.meaning.unset(name), at)
            again = self.states.keep(place, self.diagrams.other(fresh))
            again = self._unassessed(again, at)
            self._leave(again, at, frame, given=False)
            self._question(self.states.keep(place, fresh), at, frame)
        else:
            self._question(place, at, frame)

    def _question(self, place: int, at: int, frame: int) -> None:
        if place == NOWHERE:
            return
        step = self.layout.step(at)
        if step.kind is StepKind.SIGNATURE:
            place = self._unblocked(place, at, ("step", at, "id"))
        place = self._answered(place, at, frame)
        for name in self._facts.get(step.id, ()):
            if self._tracked(name, at):
                place = self.states.step(place, ("drop", frozenset({self.timeline.levels[name]})))
        self._after_answer(place, at, frame, step.id)

    def _after_answer(self, place: int, at: int, frame: int, name: str) -> None:
        place = self._flagged(place, at, self.timeline.reading.get(name, ()))
        self._check_never(place, at, name)
        place = self._diverted(place, at, frame)
        self._leave(place, at, frame, given=True)

    def _flagged(self, place: int, at: int, alarms: Sequence[Alarm]) -> int:
        """Look at flags after an answer."""
        level = self.timeline.levels.get(DIVERT)
        if level is not None and any(
            self.timeline.place_of(one) for one in alarms if one.flag.action is Action.STOP
        ):
            zero = self.diagrams.where(level, (0,))
            place = self.states.step(place, ("begin", zero, frozenset({level})))
        for alarm in alarms:
            if alarm.settle == at:
                self._look_hidden_flag(place, at, alarm)
            place = self._assessed(place, at, alarm, lifts=True)
        return place

    def _look_hidden(self, place: int, at: int, node: Node, path: Path, *, opposite: bool) -> None:
        """Whether not knowing asks less (or closes less, if ``opposite``) than caution would."""
        for name in self.vocabulary.names(node):
            one = self._hidden.get(name)
            if one is None or place == NOWHERE or not self._tracked(name, at):
                continue
            true = self._here(self.meaning.strict(node).true, at)
            held = self.diagrams.other(true) if opposite else true
            # Not knowing that makes the consultation wait is cautious enough.
            waits = self.diagrams.union(
                self._here(self._verdict(other).true, at)
                for other in self.timeline.reading[name]
                if other.flag.action in BINDING and other.settle <= at
            )
            instead = self.diagrams.join(held, waits)
            self._hit("hidden", path, place, lost(self.diagrams, one, held, instead), name)

    def _look_hidden_flag(self, place: int, at: int, alarm: Alarm) -> None:
        """Whether not knowing raises less than a cautious answer does."""
        for name in alarm.inputs:
            one = self._hidden.get(name)
            if one is None or place == NOWHERE or not self._tracked(name, at):
                continue
            raised = self._here(self._verdict(alarm).true, at)
            instead = self.diagrams.union(
                self._here(self._verdict(other).true, at)
                for other in answering(alarm, self.timeline.reading[name])
            )
            path: Path = ("flag", alarm.index, "when")
            self._hit("hidden", path, place, lost(self.diagrams, one, raised, instead), name)

    def _answered(self, place: int, at: int, frame: int) -> int:
        """Any answer that is allowed."""
        step, layout = self.layout.step(at), self.layout
        variable = self.vocabulary.variable(step.id)
        key = key_of(step.id, frame)
        for order in self._orders.get(step.id, ()):
            place = self._ordered(place, at, order, step.id)
        values = tuple(range(1, variable.size))
        kind = "sign" if step.kind is StepKind.SIGNATURE else "answer"
        if not self._tracked(step.id, at):
            return self.states.step(place, label=Label(kind, key, -1, values))
        level = self.timeline.levels[step.id]
        allowed = self._closed(place, at, variable, level)
        moves: tuple[Op, ...] = ()
        if level not in self._sure:
            moves = (("move", level, anything(variable.size, values)),)
        found = self.states.step(place, *moves, label=Label(kind, key, level, values))
        if allowed != EVERYTHING:
            given = self._where(level, values)
            able = self.diagrams.without(self.diagrams.meet(allowed, given), frozenset({level}))
            self._hit("stuck", ("step", at, "id"), place, self.diagrams.other(able))
            found = self.states.keep(found, allowed)
        for number, check in enumerate(step.check):
            typed = layout.typed("step", layout.position[step.id], "check", number, "must")
            if typed is None or check.level is not CheckLevel.ERROR:
                continue
            path: Path = ("step", layout.position[step.id], "check", number, "must")
            before = found
            with_value = self._where(
                level,
                [n for n in values if not isinstance(variable.cells[n - 1].value, NonAnswer)],
            )
            verdict = self.meaning.strict(typed.node)
            stop = self.diagrams.meet(self._here(verdict.stop, at), with_value)
            self._hit("stop", path, before, stop)
            good = self.diagrams.join(self._here(verdict.true, at), self.diagrams.other(with_value))
            found = self.states.keep(before, good)
        return found

    def _closed(self, place: int, at: int, variable: Variable, level: int) -> Set:
        """States with answers that are open."""
        layout, d = self.layout, self.diagrams
        name = self.layout.step(at).id
        own = layout.position[name]
        allowed = EVERYTHING
        for number, option in enumerate(layout.step(at).options):
            path: Path = ("step", own, "options", number, "when")
            typed = layout.typed(*path)
            if typed is None:
                continue
            self._look_hidden(place, at, typed.node, path, opposite=True)
            verdict = self.meaning.strict(typed.node)
            unset = d.where(level, (0,))
            stop = self._here(verdict.stop, at)
            self._hit("stop", path, place, stop if level in self._sure else d.meet(stop, unset))
            held = [n for n, cell in enumerate(variable.cells, 1) if _holds(cell.value, option.id)]
            true = d.at(self._here(verdict.true, at), {level: 0})
            if d.meet(self.states.sets[place], true):
                self.taken.add(path)
            allowed = d.meet(allowed, d.join(true, d.other(self._where(level, held))))
        return allowed

    def _ordered(self, place: int, at: int, order: str, name: str) -> int:
        if not self._tracked(order, at):
            return place
        first, second = order[1:].split("<")
        unset = self.meaning.unset
        # Before its answer a step that is always asked is as unset as any.
        fresh = EVERYTHING if name in self.timeline.sure else self._here(unset(name), at)
        level = self.timeline.levels[order]
        zero: Op = ("move", level, always(2, 0))
        ways = [Way(place, (("guard", self.diagrams.other(fresh)),))]
        if name == first:
            ways.append(Way(place, (("guard", fresh), zero)))
        if name == second:
            missing = self._here(unset(first), at)
            there = self.diagrams.minus(fresh, missing)
            ways.append(Way(place, (("guard", there), ("move", level, always(2, 1)))))
            ways.append(Way(place, (("guard", self.diagrams.meet(fresh, missing)), zero)))
        return self.states.place(ways)

    def _leave(self, place: int, at: int, frame: int, *, given: bool) -> None:
        """Over gotos and routes; what no route takes goes on to the next step."""
        if place == NOWHERE:
            return
        entry, step, d = self.layout.entries[at], self.layout.step(at), self.diagrams
        own = self.layout.position[step.id]
        if given and step.kind is not StepKind.MULTI:
            for number, option in enumerate(step.options):
                if not option.goto:
                    continue
                target = self._target(option.goto, at)
                if isinstance(target, int) and target <= at:
                    continue
                cells = self.vocabulary.variable(step.id).cells
                values = [n for n, cell in enumerate(cells, 1) if cell.value == option.id]
                held = self._where(self.timeline.levels[step.id], values)
                gone = self.states.keep(place, held)
                if gone != NOWHERE:
                    self.taken.add(("step", own, "options", number, "goto"))
                self._exit(gone, at, target, frame)
                place = self.states.keep(place, d.other(held))
        for number, row in enumerate(entry.route):
            path: Path = ("step", at, "route", number)
            typed = self.layout.typed(*path, "when")
            taken, place = (
                self._test(place, at, typed.node, (*path, "when"))
                if typed is not None and place != NOWHERE
                else (place, NOWHERE)
            )
            if taken != NOWHERE:
                self.taken.add(path)
                self._exit(taken, at, self._target(row.otherwise or row.goto, at), frame)
        if entry.route:
            self._hit("gap", ("step", at, "route", len(entry.route) - 1), place, EVERYTHING)
        self._exit(place, at, at + 1, frame)

    def _target(self, name: str, at: int) -> int | str:
        return at + 1 if name == NEXT else self.layout.position.get(name, name)

    # Gates and signatures ----------------------------------------------------------------------

    def _gate(self, place: int, at: int, frame: int) -> None:
        d, levels = self.diagrams, self.timeline.levels
        name = self.layout.entries[at].id
        open_ = [
            alarm
            for action in WAITING
            for alarm in self._unsettled.get(f"any:{action.value}", ())
            if alarm.settle >= at and self._tracked(alarm.name, at)
        ]
        pending = d.union(d.where(levels[alarm.name], (NEW,)) for alarm in open_)
        if self._tracked(PENDING, at):
            pending = d.join(pending, d.where(levels[PENDING], (1,)))
        asked = self.states.keep(place, pending)
        rest = self.states.keep(place, d.other(pending))
        if asked != NOWHERE:
            left: Set = EVERYTHING
            for number, target in enumerate(self.timeline.leads, 1):
                here = d.union(
                    d.where(levels[alarm.name], (NEW, PUT))
                    for alarm in open_
                    if self.timeline.place_of(alarm) == number
                )
                if self._tracked(LEAD, at):
                    here = d.join(here, d.where(levels[LEAD], (number,)))
                ending = d.meet(left, here)
                left = d.minus(left, here)
                ways = self.states.step(asked, ("guard", ending), label=Label("gate end", name))
                self._exit(ways, at, self._target(target, at), frame)
            ops = [*self._set(INFO, at, 1), *self._set(PENDING, at, 0)]
            table = tuple((PUT,) if n == NEW else (n,) for n in range(5))
            ops += [("move", levels[alarm.name], table) for alarm in open_]
            if self._tracked(name, at):
                cells = self.vocabulary.variable(name).cells
                value = next(n for n, cell in enumerate(cells, 1) if cell.value == "information")
                ops += self._set(name, at, value)
            asked = self.states.step(asked, *ops, label=Label("gate information", name))
            self._check_never(asked, at, INFO)
        self._leave(self.states.place([Way(asked), Way(rest)]), at, frame, given=False)

    def _unblocked(self, place: int, at: int, path: Path) -> int:
        """States in which a person can sign, or accept; the others are told."""
        if place == NOWHERE:
            return place
        d, levels = self.diagrams, self.timeline.levels
        stands = NOTHING
        unknown = NOTHING
        for action in BINDING:
            name = f"any:{action.value}"
            if self._tracked(name, at):
                stands = d.join(stands, d.where(levels[name], (1,)))
        for alarm in self.timeline.alarms:
            if alarm.direct and alarm.settle <= at:
                continue
            if alarm.settle < at:
                continue
            held = self._here(self._unknown(alarm), at)
            if self._tracked(alarm.name, at):
                if alarm.flag.action in BINDING:
                    stands = d.join(stands, d.where(levels[alarm.name], (NEW, PUT)))
                held = d.meet(held, d.where(levels[alarm.name], (0,)))
            if alarm.direct and alarm.settle > at:
                held = self._here(self._unknown(alarm), at)
            self._hit("unassessed", path, place, held, alarm.flag.id)
            unknown = d.join(unknown, held)
        if self._tracked(OPEN, at):
            open_ = d.where(levels[OPEN], (1,))
            self._hit("unassessed", path, place, open_)
            unknown = d.join(unknown, open_)
        info = d.where(levels[INFO], (1,)) if self._tracked(INFO, at) else NOTHING
        self._hit("standing", path, place, stands)
        self._hit("information", path, place, d.minus(info, d.join(stands, unknown)))
        return self.states.keep(place, d.other(d.union((stands, unknown, info))))

    # Flags -------------------------------------------------------------------------------------

    def _verdict(self, alarm: Alarm) -> Verdict:
        """States in which a flag is raised, clear and stops; what stops goes on as clear."""
        d = self.diagrams
        when = self.meaning.partial(alarm.when)
        true, false, stop = when
        if alarm.applies is not None:
            applies = self.meaning.partial(alarm.applies)
            true = d.meet(applies.true, true)
            false = d.join(applies.false, d.meet(applies.true, false))
            stop = d.join(applies.stop, d.meet(applies.true, stop))
        return Verdict(true, d.join(false, stop), stop)

    def _unknown(self, alarm: Alarm) -> Set:
        """States in which a flag applies and is not assessed."""
        d = self.diagrams
        verdict = self._verdict(alarm)
        found = d.minus(d.other(verdict.true), verdict.false)
        if alarm.applies is not None:
            found = d.meet(found, self.meaning.partial(alarm.applies).true)
        return found

    def _assessed(self, place: int, at: int, alarm: Alarm, *, lifts: bool) -> int:
        """Look at a flag again."""
        if place == NOWHERE:
            return place
        d, levels = self.diagrams, self.timeline.levels
        verdict = self._verdict(alarm)
        true, false = self._here(verdict.true, at), self._here(verdict.false, at)
        stop = self._here(verdict.stop, at)
        if stop:
            self._hit("stop", ("flag", alarm.index, "when"), place, stop)
        if alarm.index not in self.fired:
            held = d.meet(self.states.sets[place], true)
            if held:
                self.fired[alarm.index] = (place, held)
        unsure = d.minus(d.other(true), false)
        own = self._tracked(alarm.name, at)
        binding = alarm.flag.action in BINDING and lifts
        ways: list[Way] = []
        if own:
            level = levels[alarm.name]
            stands = ((NEW,), (NEW,), (NEW,), (PUT,), (NEW,))
            # Once it stands it cannot be found set aside at an earlier place.
            kept = self.diagrams.where(level, (0, CLEAR, LIFTED))
            lifted: tuple[Op, ...] = (("guard", kept), *self._set(alarm.name, at, LIFTED))
            raised: tuple[Op, ...] = (("move", level, stands),)
            clear, open_ = self._set(alarm.name, at, CLEAR), self._set(alarm.name, at, 0)
        else:
            raised = lifted = clear = open_ = ()
        if lifts:
            raised += self._diverting(alarm, at)
        if alarm.direct:
            raised += self._standing(alarm, at)
        # What is plain comes first, so that examples do not raise flags without need.
        ways.append(Way(place, (("guard", false), *clear)))
        if alarm.direct:
            unknown = self._here(self._unknown(alarm), at)
            opened = (*open_, *self._set(OPEN, at, 1))
            ways.append(Way(place, (("guard", d.minus(unsure, unknown)), *open_)))
            ways.append(Way(place, (("guard", d.meet(unsure, unknown)), *opened)))
        else:
            ways.append(Way(place, (("guard", unsure), *open_)))
        ways.append(Way(place, (("guard", true), *raised)))
        if binding:
            ways.append(Way(place, (("guard", true), *lifted), Label("lift", alarm.flag.id)))
        if not (raised or lifted or clear or open_) and not (
            alarm.direct and self._tracked(OPEN, at)
        ):
            return place
        return self.states.place(ways)

    def _standing(self, alarm: Alarm, at: int) -> tuple[Op, ...]:
        """What a settled flag leaves behind while it stands."""
        ops = [*self._set(f"any:{alarm.flag.action.value}", at, 1)]
        if alarm.flag.action in WAITING:
            ops += self._set(PENDING, at, 1)
            ops += self._least(LEAD, self.timeline.place_of(alarm), at)
        return tuple(ops)

    def _least(self, name: str, value: int, at: int) -> tuple[Op, ...]:
        if not value or not self._tracked(name, at):
            return ()
        size = self.timeline.size(name)
        table = tuple((value,) if n == 0 or n > value else (n,) for n in range(size))
        return (("move", self.timeline.levels[name], table),)

    def _diverting(self, alarm: Alarm, at: int) -> tuple[Op, ...]:
        value = self.timeline.place_of(alarm)
        if alarm.flag.action is not Action.STOP or not value or DIVERT not in self.timeline.levels:
            return ()
        size = self.timeline.size(DIVERT)
        table = tuple((value,) if n == 0 or n > value else (n,) for n in range(size))
        del at
        return (("move", self.timeline.levels[DIVERT], table),)

    def _diverted(self, place: int, at: int, frame: int) -> int:
        """Let stops lead away."""
        level = self.timeline.levels.get(DIVERT)
        if level is None or place == NOWHERE:
            return place
        if level not in self.diagrams.support(self.states.sets[place]):
            return place
        drop: Op = ("drop", frozenset({level}))
        for number, target in enumerate(self.timeline.diverts, 1):
            held = self.diagrams.where(level, (number,))
            gone = self.states.step(place, ("guard", held), drop)
            self._exit(gone, at, self._target(target, at), frame)
        return self.states.step(place, ("guard", self.diagrams.where(level, (0,))), drop)

    def _unassessed(self, place: int, at: int) -> int:
        """Pass a position without its question: what it alone decides stays open."""
        if place == NOWHERE or at >= len(self.layout.entries):
            return place
        for alarm in self.timeline.reading.get(self.layout.step(at).id, ()):
            if alarm.direct and alarm.settle == at and self._tracked(OPEN, at):
                unknown = self._here(self._unknown(alarm), at)
                unknown = self.diagrams.at(unknown, self._skipped(alarm))
                ways = [
                    Way(place, (("guard", unknown), *self._set(OPEN, at, 1))),
                    Way(place, (("guard", self.diagrams.other(unknown)),)),
                ]
                place = self.states.place(ways)
        return place

    def _skipped(self, alarm: Alarm) -> dict[int, int]:
        levels = self.timeline.levels
        return {levels[name]: 0 for name in alarm.inputs if name in levels}

    def _settled(self, place: int, at: int, target: int) -> int:
        """Fold the flags that no position from ``target`` on can change."""
        timeline, d = self.timeline, self.diagrams
        for position in range(max(at, 0), target):
            for alarm in timeline.settling.get(position, ()):
                if place == NOWHERE:
                    return place
                if alarm.direct:
                    if position > at and self._tracked(OPEN, at):
                        unknown = d.at(self._here(self._unknown(alarm), at), self._skipped(alarm))
                        place = self._opened(place, at, unknown)
                    continue
                if not self._tracked(alarm.name, at):
                    unknown = self._here(self._unknown(alarm), at)
                    place = self._opened(place, at, unknown)
                    continue
                level = timeline.levels[alarm.name]
                unknown = d.meet(self._here(self._unknown(alarm), at), d.where(level, (0,)))
                stands = self._standing(alarm, at)
                put = tuple(op for op in stands if op[1] != timeline.levels.get(PENDING))
                rest = d.minus(d.other(d.where(level, (NEW, PUT))), unknown)
                ways = [
                    Way(place, (("guard", d.where(level, (NEW,))), *stands)),
                    Way(place, (("guard", d.where(level, (PUT,))), *put)),
                    Way(place, (("guard", unknown), *self._set(OPEN, at, 1))),
                    Way(place, (("guard", rest),)),
                ]
                if stands or self._tracked(OPEN, at):
                    place = self.states.place(ways)
        return place

    def _opened(self, place: int, at: int, unknown: Set) -> int:
        ops = self._set(OPEN, at, 1)
        if not ops or unknown == NOTHING:
            return place
        rest = self.diagrams.other(unknown)
        return self.states.place(
            [Way(place, (("guard", unknown), *ops)), Way(place, (("guard", rest),))]
        )

    # Ways on -----------------------------------------------------------------------------------

    def _exit(
        self, place: int, at: int, target: int | str, frame: int, *, asked: bool = True
    ) -> None:
        """Go on from a position to another, or to an end."""
        if place == NOWHERE:
            return
        if not asked:
            place = self._unassessed(place, at)
        if isinstance(target, str):
            self._closing(place, at, None)
            self._end(place, at, target)
            return
        if target <= at:
            return
        body = self.layout.body(at) if at >= 0 else None
        inside = body is not None and body.first <= target <= body.stop
        if body is not None and inside and frame:
            stop = target == body.stop
            goal = target - 1 if stop else target
            key = (_AT_END, frame) if stop else (target, frame)
            ops = self._ending(at, goal)
            if frame == 1:
                ops += self._beginning(at, goal)
            self._waiting[key].append(Way(place, ops))
            return
        self._skip_stage(place, at, target)
        place = self._settled(place, at, target)
        self._closing(place, at, target)
        if target >= len(self.layout.entries):
            return
        ops = (*self._ending(at, target), *self._beginning(at, target))
        self._waiting[target, 0].append(Way(place, ops))

    def _skip_stage(self, place: int, at: int, target: int) -> None:
        """Skip the whole stage that a way enters, where that may be done."""
        entries = self.layout.entries
        if target >= len(entries) or entries[target].stage not in self.layout.skippable:
            return
        stage = entries[target].stage
        if at < 0 or entries[at].stage != stage:
            skipped = self.states.step(place, label=Label("skip", stage))
            self._exit(skipped, at, self._stage_stops[stage], 0)

    def _end(self, place: int, at: int, name: str) -> None:
        end = self.layout.ends.get(name)
        if end is None:
            return
        if end.outcome is Outcome.ACCEPTED:
            place = self._unblocked(place, at, ("step", max(at, 0), "id"))
        if place != NOWHERE:
            self.ended.setdefault(name, place)
            self.paths += self.states.ways[place]

    def _closing(self, place: int, at: int, target: int | None) -> None:
        """Look at what nothing can change any more: outputs, and what must always hold."""
        if place == NOWHERE:
            return
        d = self.diagrams
        for claim in self._late:
            if claim.path in self.shown or claim.settle < at:
                continue
            if target is not None and not claim.settle < target:
                continue
            held: Set = EVERYTHING
            for node in claim.nodes:
                held = d.meet(held, self._here(self.meaning.strict(node).true, at))
            if claim.kind == "shown":
                if d.meet(self.states.sets[place], held):
                    self.shown.add(claim.path)
            else:
                self._hit("rule", claim.path, place, d.other(held))

    def _check_never(self, place: int, at: int, name: str) -> None:
        if place == NOWHERE:
            return
        seen = {name, *(alarm.name for alarm in self.timeline.reading.get(name, ()))}
        seen |= {f"any:{alarm.flag.action.value}" for alarm in self.timeline.reading.get(name, ())}
        seen.update(self._facts.get(name, ()))
        told: set[int] = set()
        for one in seen:
            for claim in self._never.get(one, ()):
                if id(claim) in told:
                    continue
                told.add(id(claim))
                verdict = self.meaning.strict(claim.nodes[0])
                true, stop = self._here(verdict.true, at), self._here(verdict.stop, at)
                self._hit("rule", claim.path, place, true)
                if stop:
                    self._hit("rule stop", claim.path, place, stop)

    # Groups ------------------------------------------------------------------------------------

    def _group(self, body: Body) -> None:
        place = self.states.place(self._waiting.pop((body.first, 0), ()))
        if place == NOWHERE:
            for at in range(body.first + 1, body.stop):
                self._waiting.pop((at, 0), None)
            return
        if body.repeats:
            self._repeats(body, place)
        else:
            self._rounds(body, place)

    def _members(self, body: Body) -> Iterator[str]:
        for at in range(body.first, body.stop):
            if self.layout.entries[at].kind is not None:
                yield self.layout.entries[at].id

    def _inside(self, body: Body, place: int, frame: int) -> int:
        """Walk the steps of a group once, in one round or item; the place behind the last."""
        self._waiting[body.first, frame].append(Way(place))
        for at in range(body.first, body.stop):
            here = self.states.place(self._waiting.pop((at, frame), ()))
            if here != NOWHERE:
                self._position(here, at, frame)
        return self.states.place(self._waiting.pop((_AT_END, frame), ()))

    def _rounds(self, body: Body, place: int) -> None:
        last = body.stop - 1
        until = self.layout.typed("group", body.index, "until")
        path: Path = ("group", body.index, "until")
        for number in range(1, body.group.rounds + 1):
            place = self._inside(body, place, number)
            if place == NOWHERE:
                return
            if until is None:
                self._exit(place, last, body.stop, 0)
                return
            done, place = self._test(place, last, until.node, path)
            if done != NOWHERE:
                self.taken.add(path)
            self._exit(done, last, body.stop, 0)
            if number < body.group.rounds:
                place = self._cleared(body, place)
        target = self._target(body.group.on_exhausted or NEXT, last)
        if place != NOWHERE:
            self.taken.add(("group", body.index, "on_exhausted"))
        self._exit(place, last, target, 0)

    def _cleared(self, body: Body, place: int) -> int:
        """Forget the answers of a round or item."""
        last = body.stop - 1
        told: set[int] = set()
        for name in self._members(body):
            place = self.states.step(place, *self._set(name, last, 0))
        for name in self._members(body):
            for alarm in self.timeline.reading.get(name, ()):
                if alarm.index not in told:
                    told.add(alarm.index)
                    place = self._assessed(place, last, alarm, lifts=False)
        return place

    def _repeats(self, body: Body, place: int) -> None:
        last, group = body.stop - 1, body.group
        begun = place
        if not group.min:
            none = self.states.step(
                begun, *self._set(group.id, last, 1), label=Label("list", group.id)
            )
            self._close(body, none)
        begun = self.states.step(
            begun, *self._set(group.id, last, 2), label=Label("list", group.id)
        )
        seen: Set = NOTHING
        ends: list[int] = []
        for number in range(1, group.max + 1):
            if begun == NOWHERE:
                break
            begun = self.states.step(begun, label=Label("item", group.id, -1, ()))
            new = self.diagrams.other(seen)
            seen = self.diagrams.join(seen, self.states.sets[begun])
            if number > group.min:
                begun = self.states.keep(begun, new)
                if begun == NOWHERE:
                    break
            done = self._item(body, begun, number)
            if number >= group.min:
                ends.append(done)
            begun = self._cleared(body, done) if done != NOWHERE else NOWHERE
        self._close(body, self.states.place(Way(one) for one in ends))

    def _item(self, body: Body, place: int, number: int) -> int:
        self._waiting[body.first, number].append(Way(place))
        for at in range(body.first, body.stop):
            ways = self._waiting.pop((at, number), [])
            here = self.states.place(ways)
            if here != NOWHERE:
                self._position(here, at, number)
        return self.states.place(self._waiting.pop((_AT_END, number), ()))

    def _close(self, body: Body, place: int) -> None:
        if place == NOWHERE:
            return
        last = body.stop - 1
        for name in self._members(body):
            place = self.states.step(place, *self._set(name, last, 0))
        for name in self._facts.get(body.group.id, ()):
            if self._tracked(name, last):
                place = self.states.step(place, ("drop", frozenset({self.timeline.levels[name]})))
        place = self._flagged(place, last, self.timeline.reading.get(body.group.id, ()))
        self._check_never(place, last, body.group.id)
        place = self._diverted(place, last, 0)
        self._exit(place, last, body.stop, 0)


def _holds(value: object, option: str) -> bool:
    return value == option or (isinstance(value, frozenset) and option in value)
