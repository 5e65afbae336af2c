"""How flags change in a sweep: assessed, set aside, settled, and leading away.

A flag that one question decides leaves only its traces behind (an action that stands, a gate that
has to ask, a flag that is not assessed); any other is a variable until nothing can change it.
"""

from __future__ import annotations

from collections.abc import Sequence

from exoguide.check.proof.alarms import BINDING, WAITING, Alarm
from exoguide.check.proof.caution import answering, lost
from exoguide.check.proof.diagrams import EVERYTHING, NOTHING, Set
from exoguide.check.proof.ground import Ground
from exoguide.check.proof.meaning import CLEAR, LIFTED, NEW, PUT, Verdict
from exoguide.check.proof.states import (
    NOWHERE,
    Label,
    Op,
    Way,
)
from exoguide.check.proof.vocabulary import (
    DIVERT,
    LEAD,
    OPEN,
    PENDING,
)
from exoguide.flow.conditions import Node
from exoguide.flow.model import Action
from exoguide.flow.problems import Path


class Flagging(Ground):
    """The part of a sweep that looks at flags."""

    def _flagged(self, place: int, at: int, alarms: Sequence[Alarm]) -> int:
        """Look at flags after an answer."""
        level = self.timeline.levels.get(DIVERT)
        if level is not None and self._stopping(alarms):
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
            held = lost(self.diagrams, one, raised, instead)
            self._hit("hidden", ("flag", alarm.index, "when"), place, held, name)

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
        if alarm.inputs:  # before the first of them is answered, nobody has looked at the flag
            unasked = EVERYTHING
            for name in sorted(alarm.inputs):
                unasked = d.meet(unasked, self.meaning.unset(name))
            found = d.join(found, unasked)
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
            raised += self._diverting(alarm)
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

    def _diverting(self, alarm: Alarm) -> tuple[Op, ...]:
        value = self.timeline.place_of(alarm)
        if alarm.flag.action is not Action.STOP or not value or DIVERT not in self.timeline.levels:
            return ()
        size = self.timeline.size(DIVERT)
        table = tuple((value,) if n == 0 or n > value else (n,) for n in range(size))
        return (("move", self.timeline.levels[DIVERT], table),)

    def _stopping(self, alarms: Sequence[Alarm]) -> bool:
        """Whether one of these flags may lead away."""
        return any(self.timeline.place_of(one) for one in alarms if one.flag.action is Action.STOP)

    def _diverted(self, place: int, at: int, frame: int, alarms: Sequence[Alarm]) -> int:
        """Let stops lead away, once these flags were looked at."""
        level = self.timeline.levels.get(DIVERT)
        if level is None or place == NOWHERE or not self._stopping(alarms):
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
