"""Limits that leave no answer: the smallest allowed above the largest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exoguide.check.findings import Issue
from exoguide.check.literals import Scale, on_scale, plain_limit, written_value
from exoguide.flow.model import ClinicValue, Flow, Step, StepKind
from exoguide.flow.problems import Path


def limit_order_issues(flow: Flow) -> Iterator[Issue]:
    """Steps and clinic values whose written limits exclude each other.

    Limits that read answers are left to the proof over every path.
    """
    for index, step in enumerate(flow.steps):
        yield from _of(step, ("step", index), (("min", "max"), ("soft_min", "soft_max")))
        if step.kind is StepKind.MULTI:
            yield from _options(step, ("step", index))
    for index, value in enumerate(flow.clinic):
        yield from _of(value, ("clinic", index), (("min", "max"),))


def crossed(step: Step) -> bool:
    """Whether the limits of a step exclude each other, so that nothing can be said of them."""
    return any(True for _ in _of(step, (), (("min", "max"),)))


def _of(owner: Step | ClinicValue, path: Path, pairs: Iterable[tuple[str, str]]) -> Iterator[Issue]:
    for low_name, high_name in pairs:
        low, high = written(getattr(owner, low_name)), written(getattr(owner, high_name))
        if low is None or high is None or type(low) is not type(high):
            continue
        if low > high:  # type: ignore[operator]  # both are of the step's own kind
            said = f"“{low_name}” of “{owner.id}” ({low}) lies above its “{high_name}” ({high})"
            said += ", so there is no answer." if low_name == "min" else "."
            yield Issue("EXG307", (*path, low_name), said, "Swap them, or correct one.")


def _options(step: Step, path: Path) -> Iterator[Issue]:
    low = plain_limit(step.min)
    most = sum(not option.exclusive for option in step.options)
    if low is not None and low > most:
        said = f"At least {low} options of “{step.id}” must be chosen, and there are {most}"
        said += " that can be chosen together."
        yield Issue("EXG307", (*path, "min"), said, "Lower min, or add options.")


def written(text: str) -> Scale | None:
    """A limit that is a plain number, amount or date."""
    return on_scale(written_value(text))
