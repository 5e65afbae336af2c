from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from exoguide.engine.events import Kind
from exoguide.records.clock import boot_id, instant, now, stamped


def test_wall_time_names_an_instant() -> None:
    assert abs(instant(now()) - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_time_without_an_offset_names_none() -> None:
    with pytest.raises(ValueError, match="offset"):
        instant("2026-01-02T10:00:00")


def test_a_start_of_the_machine_keeps_its_name() -> None:
    assert boot_id() == boot_id()
    assert "\n" not in boot_id()


def test_events_happen_one_after_another() -> None:
    one = stamped(1, Kind.NOTED, {"text": "a"}, "ann")
    two = stamped(2, Kind.NOTED, {"text": "b"}, "ann")
    assert one.id != two.id
    assert one.mono < two.mono
    assert (two.seq, two.kind, two.body, two.user) == (2, Kind.NOTED, {"text": "b"}, "ann")
