"""Tables that come in several forms: exactly one of them each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exoguide.flow.model import (
    Action,
    ClinicType,
    ClinicValue,
    Compute,
    ComputeType,
    Flag,
    Flow,
    Group,
    Output,
    OutputKind,
    Policy,
    Step,
)
from exoguide.flow.problems import Path, Problem


def form_problems(flow: Flow) -> Iterator[Problem]:
    """Computes, groups, routes, rules, flags, clinic values and outputs in no or two forms."""
    for index, value in enumerate(flow.clinic):
        yield from _clinic(flow, value, ("clinic", index))
    for index, step in enumerate(flow.steps):
        yield from _routes(step, ("step", index))
    for index, group in enumerate(flow.groups):
        yield from _group(group, ("group", index))
    for index, compute in enumerate(flow.computes):
        yield from _compute(flow, compute, ("compute", index))
    for index, flag in enumerate(flow.flags):
        yield from _flag(flag, ("flag", index))
    for index, rule in enumerate(flow.rules):
        if bool(rule.never) == bool(rule.always):
            todo = "It says what is never so, or what is always so."
            said = f"Rule “{rule.id}” needs exactly one of “never” and “always”."
            yield Problem("", ("rule", index), said, todo, "EXG125")
    for index, output in enumerate(flow.outputs):
        yield from _output(output, ("output", index))


def _unused(owner: Any, called: str, path: Path, fields: tuple[str, ...]) -> Iterator[Problem]:
    """One problem for each of ``fields`` that ``owner`` has although it means nothing there."""
    for name in fields:
        if getattr(owner, name):
            said = f"{called} has no use for “{name}”; “{owner.id}” has it."
            yield Problem("", (*path, name), said, "Take it away.", "EXG123")


def _routes(step: Step, path: Path) -> Iterator[Problem]:
    if step.route and any(option.goto for option in step.options):
        said = f"Step “{step.id}” has options with “goto” and routes as well."
        todo = "Put all of it into [[step.route]], or all into the options."
        yield Problem("", (*path, "route"), said, todo, "EXG125")
    for index, row in enumerate(step.route):
        place = (*path, "route", index)
        whose = f"Route {index + 1} of step “{step.id}”"
        if row.otherwise and (row.when or row.goto):
            said = f"{whose} has “otherwise” beside “when” or “goto”."
            todo = "otherwise stands alone in the last route and names where to go."
            yield Problem("", place, said, todo, "EXG125")
        elif not row.otherwise and not (row.when and row.goto):
            missing = "when" if row.goto else "goto"
            said = f"{whose} has no “{missing}”."
            todo = "A route has when and goto, or otherwise alone."
            yield Problem("", place, said, todo, "EXG125")
        if row.otherwise and index < len(step.route) - 1:
            said = f"{whose} takes every answer left over, so the ones after it are never tried."
            yield Problem("", place, said, "Put it last.", "EXG125")


def _group(group: Group, path: Path) -> Iterator[Problem]:
    repeat = ("item", "max", "ask", "min")
    rounds = ("rounds", "until", "on_exhausted")
    has_repeat = any(getattr(group, name) for name in repeat)
    has_rounds = any(getattr(group, name) for name in rounds)
    if has_repeat == has_rounds:
        said = f"Group “{group.id}” is {'both' if has_repeat else 'neither'} a repeat "
        said += f"{'and' if has_repeat else 'nor'} rounds."
        todo = "A repeat has item and max; rounds have rounds, until and on_exhausted."
        yield Problem("", path, said, todo, "EXG125")
        return
    for name in ("item", "max") if has_repeat else rounds:
        if not getattr(group, name):
            said = f"Group “{group.id}” has no “{name}”."
            form = "A repeat needs item and max." if has_repeat else "Rounds need all three."
            yield Problem("", path, said, form, "EXG124")


def _compute(flow: Flow, compute: Compute, path: Path) -> Iterator[Problem]:
    is_range = bool(compute.low or compute.high)
    forms = [bool(compute.value), bool(compute.score), is_range, bool(compute.rows)]
    if forms.count(True) != 1:
        said = (
            f"Compute “{compute.id}” needs exactly one of “value”, “score”, “rows”, and “low” with"
            " “high”."
        )
        yield Problem("", path, said, "Keep one form.", "EXG125")
    elif is_range and not (compute.low and compute.high):
        missing = "high" if compute.low else "low"
        said = f"Compute “{compute.id}” has no “{missing}”."
        yield Problem("", path, said, "A range has low and high.", "EXG124")
    yield from _table(compute, path)
    if compute.score and compute.type is not ComputeType.NUMBER:
        said = f"The score “{compute.id}” is a {compute.type.value}."
        yield Problem("", (*path, "type"), said, 'A score has type = "number".', "EXG123")
    called = f"A compute of type {compute.type.value}"
    if compute.type is not ComputeType.NUMBER:
        yield from _unused(compute, called, path, ("unit",))
    if compute.type is not ComputeType.MONEY:
        yield from _unused(compute, called, path, ("currency",))
    elif not (compute.currency or flow.head.currency):
        said = f"The money compute “{compute.id}” has no currency, and the flow has none either."
        todo = 'Add currency = "USD" to [flow] or to the compute.'
        yield Problem("", path, said, todo, "EXG124")


def _table(compute: Compute, path: Path) -> Iterator[Problem]:
    if not compute.rows:
        if compute.inputs:
            said = f"Compute “{compute.id}” has “inputs” and no rows."
            todo = "Inputs belong to a decision table: add rows, or take them away."
            yield Problem("", (*path, "inputs"), said, todo, "EXG123")
        if compute.policy is not Policy.FIRST:
            said = f"Compute “{compute.id}” has a “policy” and no rows."
            yield Problem("", (*path, "policy"), said, "Take it away.", "EXG123")
        return
    if not compute.inputs:
        said = f"The decision table “{compute.id}” has no “inputs”."
        todo = "List the steps and values that its rows read."
        yield Problem("", path, said, todo, "EXG124")
    for index, row in enumerate(compute.rows):
        place = (*path, "rows", index)
        whose = f"Row {index + 1} of “{compute.id}”"
        if row.otherwise and (row.when or row.then):
            said = f"{whose} has “otherwise” beside “when” or “then”."
            todo = "otherwise stands alone in the last row and gives the value."
            yield Problem("", place, said, todo, "EXG125")
        elif not row.otherwise and not (row.when and row.then):
            missing = "when" if row.then else "then"
            said = f"{whose} has no “{missing}”."
            todo = "A row has when and then, or otherwise alone."
            yield Problem("", place, said, todo, "EXG125")
        if row.otherwise and index < len(compute.rows) - 1:
            said = f"{whose} takes all that is left over, so the ones after it are never looked at."
            yield Problem("", place, said, "Put it last.", "EXG125")


def _flag(flag: Flag, path: Path) -> Iterator[Problem]:
    leads = flag.action in {Action.STOP, Action.DEFER, Action.REFER}
    if leads and not flag.goto:
        said = f"Flag “{flag.id}” has no “goto”; {flag.action.value} needs one."
        yield Problem("", path, said, "Name the end that it leads to.", "EXG124")
    if not leads:
        yield from _unused(flag, f"A {flag.action.value}", path, ("goto",))
    for name in ("when", "message"):
        if not getattr(flag, name).strip():
            said = f"“{name}” of flag “{flag.id}” is empty."
            yield Problem("", (*path, name), said, "", "EXG124")


def _clinic(flow: Flow, value: ClinicValue, path: Path) -> Iterator[Problem]:
    called = f"A clinic value of type {value.type.value}"
    if value.type is ClinicType.CHOICE:
        if not value.options:
            said = f"Clinic value “{value.id}” has no “options”; a choice needs them."
            yield Problem("", path, said, 'Add options = [{ id = "…", label = "…" }].', "EXG124")
    else:
        yield from _unused(value, called, path, ("options",))
    if value.type is not ClinicType.NUMBER:
        yield from _unused(value, called, path, ("unit",))
    if value.type not in {ClinicType.NUMBER, ClinicType.MONEY, ClinicType.DATE}:
        yield from _unused(value, called, path, ("min", "max"))
    if value.type is not ClinicType.MONEY:
        yield from _unused(value, called, path, ("currency",))
    elif not (value.currency or flow.head.currency):
        said = f"The clinic value “{value.id}” has no currency, and the flow has none either."
        yield Problem("", path, said, 'Add currency = "USD" to [flow] or to it.', "EXG124")


def _output(output: Output, path: Path) -> Iterator[Problem]:
    if output.kind is not OutputKind.COSTS:
        yield from _unused(output, f"An output of kind {output.kind.value}", path, ("total",))
    warnings = output.kind is OutputKind.WARNINGS
    for index, item in enumerate(output.items):
        place = (*path, "items", index)
        if warnings and item.urgency is None:
            said = f"The warning sign “{item.id}” has no “urgency”."
            todo = 'Add urgency = "emergency", "same_day" or "days".'
            yield Problem("", place, said, todo, "EXG124")
        if not warnings and item.urgency is not None:
            said = f"“urgency” of item “{item.id}” is for warning signs only."
            yield Problem("", (*place, "urgency"), said, "Take it away.", "EXG123")
