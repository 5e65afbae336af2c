"""Names that name something: each must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from exoguide.flow.model import Flow, Step, StepKind
from exoguide.flow.problems import Path, Problem, nearest
from exoguide.flow.scope import compute_names, option_ids

NEXT = "next"
BASES = frozenset({"procedure", "consultation"})


@attrs.frozen
class _Names:
    """Every id that something can refer to."""

    steps: dict[str, Step]
    asked: tuple[str, ...]
    stages: tuple[str, ...]
    groups: tuple[str, ...]
    computes: tuple[str, ...]
    ranges: tuple[str, ...]
    clinic: tuple[str, ...]
    cards: tuple[str, ...]
    sources: tuple[str, ...]
    outputs: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        return (*self.steps, *self.ends, NEXT)

    @property
    def values(self) -> tuple[str, ...]:
        return (*self.asked, *self.computes, *self.groups, *self.clinic)


def reference_problems(flow: Flow) -> Iterator[Problem]:
    """Every name that names nothing, with the nearest that does."""
    names = _names(flow)
    for index, step in enumerate(flow.steps):
        yield from _step(step, names, ("step", index))
    for index, group in enumerate(flow.groups):
        path: Path = ("group", index, "on_exhausted")
        yield from _known(group.on_exhausted, names.targets, "step or end", path)
    for index, compute in enumerate(flow.computes):
        for number, name in enumerate(compute.score):
            yield from _scored(name, names, ("compute", index, "score", number))
    for index, flag in enumerate(flow.flags):
        path = ("flag", index)
        targets = (*names.steps, *names.ends)
        yield from _known(flag.goto, targets, "step or end", (*path, "goto"))
        yield from _known(flag.card, names.cards, "card", (*path, "card"))
    yield from _outputs(flow, names)
    for table, listed in _sources(flow):
        for index, sources in enumerate(listed):
            yield from _all(sources, names.sources, "source", (table, index, "sources"))


def _names(flow: Flow) -> _Names:
    return _Names(
        steps={step.id: step for step in flow.steps},
        asked=tuple(step.id for step in flow.steps if step.kind is not None),
        stages=tuple(one.id for one in flow.stages),
        groups=tuple(one.id for one in flow.groups),
        computes=tuple(name for one in flow.computes for name in compute_names(one)),
        ranges=tuple(one.id for one in flow.computes),
        clinic=tuple(f"clinic.{one.id}" for one in flow.clinic),
        cards=tuple(one.id for one in flow.cards),
        sources=tuple(one.id for one in flow.sources),
        outputs=tuple(one.id for one in flow.outputs),
        ends=tuple(one.id for one in flow.ends),
    )


def _sources(flow: Flow) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    yield "clinic", [one.sources for one in flow.clinic]
    yield "step", [one.sources for one in flow.steps]
    yield "flag", [one.sources for one in flow.flags]
    yield "card", [one.sources for one in flow.cards]
    yield "output", [one.sources for one in flow.outputs]
    yield "end", [one.sources for one in flow.ends]


def _step(step: Step, names: _Names, path: Path) -> Iterator[Problem]:
    yield from _known(step.stage, names.stages, "stage", (*path, "stage"), empty=True)
    yield from _known(step.group, names.groups, "group", (*path, "group"))
    yield from _known(step.use, names.asked, "step that asks", (*path, "use"))
    yield from _all(step.cards, names.cards, "card", (*path, "cards"))
    yield from _all(step.depends, names.values, "step or value", (*path, "depends"))
    covered = (*names.asked, *names.outputs, *names.ranges, *names.computes)
    yield from _all(step.covers, covered, "step, output or compute", (*path, "covers"))
    statements = tuple(n for n, s in names.steps.items() if s.kind is StepKind.STATEMENT)
    yield from _known(step.tests, statements, "statement", (*path, "tests"))
    if step.cautious:
        yield from _all(
            step.cautious, option_ids(step), f"option of “{step.id}”", (*path, "cautious")
        )
    for index, option in enumerate(step.options):
        place = (*path, "options", index, "goto")
        yield from _known(option.goto, names.targets, "step or end", place)
    for index, row in enumerate(step.route):
        for name in ("goto", "otherwise"):
            place = (*path, "route", index, name)
            yield from _known(getattr(row, name), names.targets, "step or end", place)


def _scored(name: str, names: _Names, path: Path) -> Iterator[Problem]:
    choices = tuple(
        n for n, s in names.steps.items() if s.kind in {StepKind.CHOICE, StepKind.MULTI}
    )
    yield from _known(name, choices, "choice or multi step", path, empty=True)
    step = names.steps.get(name)
    if step is not None and name in choices and all(o.weight is None for o in step.options):
        said = f"The step “{name}” is scored, and none of its options has a weight."
        yield Problem("", path, said, "Add weight = … to its options.", "EXG124")


def _outputs(flow: Flow, names: _Names) -> Iterator[Problem]:
    dated = tuple(n for n, s in names.steps.items() if s.kind is StepKind.DATE)
    bases = (*BASES, *dated, *names.computes)
    for index, output in enumerate(flow.outputs):
        path: Path = ("output", index)
        listed = (*names.asked, *names.groups)
        yield from _all(output.steps, listed, "step", (*path, "steps"))
        totals = (*names.ranges, *names.computes)
        yield from _known(output.total, totals, "compute", (*path, "total"))
        for number, item in enumerate(output.items):
            place = (*path, "items", number)
            values = (*names.values, *names.ranges)
            yield from _known(
                item.value, values, "step, compute or clinic value", (*place, "value")
            )
            yield from _known(item.base, bases, "date step or date compute", (*place, "base"))
            yield from _known(item.card, names.cards, "card", (*place, "card"))
            yield from _all(item.sources, names.sources, "source", (*place, "sources"))


def _all(names: Iterable[str], known: tuple[str, ...], noun: str, path: Path) -> Iterator[Problem]:
    for index, name in enumerate(names):
        yield from _known(name, known, noun, (*path, index), empty=True)


def _known(
    name: str, known: tuple[str, ...], noun: str, path: Path, *, empty: bool = False
) -> Iterator[Problem]:
    """A problem unless ``name`` is known; an empty one is left out on purpose, unless ``empty``."""
    if name in known or not (name or empty):
        return
    near = nearest(name, known)
    few = f"There are: {', '.join(known)}." if 0 < len(known) <= 8 else ""
    todo = f"Did you mean “{near}”?" if near else few
    yield Problem("", path, f"There is no {noun} “{name[:60]}”.", todo, "EXG201")
