"""How long a session took is told from the times of its events, without those between visits."""

from __future__ import annotations

import itertools

from exoguide.canonical import Json
from exoguide.consultation.elapsed import Elapsed, elapsed
from exoguide.engine.events import Event, Kind
from exoguide.flow.plan import Plan
from tests.consultation.places import garden

MINUTE = 60.0
_SEQ = itertools.count(1)


def plan() -> Plan:
    loaded = garden()
    return Plan(loaded.flow, loaded.digest)


def event(kind: Kind, minute: int, day: int = 1, **body: Json) -> Event:
    at = f"2026-11-{day:02}T{9 + minute // 60:02}:{minute % 60:02}:00.000+00:00"
    seq = next(_SEQ)
    return Event(seq, f"{seq:032x}", at, 0, "ann", kind, body)


def answered(key: str, minute: int, day: int = 1) -> Event:
    return event(Kind.ANSWERED, minute, day, key=key)


def at(minute: int, day: int = 1) -> str:
    return event(Kind.NOTED, minute, day).at


def test_time_before_an_answer_belongs_to_the_stage_of_its_question() -> None:
    told = elapsed(
        plan(),
        [event(Kind.OPENED, 0), answered("hurt", 2), answered("age", 5), answered("tool", 9)],
    )
    assert told.stages == {"person": 5 * MINUTE, "tool": 4 * MINUTE}
    assert told.of("tool", at(10)) == 5 * MINUTE
    assert told.of("extras", at(10)) == MINUTE
    assert told.whole(at(10)) == 10 * MINUTE


def test_time_while_the_program_was_closed_is_left_out_and_an_earlier_visit_is_not() -> None:
    told = elapsed(
        plan(),
        [
            event(Kind.OPENED, 0),
            answered("hurt", 3),
            event(Kind.RESUMED, 0, day=4),
            answered("age", 2, day=4),
        ],
    )
    assert told.stages == {"person": 5 * MINUTE}


def test_what_belongs_to_no_stage_is_time_of_the_next_answer() -> None:
    told = elapsed(
        plan(),
        [
            event(Kind.OPENED, 0),
            event(Kind.LANGUAGE, 1, language="es"),
            event(Kind.SKIPPED, 4, stage="extras", reason="no time"),
            answered("helpers", 5),
        ],
    )
    assert told.stages == {"extras": 5 * MINUTE}


def test_what_comes_after_an_end_is_no_time_until_the_session_is_reopened() -> None:
    told = elapsed(
        plan(),
        [
            event(Kind.OPENED, 0),
            answered("hurt", 3),
            event(Kind.ENDED, 4),
            event(Kind.TICKED, 0, day=9, item="one"),
            event(Kind.REOPENED, 0, day=12),
            answered("age", 1, day=12),
        ],
    )
    assert told.whole(at(1, day=12)) == 5 * MINUTE


def test_a_clock_that_was_set_back_and_a_program_left_open_overnight_count_nothing() -> None:
    told = elapsed(
        plan(),
        [event(Kind.OPENED, 30), answered("hurt", 10), answered("age", 11, day=2)],
    )
    assert told.whole(at(12, day=2)) == MINUTE


def test_events_may_come_one_by_one() -> None:
    events = [event(Kind.OPENED, 0), answered("hurt", 3), answered("tool", 4)]
    told: Elapsed | None = None
    for one in events:
        told = elapsed(plan(), [one], told)
    assert told == elapsed(plan(), events)
