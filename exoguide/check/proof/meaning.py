"""What a condition means as sets of states: where it holds, where it fails, where it stops."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from exoguide.check.atoms import words
from exoguide.check.cells import Cell
from exoguide.check.guards import reads
from exoguide.check.proof.diagrams import EVERYTHING, NOTHING, Diagrams, Set
from exoguide.check.proof.facts import fact_of
from exoguide.check.proof.scores import score_set
from exoguide.check.proof.single import subject, verdicts
from exoguide.check.proof.tabled import Rows, rows_of, true_in
from exoguide.check.proof.vocabulary import INFO, Vocabulary
from exoguide.flow.conditions import Node
from exoguide.flow.conditions.nodes import Call, InformationOnly, Is, Literal, Logic, Name, Not
from exoguide.flow.conditions.types import Bool
from exoguide.flow.values import NonAnswer, Value

CLEAR, NEW, PUT, LIFTED = 1, 2, 3, 4
"""Values of a flag beside 0, not assessed: it stands and no gate has put it, it stands and one
has, it is raised and set aside."""


class Verdict(NamedTuple):
    """States in which a condition holds, fails and stops; in the others it is undecided."""

    true: Set
    false: Set
    stop: Set


class Meaning:
    """Conditions of one flow as sets of states."""

    def __init__(self, words_: Vocabulary, diagrams: Diagrams, levels: Mapping[str, int]) -> None:
        self.vocabulary = words_
        self.diagrams = diagrams
        self.levels = levels
        self._kept: dict[tuple[int, bool], tuple[Node, Verdict]] = {}
        self._tables: dict[int, Rows] = {}
        self._said: dict[tuple[str, bool], Verdict] = {}
        """Atoms by what they say: the same question is asked in many places."""

    def strict(self, node: Node) -> Verdict:
        """Decided from the left, stopping at what is not there; nothing is undecided."""
        return self._of(node, partial=False)

    def partial(self, node: Node) -> Verdict:
        """Decided with three values, as flags are."""
        return self._of(node, partial=True)

    def _of(self, node: Node, *, partial: bool) -> Verdict:
        kept = self._kept.get((id(node), partial))
        if kept is None:
            made = self._make(node, partial=partial)
            kept = self._kept[id(node), partial] = (node, made)
        return kept[1]

    def _make(self, node: Node, *, partial: bool) -> Verdict:
        match node:
            case Not(operand=operand):
                inner = self._of(operand, partial=partial)
                return Verdict(inner.false, inner.true, inner.stop)
            case Logic(op=op, parts=parts):
                return self._joined([self._of(part, partial=partial) for part in parts], op == "or")
        said = (words(node), partial)
        found = self._said.get(said)
        if found is None:
            found = self._said[said] = self._atom(node, partial=partial)
        return found

    def _joined(self, parts: list[Verdict], decisive: bool) -> Verdict:  # noqa: FBT001 - which of the two verdicts decides is the value itself
        """``and`` or ``or``: what decides wins, a stop counts only while all before is decided."""
        d = self.diagrams
        going, unsure, decided, stopped = EVERYTHING, NOTHING, NOTHING, NOTHING
        for true, false, stop in parts:
            ends, goes = (true, false) if decisive else (false, true)
            decided = d.join(decided, d.meet(ends, d.join(going, unsure)))
            stopped = d.join(stopped, d.meet(going, stop))
            open_ = d.minus(d.minus(d.minus(going, ends), goes), stop)
            unsure = d.join(d.minus(unsure, ends), open_)
            going = d.meet(going, goes)
        return Verdict(decided, going, stopped) if decisive else Verdict(going, decided, stopped)

    # Names --------------------------------------------------------------------------------------

    def where(self, name: str, test: Callable[[Cell], bool]) -> Set:
        """States in which the variable of ``name`` has an answer that meets ``test``."""
        variable = self.vocabulary.variable(name)
        shift = 0 if variable.kind == "value" else 1
        values = [n + shift for n, cell in enumerate(variable.cells) if test(cell)]
        return self.diagrams.where(self.levels[name], values)

    def unset(self, name: str) -> Set:
        """States in which a step, list, clinic value or compute has no answer."""
        if name in self.vocabulary.layout.computes:
            return self._status(name)[0]
        value = self.vocabulary.clinic.get(name)
        if value is not None and value.default:
            return NOTHING
        return self.diagrams.where(self.levels[name], (0,))

    def unknown(self, name: str) -> Set:
        """States in which it has an answer without a value."""
        if name in self.vocabulary.layout.computes:
            return self._status(name)[1]
        return self.where(name, lambda cell: isinstance(cell.value, NonAnswer))

    def _status(self, name: str) -> tuple[Set, Set]:
        d, vocabulary = self.diagrams, self.vocabulary
        score = vocabulary.scores.get(name)
        if score is not None:
            unset = d.union(self.unset(step) for step in score)
            unknown = d.union(self.unknown(step) for step in score)
            return unset, d.minus(unknown, unset)
        parts = vocabulary.parts_of(name)
        if not parts:
            return EVERYTHING, NOTHING
        index = vocabulary.tables.get(name)
        if index is None:
            stop = self.stops(parts[0].node)
        else:
            rows = self.rows(index)
            stop = d.union((rows.stop, rows.gap, rows.clash))
        if stop == NOTHING:
            return NOTHING, NOTHING
        names = {one for part in parts for one in part.values if not self.vocabulary.inside(one)}
        missing = d.union(self.unset(one) for one in sorted(names))
        return d.meet(stop, missing), d.minus(stop, missing)

    def rows(self, index: int) -> Rows:
        """What becomes of a decision table in every state."""
        found = self._tables.get(index)
        if found is None:
            found = self._tables[index] = rows_of(self, index)
        return found

    def stops(self, node: Node) -> Set:
        """States in which working ``node`` out finds nothing to read."""
        if isinstance(node.type, Bool):
            return self.strict(node).stop
        d = self.diagrams
        found = NOTHING
        for read in reads(node):
            if self.vocabulary.inside(read.name.name):
                continue
            missing = self.unset(read.name.name)
            if read.value:
                missing = d.join(missing, self.unknown(read.name.name))
            for fact, truth in read.facts:
                held = self.strict(fact)
                missing = d.meet(missing, held.true if truth else held.false)
            found = d.join(found, missing)
        return found

    # Atoms --------------------------------------------------------------------------------------

    def _atom(self, atom: Node, *, partial: bool) -> Verdict:
        d, levels = self.diagrams, self.levels
        match atom:
            case Literal(value=bool() as value):
                return self._plain(EVERYTHING if value else NOTHING)
            case InformationOnly():
                return self._plain(d.where(levels[INFO], (1,)))
            case Name(name=name) if name in self.vocabulary.layout.computes:
                return self._computed(name, partial=partial)
            case Call(arguments=(Name(name=name), *_)) if atom.function in _ABOUT:
                return self._about(atom, name, partial=partial)
        own = subject(atom)
        if own is not None and self.vocabulary.decided(own):
            return self._decided(atom, own, partial=partial)
        fact, opposite = fact_of(atom)
        true = d.where(levels[fact], (0,) if opposite else (1,))
        unset = stop = NOTHING
        for read in reads(atom):
            if not self.vocabulary.inside(read.name.name):
                unset = d.join(unset, self.unset(read.name.name))
                if read.value:
                    stop = d.join(stop, self.unknown(read.name.name))
        return self._stopping(true, unset, stop, partial=partial)

    def _plain(self, true: Set) -> Verdict:
        return Verdict(true, self.diagrams.other(true), NOTHING)

    def _stopping(self, true: Set, unset: Set, stop: Set, *, partial: bool) -> Verdict:
        """A verdict where nothing is missing; what is unset stops, or leaves it undecided."""
        d = self.diagrams
        bad = d.join(unset, stop)
        good = d.other(bad)
        return Verdict(
            d.meet(true, good), d.minus(good, true), d.minus(stop, unset) if partial else bad
        )

    def _computed(self, name: str, *, partial: bool) -> Verdict:
        parts = self.vocabulary.parts_of(name)
        if not parts:
            return Verdict(NOTHING, NOTHING, EVERYTHING)
        unset, unknown = self._status(name)
        index = self.vocabulary.tables.get(name)
        true = self.strict(parts[0].node).true if index is None else true_in(self, index)
        return self._stopping(true, unset, unknown, partial=partial)

    def _about(self, atom: Call, name: str, *, partial: bool) -> Verdict:
        d, levels = self.diagrams, self.levels
        match atom.function:
            case "raised":
                return self._plain(d.where(levels[f"!{name}"], (NEW, PUT, LIFTED)))
            case "any_flag":
                return self._plain(d.where(levels[f"any:{name}"], (1,)))
            case "reached":
                return self._plain(d.other(self.unset(name)))
            case "before":
                other = atom.arguments[1]
                assert isinstance(other, Name)  # noqa: S101 - the parser gives nothing else
                both = d.join(self.unset(name), self.unset(other.name))
                order = d.where(levels[f"<{name}<{other.name}"], (1,))
                return self._plain(d.minus(order, both))
        unset = self.unset(name)
        true = d.other(unset)
        if atom.function == "known":
            true = d.minus(true, self.unknown(name))
        return Verdict(true, d.minus(d.other(true), unset) if partial else d.other(true), NOTHING)

    def _decided(self, atom: Node, name: str, *, partial: bool) -> Verdict:
        test = verdicts(atom, name)
        if name in self.vocabulary.scores:
            true = self._score(name, lambda total: test(total) is True)
        else:
            own = f"={name}" if self.vocabulary.valued(name) else name
            true = self.where(own, lambda cell: test(cell.value) is True)
        stop = NOTHING if isinstance(atom, (Is, Call)) else self.unknown(name)
        return self._stopping(true, self.unset(name), stop, partial=partial)

    def out_of_reach(self, atom: Node, score: str) -> bool:
        """Whether no choice of options gives a score for which ``atom`` holds."""
        test = verdicts(atom, score)
        return self._score(score, lambda total: test(total) is True) == NOTHING

    def _score(self, score: str, holds: Callable[[Value], bool]) -> Set:
        asked, steps = self.vocabulary.layout.asked, self.vocabulary.scores[score]
        terms = [(self.levels[one], self.vocabulary.variable(one), asked[one]) for one in steps]
        return score_set(self.diagrams, terms, holds)


_ABOUT = frozenset({"raised", "any_flag", "answered", "known", "reached", "before"})
