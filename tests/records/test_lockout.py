"""Waiting after wrong passphrases: it grows, it ends, and no clock makes it shorter or endless."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.records.lockout import (
    ATTEMPTS_FILE,
    FREE,
    LONGEST,
    Attempts,
    Moment,
    delay,
    failed,
    forgiven,
    read_attempts,
    remaining,
    restamped,
)

NOON = Moment(wall=1_800_000_000.0, ticks=5_000.0, boot="one")
YEARS = 10 * 365 * 86_400.0


def later(seconds: float, *, wall: float | None = None, boot: str = "one") -> Moment:
    return Moment(NOON.wall + (seconds if wall is None else wall), NOON.ticks + seconds, boot)


def after(failures: int, last: Moment = NOON) -> Attempts:
    return Attempts(failures, "2027-01-15T12:00:00.000+00:00", last)


def test_the_first_tries_are_free_and_then_waiting_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [delay(failures) for failures in range(20)]
    assert waits[:FREE] == [0.0] * FREE
    assert waits[FREE : FREE + 5] == [1.0, 2.0, 4.0, 8.0, 16.0]
    assert waits[-1] == LONGEST == 900.0
    assert waits == sorted(waits)
    assert delay(10**9) == LONGEST


def test_waiting_goes_by_and_ends() -> None:
    tries = after(FREE + 5)
    assert remaining(None, NOON) == 0.0
    assert remaining(tries, NOON) == 32.0
    assert remaining(tries, later(30.0)) == 2.0
    assert remaining(tries, later(32.0)) == 0.0


@pytest.mark.parametrize("jump", [-YEARS, -60.0, 3_600.0, YEARS])
def test_setting_the_wall_clock_changes_nothing_while_the_machine_runs(jump: float) -> None:
    assert remaining(after(FREE + 5), later(30.0, wall=jump)) == 2.0


def test_after_another_start_of_the_machine_the_wall_clock_counts() -> None:
    tries = after(FREE + 5)
    assert remaining(tries, Moment(NOON.wall + 30.0, 3.0, "two")) == 2.0
    assert remaining(tries, Moment(NOON.wall + 40.0, 3.0, "two")) == 0.0


def test_a_clock_that_went_back_over_a_restart_locks_nobody_out_for_years(tmp_path: Path) -> None:
    for _ in range(FREE + 5):
        failed(tmp_path, "a", NOON)
    back = Moment(NOON.wall - YEARS, 3.0, "two")
    assert remaining(read_attempts(tmp_path)["a"], back) == 32.0
    restamped(tmp_path, "a", back)
    soon = Moment(back.wall + 32.0, 35.0, "two")
    assert remaining(read_attempts(tmp_path)["a"], soon) == 0.0


def test_tries_are_counted_for_each_slot_and_forgiven_when_it_opens(tmp_path: Path) -> None:
    for _ in range(4):
        failed(tmp_path, "a", NOON)
    failed(tmp_path, "b", NOON)
    first = read_attempts(tmp_path)
    assert (first["a"].failures, first["b"].failures) == (4, 1)
    assert first["a"].last == NOON
    forgiven(tmp_path, "a")
    assert set(read_attempts(tmp_path)) == {"b"}
    assert (tmp_path / ATTEMPTS_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"a": 1}', b'{"a": {"wall": []}}', b"\xff", b"[" * 9_999]
)
def test_a_damaged_list_of_tries_locks_nobody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ATTEMPTS_FILE).write_bytes(content)
    assert read_attempts(tmp_path) == {}
    assert failed(tmp_path, "a", NOON).failures == 1
