"""How long a consultation has taken, beside how long its author thought that a stage takes."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.speech import phrase
from exoguide.tui.parts import Line, Role
from exoguide.tui.sitting import Sitting

EXPLAINED = Line(
    phrase(
        "The minutes at the top count while this consultation is open, over all its visits; those"
        " of this stage stand beside what its author expects."
    ),
    Role.QUIET,
)
"""What the help says about it."""


def pace(sitting: Sitting) -> Iterator[str]:
    """Minutes so far, and of the stage at hand against the flow's ``minutes``.

    Time between visits, while the program was closed, is none of it. Nothing is said in colour or
    asks for haste: a patient who needs longer is no fault.
    """
    made = sitting.consultation
    now = made.clock.now()
    yield phrase("{minutes} min", minutes=_minutes(sitting.elapsed.whole(now)))
    stage = sitting.stage_at_hand
    target = next((one.minutes for one in made.plan.flow.stages if one.id == stage), None)
    if target:
        spent = _minutes(sitting.elapsed.of(stage, now))
        yield phrase("this stage {spent} of {target} min", spent=spent, target=target)


def _minutes(seconds: float) -> int:
    return int(seconds // 60)
