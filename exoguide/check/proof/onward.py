"""How a sweep goes on: to later positions and ends, looking at what can no longer change."""

from __future__ import annotations

from typing import Final

from exoguide.check.proof.alarms import BINDING
from exoguide.check.proof.diagrams import EVERYTHING, NOTHING, Set
from exoguide.check.proof.flagging import Flagging
from exoguide.check.proof.meaning import NEW, PUT
from exoguide.check.proof.states import (
    NOWHERE,
    Label,
    Way,
)
from exoguide.check.proof.vocabulary import (
    INFO,
    OPEN,
)
from exoguide.flow.model import Outcome
from exoguide.flow.problems import Path

AT_END: Final = -1
"""Stands for the place behind the last step of a group."""


class Onward(Flagging):
    """The part of a sweep that leaves positions."""

    def _exit(
        self, place: int, at: int, target: int | str, frame: int, *, asked: bool = True
    ) -> None:
        """Go on from a position to another, or to an end."""
        if place == NOWHERE:
            return
        if not asked:
            place = self._unassessed(place, at)
        if isinstance(target, str):
            self._end(place, at, target)
            return
        if target <= at:
            return
        body = self.layout.body(at) if at >= 0 else None
        inside = body is not None and body.first <= target <= body.stop
        if body is not None and inside and frame:
            stop = target == body.stop
            goal = target - 1 if stop else target
            key = (AT_END, frame) if stop else (target, frame)
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
            self._closing(place, at, None)
            self.ended.setdefault(name, place)
            self.paths += self.states.ways[place]

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

    def _closing(self, place: int, at: int, target: int | None) -> None:
        """Look at what nothing can change any more: outputs, and what must always hold."""
        if place == NOWHERE:
            return
        d = self.diagrams
        for claim in self._settling(at, target):
            if claim.path in self.shown:
                continue
            if claim.kind == "rows":
                self._tabled(place, at, int(claim.path[1]))
                continue
            held: Set = EVERYTHING
            for node in claim.nodes:
                held = d.meet(held, self._here(self.meaning.strict(node).true, at))
            if claim.kind == "shown":
                if d.meet(self.states.sets[place], held):
                    self.shown.add(claim.path)
            else:
                self._hit("rule", claim.path, place, d.other(held))

    def _tabled(self, place: int, at: int, index: int) -> None:
        """Note which rows of a table give its value, and whether none or too many do."""
        rows, seen = self.meaning.rows(index), self.tables[index]
        looked: list[tuple[int | str, Set]] = [*enumerate(rows.chosen)]
        for what, held in [*looked, ("gap", rows.gap), ("clash", rows.clash)]:
            here = self.states.sets[place]
            if what not in seen and self.diagrams.meet(here, self._here(held, at)):
                seen.add(what)

    def _check_never(self, place: int, at: int, name: str) -> None:
        if place == NOWHERE:
            return
        seen = {name, *(alarm.name for alarm in self.timeline.reading.get(name, ()))}
        seen |= {f"any:{alarm.flag.action.value}" for alarm in self.timeline.reading.get(name, ())}
        seen.update(self._facts.get(name, ()))
        told: set[int] = set()
        self._check_early(place, at)
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

    def _check_early(self, place: int, at: int) -> None:
        """Look at what holds before anything that it reads was answered, such as `not known(x)`."""
        self._early = [
            claim
            for claim in self._early
            if at <= claim.settle and ("rule", claim.path, "") not in self.hits
        ]
        for claim in self._early:
            true = self._here(self.meaning.strict(claim.nodes[0]).true, at)
            self._hit("rule", claim.path, place, true)
