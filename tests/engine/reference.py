"""A second engine, slow and plain, written from the design and not from the first one.

It keeps every event's answers in lists, walks from the start after each event, works out all flags
after each answer, and compares what an answer stood under value by value instead of by digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NoReturn

import attrs

from exoguide.engine.encoding import Roster, decode
from exoguide.engine.events import Event, Kind
from exoguide.flow.values import NonAnswer
from tests.engine.formulas import Formula, InformationOnly, Not, Raised
from tests.engine.random_flows import BINDING, WEIGHTS, Alarm, Ask, Limit, Sketch

READABLE = ("answered", "to confirm")


@attrs.frozen
class Kept:
    """One answer as it was given."""

    value: object
    basis: object
    seq: int
    event: str
    signed: str = ""


@attrs.define
class Look:
    """What a condition can see; see :class:`tests.engine.formulas.View`."""

    values: dict[str, object]
    cautious: Mapping[str, tuple[str, ...]]
    raised: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    information_only: bool = False


@attrs.define
class Seen:
    """Where a walk led."""

    path: list[tuple[str, str, object]] = attrs.Factory(list)
    """Key, status and basis of every question met."""
    cursor: str = ""
    end: str = ""
    by: tuple[str, ...] = ()
    flags: dict[str, bool | None] = attrs.Factory(dict)
    standing: tuple[str, ...] = ()

    @property
    def readable(self) -> list[str]:
        """Keys of the answers that may be read, in walk order."""
        return [key for key, status, _ in self.path if status in READABLE]

    def basis(self, key: str) -> object:
        """What an answer to ``key`` would stand under."""
        return next(basis for one, _, basis in self.path if one == key)


class _Halt(Exception):
    """The walk goes no further."""


class Reference:
    """A session of a sketch."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.kept: dict[str, list[Kept]] = {}
        self.skips: dict[str, str] = {}
        self.lifted: dict[str, dict[Kind, Mapping[object, object]]] = {}
        self.visit = 0
        self.today = ""
        self.ended = ""

    # Events -------------------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        """Note an event that happened."""
        body = event.body
        key = str(body.get("key", ""))
        match event.kind:
            case Kind.OPENED:
                self.visit, self.today = event.seq, str(body["today"])
            case Kind.RESUMED:
                if str(body["today"]) > self.today:
                    self.visit = event.seq
                self.today = str(body["today"])
            case Kind.REOPENED:
                self._reopen(event)
            case Kind.ANSWERED:
                self._keep(key, decode(body["value"]), event)
            case Kind.SIGNED:
                self._keep(key, "signed", event)
            case Kind.CONFIRMED:
                self._keep(key, self.kept[key][-1].value, event)
            case Kind.UNDONE:
                self._undo(str(body["event"]))
            case Kind.SKIPPED:
                self.skips[str(body["stage"])] = event.id
            case Kind.OVERRIDDEN | Kind.RESOLVED:
                alarm = next(one for one in self.sketch.alarms if one.id == body["flag"])
                inputs = _Walking(self).finished().inputs(alarm)
                self.lifted.setdefault(alarm.id, {})[event.kind] = inputs
            case Kind.ENDED:
                self.ended = str(body["end"])
            case _:
                pass

    def _keep(self, key: str, value: object, event: Event) -> None:
        signed = str(event.body.get("name", ""))
        kept = Kept(value, self.walk().basis(key), event.seq, event.id, signed)
        self.kept.setdefault(key, []).append(kept)

    def _reopen(self, event: Event) -> None:
        self.visit, self.today, self.ended = event.seq, str(event.body["today"]), ""
        unset = event.body["unset"]
        assert isinstance(unset, list)
        for name in unset:
            self.kept.pop(str(name), None)

    def _undo(self, event: str) -> None:
        for stage, name in list(self.skips.items()):
            if name == event:
                del self.skips[stage]
        for key, kept in list(self.kept.items()):
            if kept[-1].event == event:
                kept.pop()
                if not kept:
                    del self.kept[key]

    def inputs(self, alarm: Alarm) -> list[str]:
        """The steps that a flag hangs on, through computes too."""
        sums = {one.id: one.steps for one in self.sketch.sums}
        reads = alarm.when.reads | (alarm.applies.reads if alarm.applies else frozenset())
        return sorted({step for name in reads for step in sums.get(name, (name,))})

    def walk(self) -> Seen:
        """Where the session stands."""
        return _Walking(self).finished().seen


class _Walking:
    """One walk from the start."""

    def __init__(self, session: Reference) -> None:
        self.session = session
        self.sketch = session.sketch
        self.seen = Seen()
        self.values: dict[str, object] = {}
        self.information_only = False
        self.items: dict[str, list[dict[str, object]]] = {}
        self.item: dict[str, object] = {}
        self.put: set[str] = set()
        """Flags that a gate has put to the clinician."""
        self.ever: set[str] = set()
        self.signatures: list[object] = []
        self.places = {one.id: number for number, one in enumerate(self.sketch.asks)}
        self.cautious = {one.id: one.cautious for one in self.sketch.asks}

    def finished(self) -> _Walking:
        try:
            self._assess()
            self._steps()
        except _Halt:
            pass
        self.seen.standing = tuple(one.id for one in self._standing())
        return self

    # What can be seen -------------------------------------------------------------------------

    def look(self) -> Look:
        values = dict(self.values)
        for one in self.sketch.sums:
            total = self._sum(one.steps, weights=one.weights)
            if total is not None:
                values[one.id] = total
        standing = frozenset(one.action for one in self._standing())
        values.update({f"{group}.items": items for group, items in self.items.items()})
        return Look(values, self.cautious, frozenset(self.ever), standing, self.information_only)

    def _sum(self, steps: tuple[str, ...], *, weights: bool) -> object:
        values = [self.values.get(step) for step in steps]
        if None in values:
            return None
        for value in values:
            if isinstance(value, NonAnswer):
                return NonAnswer.UNKNOWN
        total = Decimal(0)
        for value in values:
            if not weights:
                assert isinstance(value, Decimal)
                total += value
            elif isinstance(value, frozenset):
                total += sum(WEIGHTS[one] for one in value)
            else:
                total += WEIGHTS[str(value)]
        return total

    def holds(self, formula: Formula | None) -> bool:
        if formula is None:
            return True
        verdict = formula.judge(self.look())
        assert verdict is not None, formula.text
        return verdict

    # Flags ------------------------------------------------------------------------------------

    def _assess(self) -> None:
        for alarm in self.sketch.alarms:
            # The values are taken anew, flags never read flags.
            applies = alarm.applies.judge(self.look()) if alarm.applies else True
            when = alarm.when.judge(self.look())
            state = when if applies is True else applies
            self.seen.flags[alarm.id] = state
            if state:
                self.ever.add(alarm.id)

    def _standing(self) -> list[Alarm]:
        return [
            one
            for one in self.sketch.alarms
            if self.seen.flags.get(one.id) and not self._lifted(one)
        ]

    def inputs(self, alarm: Alarm) -> dict[object, object]:
        """The answers that a flag hangs on, passed so far, those of items by place in the list."""
        found: dict[object, object] = {}
        for name in self.session.inputs(alarm):
            group = self.sketch.ask(name).group if name in self.places else ""
            if group in self.sketch.repeats:
                for place, item in enumerate(self.items.get(group, [])):
                    if name in item:
                        found[group, place, name] = item[name]
            elif name in self.values:
                found[name] = self.values[name]
        return found

    def _lifted(self, alarm: Alarm) -> bool:
        now = self.inputs(alarm)
        return any(
            all(inputs.get(name) == value for name, value in now.items())
            for inputs in self.session.lifted.get(alarm.id, {}).values()
        )

    def _divert(self) -> Alarm | None:
        """The standing stop whose end has the lowest rank."""
        stops = [one for one in self._standing() if one.action == "stop"]
        return min(stops, key=lambda one: self._rank(one.goto), default=None)

    def _rank(self, end: str) -> int:
        return self.sketch.ends[end][1]

    # The walk ---------------------------------------------------------------------------------

    def _steps(self) -> None:
        place = 0
        while True:
            ask = self.sketch.asks[place]
            if ask.group in self.sketch.rounds:
                place = self._rounds(ask.group)
            elif ask.group in self.sketch.repeats:
                place = self._repeats(ask.group)
            else:
                place = self._one(ask, place, 0)

    def _members(self, group: str) -> list[tuple[int, Ask]]:
        return [(n, one) for n, one in enumerate(self.sketch.asks) if one.group == group]

    def _rounds(self, group: str) -> int:
        rounds = self.sketch.rounds[group]
        members = self._members(group)
        after = members[-1][0] + 1
        if members[0][1].stage in self.session.skips:
            return after
        step, done = rounds.until
        for number in range(1, rounds.rounds + 1):
            for _, one in members:
                self.values.pop(one.id, None)
            for at, one in members:
                self._one(one, at, number)
            if self.values.get(step) in done:
                return after
        number = rounds.rounds
        reasons = [f"{one.id}#{number}" for _, one in members]
        return self._go(rounds.exhausted, after, *reasons, by=f"{step}#{number}")

    def _repeats(self, group: str) -> int:
        members = self._members(group)
        after = members[-1][0] + 1
        if members[0][1].stage in self.session.skips:
            return after
        kept = self.session.kept.get(group, [])
        if not kept:
            self._stop_at(group, "open", None)
        value = kept[-1].value
        assert isinstance(value, Roster)
        self._meet(group, "answered", None)
        self.values[group] = value.serials
        self.items[group] = [{} for _ in value.serials]
        for item, serial in zip(self.items[group], value.serials, strict=True):
            self.item = item
            for at, one in members:
                self._one(one, at, serial)
            for _, one in members:
                self.values.pop(one.id, None)
        if not value.closed:
            self.seen.path.remove((group, "answered", None))
            self._stop_at(group, "open", None)
        self._passed()
        return after

    def _one(self, ask: Ask, place: int, number: int) -> int:
        if ask.stage in self.session.skips:
            return place + 1
        if ask.when is not None and not self.holds(ask.when):
            return place + 1
        question = self.sketch.ask(ask.use) if ask.use else ask
        if ask.use and question.id in self.values:
            return place + 1
        key = f"{question.id}#{number}" if number else question.id
        if ask.kind == "gate":
            return self._gate(ask, place)
        if ask.kind == "signature":
            self._sign(ask, key)
        else:
            self._question(question, ask, key)
        return self._leave(ask, question, place, key)

    def _question(self, question: Ask, entry: Ask, key: str) -> None:
        basis = self._basis(question, entry)
        kept = self.session.kept.get(key, [])
        if not kept:
            self._stop_at(key, "open", basis)
        given = kept[-1]
        if not self._allowed(question, given.value):
            self._stop_at(key, "to answer again", basis)
        stale = question.recheck and given.seq < self.session.visit
        status = "to confirm" if given.basis != basis or stale else "answered"
        self._meet(key, status, basis)
        self.values[question.id] = given.value
        if question.group in self.sketch.repeats:
            self.item[question.id] = given.value
        self._passed()

    def _meet(self, key: str, status: str, basis: object) -> None:
        self.seen.path.append((key, status, basis))
        if status != "answered" and not self.seen.cursor:
            self.seen.cursor = key

    def _stop_at(self, key: str, status: str, basis: object) -> NoReturn:
        self._meet(key, status, basis)
        raise _Halt

    def _passed(self) -> None:
        self._assess()
        stop = self._divert()
        if stop is not None:
            self._arrive(stop.goto, *self.session.inputs(stop))

    def _leave(self, ask: Ask, question: Ask, place: int, key: str) -> int:
        value = self.values.get(question.id)
        # An option leads the same way at a second place; rows of routes belong to their position.
        gotos = question.gotos if question.kind == "choice" else ask.gotos
        target = gotos.get(value, "") if isinstance(value, str) else ""
        if self.places.get(target, place + 1) > place and target:
            return self._go(target, place + 1, by=key)
        for test, goto in ask.routes:
            if self.holds(test):
                return self._go(goto, place + 1, *self._reasons(test), by=key)
        return place + 1

    def _reasons(self, test: Formula | None) -> list[str]:
        """The answers that a route's condition reads, on this path."""
        sums = {one.id: one.steps for one in self.sketch.sums}
        if isinstance(test, InformationOnly):
            return [key for key in self.seen.readable if key.startswith("gate")]
        reads = test.reads if test is not None else ()
        steps = {step for name in reads for step in sums.get(name, (name,))}
        return [key for key in self.seen.readable if key.partition("#")[0] in steps]

    def _go(self, target: str, following: int, *reasons: str, by: str) -> int:
        if target == "next":
            return following
        if target in self.sketch.ends:
            self._arrive(target, *(reasons or (by,)))
        return self.places[target]

    def _arrive(self, end: str, *by: str) -> NoReturn:
        if self.seen.cursor:
            raise _Halt
        if self.sketch.ends[end][0] == "accepted" and self._kept_away():
            raise _Halt
        self.seen.end = end
        met = self.seen.readable
        self.seen.by = tuple(sorted(key for key in met if key in by or key.partition("#")[0] in by))
        raise _Halt

    # Questions --------------------------------------------------------------------------------

    def _limit(self, limit: Limit | None) -> Decimal | None:
        if limit is None:
            return None
        value = self.values.get(limit.step) if limit.step else None
        return value if isinstance(value, Decimal) else Decimal(limit.number)

    def _open(self, ask: Ask) -> tuple[str, ...]:
        return tuple(
            one for one in ask.options if one not in ask.opens or self.holds(ask.opens[one])
        )

    def _allowed(self, ask: Ask, value: object) -> bool:
        if isinstance(value, NonAnswer):
            return value in ask.non_answers
        if isinstance(value, Decimal):
            least, most = self._limit(ask.least), self._limit(ask.most)
            return (least is None or value >= least) and (most is None or value <= most)
        chosen = {value} if isinstance(value, str) else value
        if isinstance(chosen, (set, frozenset)) and ask.kind != "text":
            return bool(chosen) and (ask.kind == "statement" or chosen <= set(self._open(ask)))
        return True

    def _flags(self, formula: Formula | None) -> list[str]:
        part = formula.part if isinstance(formula, Not) else formula
        return [part.flag] if isinstance(part, Raised) else []

    def _basis(self, question: Ask, entry: Ask) -> object:
        reads: set[str] = set(question.depends)
        if entry.when is not None:
            reads |= entry.when.reads
        for limit in (question.least, question.most):
            if limit is not None and limit.step:
                reads.add(limit.step)
        if question.mentions:
            reads.add(question.mentions)
        look = self.look()
        return (
            self._open(question),
            self._limit(question.least),
            self._limit(question.most),
            tuple((name, look.values.get(name)) for name in sorted(reads)),
            tuple((flag, flag in look.raised) for flag in self._flags(entry.when)),
            tuple(
                tuple(item.get(name) for item in items)
                for group, items in self.items.items()
                for name in sorted(reads)
                if group in reads and name in self.places and self.sketch.ask(name).group == group
            ),
        )

    # Gates and signatures -----------------------------------------------------------------------

    def _gate(self, ask: Ask, place: int) -> int:
        standing = [one for one in self._standing() if one.action in ("defer", "refer")]
        basis = tuple(one.id for one in standing if one.id not in self.put)
        if basis:
            kept = self.session.kept.get(ask.id, [])
            if not kept:
                self._stop_at(ask.id, "open", basis)
            given = kept[-1]
            self._meet(ask.id, "answered" if given.basis == basis else "to confirm", basis)
            self.put |= {one.id for one in standing}
            self.values[ask.id] = given.value
            if given.value == "information":
                self.information_only = True
            self._passed()
            if given.value == "end":
                self._arrive(min((one.goto for one in standing), key=self._rank), ask.id)
        return self._leave(ask, ask, place, ask.id)

    def _kept_away(self) -> bool:
        unassessed = [
            one
            for one in self.sketch.alarms
            if self.seen.flags[one.id] is None
            and (one.applies is None or one.applies.judge(self.look()) is True)
        ]
        standing = [one for one in self._standing() if one.action in BINDING]
        return bool(unassessed or standing or self.information_only)

    def _sign(self, ask: Ask, key: str) -> None:
        if self.seen.cursor:
            raise _Halt
        if self._kept_away():
            self._stop_at(key, "unavailable", None)
        basis = tuple(self._stands_under(ask))
        kept = self.session.kept.get(key, [])
        if not kept:
            self._stop_at(key, "open", basis)
        given = kept[-1]
        if given.basis != basis:
            self._stop_at(key, "void", basis)
        self._meet(key, "answered", basis)
        self.signatures.append((key, given.signed, given.basis))
        self.values[ask.id] = "signed"
        self._passed()

    def _stands_under(self, ask: Ask) -> Iterator[object]:
        yield tuple(one.id for one in self._standing())
        for key, status, _ in self.seen.path:
            step = key.partition("#")[0]
            if status in READABLE and self._material(step):
                yield key, self.session.kept[key][-1].value
        yield tuple(self.signatures)
        for name in ask.covers:
            one = self.sketch.ask(name)
            if one.mentions:
                yield name, self.values.get(one.mentions)
            if name in self.values:
                yield name, self.values[name]

    def _material(self, step: str) -> bool:
        one = next((ask for ask in self.sketch.asks if ask.id == step), None)
        if one is None:
            return True
        if one.kind == "signature":
            return False
        return one.kind != "text" if one.material is None else one.material
