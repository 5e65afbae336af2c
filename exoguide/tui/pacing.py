"""How long a consultation has taken, beside how long its author thought that a stage takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from exoguide.speech import phrase
from exoguide.tui.sitting import Sitting

LONGEST: Final = 600
"""Minutes beyond which a session was put aside, and the time says nothing."""


def pace(sitting: Sitting) -> Iterator[str]:
    """Minutes since the beginning, and of the stage at hand against the flow's ``minutes``.

    A stage counts from when its question came up on this screen. Nothing is said in colour or asks
    for haste: a patient who needs longer is no fault.
    """
    made = sitting.consultation
    opened = made.state.ledger.opened
    now = made.clock.now()
    if opened is not None:
        minutes = _between(opened.at, now)
        if 0 <= minutes < LONGEST:
            yield phrase("{minutes} min", minutes=minutes)
    stage, since = sitting.stage_since
    target = next((one.minutes for one in made.plan.flow.stages if one.id == stage), None)
    if target:
        spent = _between(since, now)
        if 0 <= spent < LONGEST:
            yield phrase("this stage {spent} of {target} min", spent=spent, target=target)


def _between(before: str, after: str) -> int:
    return (
        int((datetime.fromisoformat(after) - datetime.fromisoformat(before)).total_seconds()) // 60
    )
