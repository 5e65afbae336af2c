"""The engine on a flow of 10,000 steps: an answer, an edit of the first answer, a replay.

Beside it stands the least that any such engine does: a bare interpreter over the same flow as
dictionaries, which looks up each answer and runs each condition as a Python function, without
types, bases, flags, computes, statuses or a log. Times are processor time, the best of several.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

from benchmarks.table import Row
from exoguide.canonical import Json
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.state import State, replay
from exoguide.flow.model import (
    Action,
    End,
    Flag,
    Flow,
    FlowHead,
    Option,
    Outcome,
    Route,
    Stage,
    Step,
    StepKind,
)
from exoguide.flow.plan import Plan

STEPS = 10_000
ANSWERS = 6_000
SEED = 3
CHOICES = {StepKind.YES_NO: ("yes", "no"), StepKind.CHOICE: ("mild", "some", "bad")}


def large_flow(size: int) -> Flow:
    """A flow of ``size`` questions; half hang on an earlier answer, every tenth has a flag."""
    draw = random.Random(SEED)
    steps: list[Step] = []
    flags: list[Flag] = []
    asked: list[str] = []
    steps.append(Step("first", "all", StepKind.NUMBER, ask="First?", min="0", max="100"))
    for number in range(size - 2):
        name = f"s{number}"
        when = ""
        if asked and draw.random() < 0.5:
            earlier = draw.choice(asked[-30:])
            value = draw.choice(("yes", "no"))
            when = f"not answered({earlier}) or {earlier} is {value}"
        kind = draw.choice((StepKind.YES_NO, StepKind.CHOICE, StepKind.NUMBER))
        if kind is StepKind.YES_NO:
            steps.append(Step(name, "all", kind, ask=f"Question {number}?", when=when))
            asked.append(name)
            if draw.random() < 0.3:
                flags.append(Flag(f"f{number}", Action.CAUTION, f"{name} is yes", "Take care."))
        elif kind is StepKind.CHOICE:
            options = tuple(Option(one, one) for one in CHOICES[kind])
            steps.append(
                Step(name, "all", kind, ask=f"Question {number}?", when=when, options=options)
            )
        else:
            steps.append(
                Step(name, "all", kind, ask=f"Question {number}?", when=when, min="0", max="100")
            )
    last = (Route(otherwise="done"),)
    steps.append(Step("last", "all", StepKind.STATEMENT, ask="That is all.", route=last))
    return Flow(
        FlowHead("large", "Large", "1", "en"),
        stages=(Stage("all", "All", 1),),
        steps=tuple(steps),
        flags=tuple(flags),
        ends=(End("done", "Done", Outcome.DECLINED, 5, "Done."),),
    )


def _event(seq: int, kind: Kind, body: dict[str, Json]) -> Event:
    return Event(seq, f"e{seq}", "2026-11-23T10:00:00+00:00", seq, "user", kind, body)


def _value(kind: StepKind, draw: random.Random) -> Json:
    if kind is StepKind.NUMBER:
        return {"number": str(draw.randint(0, 100))}
    return "acknowledged" if kind is StepKind.STATEMENT else draw.choice(CHOICES[kind])


def _opened(plan: Plan) -> State:
    body: dict[str, Json] = {
        "semantics": SEMANTICS,
        "bundle": plan.digest,
        "today": "2026-11-23",
        "clinic": {},
        "locale": "en",
        "clinician": {"name": "Dr Grey"},
    }
    taken = begin(plan, _event(1, Kind.OPENED, body))
    if not isinstance(taken, Taken):
        raise TypeError(taken.message)
    return taken.state


def _session(plan: Plan) -> tuple[State, list[Event], list[float]]:
    """A session answered at the cursor to its end: its state, its log, and seconds an answer."""
    draw = random.Random(SEED)
    state = _opened(plan)
    log = [state.ledger.opened] if state.ledger.opened else []
    spent: list[float] = []
    while (cursor := state.cursor) is not None:
        value = _value(plan.nodes[cursor.node].kind, draw)
        event = _event(len(log) + 1, Kind.ANSWERED, {"key": cursor.key, "value": value})
        begun = process_time()
        taken = apply(state, event)
        spent.append(process_time() - begun)
        if not isinstance(taken, Taken):
            raise TypeError(taken.message)
        state = taken.state
        log.append(taken.event)
    return state, log, spent


def _best(work: Callable[[], object], times: int = 7) -> float:
    found = []
    for _ in range(times):
        gc.collect()
        begun = process_time()
        work()
        found.append(process_time() - begun)
    return min(found) * 1_000


def _bare(flow: Flow, log: list[Event]) -> Callable[[], object]:
    """Fold the same log into a dictionary and walk the same flow over it, and nothing more."""
    steps: list[tuple[str, Callable[[dict[str, Any]], bool] | None]] = []
    for step in flow.steps:
        earlier, _, value = step.when.rpartition(" or ")[2].partition(" is ")
        steps.append((step.id, _hangs_on(earlier, value) if step.when else None))

    def walk() -> object:
        answers: dict[str, Any] = {}
        for event in log[1:]:
            answers[str(event.body["key"])] = event.body["value"]
        seen: dict[str, Any] = {}
        path: list[str] = []
        for name, test in steps:
            if test is not None and not test(seen):
                continue
            path.append(name)
            if name not in answers:
                break
            seen[name] = answers[name]
        return path

    return walk


def _hangs_on(earlier: str, value: str) -> Callable[[dict[str, Any]], bool]:
    return lambda seen: earlier not in seen or seen[earlier] == value


def _add() -> object:
    total = 0
    for number in range(1_000_000):
        total += number
    return total


def _edit(state: State) -> Callable[[], object]:
    """Change the first answer to another one; nothing hangs on it, so all of it is walked."""
    first = state.walk.path[0]
    node = state.plan.nodes[first.node]
    old = state.ledger.answers[first.key].event.body["value"]
    draw = random.Random(SEED)
    value = old
    while value == old:
        value = _value(node.kind, draw)
    event = _event(state.ledger.seq + 1, Kind.ANSWERED, {"key": first.key, "value": value})

    def edit() -> object:
        taken = apply(state, event)
        if not isinstance(taken, Taken):
            raise TypeError(taken.message)
        return taken

    return edit


def run() -> list[Row]:
    """An answer at the cursor, an edit of the first answer, and a replay of 6,000 answers."""
    flow = large_flow(STEPS)
    plan = Plan(flow, "0" * 64)
    state, log, spent = _session(plan)
    part = log[: ANSWERS + 1]
    late = median(spent[-1_000:]) * 1_000
    edited = _best(_edit(state))
    replayed = _best(lambda: replay(plan, part))
    median_answer = median(spent) * 1_000
    asked = f"{len(spent):,} answers"
    return [
        Row("a million additions in Python, to judge this machine by", _best(_add), None, None),
        Row(f"answer at the cursor, median of {asked}", median_answer, None, 1.0),
        Row("answer at the cursor, median of the last 1,000", late, None, 1.0),
        Row(f"edit of the first of {asked}", edited, None, 50.0),
        Row("edit, beside a bare interpreter", edited, _best(_bare(flow, log)), None),
        Row(f"replay of {len(part) - 1:,} answers", replayed, None, 50.0),
        Row("replay, beside a bare interpreter", replayed, _best(_bare(flow, part)), None),
    ]
