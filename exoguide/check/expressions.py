"""Every condition and expression of a flow, typed in the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from exoguide.flow.model import Flag, Flow, Output, OutputItem, Rule, Step, StepKind
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
    """Every expression as it is written, in the order of the tables."""
    repeats = {group.id for group in flow.groups if group.max}
    asked = {step.id: step for step in flow.steps if step.kind is not None}
    for index, entry in enumerate(flow.steps):
        step = asked.get(entry.use, entry) if entry.use else entry
        yield from _of_step(flow, entry, index, step.group if step.group in repeats else None)
    last = {step.group: index for index, step in enumerate(flow.steps) if step.group}
    for index, group in enumerate(flow.groups):
        if group.until:
            path: Path = ("group", index, "until")
            yield Written(path, group.until, "the until", at=last.get(group.id), own=True)
    yield from _computed(flow)
    for index, flag in enumerate(flow.flags):
        yield from _named(flag, ("flag", index), ("applies", "when"), Use.FLAG)
    for index, rule in enumerate(flow.rules):
        yield from _named(rule, ("rule", index), ("never", "always"), Use.RULE)
    for index, output in enumerate(flow.outputs):
        yield from _named(output, ("output", index), ("when",), Use.OUTPUT)
        for number, item in enumerate(output.items):
            yield from _named(item, ("output", index, "items", number), ("when",), Use.OUTPUT)


def _named(
    table: Flag | Rule | Output | OutputItem, path: Path, fields: Iterable[str], use: Use
) -> Iterator[Written]:
    """The expressions in these fields of a table."""
    for name in fields:
        if text := getattr(table, name):
            yield Written((*path, name), text, f"the {name}", use)


def _computed(flow: Flow) -> Iterator[Written]:
    for index, compute in enumerate(flow.computes):
        expect = compute_type(flow, compute)
        for name in ("value", "low", "high"):
            if text := getattr(compute, name):
                yield Written(("compute", index, name), text, f"the {name}", Use.COMPUTE, expect)
        for number, row in enumerate(compute.rows):
            place: Path = ("compute", index, "rows", number)
            if row.when:
                yield Written((*place, "when"), row.when, "the row", Use.COMPUTE)
            for name in ("then", "otherwise"):
                if text := getattr(row, name):
                    yield Written((*place, name), text, "the row's value", Use.COMPUTE, expect)


def _of_step(flow: Flow, step: Step, at: int, inside: str | None) -> Iterator[Written]:
    path: Path = ("step", at)
    if step.when:
        yield Written((*path, "when"), step.when, "the when", at=at, inside=inside)
    for number, option in enumerate(step.options):
        if option.when:
            what = f"the when of option “{option.id}”"
            place = (*path, "options", number, "when")
            yield Written(place, option.when, what, at=at, inside=inside)
    for name in LIMITS if step.kind is not None else ():
        if text := getattr(step, name):
            limit = NUMBER if step.kind is StepKind.MULTI else step_type(flow, step)
            place = (*path, name)
            yield Written(place, text, f"the {name}", expect=limit, at=at, inside=inside)
    for number, one in enumerate(step.check):
        if one.must:
            place = (*path, "check", number, "must")
            yield Written(place, one.must, "the check", at=at, own=True, inside=inside)
    for number, row in enumerate(step.route):
        if row.when:
            place = (*path, "route", number, "when")
            yield Written(place, row.when, "the route", at=at, own=True, inside=inside)
