"""Names that name something: each must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from exoguide.flow.model import Flow, Step, StepKind
from exoguide.flow.problems import Path, Problem, nearest
from exoguide.flow.scope import compute_names, option_ids

NEXT = "next"
BASES = ("procedure", "consultation")


Known: TypeAlias = "Mapping[str, object]"


@attrs.frozen
class _Names:
    """What each field can refer to; mappings, because a flow may have thousands of each."""

    steps: Mapping[str, Step]
    asked: Known
    statements: Known
    choices: Known
    stages: Known
    groups: Known
    cards: Known
    sources: Known
    targets: Known
    flag_targets: Known
    depended: Known
    covered: Known
    totals: Known
    listed: Known
    values: Known
    bases: Known


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
        path = ("compute", index, "inputs")
        yield from _all(compute.inputs, names.depended, "step or value", path)
    for index, flag in enumerate(flow.flags):
        path = ("flag", index)
        yield from _known(flag.goto, names.flag_targets, "step or end", (*path, "goto"))
        yield from _known(flag.card, names.cards, "card", (*path, "card"))
    yield from _outputs(flow, names)
    for table, listed in _sources(flow):
        for index, sources in enumerate(listed):
            yield from _all(sources, names.sources, "source", (table, index, "sources"))


def _names(flow: Flow) -> _Names:
    steps = {step.id: step for step in flow.steps}
    asked = [one.id for one in flow.steps if one.kind is not None]
    ends = [one.id for one in flow.ends]
    groups = [one.id for one in flow.groups]
    computes = [name for one in flow.computes for name in compute_names(one)]
    totals = [*(one.id for one in flow.computes), *computes]
    depended = [*asked, *computes, *groups, *(f"clinic.{one.id}" for one in flow.clinic)]

    def of_kind(*kinds: StepKind) -> Known:
        return dict.fromkeys(one.id for one in flow.steps if one.kind in kinds)

    return _Names(
        steps=steps,
        asked=dict.fromkeys(asked),
        statements=of_kind(StepKind.STATEMENT),
        choices=of_kind(StepKind.CHOICE, StepKind.MULTI),
        stages=dict.fromkeys(one.id for one in flow.stages),
        groups=dict.fromkeys(groups),
        cards=dict.fromkeys(one.id for one in flow.cards),
        sources=dict.fromkeys(one.id for one in flow.sources),
        targets=dict.fromkeys([*steps, *ends, NEXT]),
        flag_targets=dict.fromkeys([*steps, *ends]),
        depended=dict.fromkeys(depended),
        covered=dict.fromkeys([*asked, *(one.id for one in flow.outputs), *totals]),
        totals=dict.fromkeys(totals),
        listed=dict.fromkeys([*asked, *groups]),
        values=dict.fromkeys([*depended, *totals]),
        bases=dict.fromkeys([*BASES, *of_kind(StepKind.DATE), *computes]),
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
    yield from _all(step.depends, names.depended, "step or value", (*path, "depends"))
    yield from _all(step.covers, names.covered, "step, output or compute", (*path, "covers"))
    yield from _known(step.tests, names.statements, "statement", (*path, "tests"))
    if step.cautious:
        options = dict.fromkeys(option_ids(step))
        yield from _all(step.cautious, options, f"option of “{step.id}”", (*path, "cautious"))
    for index, option in enumerate(step.options):
        place = (*path, "options", index, "goto")
        yield from _known(option.goto, names.targets, "step or end", place)
    for index, row in enumerate(step.route):
        for name in ("goto", "otherwise"):
            place = (*path, "route", index, name)
            yield from _known(getattr(row, name), names.targets, "step or end", place)


def _scored(name: str, names: _Names, path: Path) -> Iterator[Problem]:
    yield from _known(name, names.choices, "choice or multi step", path, empty=True)
    step = names.steps.get(name)
    if step is not None and name in names.choices and all(o.weight is None for o in step.options):
        said = f"The step “{name}” is scored, and none of its options has a weight."
        yield Problem("", path, said, "Add weight = … to its options.", "EXG124")


def _outputs(flow: Flow, names: _Names) -> Iterator[Problem]:
    for index, output in enumerate(flow.outputs):
        path: Path = ("output", index)
        yield from _all(output.steps, names.listed, "step", (*path, "steps"))
        yield from _known(output.total, names.totals, "compute", (*path, "total"))
        for number, item in enumerate(output.items):
            place = (*path, "items", number)
            yield from _known(
                item.value, names.values, "step, compute or clinic value", (*place, "value")
            )
            yield from _known(item.base, names.bases, "date step or date compute", (*place, "base"))
            yield from _known(item.card, names.cards, "card", (*place, "card"))
            yield from _all(item.sources, names.sources, "source", (*place, "sources"))


def _all(names: Iterable[str], known: Known, noun: str, path: Path) -> Iterator[Problem]:
    for index, name in enumerate(names):
        yield from _known(name, known, noun, (*path, index), empty=True)


def _known(
    name: str, known: Known, noun: str, path: Path, *, empty: bool = False
) -> Iterator[Problem]:
    """A problem unless ``name`` is known; an empty one is left out on purpose, unless ``empty``."""
    if name in known or not (name or empty):
        return
    near = nearest(name, known)
    few = f"There are: {', '.join(known)}." if 0 < len(known) <= 8 else ""
    todo = f"Did you mean “{near}”?" if near else few
    yield Problem("", path, f"There is no {noun} “{name[:60]}”.", todo, "EXG201")
