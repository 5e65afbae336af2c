"""How long the consultation has taken stands in the header, and for the patient not at all."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import attrs

from exoguide.consultation.opening import resume
from exoguide.tui.app import ExoguideApp
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.pacing import pace
from exoguide.tui.sitting import Sitting
from exoguide.tui.view import view_of
from tests.consultation.places import SteadyClock, a_store
from tests.tui.hands import at
from tests.tui.scenes import told
from tests.tui.test_consulting import shows


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
    assert list(pace(sitting)) == ["3 min", "this stage 3 of 8 min"]
    clock.minutes = 13
    assert list(pace(sitting)) == ["13 min", "this stage 13 of 8 min"]
    assert "13 min · this stage 13 of 8 min" in header(sitting)
    sitting.patient_view = True
    assert "min" not in header(sitting)


def test_another_stage_counts_from_the_answer_that_led_to_it(tmp_path: Path) -> None:
    made = told(
        a_store(tmp_path / "store", practice=False), "dont-know-pregnancy", stop="gate_history"
    )
    made.clock = clock = Watch(minutes=24)
    sitting = Sitting(made)
    assert "this stage 24 of 10 min" in list(pace(sitting))
    sitting.mark("2")
    assert sitting.stage_at_hand == "concerns"
    clock.minutes = 26
    assert list(pace(sitting)) == ["26 min", "this stage 2 of 6 min"]


def test_a_session_that_is_resumed_goes_on_counting_where_it_was_left(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store", practice=False)
    made = told(store, "dont-know-pregnancy", stop="pregnancy")
    made.clock = clock = Watch(minutes=20)
    first = Sitting(made)
    first.mark("d")
    stage = first.stage_at_hand
    first.leave()
    clock.minutes = 3 * 24 * 60
    again = Sitting(resume(store, made.session_id, clock))
    assert again.stage_at_hand == stage
    clock.minutes += 5
    assert list(pace(again)) == ["25 min", "this stage 25 of 10 min"]


def test_the_help_says_what_the_minutes_are_but_not_to_the_patient(tmp_path: Path) -> None:
    made = told(a_store(tmp_path / "store", practice=False), "interrupted")

    async def work() -> None:
        async with at(ExoguideApp(made.store, consultation=made)) as hands:
            await hands.press("f1")
            assert shows(await hands.screen(), "while this consultation is open")
            await hands.press("escape escape")
            hands.sitting.patient_view = True
            await hands.press("f1")
            assert not shows(await hands.screen(), "while this consultation is open")

    asyncio.run(work())
