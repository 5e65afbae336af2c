"""The names that a flow's conditions can read, with their types."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from exoguide.flow.conditions import Scope, Symbol
from exoguide.flow.conditions.types import (
    BOOL,
    DATE,
    DURATION,
    TEXT,
    Choice,
    Money,
    Multi,
    Number,
    Roster,
    Type,
)
from exoguide.flow.model import ClinicType, ClinicValue, Compute, ComputeType, Flow, Step, StepKind

FIXED_OPTIONS = {
    StepKind.YES_NO: ("yes", "no"),
    StepKind.STATEMENT: ("acknowledged",),
    StepKind.TEACH_BACK: ("correct", "retaught", "not_yet"),
    StepKind.GATE: ("end", "information"),
    StepKind.SIGNATURE: ("signed",),
}
"""What the kinds that bring their own options can hold."""


def option_ids(step: Step) -> tuple[str, ...]:
    """Every option that ``step`` can hold, open or not."""
    if step.kind in FIXED_OPTIONS:
        return FIXED_OPTIONS[step.kind]
    return tuple(option.id for option in step.options)


def step_type(flow: Flow, step: Step) -> Type:
    """The type of a step's answer in a condition."""
    match step.kind:
        case StepKind.NUMBER:
            return Number(step.unit or None)
        case StepKind.MONEY:
            return Money(step.currency or flow.head.currency)
        case StepKind.DATE:
            return DATE
        case StepKind.TEXT:
            return TEXT
        case StepKind.MULTI:
            return Multi(option_ids(step))
        case _:
            return Choice(option_ids(step))


def compute_type(flow: Flow, compute: Compute) -> Type:
    """The type that a compute declares."""
    match compute.type:
        case ComputeType.NUMBER:
            return Number(compute.unit or None)
        case ComputeType.MONEY:
            return Money(compute.currency or flow.head.currency)
        case ComputeType.DATE:
            return DATE
        case ComputeType.DURATION:
            return DURATION
        case ComputeType.BOOL:
            return BOOL


def clinic_type(flow: Flow, value: ClinicValue) -> Type:
    """The type of a clinic value in a condition."""
    match value.type:
        case ClinicType.NUMBER:
            return Number(value.unit or None)
        case ClinicType.MONEY:
            return Money(value.currency or flow.head.currency)
        case ClinicType.DATE:
            return DATE
        case ClinicType.YES_NO:
            return Choice(("yes", "no"))
        case ClinicType.CHOICE:
            return Choice(tuple(option.id for option in value.options))
        case ClinicType.TEXT:
            return TEXT


def compute_names(compute: Compute) -> tuple[str, ...]:
    """The names under which a compute is read: one, or two for a range."""
    if compute.low or compute.high:
        return (f"{compute.id}_low", f"{compute.id}_high")
    return (compute.id,)


def scope_of(flow: Flow, inside: str | None = None) -> Scope:
    """Everything that a condition of ``flow`` may name.

    ``inside`` is the repeating group that the condition stands in.
    """
    return Scope(
        symbols={symbol.name: symbol for symbol in _symbols(flow)},
        groups=frozenset(group.id for group in flow.groups if group.max),
        flags=frozenset(flag.id for flag in flow.flags),
        inside=inside,
    )


def within(scope: Scope, group: str | None) -> Scope:
    """``scope`` as seen from inside a repeating group, or from outside any."""
    return scope if scope.inside == group else attrs.evolve(scope, inside=group)


def _symbols(flow: Flow) -> Iterator[Symbol]:
    repeats = {group.id for group in flow.groups if group.max}
    none: frozenset[str] = frozenset()
    for step in flow.steps:
        if step.kind is not None:
            group = step.group if step.group in repeats else None
            yield Symbol("step", step.id, step_type(flow, step), group, frozenset(step.cautious))
    for group_table in flow.groups:
        if group_table.max:
            yield Symbol("step", group_table.id, Roster(), None, none)
    for compute in flow.computes:
        for name in compute_names(compute):
            yield Symbol("compute", name, compute_type(flow, compute), None, none)
    for value in flow.clinic:
        yield Symbol("clinic", f"clinic.{value.id}", clinic_type(flow, value), None, none)
