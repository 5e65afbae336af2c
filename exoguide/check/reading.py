"""Readings that may find nothing: answers that were skipped, and answers without a value."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.assignment import Assignment, Danger
from exoguide.check.cases import GaveUp
from exoguide.check.expressions import Expression
from exoguide.check.findings import Issue
from exoguide.check.graph import Fact
from exoguide.check.guards import Read, reads
from exoguide.check.layout import Layout
from exoguide.check.order import is_later
from exoguide.check.routes import example
from exoguide.check.words import called
from exoguide.flow.conditions import Use
from exoguide.flow.problems import Path


def reading_issues(layout: Layout, assignment: Assignment, gaps: frozenset[int]) -> Iterator[Issue]:
    """Every reading in a condition that is not safe, each name once for each table.

    ``gaps`` are the positions whose routes were found wanting: their own answers have been told.
    """
    told: set[tuple[Path, str]] = set()
    for expression in layout.expressions.values():
        if expression.typed is None or expression.written.use in {Use.COMPUTE, Use.RULE}:
            continue
        if any(layout.broken(*path) for path in _leading_to(expression)):
            continue
        at = expression.written.at
        own = (
            layout.step(at).id
            if at is not None and at in gaps and "route" in expression.path
            else ""
        )
        for read in reads(expression.typed.node, tuple(_before(layout, expression))):
            name = read.name.name
            key = (expression.path[:3] if "route" in expression.path else expression.path, name)
            if key in told or name == own or not _known(layout, name):
                continue
            issue = _issue(layout, assignment, expression, read)
            if issue is not None:
                told.add(key)
                yield issue


def _known(layout: Layout, name: str) -> bool:
    """Whether enough is known of ``name`` and of when it is asked to say something of it."""
    if not layout.sound([name]):
        return False
    roots = layout.roots([name])
    asked = (at for root in roots for at in layout.places.get(root, ()))
    return bool(roots) and not any(layout.broken("step", at, "when") for at in asked)


def _issue(
    layout: Layout, assignment: Assignment, expression: Expression, read: Read
) -> Issue | None:
    written, name = expression.written, read.name.name
    try:
        if written.at is None:
            danger = assignment.anywhere(read)
        else:
            at, own = written.at, written.own
            if at not in assignment.graph.reached or is_later(layout, name, at, own=own):
                return None
            body = layout.bodies.get(read.item or "") if name in layout.asked else None
            if written.path[0] == "group":
                body = layout.body(at)
            if body is not None:
                danger = assignment.at_the_end_of(body, read)
            else:
                danger = assignment.danger(read, at, layout.step(at).id if own else "")
    except (GaveUp, RecursionError):  # too many cases, or hundreds of computes behind each other
        danger = Danger({}, missing=True, sure=False)
    return None if danger is None else _told(layout, expression, read, danger)


def _told(layout: Layout, expression: Expression, read: Read, danger: Danger) -> Issue:
    name, what = read.name.name, expression.written.what
    subject = called(layout.asked[name]) if name in layout.asked else f"The value “{name}”"
    if not danger.missing:
        code = "EXG604"
        said = f"{subject} may have no value where {what} needs one."
        todo = f"Write `known({name}) and …` before it, or `{name} else …`."
    else:
        code = "EXG602" if danger.sure else "EXG603"
        asked = "worked out yet" if name in layout.computes else "asked"
        may = f"may not have been {asked}" if danger.sure else f"possibly has not been {asked}"
        said = f"{subject} {may} where {what} reads it."
        guard = "known" if name in layout.computes else "answered"
        todo = f"Write `{guard}({name}) and …` before it, or ask it on every way to here."
    told = example(layout, danger.case)
    notes = (f"For example when {told}.",) if told else ()
    return Issue(code, expression.path, said, todo, read.name.span, notes)


def _before(layout: Layout, expression: Expression) -> Iterator[Fact]:
    """What holds by the time an expression is looked at."""
    match expression.path:
        case ("step", int() as at, "when"):
            return
        case ("step", int() as at, *rest):
            typed = layout.typed("step", at, "when")
            if typed is not None:
                yield typed.node, True
            if rest[0] == "route" and isinstance(rest[1], int):
                for number in range(rest[1]):
                    earlier = layout.typed("step", at, "route", number, "when")
                    if earlier is not None:
                        yield earlier.node, False
        case ("flag", int() as index, "when"):
            typed = layout.typed("flag", index, "applies")
            if typed is not None:
                yield typed.node, True
        case ("output", int() as index, "items", *_):
            typed = layout.typed("output", index, "when")
            if typed is not None:
                yield typed.node, True


def _leading_to(expression: Expression) -> Iterator[Path]:
    """The conditions that are decided before this one."""
    match expression.path:
        case ("step", int() as at, "route", int() as number, _):
            yield ("step", at, "when")
            for earlier in range(number):
                yield ("step", at, "route", earlier, "when")
        case ("step", int() as at, *rest) if rest != ["when"]:
            yield ("step", at, "when")
        case ("flag", int() as index, "when"):
            yield ("flag", index, "applies")
        case ("output", int() as index, "items", *_):
            yield ("output", index, "when")
