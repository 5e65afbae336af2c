"""The full screen at a real pty: first question, memory, and bytes for everything that is pressed.

The window is 80x24 with 256 colours, as over SSH. Stories of the shipped flow (all of them with
``EXOGUIDE_FULL=1``) are pressed key by key; what a key costs is what arrives at the other end of
the pty until all of it was painted.
"""

from __future__ import annotations

import os
import select
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.bench_commands import compiled
from benchmarks.screen_programs import FLOW, READY
from benchmarks.table import Row
from exoguide.consultation.unlocking import DESCRIPTOR_VARIABLE
from tests.terminal.terminal import Terminal

PASSPHRASE: Final = "four plain words here"  # noqa: S105 - of a store that is made and thrown away here
ROUNDS: Final = 9
OVER_SSH: Final = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
BUDGETS: Final = {"step": 3 * 1024, "key": 614, "turn": 3 * 1024, "idle": 0, "paint": 8 * 1024}
"""Bytes (design, section 11)."""

NAMES: Final = {
    "step": "a step, next question shown",
    "key": "a key",
    "turn": "a key that reads on, whole page moved",
    "idle": "idle for 1.5 s",
    "paint": "first paint",
    "open": "opening help, list or note",
    "paste": "a paste",
    "end": "the end, page of the session shown",
}


def run() -> list[Row]:
    """All figures of the full screen."""
    return [*first_question(), *bytes_of_stories()]


def program(name: str, *arguments: str) -> list[str]:
    """The command for one of ``screen_programs``."""
    return [sys.executable, "-m", "benchmarks.screen_programs", name, *arguments]


def first_question() -> list[Row]:
    """Time from the start to the question on the screen, and memory then; taken in turns."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as guarded:
        session, words = _session(Path(home))
        locked, _ = _session(Path(guarded), PASSPHRASE)
        asked = {
            "ours": [sys.executable, "-m", "exoguide.cli.main", "resume", session],
            "locked": [sys.executable, "-m", "exoguide.cli.main", "resume", locked],
            "bare": program("bare"),
            "questionary": program("questionary"),
        }
        shown = {"ours": words, "locked": words, "bare": READY, "questionary": READY}
        homes = {"locked": guarded}
        times: dict[str, list[float]] = defaultdict(list)
        sizes: dict[str, list[float]] = defaultdict(list)
        for name, command in asked.items():
            _opened(command, homes.get(name, home), shown[name])
        for _ in range(ROUNDS):
            for name, command in asked.items():
                taken, size = _opened(command, homes.get(name, home), shown[name])
                times[name].append(taken)
                sizes[name].append(size)
    time_of = {name: min(each) for name, each in times.items()}  # the least disturbed of each
    size_of = {name: statistics.median(each) for name, each in sizes.items()}
    return [
        Row("first question / bare Textual app", time_of["ours"], time_of["bare"], 1.3),
        Row("first question / questionary", time_of["ours"], time_of["questionary"], None),
        Row("memory / bare Textual app", size_of["ours"], size_of["bare"], 1.3, "MB"),
        Row("first question, passphrase / bare Textual", time_of["locked"], time_of["bare"], None),
        Row("memory, passphrase / bare Textual", size_of["locked"], size_of["bare"], 1.6, "MB"),
        Row("memory / questionary", size_of["ours"], size_of["questionary"], None, "MB"),
    ]


def _opened(command: Sequence[str], home: str, words: str) -> tuple[float, float]:
    """Milliseconds until the words are on the screen, and megabytes of the process then."""
    begun = time.perf_counter()
    environ = {**OVER_SSH, "EXOGUIDE_HOME": home, **compiled(home)}
    secret, writer = os.pipe()
    os.write(writer, f"{PASSPHRASE}\n".encode())
    os.close(writer)
    environ[DESCRIPTOR_VARIABLE] = str(secret)  # read only where the store asks for it
    terminal = Terminal(command, environ=environ, watched=False, pass_fds=(secret,))
    os.close(secret)
    sought = words.encode()
    terminal.until(
        lambda: sought in terminal.output or terminal.process.poll() is not None,
        f"“{words}” of {command[-2:]}",
    )
    taken = (time.perf_counter() - begun) * 1000
    assert sought in terminal.output, terminal.output[-2000:].decode("utf-8", "replace")
    status = Path(f"/proc/{terminal.process.pid}/status").read_text()
    size = int(status.partition("VmRSS:")[2].split()[0]) / 1024
    terminal.clear_away()
    return taken, size


def _session(home: Path, passphrase: str = "") -> tuple[str, str]:
    """A session at its first question: its number, and words of the question in one line.

    With a passphrase, in a store that is opened by nothing else.
    """
    from exoguide.consultation.opening import Clinician, Opening, start
    from exoguide.engine.questions import question
    from exoguide.flow.clinic import clinic_values
    from exoguide.flow.loading import load_flow
    from exoguide.paths import data_folder
    from exoguide.records.device import device_key
    from exoguide.records.embedded import open_store
    from exoguide.records.keys import read_keys
    from exoguide.records.protecting import protect
    from exoguide.records.recovery import new_code

    os.environ["EXOGUIDE_HOME"] = str(home)
    store = open_store(data_folder())
    loaded = load_flow(FLOW)
    opening = Opening(
        Clinician("Dr Grey", "physician"), "M-1", clinic_values(loaded.flow, {}), today=None
    )
    made = start(store, loaded, opening)
    number, cursor = made.session_id, made.state.cursor
    assert cursor is not None
    words = question(made.state, cursor.key).ask
    made.leave()
    store.close()
    if passphrase:
        key = device_key(read_keys(data_folder()), data_folder())
        protect(data_folder(), key, "ann", passphrase, new_code())
    return number, " ".join(words.split()[:4])


def bytes_of_stories() -> list[Row]:
    """The dearest and the usual of each kind of thing pressed, over all stories."""
    marks_read, marks = os.pipe()
    acknowledged, acknowledge = os.pipe()
    terminal = Terminal(
        program("stories", str(marks), str(acknowledged)),
        environ=OVER_SSH,
        watched=False,
        pass_fds=(marks, acknowledged),
    )
    os.close(marks)
    os.close(acknowledged)
    costs: dict[str, list[tuple[int, str]]] = defaultdict(list)
    counted = 0
    while True:
        ready, _, _ = select.select([marks_read, terminal.master], [], [], 60)
        assert ready, "the stories stand still"
        if (
            terminal.master in ready
            and not terminal.read(0.0)
            and terminal.process.poll() is not None
        ):
            break
        if marks_read not in ready:
            continue
        said = os.read(marks_read, 4096).decode()
        if not said:
            break
        while terminal.read(0.002):
            pass
        what, _, where = said.strip().partition(" ")
        costs[what].append((len(terminal.output) - counted, where))
        counted = len(terminal.output)
        os.write(acknowledge, b".")
    code = terminal.end()
    assert code == 0, terminal.output[-3000:].decode("utf-8", "replace")
    rows = []
    for what, name in NAMES.items():
        if not costs[what]:
            continue
        most, where = max(costs[what])
        usual = statistics.median(cost for cost, _ in costs[what])
        print(f"dearest {what}: {most} B at {where}", file=sys.stderr)
        rows.append(
            Row(f"bytes, {name}: dearest of {len(costs[what])}", most, None, BUDGETS.get(what), "B")
        )
        rows.append(Row(f"bytes, {name}: usual", usual, None, BUDGETS.get(what), "B"))
    return rows
