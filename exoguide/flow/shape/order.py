"""What must stand together, and what must come later."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.flow.model import Flow
from exoguide.flow.problems import Path, Problem


def order_problems(flow: Flow) -> Iterator[Problem]:
    """Stages out of order, groups torn apart, targets that are not later."""
    yield from _stages(flow)
    yield from _groups(flow)
    yield from _targets(flow)


def _stages(flow: Flow) -> Iterator[Problem]:
    orders: dict[int, int] = {}
    for index, stage in enumerate(flow.stages):
        first = orders.setdefault(stage.order, index)
        if first != index:
            other = flow.stages[first].id
            said = f"The stages “{other}” and “{stage.id}” have the same order, {stage.order}."
            related = (("", ("stage", first)),)
            path = ("stage", index, "order")
            yield Problem("", path, said, "Number them anew.", "EXG127", related=related)
    order = {stage.id: stage.order for stage in flow.stages}
    latest = None
    for index, step in enumerate(flow.steps):
        if step.stage not in order:
            continue
        if latest is not None and order[step.stage] < order[latest]:
            said = f"Step “{step.id}” of stage “{step.stage}” stands after stage “{latest}” began."
            todo = "Steps of a stage stand together, in the order of the stages."
            yield Problem("", ("step", index, "stage"), said, todo, "EXG127")
        else:
            latest = step.stage


def _groups(flow: Flow) -> Iterator[Problem]:
    last: dict[str, int] = {}
    for index, step in enumerate(flow.steps):
        if not step.group:
            continue
        if step.group in last and last[step.group] != index - 1:
            said = f"Step “{step.id}” stands apart from the other steps of group “{step.group}”."
            todo = "The steps of a group stand together."
            related = (("", ("step", last[step.group])),)
            yield Problem("", ("step", index, "group"), said, todo, "EXG127", related=related)
        last[step.group] = index
    for index, group in enumerate(flow.groups):
        if group.id not in last:
            said = f"Group “{group.id}” has no steps."
            todo = f'Add group = "{group.id}" to the steps that belong to it.'
            yield Problem("", ("group", index), said, todo, "EXG124")


def _targets(flow: Flow) -> Iterator[Problem]:
    position: dict[str, int] = {}
    for index, step in enumerate(flow.steps):
        position.setdefault(step.id, index)
    for index, step in enumerate(flow.steps):
        for number, option in enumerate(step.options):
            path: Path = ("step", index, "options", number, "goto")
            yield from _later(option.goto, step.id, index, position, path)
        for number, row in enumerate(step.route):
            for name in ("goto", "otherwise"):
                path = ("step", index, "route", number, name)
                yield from _later(getattr(row, name), step.id, index, position, path)
    ends = {step.group: index for index, step in enumerate(flow.steps) if step.group}
    for index, group in enumerate(flow.groups):
        after = ends.get(group.id, -1)
        path = ("group", index, "on_exhausted")
        yield from _later(group.on_exhausted, group.id, after, position, path)


def _later(
    target: str, source: str, index: int, position: dict[str, int], path: Path
) -> Iterator[Problem]:
    if position.get(target, index + 1) <= index:
        said = f"“{source}” leads to “{target}”, which is not later in the flow."
        todo = "A goto leads forward only; to ask again, use a group with rounds."
        related = (("", ("step", position[target])),)
        yield Problem("", path, said, todo, "EXG202", related=related)
