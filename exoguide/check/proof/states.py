"""The states of a sweep: sets joined to a graph, over which an example is found backwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

import attrs

from exoguide.check.proof.diagrams import EVERYTHING, NOTHING, Diagrams, Set, Table
from exoguide.flow.problems import Path

Guard: TypeAlias = "tuple[Literal['guard'], Set]"
Move: TypeAlias = "tuple[Literal['move'], int, Table]"
Drop: TypeAlias = "tuple[Literal['drop'], frozenset[int]]"
Begin: TypeAlias = "tuple[Literal['begin'], Set, frozenset[int]]"
Op: TypeAlias = "Guard | Move | Drop | Begin"
"""Keep the states of a set; let a variable change; forget variables; begin variables at values."""

NOWHERE: Final = -1
"""The place that no state reaches."""


class Label(NamedTuple):
    """What a person does on the way from one place to another."""

    kind: str
    """``answer``, ``gate``, ``sign``, ``list``, ``item``, ``lift`` or ``skip``."""
    name: str
    """A key, a flag, a group or a stage."""
    level: int = -1
    """The variable that says which answer; -1 where any of ``values`` does."""
    values: tuple[int, ...] = ()


class Way(NamedTuple):
    """One way from an earlier place."""

    source: int
    ops: tuple[Op, ...] = ()
    label: Label | None = None


class Happened(NamedTuple):
    """A label on the way of an example, with the value of its variable (-1: any)."""

    label: Label
    value: int


@attrs.frozen
class Hit:
    """States that should not be."""

    kind: str
    path: Path
    place: int
    held: Set
    about: str = ""


class States:
    """Places with the states that reach each of them."""

    def __init__(self, diagrams: Diagrams) -> None:
        self.diagrams = diagrams
        self.sets: list[Set] = [EVERYTHING]
        self.into: list[tuple[Way, ...]] = [()]
        self.ways: list[int] = [1]
        """In how many ways each place is reached, kinds of answers told apart."""

    def place(self, ways: Iterable[Way]) -> int:
        """The place behind several ways; ``NOWHERE`` when no state takes any."""
        kept: list[Way] = []
        union = NOTHING
        count = 0
        for way in ways:
            if way.source == NOWHERE:
                continue
            found = self._after(self.sets[way.source], way.ops)
            if found:
                union = self.diagrams.join(union, found)
                kept.append(way)
                times = len(way.label.values) if way.label and way.label.values else 1
                count += self.ways[way.source] * times
        if not kept:
            return NOWHERE
        if len(kept) == 1 and not kept[0].ops and kept[0].label is None:
            return kept[0].source
        self.sets.append(union)
        self.into.append(tuple(kept))
        self.ways.append(count)
        return len(self.sets) - 1

    def step(self, source: int, *ops: Op, label: Label | None = None) -> int:
        """The place behind one way."""
        return self.place((Way(source, ops, label),))

    def keep(self, source: int, held: Set) -> int:
        """The place of those states that ``held`` holds."""
        return self.step(source, ("guard", held)) if held != EVERYTHING else source

    def parted(self, source: int, held: Set) -> tuple[int, int]:
        """The places of those states that ``held`` holds, and of the others."""
        if source == NOWHERE:
            return NOWHERE, NOWHERE
        within, outside = self.diagrams.parted(self.sets[source], held)
        if not outside:
            return source, NOWHERE
        if not within:
            return NOWHERE, source
        rest = self.diagrams.other(held)
        return self._kept(source, held, within), self._kept(source, rest, outside)

    def _kept(self, source: int, held: Set, found: Set) -> int:
        self.sets.append(found)
        self.into.append((Way(source, (("guard", held),)),))
        self.ways.append(self.ways[source])
        return len(self.sets) - 1

    def _after(self, found: Set, ops: tuple[Op, ...]) -> Set:
        d = self.diagrams
        for op in ops:
            if op[0] == "guard":
                found = d.meet(found, op[1])
            elif op[0] == "move":
                found = d.moved(found, op[1], op[2])
            elif op[0] == "drop":
                found = d.without(found, op[1])
            else:
                found = d.meet(found, op[1])
        return found

    def _before(self, wanted: Set, ops: tuple[Op, ...]) -> Set:
        """The states from which ``ops`` lead into ``wanted``."""
        d = self.diagrams
        for op in reversed(ops):
            if op[0] == "guard":
                wanted = d.meet(wanted, op[1])
            elif op[0] == "move":
                wanted = d.moved(wanted, op[1], _inverse(op[2]))
            elif op[0] == "drop":
                wanted = d.without(wanted, op[1])
            else:
                wanted = d.without(d.meet(wanted, op[1]), op[2])
        return wanted

    def example(self, place: int, wanted: Set) -> list[Happened]:
        """What leads to one of the ``wanted`` states of a place; empty at the beginning.

        ``wanted`` must hold a state of the place. Raises :class:`ValueError` otherwise.
        """
        return list(reversed(list(self._backwards(place, wanted))))

    def _backwards(self, place: int, wanted: Set) -> Iterator[Happened]:
        d = self.diagrams
        wanted = d.meet(self.sets[place], wanted)
        if not wanted:
            raise ValueError
        while self.into[place]:
            values = d.example(wanted)
            one = d.cube(values)
            for way in sorted(self.into[place], key=_odd):
                earlier = d.meet(self._before(one, way.ops), self.sets[way.source])
                if earlier:
                    break
            else:
                raise ValueError
            if way.label is not None:
                yield Happened(way.label, values.get(way.label.level, -1))
            place, wanted = way.source, earlier


def _odd(way: Way) -> bool:
    return way.label is not None and way.label.kind in {"lift", "skip"}


def _inverse(table: Table) -> Table:
    size = len(table)
    return tuple(tuple(old for old in range(size) if new in table[old]) for new in range(size))


def always(size: int, value: int) -> Table:
    """Every value becomes ``value``."""
    return ((value,),) * size


def anything(size: int, values: tuple[int, ...]) -> Table:
    """Every value becomes any of ``values``."""
    return (values,) * size
