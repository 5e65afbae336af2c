"""What each kind of step must have, and what it has no use for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from exoguide.flow.model import Flow, Step, StepKind
from exoguide.flow.problems import Problem

_ALWAYS: Final = frozenset({"id", "stage", "kind", "title", "when", "note", "route", "tag", "was"})
_ASKED: Final = _ALWAYS | {
    "page", "group", "ask", "help", "cards", "depends", "recheck", "material", "sensitive", "check",
    "sources", "mark",
}  # fmt: skip
_LIMITS: Final = frozenset({"min", "max", "soft_min", "soft_max", "non_answers"})

USED: Final[Mapping[StepKind | None, frozenset[str]]] = MappingProxyType(
    {
        None: _ALWAYS - {"kind"} | {"use", "page", "group"},
        StepKind.CHOICE: _ASKED | {"options", "non_answers", "cautious"},
        StepKind.MULTI: _ASKED | {"options", "non_answers", "cautious", "min", "max"},
        StepKind.YES_NO: _ASKED | {"non_answers", "cautious"},
        StepKind.NUMBER: _ASKED | _LIMITS | {"unit", "places"},
        StepKind.MONEY: _ASKED | _LIMITS | {"currency", "places"},
        StepKind.DATE: _ASKED | _LIMITS,
        StepKind.TEXT: _ASKED | {"non_answers", "max_length", "multiline"},
        StepKind.STATEMENT: _ASKED,
        StepKind.GATE: _ALWAYS | {"ask", "help", "cards", "sources", "mark"},
        StepKind.TEACH_BACK: _ASKED | {"non_answers", "cautious", "tests"},
        StepKind.SIGNATURE: _ASKED | {"role", "covers", "signs"},
    }
)
"""The fields that a kind of step reads; ``None`` is a step that places another (``use``)."""

NEEDED: Final[Mapping[StepKind, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        StepKind.CHOICE: (("options", 'Add options = [{ id = "…", label = "…" }, …].'),),
        StepKind.MULTI: (("options", 'Add options = [{ id = "…", label = "…" }, …].'),),
        StepKind.TEACH_BACK: (("tests", "Name the statement whose words the patient explains."),),
        StepKind.SIGNATURE: (("role", 'Say who signs: role = "patient".'),),
    }
)
"""What a kind cannot be without, besides its question."""


def kind_problems(flow: Flow) -> Iterator[Problem]:
    """Steps with fields that their kind does not read, or without one that it needs."""
    for index, step in enumerate(flow.steps):
        for problem in _of_step(flow, step):
            yield attrs.evolve(problem, path=("step", index, *problem.path))


def _of_step(flow: Flow, step: Step) -> Iterator[Problem]:
    if (step.kind is None) == (not step.use):
        said = f"Step “{step.id}” has {'neither' if step.kind is None else 'both'} kind and use."
        said = said.replace("neither kind and", "neither kind nor")
        todo = "A step has a kind, or places another step with use, never both."
        yield Problem("", (), said, todo, "EXG125")
        return
    called = f"A {step.kind.value} step" if step.kind else "A step with use"
    used = USED[step.kind]
    for field in attrs.fields(Step):
        if field.name not in used and getattr(step, field.name) != field.default:
            said = f"{called} has no use for “{field.name}”; step “{step.id}” has it."
            readers = [kind.value for kind, names in USED.items() if kind and field.name in names]
            todo = f"Take it away; it belongs to {_and(readers)}." if readers else "Take it away."
            yield Problem("", (field.name,), said, todo, "EXG123")
    if step.kind is None:
        return
    if step.kind is not StepKind.GATE and not step.ask.strip():
        said = f"Step “{step.id}” has no “ask”."
        what = "text" if step.kind is StepKind.STATEMENT else "question"
        yield Problem("", (), said, f"Add the {what}: ask = “…”.", "EXG124")
    for name, todo in NEEDED.get(step.kind, ()):
        if not getattr(step, name):
            said = f"Step “{step.id}” has no “{name}”; a {step.kind.value} step needs it."
            yield Problem("", (), said, todo, "EXG124")
    if step.kind is StepKind.MONEY and not (step.currency or flow.head.currency):
        said = f"The money step “{step.id}” has no currency, and the flow has none either."
        yield Problem("", (), said, 'Add currency = "USD" to [flow] or to the step.', "EXG124")
    yield from _options(step)


def _options(step: Step) -> Iterator[Problem]:
    single = step.kind is StepKind.CHOICE
    for index, option in enumerate(step.options):
        path = ("options", index)
        whose = f"option “{option.id}” of step “{step.id}”"
        if single and option.exclusive:
            said = f"“exclusive” of {whose} means nothing: only one option can be chosen anyway."
            yield Problem("", (*path, "exclusive"), said, "Take it away.", "EXG123")
        if not single and option.goto:
            said = f"“goto” of {whose} cannot be: several options can be chosen at once."
            todo = f"Use [[step.route]] with when = '{step.id} has {option.id}'."
            yield Problem("", (*path, "goto"), said, todo, "EXG123")
        if not option.label.strip():
            said = f"The label of {whose} is empty."
            yield Problem("", (*path, "label"), said, "Write what the person reads.", "EXG124")
        if option.unavailable and not option.when:
            said = f"“unavailable” of {whose} is never shown: it has no “when”."
            yield Problem(
                "", (*path, "unavailable"), said, "Add a when, or take it away.", "EXG123"
            )


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
