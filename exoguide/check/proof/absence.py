"""What no path ever does: steps, ends, routes, options, flags and outputs out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exoguide.check.findings import Issue, Verdict
from exoguide.check.graph import Graph
from exoguide.check.proof.single import subject
from exoguide.check.proof.sweep import Sweep
from exoguide.check.words import called, counted
from exoguide.flow.conditions import walk_nodes
from exoguide.flow.conditions.nodes import Compare
from exoguide.flow.problems import Path


def absence_issues(sweep: Sweep, told: Iterable[Issue]) -> Iterator[Issue]:
    """Everything that cannot happen on any path, beside what has been ``told``."""
    known = {(one.code, one.path) for one in told}
    yield from _routes(sweep, known)
    steps = tuple(_steps(sweep, known))
    yield from steps
    if not steps:
        yield from _ends(sweep, known)
    rest = (*_options(sweep), *_flags(sweep), *_rounds(sweep), *_outputs(sweep))
    yield from _rows(sweep, known)
    yield from rest
    yield from _scores(sweep, {one.path for one in (*steps, *rest)})


def _issue(code: str, path: Path, said: str, todo: str) -> Issue:
    return Issue(code, path, said, todo, verdict=Verdict.PROVEN)


def _routes(sweep: Sweep, known: set[tuple[str, Path]]) -> Iterator[Issue]:
    for at in sorted(sweep.asked):
        entry = sweep.layout.entries[at]
        for number, row in enumerate(entry.route):
            path: Path = ("step", at, "route", number)
            if row.when and path not in sweep.taken and ("EXG403", (*path, "when")) not in known:
                said = f"This route of {called(sweep.layout.step(at))} is never taken on any path."
                todo = "The routes before it and what was answered earlier leave nothing for it."
                yield _issue("EXG403", (*path, "when"), said, todo)


def _steps(sweep: Sweep, known: set[tuple[str, Path]]) -> Iterator[Issue]:
    layout = sweep.layout
    all_entered = len(sweep.entered) == len(layout.entries)
    graph = sweep.entered if all_entered else Graph(layout).reached
    missing = {path[1] for code, path in known if code == "EXG502"}
    last = -2
    for at, entry in enumerate(layout.entries):
        if at in sweep.asked or at in missing or at not in graph:
            continue
        if at in sweep.entered:
            path: Path = ("step", at, "when")
            stopped = any(hit.path == path for hit in sweep.hits.values())
            if entry.when and not stopped and not any(one[1] == path for one in known):
                said = f"{called(layout.step(at))} is never asked: its when holds on no path."
                todo = "Look at what was answered earlier; change the when or take the step away."
                yield _issue("EXG507", path, said, todo)
        elif last != at - 1:
            said = f"{called(layout.step(at))} is never reached: every way leads past it."
            more = sum(1 for n in range(at + 1, len(layout.entries)) if n not in sweep.entered)
            notes = (f"Nor are {counted(more, 'later step')}.",) if more else ()
            todo = "The conditions on the ways to it contradict each other."
            yield Issue(
                "EXG508", ("step", at, "id"), said, todo, notes=notes, verdict=Verdict.PROVEN
            )
        if at not in sweep.entered:
            last = at


def _ends(sweep: Sweep, known: set[tuple[str, Path]]) -> Iterator[Issue]:
    silent = {one.flag.goto for one in sweep.timeline.alarms if one.index not in sweep.fired}
    for index, end in enumerate(sweep.layout.flow.ends):
        if end.id not in {*sweep.ended, *silent} and ("EXG503", ("end", index, "id")) not in known:
            said = f"The end “{end.title or end.id}” is reached on no path."
            todo = "The conditions on the ways to it contradict each other."
            yield _issue("EXG509", ("end", index, "id"), said, todo)


def _options(sweep: Sweep) -> Iterator[Issue]:
    layout = sweep.layout
    for at in sorted(sweep.asked):
        for number, option in enumerate(layout.entries[at].options):
            path: Path = ("step", at, "options", number, "when")
            if option.when and path not in sweep.taken and layout.typed(*path) is not None:
                said = f"“{option.label or option.id}” can be chosen on no path: it is closed."
                yield _issue("EXG405", path, said, "Change its when, or take it away.")


def _flags(sweep: Sweep) -> Iterator[Issue]:
    asked = {sweep.layout.step(at).id for at in sweep.asked} | set(sweep.layout.bodies)
    for alarm in sweep.timeline.alarms:
        if alarm.index in sweep.fired or not alarm.inputs <= asked:
            continue
        name = alarm.flag.title or alarm.flag.id
        alone = sweep.meaning.partial(alarm.when).true
        if alarm.applies is not None:
            applies = sweep.meaning.partial(alarm.applies).true
            alone = sweep.diagrams.meet(alone, applies)
        said = f"The flag “{name}” can never be raised: its condition contradicts itself."
        todo = "Look at its when, and at when it applies."
        if alone:
            said = f"The flag “{name}” can never be raised: what would raise it leads away earlier."
            todo = "A route or another flag masks it; let it be assessed first, or take it away."
        yield _issue("EXG721", ("flag", alarm.index, "when"), said, todo)


def _rounds(sweep: Sweep) -> Iterator[Issue]:
    for body in sweep.layout.bodies.values():
        if body.repeats or not body.group.until or body.first not in sweep.asked:
            continue
        path: Path = ("group", body.index, "until")
        if path not in sweep.taken and sweep.layout.typed(*path) is not None:
            name = body.group.title or body.group.id
            said = f"The rounds of “{name}” can never succeed: until holds in no round."
            todo = "Let until look at what is asked in the round itself."
            yield _issue("EXG510", path, said, todo)


def _scores(sweep: Sweep, told: set[Path]) -> Iterator[Issue]:
    """Comparisons of scores that no choice of options meets, where nothing has been ``told``."""
    scores = sweep.vocabulary.scores
    if not scores:
        return
    for path, expression in sweep.layout.expressions.items():
        if expression.typed is None or path in told:
            continue
        for part in walk_nodes(expression.typed.node):
            name = subject(part) if isinstance(part, Compare) else None
            if name in scores and sweep.meaning.out_of_reach(part, name):
                said = f"The score “{name}” never comes to this: the comparison holds for none."
                todo = "Look at the weights of its options and at the number it is compared with."
                yield Issue("EXG613", path, said, todo, part.span, verdict=Verdict.PROVEN)


def _outputs(sweep: Sweep) -> Iterator[Issue]:
    told: set[Path] = set()
    for claim in sweep.timeline.claims:
        if claim.kind != "shown" or claim.path in sweep.shown:
            continue
        if ("output", claim.path[1], "when") in told:
            continue
        told.add(claim.path)
        output = sweep.layout.flow.outputs[int(claim.path[1])]
        what = f"The output “{output.title or output.id}”"
        if len(claim.path) > 3:
            what = f"The line “{output.items[int(claim.path[3])].id}” of “{output.title}”"
        said = f"{what} is printed on no path: its condition never holds."
        yield _issue("EXG804", claim.path, said, "Change its when, or take it away.")


def _rows(sweep: Sweep, known: set[tuple[str, Path]]) -> Iterator[Issue]:
    layout = sweep.layout
    asked = {layout.step(at).id for at in sweep.asked}
    for index, seen in sweep.tables.items():
        compute = layout.flow.computes[index]
        if not layout.roots(compute.inputs) <= asked:
            continue
        for number, row in enumerate(compute.rows):
            path: Path = ("compute", index, "rows", number, "when")
            if row.when and number not in seen and ("EXG623", path) not in known:
                name = compute.title or compute.id
                said = f"Row {number + 1} of “{name}” is used on no path."
                todo = (
                    "What was answered earlier leaves nothing for it; correct it or take it away."
                )
                yield _issue("EXG623", path, said, todo)
