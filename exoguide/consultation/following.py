"""What a new session may offer out of the one that it follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exoguide.engine.encoding import Answer
from exoguide.engine.state import State
from exoguide.flow.model import Step
from exoguide.flow.plan import Plan
from exoguide.flow.values import NonAnswer


def offers(plan: Plan, old: State) -> Mapping[str, Answer]:
    """The answers of an ``old`` session under the names that the flow of the new one has for them.

    Signatures and choices at gates are left out. Where a step or an option says what it ``was``,
    answers given under its old name are found; an option that the new flow no longer has is not
    offered, nor is a list of options with one such in it.
    """
    given = {
        key: one.value
        for key, one in old.answers.items()
        if not one.name and one.value not in ("end", "information")
    }
    return dict(_renamed(plan, given))


def _renamed(plan: Plan, given: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    steps = {step.id: step for step in plan.flow.steps}
    now = {name: step.id for step in plan.flow.steps for name in step.was if name not in steps}
    for key, value in given.items():
        name, mark, item = key.partition("#")
        name = now.get(name, name)
        step = steps.get(name)
        today = value if step is None or not step.options else _option(step, value)
        if today is not None:
            yield f"{name}{mark}{item}", today


def _option(step: Step, value: Answer) -> Answer | None:
    """The same choice among the options of today; ``None`` where it is not there any more."""
    ids = {one.id: one.id for one in step.options}
    names = {name: one.id for one in step.options for name in one.was} | ids
    match value:
        case NonAnswer():
            return value
        case str():
            return names.get(value)
        case frozenset():
            found = frozenset(names[one] for one in value if one in names)
            return found if len(found) == len(value) else None
        case _:
            return None
