"""Texts that may say “not asked” where an answer should stand.

A text with ``{answer}`` in it is always shown whole, and what was not asked reads “not asked”. That
is honest and of no use to a patient, so a text belongs where its answers are. A text of the summary
is printed at any end, unless ``treated`` or its conditions say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from exoguide.check.assignment import Assignment, Danger
from exoguide.check.cases import GaveUp
from exoguide.check.findings import Issue
from exoguide.check.graph import Fact
from exoguide.check.guards import Read
from exoguide.check.layout import Layout
from exoguide.check.order import is_later, shown_texts
from exoguide.check.routes import example
from exoguide.check.words import called
from exoguide.flow.conditions import Node
from exoguide.flow.conditions.nodes import Call, Compare, Has, Is, Logic, Name
from exoguide.flow.model import Outcome
from exoguide.flow.placeholders import Placeholder, Reads, parse_template
from exoguide.flow.problems import Path

Place: TypeAlias = "tuple[int, bool]"
"""A position that was reached, and whether its own answer has been given."""


def blank_issues(layout: Layout, assignment: Assignment) -> Iterator[Issue]:
    """The first such answer of each text of a step or an output."""
    for path, text, at, own in shown_texts(layout):
        if "{" in text and path[0] == "step" and at in assignment.graph.reached:
            facts = _conditions(layout, [path[:2]])
            yield from _of_text(assignment, path, text, facts, [(at, own)])
    closing = list(_closing(layout, assignment))
    for path, text in _printed(layout):
        facts = _conditions(layout, {path[:2], path[:-1]})
        treated = layout.flow.outputs[int(path[1])].treated
        places = closing if treated else [_passed(layout, facts)]
        yield from _of_text(assignment, path, text, facts, places)


def needed(node: Node) -> frozenset[str]:
    """Names that have an answer wherever a condition holds, as far as its outer shape tells."""
    match node:
        case Logic(op="and", parts=parts):
            return frozenset().union(*map(needed, parts))
        case Logic(parts=parts):
            return frozenset.intersection(*map(needed, parts))
        case Call(function="answered" | "known" | "risk", arguments=(Name(name=name),)):
            return frozenset({name})
        case Is(subject=Name(name=name)) | Has(subject=Name(name=name)):
            return frozenset({name})
        case Compare(operands=operands):
            return frozenset(one.name for one in operands if isinstance(one, Name))
    return frozenset()


def _conditions(layout: Layout, tables: Iterable[Path]) -> list[Node]:
    typed = (layout.typed(*path, "when") for path in tables)
    return [one.node for one in typed if one is not None]


def _closing(layout: Layout, assignment: Assignment) -> Iterator[Place]:
    """The positions from which a consultation is accepted."""
    accepted = {end.id for end in layout.flow.ends if end.outcome is Outcome.ACCEPTED}
    for at, edges in enumerate(assignment.graph.out):
        if at in assignment.graph.reached and any(edge.target in accepted for edge in edges):
            yield at, True


def _printed(layout: Layout) -> Iterator[tuple[Path, str]]:
    for index, output in enumerate(layout.flow.outputs):
        yield ("output", index, "text"), output.text
        for number, item in enumerate(output.items):
            yield ("output", index, "items", number, "text"), item.text


def _passed(layout: Layout, facts: Iterable[Node]) -> Place:
    """The last position that a walk has surely passed once ``facts`` hold at its end."""
    names = frozenset().union(*map(needed, facts))
    places = [
        layout.places[name][0]
        for name in names & layout.places.keys()
        if layout.body(layout.places[name][0]) is None
    ]
    return (max(places), True) if places else (0, False)


def _of_text(
    assignment: Assignment, path: Path, text: str, facts: list[Node], places: list[Place]
) -> Iterator[Issue]:
    layout = assignment.layout
    given = frozenset().union(*map(needed, facts))
    for one in parse_template(text).placeholders:
        for name in _names(layout, one):
            if name in given:
                continue
            for place in places:
                at, own = place
                if path[0] == "step" and is_later(layout, name, at, own=own):
                    continue  # it runs ahead, which is told as such
                danger = _danger(assignment, name, facts, place)
                if danger is not None:
                    yield _issue(layout, path, one, name, danger)
                    return


def _names(layout: Layout, one: Placeholder) -> Iterator[str]:
    """What a placeholder shows that can be looked at: answers outside groups, and values."""
    if one.reads in {Reads.VALUE, Reads.DATE_OF}:
        names = (one.name, f"{one.name}_low", f"{one.name}_high")
        for name in names:
            step = layout.asked.get(name)
            if (step is not None and not step.group) or name in layout.computes:
                yield name


def _danger(assignment: Assignment, name: str, facts: list[Node], place: Place) -> Danger | None:
    """How ``name`` may be missing in a text that is shown at ``place`` or at any end behind it."""
    layout = assignment.layout
    at, own = place
    if layout.body(at) is not None or not layout.sound([name]):
        return None
    held: tuple[Fact, ...] = tuple((node, True) for node in facts)
    if not is_later(layout, name, at, own=own):
        return _search(assignment, name, held, at, layout.step(at).id if own else "")
    for root in sorted(layout.roots([name])):
        if is_later(layout, root, at, own=own):
            found = _still_to_come(assignment, root, held, at)
            if found is not None:
                return found
    return None


def _still_to_come(
    assignment: Assignment, name: str, held: tuple[Fact, ...], at: int
) -> Danger | None:
    """How a step behind ``at`` may be left out, on ways that pass ``at``."""
    layout, last = assignment.layout, assignment.layout.answered_from(name)
    for source in range(at, last):
        for edge in assignment.graph.out[source]:
            if isinstance(edge.target, str) or edge.target > last:
                return Danger({}, missing=True, sure=True)
    when = layout.typed("step", last, "when")
    if when is None:
        return None
    return _search(assignment, name, (*held, (when.node, False)), last, "")


def _search(
    assignment: Assignment, name: str, held: tuple[Fact, ...], at: int, own: str
) -> Danger | None:
    read = Read(Name(name, span=(0, 0)), value=False, facts=held)
    try:
        found = assignment.danger(read, at, own)
    except (GaveUp, RecursionError):
        return None
    return found if found is not None and found.missing and found.sure else None


def _issue(layout: Layout, path: Path, one: Placeholder, name: str, danger: Danger) -> Issue:
    subject = called(layout.asked[name]) if name in layout.asked else f"what “{name}” needs"
    said = f"This text may read “not asked” in the place of {{{one.name}}}: {subject} is not"
    said += " always asked before it is shown."
    told = example(layout, danger.case)
    notes = (f"For example when {told}.",) if told else ()
    todo = f"Show it only where it was asked: when = 'known({name}) and …'."
    return Issue("EXG608", path, said, todo, (one.start, one.end), notes)
