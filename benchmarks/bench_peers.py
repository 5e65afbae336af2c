"""Ten questions at a real pty, asked by exoguide and by what else could ask them, in one run.

The window is 80x24 with 256 colours. A step is all that arrives from the keys of an answer until
the next question stands there and nothing more comes; a key is one that answers nothing yet.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from benchmarks.bench_commands import compiled
from benchmarks.peer_programs import CHOICES, WORDS, flow
from benchmarks.table import Row
from tests.terminal.terminal import Terminal

ROUNDS: Final = 5
QUIET: Final = 0.3
"""Seconds without a byte after which everything has been painted."""

IDLE: Final = 1.5
DOWN: Final = b"\x1b[B"
OURS: Final = (sys.executable, "-m", "exoguide.cli.main", "start")
PEERS: Final = (sys.executable, "-m", "benchmarks.peer_programs")


@attrs.frozen
class Asker:
    """A program that asks: its command, what answers a question, and a key that does not yet."""

    command: tuple[str, ...]
    answer: bytes
    key: bytes


ASKERS: Final = {
    "full screen": Asker((*OURS, "FLOW", "--practice"), b"1", DOWN),
    "lines": Asker((*OURS, "FLOW", "--practice", "--plain"), b"1\n", b"1"),
    "bare Textual app": Asker((*PEERS, "bare"), b"\r", DOWN),
    "questionary": Asker((*PEERS, "questionary"), b"\r", DOWN),
    "click prompt": Asker((*PEERS, "prompt"), b"1\n", b"1"),
}
COMPARED: Final = {
    "full screen": ("bare Textual app", "questionary", "click prompt"),
    "lines": ("questionary", "click prompt"),
}
FIGURES: Final = {
    "first question": "ms",
    "memory": "MB",
    "first question, bytes": "B",
    "a step": "B",
    "a key": "B",
}


def run() -> list[Row]:
    """Every figure of every program, those of exoguide beside each peer's."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "ten.toml"
        file.write_text(flow(), encoding="utf-8")
        environ = {
            "EXOGUIDE_HOME": str(Path(home) / "home"),
            "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22",
            "PROMPT_TOOLKIT_NO_CPR": "1",  # nobody here answers where the cursor is
            **compiled(home),
        }
        figures: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in ASKERS}
        for asker in ASKERS.values():  # the flow is proven, and all code compiled, beforehand
            _opened(_command(asker, file), environ)[0].clear_away()
        for number in range(ROUNDS):
            for name, asker in ASKERS.items():
                _measure(_command(asker, file), asker, environ, figures[name], whole=number == 0)
    compared = [
        Row(f"{what}: {us} / {peer}", _of(figures[us], what), _of(figures[peer], what), None, unit)
        for what, unit in FIGURES.items()
        for us, peers in COMPARED.items()
        for peer in peers
    ]
    idle = [
        Row(
            f"idle for {IDLE} s: {name}",
            each["idle"][0],
            None,
            0 if name in COMPARED else None,
            "B",
        )
        for name, each in figures.items()
    ]
    return [*compared, *idle]


def _of(figures: Mapping[str, list[float]], what: str) -> float:
    """The least disturbed time; the usual of everything else."""
    return min(figures[what]) if what == "first question" else statistics.median(figures[what])


def _command(asker: Asker, file: Path) -> list[str]:
    return [str(file) if part == "FLOW" else part for part in asker.command]


def _opened(command: Sequence[str], environ: Mapping[str, str]) -> tuple[Terminal, float]:
    """The program at its first question with all its answers, and milliseconds until then."""
    begun = time.perf_counter()
    terminal = Terminal(command, environ=environ)
    last = CHOICES[-1].encode()
    terminal.until(
        lambda: last in terminal.output or terminal.process.poll() is not None,
        f"a first question of {command[-3:]}",
    )
    assert last in terminal.output, terminal.text
    return terminal, (time.perf_counter() - begun) * 1000


def _measure(
    command: Sequence[str],
    asker: Asker,
    environ: Mapping[str, str],
    figures: dict[str, list[float]],
    *,
    whole: bool,
) -> None:
    terminal, taken = _opened(command, environ)
    try:
        figures["first question"].append(taken)
        status = Path(f"/proc/{terminal.process.pid}/status").read_text()
        figures["memory"].append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
        if whole:
            _settle(terminal)
            figures["first question, bytes"].append(len(terminal.output))
            _answer_all(terminal, asker, figures)
    finally:
        terminal.clear_away()


def _answer_all(terminal: Terminal, asker: Asker, figures: dict[str, list[float]]) -> None:
    """Answer all but the last question; bytes of keys, of steps, and of nobody typing."""
    before = len(terminal.output)
    _settle(terminal, IDLE)
    figures["idle"].append(len(terminal.output) - before)
    for words in WORDS[1:]:
        before = len(terminal.output)
        terminal.send(asker.key)
        _settle(terminal)
        figures["a key"].append(len(terminal.output) - before)
        if asker.key != DOWN:
            terminal.send(b"\x7f")  # the same answer everywhere
        before = len(terminal.output)
        terminal.send(asker.answer)
        terminal.shows(words)
        _settle(terminal)
        figures["a step"].append(len(terminal.output) - before)


def _settle(terminal: Terminal, seconds: float = QUIET) -> None:
    """Read until nothing has come for so many seconds."""
    while terminal.read(seconds):
        pass
