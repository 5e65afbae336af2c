"""What the conditions of a flow look at: one variable for each answer, fact, flag and sum.

An answer has a value for "not asked" and one for each kind of answer that some condition can tell
apart. A value worked out from answers is a variable of its own beside them, and so is a condition
that answers alone do not decide; both may hold anything that they could.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import attrs

from exoguide.check.atoms import atoms
from exoguide.check.cells import ANY, SCALES, Cell, cells, comparison
from exoguide.check.guards import reads
from exoguide.check.layout import Layout
from exoguide.check.proof.facts import fact_of
from exoguide.check.proof.option_sets import option_sets
from exoguide.check.proof.single import scale_values, subject
from exoguide.check.words import NON_ANSWERS
from exoguide.flow.conditions import Node, Typed, walk_nodes
from exoguide.flow.conditions.nodes import Call, InformationOnly, Literal, Name
from exoguide.flow.conditions.types import Bool
from exoguide.flow.model import ClinicType, ClinicValue, Step, StepKind
from exoguide.flow.values import Known, NonAnswer

INFO, OPEN, PENDING, LEAD, DIVERT = "info", "open", "pending", "lead", "divert"
"""Variables of the walk: information only, a flag that is not assessed, a flag that no gate has put
to the clinician, where a gate leads that ends, and where a stop leads."""


@attrs.frozen
class Variable:
    """One thing that conditions look at. Value 0 is "not asked", but for facts and values."""

    name: str
    kind: str
    """``answer``, ``list``, ``clinic``, ``value``, ``fact``, ``order``, ``flag`` or ``walk``."""
    cells: tuple[Cell, ...]
    size: int
    roots: frozenset[str]
    """For a value or a fact: the steps and lists that it hangs on."""


class Vocabulary:
    """The names of all variables, and which of them each condition looks at."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.flow = layout.flow
        self.clinic: dict[str, ClinicValue] = {f"clinic.{one.id}": one for one in self.flow.clinic}
        self.scores: dict[str, tuple[str, ...]] = {
            one.id: one.score for one in self.flow.computes if one.score
        }
        self.tables: dict[str, int] = {
            one.id: index for index, one in enumerate(self.flow.computes) if one.rows
        }
        """Decision tables by name, with their place."""
        self._typed: list[Typed] = [
            one.typed for one in layout.expressions.values() if one.typed is not None
        ]
        self._atoms: dict[str, list[Node]] = defaultdict(list)
        self.opaque: dict[str, Node] = {}
        seen: set[int] = set()
        for typed in self._typed:
            for part in walk_nodes(typed.node):
                name = subject(part)
                if name is not None and id(part) not in seen:
                    seen.add(id(part))
                    self._atoms[name].append(part)
        self._names: dict[int, tuple[Node, frozenset[str]]] = {}
        self._status: dict[str, frozenset[str]] = {}
        self._variables: dict[str, Variable] = {}

    def parts_of(self, name: str) -> tuple[Typed, ...]:
        """The expressions of a computed name: one, all those of a table, none of a score."""
        typed = (self.layout.typed(*path) for path in self.layout.computes.get(name, ()))
        return tuple(one for one in typed if one is not None)

    # What a condition looks at -----------------------------------------------------------------

    def names(self, node: Node) -> frozenset[str]:
        """The variables that deciding ``node`` looks at."""
        kept = self._names.get(id(node))
        if kept is None:
            found: set[str] = set()
            for atom in atoms(node):
                found |= self._of_atom(atom)
            kept = self._names[id(node)] = (node, frozenset(found))
        return kept[1]

    def exact(self, node: Node) -> bool:
        """Whether answers alone decide ``node``, so that an example needs no luck."""
        return not any(name[0] in "=?" for name in self.names(node))

    def _of_atom(self, atom: Node) -> frozenset[str]:
        match atom:
            case Literal():
                return frozenset()
            case InformationOnly():
                return frozenset({INFO})
            case Name(name=name) if isinstance(atom.type, Bool) and name in self.layout.computes:
                return frozenset().union(*(self.names(one.node) for one in self.parts_of(name)))
            case Call(function="raised", arguments=(Name(name=name),)):
                return frozenset({f"!{name}"})
            case Call(function="any_flag", arguments=(Name(name=name),)):
                return frozenset({f"any:{name}"})
            case Call(function="answered" | "known" | "reached", arguments=(Name(name=name),)):
                return self.status(name)
            case Call(function="before", arguments=(Name(name=one), Name(name=other))):
                return frozenset({one, other, f"<{one}<{other}"})
        own = subject(atom)
        if own is not None and self.decided(own):
            value = frozenset({f"={own}"}) if self.valued(own) else frozenset()
            return self.status(own) | value
        fact = fact_of(atom)[0]
        self.opaque.setdefault(fact, atom)
        found = {fact}
        for read in reads(atom):
            if not self.inside(read.name.name):
                found |= self.status(read.name.name)
        return frozenset(found)

    def inside(self, name: str) -> bool:
        """Whether a step is asked once for each item of a list."""
        step = self.layout.asked.get(name)
        body = self.layout.bodies.get(step.group) if step is not None else None
        return body is not None and body.repeats

    def decided(self, name: str) -> bool:
        """Whether atoms about this one name are decided by a variable of it."""
        if name in self.layout.asked:
            return True
        if name in self.clinic:
            return self.clinic[name].type is not ClinicType.TEXT
        if name in self.scores:
            return True
        return bool(self.parts_of(name)) and name not in self.layout.circular

    def valued(self, name: str) -> bool:
        """Whether a computed name has a variable for its value."""
        return name in self.layout.computes and name not in self.scores

    def status(self, name: str) -> frozenset[str]:
        """The variables that say whether ``name`` has a value."""
        if name not in self.layout.computes:
            return frozenset({name})
        found = self._status.get(name)
        if found is None:
            self._status[name] = frozenset()
            found = frozenset(self.scores.get(name, ()))
            for typed in self.parts_of(name):
                for read in reads(typed.node):
                    if not self.inside(read.name.name):
                        found |= self.status(read.name.name)
                    for fact, _ in read.facts:
                        found |= self.names(fact)
                if name in self.tables and isinstance(typed.type, Bool):
                    found |= self.names(typed.node)
                if found:
                    for name_ in typed.values:
                        found |= frozenset() if self.inside(name_) else self.status(name_)
            self._status[name] = found
        return found

    # The variables -----------------------------------------------------------------------------

    def variable(self, name: str) -> Variable:
        """The variable of a name that :meth:`names` has given."""
        found = self._variables.get(name)
        if found is None:
            found = self._variables[name] = self._variable(name)
        return found

    def _variable(self, name: str) -> Variable:
        none: frozenset[str] = frozenset()
        if name[0] == "=":
            return self._value(name)
        if name[0] == "?":
            atom = self.opaque[name]
            named = {part.name for part in walk_nodes(atom) if isinstance(part, Name)}
            named |= {
                part.group for part in walk_nodes(atom) if isinstance(part, Call) and part.group
            }
            return Variable(name, "fact", (), 2, self.layout.roots(named))
        if name[0] == "!":
            return Variable(name, "flag", (), 5, none)
        if name[0] == "<":
            return Variable(name, "order", (), 2, none)
        if name in self.layout.asked:
            found = self._answers(self.layout.asked[name])
            return Variable(name, "answer", found, len(found) + 1, none)
        if name in self.layout.bodies:
            found = (Cell((), "no items"), Cell((1,), "a list"))
            return Variable(name, "list", found, 3, none)
        if name in self.clinic:
            found = self._clinic(self.clinic[name])
            return Variable(name, "clinic", found, len(found) + 1, none)
        return Variable(name, "walk", (), 2, none)

    def _value(self, name: str) -> Variable:
        bare = name[1:]
        values = scale_values(self._written(bare))
        found = tuple(Cell(value, "") for value in values) or (Cell(ANY, ""),)
        return Variable(name, "value", found, max(len(found), 2), self.layout.roots([bare]))

    def _written(self, name: str) -> tuple[Known, ...]:
        found: list[Known] = []
        for atom in self._atoms[name]:
            compared = comparison(atom)
            found += compared[1] if compared else ()
        return tuple(found)

    def _clinic(self, value: ClinicValue) -> tuple[Cell, ...]:
        match value.type:
            case ClinicType.YES_NO:
                return (Cell("yes", "yes"), Cell("no", "no"))
            case ClinicType.CHOICE:
                return tuple(Cell(one.id, one.label) for one in value.options)
        scale = scale_values(self._written(f"clinic.{value.id}"))
        return tuple(Cell(one, str(one)) for one in scale) or (Cell(ANY, "a value"),)

    def _answers(self, step: Step) -> tuple[Cell, ...]:
        if step.kind is StepKind.MULTI:
            weighed = any(step.id in score for score in self.scores.values())
            looking = self._atoms[step.id]
            return (*option_sets(step, looking, weighed=weighed), *_non_answers(step))
        if step.kind in SCALES:
            return cells(self.flow, step, self._atoms[step.id])
        return cells(self.flow, step, ())


def _non_answers(step: Step) -> Iterator[Cell]:
    for answer in step.non_answers:
        yield Cell(answer, NON_ANSWERS[NonAnswer(answer)])
