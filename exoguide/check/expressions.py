"""Every condition and expression of a flow, typed in the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from exoguide.flow.conditions import (
    BOOL,
    ConditionError,
    ConditionErrors,
    Scope,
    Type,
    Typed,
    Use,
    check,
)
from exoguide.flow.conditions.types import NUMBER
from exoguide.flow.model import Flow, Step, StepKind
from exoguide.flow.problems import Path
from exoguide.flow.scope import compute_type, scope_of, step_type, within

LIMITS: Final = ("min", "max", "soft_min", "soft_max")


@attrs.frozen
class Written:
    """An expression as its author wrote it, and where it counts.

    ``at`` is the position at which it is looked at, ``None`` where that may be anywhere.
    ``own`` says whether the answer of that very position can be read. ``what`` names the place in
    a message ("the route").
    """

    path: Path
    text: str
    what: str
    use: Use = Use.CONDITION
    expect: Type = BOOL
    at: int | None = None
    own: bool = False
    inside: str | None = None
    """The repeating group it stands in."""


@attrs.frozen
class Expression:
    """An expression with its type, or with what keeps it from having one."""

    written: Written
    typed: Typed | None
    errors: tuple[ConditionError, ...] = ()

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.written.path


def expressions(flow: Flow) -> Mapping[Path, Expression]:
    """Every expression of ``flow`` by its path, in the order of the tables."""
    scope = scope_of(flow)
    return {written.path: typed(written, scope) for written in written_in(flow)}


def typed(written: Written, scope: Scope) -> Expression:
    """One expression, typed."""
    try:
        found = check(written.text, within(scope, written.inside), written.use, written.expect)
    except ConditionErrors as errors:
        return Expression(written, None, tuple(errors.errors))
    except ConditionError as error:
        return Expression(written, None, (error,))
    return Expression(written, found)


def written_in(flow: Flow) -> Iterator[Written]:
    """Every expression as it is written."""
    for one in _all(flow):
        if one.text:
            yield one


def _all(flow: Flow) -> Iterator[Written]:
    repeats = {group.id for group in flow.groups if group.max}
    asked = {step.id: step for step in flow.steps if step.kind is not None}
    for index, entry in enumerate(flow.steps):
        step = asked.get(entry.use, entry) if entry.use else entry
        inside = step.group if step.group in repeats else None
        for one in _of_step(flow, entry, index):
            yield attrs.evolve(one, at=index, inside=inside)
    last = {step.group: index for index, step in enumerate(flow.steps) if step.group}
    for index, group in enumerate(flow.groups):
        path: Path = ("group", index, "until")
        yield Written(path, group.until, "the until", at=last.get(group.id), own=True)
    yield from _computed(flow)
    for index, flag in enumerate(flow.flags):
        for name in ("applies", "when"):
            yield Written(("flag", index, name), getattr(flag, name), f"the {name}", Use.FLAG)
    for index, rule in enumerate(flow.rules):
        for name in ("never", "always"):
            yield Written(("rule", index, name), getattr(rule, name), f"the {name}", Use.RULE)
    for index, output in enumerate(flow.outputs):
        yield Written(("output", index, "when"), output.when, "the when", Use.OUTPUT)
        for number, item in enumerate(output.items):
            path = ("output", index, "items", number, "when")
            yield Written(path, item.when, "the when", Use.OUTPUT)


def _computed(flow: Flow) -> Iterator[Written]:
    for index, compute in enumerate(flow.computes):
        expect = compute_type(flow, compute)
        for name in ("value", "low", "high"):
            path = ("compute", index, name)
            yield Written(path, getattr(compute, name), f"the {name}", Use.COMPUTE, expect)
        for number, row in enumerate(compute.rows):
            place: Path = ("compute", index, "rows", number)
            yield Written((*place, "when"), row.when, "the row", Use.COMPUTE)
            for name in ("then", "otherwise"):
                text = getattr(row, name)
                yield Written((*place, name), text, "the row's value", Use.COMPUTE, expect)


def _of_step(flow: Flow, step: Step, index: int) -> Iterator[Written]:
    path: Path = ("step", index)
    yield Written((*path, "when"), step.when, "the when")
    for number, option in enumerate(step.options):
        place = (*path, "options", number, "when")
        yield Written(place, option.when, f"the when of option “{option.id}”")
    if step.kind is not None:
        limit = NUMBER if step.kind is StepKind.MULTI else step_type(flow, step)
        for name in LIMITS:
            yield Written((*path, name), getattr(step, name), f"the {name}", expect=limit)
    for number, one in enumerate(step.check):
        yield Written((*path, "check", number, "must"), one.must, "the check", own=True)
    for number, row in enumerate(step.route):
        yield Written((*path, "route", number, "when"), row.when, "the route", own=True)
