"""Which parts of the summary a session prints.

A condition that reads an answer which was never given prints nothing: a summary must always
be written, and nothing unproven may stand in it. Whether something was answered is certain here,
so ``not answered(x)`` holds for what was not asked.
"""

from __future__ import annotations

from exoguide.engine.surroundings import Surroundings
from exoguide.flow.conditions import ConditionStop
from exoguide.flow.model import Output, OutputItem


def shows(around: Surroundings, output: Output) -> bool:
    """Whether an output's own condition holds; its edition and ``treated`` are the summary's."""
    return _holds(around, output.when)


def shown_items(around: Surroundings, output: Output) -> tuple[OutputItem, ...]:
    """The lines of an output that are printed, in file order."""
    return tuple(item for item in output.items if _holds(around, item.when))


def _holds(around: Surroundings, when: str) -> bool:
    if not when:
        return True
    try:
        return around.plan.output_condition(when).test(around) is True
    except ConditionStop:
        return False
