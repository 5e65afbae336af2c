"""How a sweep passes positions: questions with all their answers, gates, and the routes behind."""

from __future__ import annotations

from exoguide.check.proof.alarms import WAITING, Alarm
from exoguide.check.proof.diagrams import EVERYTHING, Set
from exoguide.check.proof.meaning import NEW, PUT
from exoguide.check.proof.onward import Onward
from exoguide.check.proof.states import (
    NOWHERE,
    Label,
    Op,
    Way,
    always,
    anything,
)
from exoguide.check.proof.vocabulary import (
    INFO,
    LEAD,
    PENDING,
    Variable,
)
from exoguide.flow.model import CheckLevel, StepKind
from exoguide.flow.plan import key_of
from exoguide.flow.problems import Path
from exoguide.flow.values import NonAnswer


class Asking(Onward):
    """The part of a sweep that passes one position."""

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
            new, again = self.states.parted(place, fresh)
            self._leave(self._unassessed(again, at), at, frame, given=False)
            self._question(new, at, frame)
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
        alarms = self.timeline.reading.get(name, ())
        place = self._flagged(place, at, alarms)
        self._check_never(place, at, name)
        place = self._diverted(place, at, frame, alarms)
        self._leave(place, at, frame, given=True)

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
        entry, step = self.layout.entries[at], self.layout.step(at)
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
                gone, place = self.states.parted(place, held)
                if gone != NOWHERE:
                    self.taken.add(("step", own, "options", number, "goto"))
                self._exit(gone, at, target, frame)
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
        asked, rest = self.states.parted(place, pending)
        if asked != NOWHERE:
            for order in self._orders.get(name, ()):
                asked = self._ordered(asked, at, order, name)
            self._ended_at(asked, at, frame, open_)
            ops = [*self._set(INFO, at, 1), *self._set(PENDING, at, 0)]
            table = tuple((PUT,) if n == NEW else (n,) for n in range(5))
            ops += [("move", levels[alarm.name], table) for alarm in open_]
            ops += self._chosen(name, at, "information")
            asked = self.states.step(asked, *ops, label=Label("gate information", name))
            self._check_never(asked, at, INFO)
            self._check_never(asked, at, name)
        self._leave(self.states.place([Way(asked), Way(rest)]), at, frame, given=False)

    def _ended_at(self, place: int, at: int, frame: int, open_: list[Alarm]) -> None:
        """End at a gate: where the flag of the lowest rank that stands leads to."""
        d, levels = self.diagrams, self.timeline.levels
        name = self.layout.entries[at].id
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
            chosen = self._chosen(name, at, "end")
            ways = self.states.step(
                place, ("guard", ending), *chosen, label=Label("gate end", name)
            )
            self._check_never(ways, at, name)
            self._exit(ways, at, self._target(target, at), frame)

    def _chosen(self, name: str, at: int, answer: str) -> tuple[Op, ...]:
        """A gate's own answer, where something reads it."""
        if not self._tracked(name, at):
            return ()
        cells = self.vocabulary.variable(name).cells
        return self._set(name, at, next(n for n, one in enumerate(cells, 1) if one.value == answer))


def _holds(value: object, option: str) -> bool:
    return value == option or (isinstance(value, frozenset) and option in value)
