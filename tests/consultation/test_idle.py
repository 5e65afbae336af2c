"""Noticing that nobody is there."""

from __future__ import annotations

import threading

import pytest

from exoguide.consultation.idle import IdleWatch, ticks


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_it_rests_once_when_nobody_came_for_long_enough(clock: Clock) -> None:
    rested = threading.Semaphore(0)
    watch = IdleWatch(300.0, rested.release, clock)
    watch.start()
    clock.now += 299.0
    assert watch.seen()
    clock.now += 299.0
    assert watch.seen()
    clock.now += 301.0
    assert not watch.seen(), "a key that comes too late is not let through"
    assert rested.acquire(timeout=20)
    assert watch.resting
    assert watch.seen(), "keys go to the page that is in front by now"
    clock.now += 900.0
    assert watch.seen()
    assert not rested.acquire(timeout=0.05), "once is enough"
    watch.resume()
    clock.now += 301.0
    assert not watch.seen()
    assert rested.acquire(timeout=20)
    watch.stop()


def test_it_needs_no_key_to_notice() -> None:
    rested = threading.Event()
    watch = IdleWatch(0.05, rested.set)
    watch.start()
    assert rested.wait(20)
    watch.stop()


def test_the_time_that_the_machine_slept_counts() -> None:
    """The clock is the one of the system that runs on in sleep, where it has one."""
    import time

    boot = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    assert ticks() == pytest.approx(time.clock_gettime(boot), abs=5.0)
