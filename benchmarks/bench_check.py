"""The whole check of random flows and of the shipped one, and what peers make of its questions."""

from __future__ import annotations

import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.bench_commands import compiled
from benchmarks.check_peers import Answer, enumerated, questions, solved, swept
from benchmarks.random_flow import flow_text
from benchmarks.table import Row
from exoguide.check import Report, check_bundle
from exoguide.check.expressions import expressions
from exoguide.check.layout import Layout
from exoguide.check.proof.sweep import Sweep
from exoguide.flow.bundle import Bundle
from exoguide.flow.loading import examine
from exoguide.flow.syntax import parse_document

SIZES: Final = {100: 100.0, 1000: 1000.0, 10_000: 10_000.0}
"""Steps, and the milliseconds that they may take (design, section 11)."""
MEMORY: Final = 800.0
GROWTH: Final = 15.0
"""How many times as long ten times the steps may take."""
COLD: Final = 800.0
"""Milliseconds for the shipped flow, the start of the program included."""
AS_OF: Final = dt.date(2026, 11, 23)
FLOW: Final = Path(__file__).resolve().parent.parent / "flows" / "exosome-therapy"
RUNS: Final = 7
"""The quickest counts: other work on the machine only ever adds."""

BESIDE: Final = {12: ("plain enumeration", "z3"), 100: ("plain enumeration", "z3"), 1000: ("z3",)}
"""Steps, and the peers that are asked about them."""
LIMIT: Final = 20.0
"""Seconds for a peer to answer all questions about a flow."""


def bundle(text: str) -> Bundle:
    """A flow of one file."""
    document, problems = parse_document("flow.toml", text.encode())
    assert document is not None
    return Bundle("random", {"flow.toml": document}, {"flow.toml": text.encode()}, problems)


def checked(text: str) -> Report:
    """A flow file, read and checked."""
    return check_bundle(bundle(text), AS_OF)


def run() -> list[Row]:
    """The rows of all parts."""
    return [*_whole(), _cold(), *_beside()]


def _whole() -> Iterator[Row]:
    """Each size in processes of its own, for its memory; the quickest of a few."""
    times: dict[int, float] = {}
    for steps, budget in SIZES.items():
        runs = RUNS if steps < max(SIZES) else 1
        found = [told.split() for told in _measured(steps, runs)]
        times[steps] = min(float(spent) for spent, _ in found)
        yield Row(f"check {steps:,} steps", times[steps], None, budget)
        if steps == max(SIZES):
            yield Row(f"memory of {steps:,} steps", float(found[0][1]), None, MEMORY, "MB")
    yield Row("10,000 steps beside ten times 1,000", times[10_000], times[1000], GROWTH)


def _measured(steps: int, runs: int) -> list[str]:
    """What :func:`measure` gives in processes whose modules are compiled, as installed ones are."""
    command = [sys.executable, "-m", "benchmarks.bench_check", str(steps)]
    with tempfile.TemporaryDirectory() as folder:
        around = {**os.environ, **compiled(folder)}
        return [
            subprocess.run(command, check=True, capture_output=True, text=True, env=around).stdout
            for _ in range(runs)
        ]


def measure(steps: int) -> tuple[float, float]:
    """Milliseconds and megabytes of one whole check."""
    text = flow_text(steps)
    begun = time.perf_counter()
    report = checked(text)
    spent = (time.perf_counter() - begun) * 1000
    assert report.proof is not None
    assert report.proof.complete, report.findings[:3]
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cold() -> Row:
    """The command on the shipped flow."""
    program = str(Path(sys.executable).with_name("exoguide"))
    spent = []
    with tempfile.TemporaryDirectory() as folder:
        around = {**os.environ, **compiled(folder), "EXOGUIDE_HOME": folder}
        for _ in range(RUNS + 1):
            begun = time.perf_counter()
            subprocess.run([program, "check", FLOW], check=True, capture_output=True, env=around)
            spent.append((time.perf_counter() - begun) * 1000)
    return Row("check the shipped flow, cold", min(spent[1:]), None, COLD)


def _beside() -> Iterator[Row]:
    """Which steps can be asked and which routes taken: the sweep, and who is asked the same."""
    for steps, peers in BESIDE.items():
        flow = examine(bundle(flow_text(steps)))[0].flow
        layout = Layout(flow, expressions(flow))
        ours = min((swept(layout) for _ in range(RUNS)), key=lambda one: one.spent)
        for peer in peers:
            if peer == "z3":
                theirs = solved(layout, LIMIT)
            else:
                theirs = enumerated(layout, Sweep(layout), LIMIT)
            yield _compared(layout, steps, peer, ours, theirs)


def _compared(layout: Layout, steps: int, peer: str, ours: Answer, theirs: Answer) -> Row:
    what = f"reachable, {steps:,} steps: sweep beside {peer}"
    if theirs.done:
        assert theirs.found == ours.found, theirs.found ^ ours.found
    else:
        assert theirs.found <= ours.found, theirs.found - ours.found
        asked = len(questions(layout))
        what += f" (stopped after {LIMIT:.0f} s, {theirs.questions} of {asked:,} told)"
    # Small flows are shown and not held: there the start of a search weighs more than the search.
    return Row(what, ours.spent, theirs.spent, 1.0 if steps == max(BESIDE) else None)


if __name__ == "__main__":
    print(*measure(int(sys.argv[1])))
