"""The shape of the ways through a flow: what leads nowhere, and what nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue
from exoguide.check.graph import Edge, Graph
from exoguide.check.layout import Layout
from exoguide.check.words import called, counted, several


def structure_issues(layout: Layout, graph: Graph) -> Iterator[Issue]:
    """Dead ends, steps and ends that nothing leads to, stages and groups entered wrongly."""
    yield from _leaving(layout, graph)
    yield from _unreached(layout, graph)
    for edges in graph.out:
        for edge in edges:
            if edge.path and isinstance(edge.target, int) and edge.target < len(layout.entries):
                yield from _jump(layout, edge)


def _leaving(layout: Layout, graph: Graph) -> Iterator[Issue]:
    """Ways past the last step: there is nothing there."""
    last = len(layout.entries)
    sources = [edge for edge in graph.into[last] if edge.source in graph.reached] if last else []
    if not sources:
        return
    edge = next((one for one in sources if one.asked), sources[0])
    entry = layout.entries[edge.source]
    said = f"Nothing follows {called(entry)}: the flow leads nowhere from there."
    if edge.stage:
        said = f"When the stage of {called(entry)} is skipped, nothing follows it."
    elif not edge.asked:
        said = f"When {called(entry)} is skipped, nothing follows: the flow leads nowhere."
    ends = several([f"“{end}”" for end in layout.ends], "or")
    todo = f"Add [[step.route]] with otherwise = … and one of the ends: {ends}."
    path = edge.path or ("step", edge.source, "id")
    yield Issue("EXG501", path, said, todo)


def _unreached(layout: Layout, graph: Graph) -> Iterator[Issue]:
    before = True
    missing: list[int] = []
    for at in range(len(layout.entries)):
        reached = at in graph.reached
        if not reached and before:
            missing.append(at)
        before = reached
    for at in missing:
        stop = next(
            (n for n in range(at, len(layout.entries)) if n in graph.reached), len(layout.entries)
        )
        said = f"No way leads to {called(layout.entries[at])}."
        more = stop - at - 1
        notes = (f"Nor to the {counted(more, 'step')} after it.",) if more else ()
        todo = "Let an option or a route lead there, or take it away."
        yield Issue("EXG502", ("step", at, "id"), said, todo, notes=notes)
    if missing:  # ends behind them are told by them
        return
    flagged = {flag.goto for flag in layout.flow.flags}
    for index, end in enumerate(layout.flow.ends):
        if end.id not in graph.reached and end.id not in flagged:
            said = f"Nothing leads to the end “{end.title or end.id}”."
            todo = "Let an option, a route or a flag lead there, or take it away."
            yield Issue("EXG503", ("end", index, "id"), said, todo)


def _jump(layout: Layout, edge: Edge) -> Iterator[Issue]:
    target = edge.target
    assert isinstance(target, int)  # noqa: S101 - only such edges are looked at
    body = layout.body(target)
    inside = body is not None and body.first < target and not body.first <= edge.source < body.stop
    if body is not None and inside:
        said = f"This leads into the middle of the group “{body.group.title or body.group.id}”."
        todo = f"Lead to its first step, “{layout.entries[body.first].id}”."
        yield Issue("EXG506", edge.path, said, todo)
    between = {entry.stage for entry in layout.entries[edge.source + 1 : target]}
    between -= {layout.entries[edge.source].stage, layout.entries[target].stage}
    jumped = [stage for stage in layout.flow.stages if stage.id in between and stage.required]
    if jumped:
        titles = several([f"“{stage.title}”" for stage in jumped])
        noun = "stage" if len(jumped) == 1 else "stages"
        said = f"This leads past the whole {noun} {titles}, which must not be left out."
        todo = "Lead to a step of it, or to an end, or say required = false in the stage."
        yield Issue("EXG504", edge.path, said, todo)
