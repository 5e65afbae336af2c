"""The sweep: every state in which each position of a flow can be entered, front to back.

It does what the walk of the engine does, for all answers at once. What it meets that should not
be is kept as a :class:`Hit`: the states, from which an example can be found.
"""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.layout import NEXT, Body
from exoguide.check.proof.asking import Asking
from exoguide.check.proof.diagrams import NOTHING, Set
from exoguide.check.proof.ground import BUDGET
from exoguide.check.proof.onward import AT_END
from exoguide.check.proof.states import (
    NOWHERE,
    Hit,
    Label,
    Way,
)
from exoguide.flow.problems import Path

__all__ = ["BUDGET", "Contradicted", "Hit", "Sweep"]


class Contradicted(Exception):
    """The engine does otherwise than an exact sweep said."""


class Sweep(Asking):
    """One sweep over one flow. Raises ``BudgetSpent`` or ``RecursionError`` when it is too much."""

    def run(self) -> None:
        """Sweep from the beginning to every end."""
        place = self._born(-1, -2)
        alarms = [one for one in self.timeline.alarms if not one.inputs]
        place = self._diverted(self._flagged(place, -1, alarms), -1, 0, alarms)
        self._begun(place)
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

    def exact(self) -> bool:
        """Whether every state that it found has an interview that leads to it."""
        layout = self.layout
        # Behind a place where the engine stops, the sweep goes on for the sake of other findings.
        if any(hit.kind in {"gap", "stop"} for hit in self.hits.values()):
            return False
        if any(name[0] in "=?" for name in self.timeline.order):
            return False
        if any(body.repeats for body in layout.bodies.values()):
            return False
        limits = ("min", "max")
        for at, step in enumerate(layout.entries):
            for name in limits:
                typed = layout.typed("step", at, name)
                if typed is not None and (typed.reads or typed.today):
                    return False
            if step.check:
                return False
        return True

    def _begun(self, place: int) -> None:
        """Note what must never hold and does at the beginning."""
        if place != NOWHERE:
            here = self.states.sets[place]
            for claim in self.timeline.claims:
                if claim.kind == "never":
                    true = self._here(self.meaning.strict(claim.nodes[0]).true, -1)
                    if self.diagrams.meet(here, true) != NOTHING:
                        self._early.append(claim)

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
        return self.states.place(self._waiting.pop((AT_END, frame), ()))

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
        return self.states.place(self._waiting.pop((AT_END, number), ()))

    def _close(self, body: Body, place: int) -> None:
        if place == NOWHERE:
            return
        last = body.stop - 1
        for name in self._members(body):
            place = self.states.step(place, *self._set(name, last, 0))
        for name in self._facts.get(body.group.id, ()):
            if self._tracked(name, last):
                place = self.states.step(place, ("drop", frozenset({self.timeline.levels[name]})))
        alarms = self.timeline.reading.get(body.group.id, ())
        place = self._flagged(place, last, alarms)
        self._check_never(place, last, body.group.id)
        place = self._diverted(place, last, 0, alarms)
        self._exit(place, last, body.stop, 0)
