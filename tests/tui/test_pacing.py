"""How long the consultation has taken stands in the header, and for the patient not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import attrs

from exoguide.tui.glyphs import Glyphs
from exoguide.tui.pacing import pace
from exoguide.tui.sitting import Sitting
from exoguide.tui.view import view_of
from tests.consultation.places import SteadyClock, a_store
from tests.tui.scenes import told


@attrs.define
class Watch(SteadyClock):
    """A clock that goes on when it is told to."""

    minutes: int = 0

    def now(self) -> str:
        began = datetime.fromisoformat(super().now())
        return (began + timedelta(minutes=self.minutes)).isoformat()


def header(sitting: Sitting) -> str:
    return " ".join(span.text for span in view_of(sitting, 80, 24, Glyphs()).header.left)


def test_minutes_are_counted_for_the_whole_and_for_the_stage_against_its_target(
    tmp_path: Path,
) -> None:
    made = told(a_store(tmp_path / "store", practice=False), "interrupted")
    made.clock = clock = Watch(minutes=3)
    sitting = Sitting(made)
    assert list(pace(sitting)) == ["3 min", "this stage 0 of 8 min"]
    clock.minutes = 13
    assert list(pace(sitting)) == ["13 min", "this stage 10 of 8 min"]
    assert "13 min · this stage 10 of 8 min" in header(sitting)
    sitting.patient_view = True
    assert "min" not in header(sitting)


def test_another_stage_counts_from_its_first_question(tmp_path: Path) -> None:
    made = told(
        a_store(tmp_path / "store", practice=False), "dont-know-pregnancy", stop="gate_history"
    )
    made.clock = clock = Watch(minutes=20)
    sitting = Sitting(made)
    clock.minutes = 24
    assert "this stage 4 of 10 min" in list(pace(sitting))
    sitting.mark("2")
    assert sitting.stage_since[0] == "concerns"
    assert "this stage 0 of 6 min" in list(pace(sitting))


def test_a_session_that_was_put_aside_for_a_day_says_nothing_of_its_whole(tmp_path: Path) -> None:
    made = told(a_store(tmp_path / "store", practice=False), "interrupted")
    made.clock = Watch(minutes=24 * 60)
    assert list(pace(Sitting(made))) == ["this stage 0 of 8 min"]
