"""What must stand together, and what must come later."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

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
    placed = [(n, order[step.stage]) for n, step in enumerate(flow.steps) if step.stage in order]
    apart = _out_of_order([number for _, number in placed])
    for at, (index, number) in enumerate(placed):
        if at not in apart or (at - 1 in apart and placed[at - 1][1] == number):
            continue  # of several of one stage, the first is told
        step = flow.steps[index]
        before = next((n for n in range(at - 1, -1, -1) if n not in apart), None)
        if before is not None and placed[before][1] > number:
            other = flow.steps[placed[before][0]].stage
            said = f"Step “{step.id}” of stage “{step.stage}” stands after stage “{other}” began."
        else:
            after = next(n for n in range(at + 1, len(placed)) if n not in apart)
            other = flow.steps[placed[after][0]].stage
            said = f"Step “{step.id}” of stage “{step.stage}” stands before stage “{other}” ended."
        todo = "Steps of a stage stand together, in the order of the stages."
        yield Problem("", ("step", index, "stage"), said, todo, "EXG127")


def _out_of_order(orders: Sequence[int]) -> frozenset[int]:
    """The fewest places to take out so that the rest never falls, rather the later ones."""
    lowest: list[int] = []
    ends: list[int] = []
    came: dict[int, int] = {}
    for place in reversed(range(len(orders))):  # the longest run that never rises, from behind
        length = bisect_right(lowest, -orders[place])
        lowest[length : length + 1] = [-orders[place]]
        ends[length : length + 1] = [place]
        if length:
            came[place] = ends[length - 1]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = came.get(last)
    return frozenset(range(len(orders))) - kept


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
