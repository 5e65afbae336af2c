"""A monkey at the keyboard: whatever is pressed, nothing breaks and nothing saved is lost.

Every run has a seed of its own, which is in the message when it fails.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exoguide.consultation.opening import look
from exoguide.consultation.records import open_records
from exoguide.engine.questions import question
from exoguide.records.held import Query, SessionRow
from tests.cli.commands import PROGRAM, ran
from tests.conftest import FULL
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal

RUNS = 200 if FULL else 3
KEYS = 500

LETTERS = [bytes([code]) for code in range(ord("!"), ord("~") + 1)]
ARROWS = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F"]
FUNCTIONS = [b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS"] + [
    b"\x1b[%d~" % number for number in (15, 17, 18, 19, 20, 21, 23)
]
CONTROLS = [bytes([code]) for code in range(1, 27) if code not in (3, 26)]  # no interrupt, no stop
ODD = [
    "é".encode(),
    "漢".encode(),
    b"\xff\xfe",
    b"\x1b[200~pasted\ntwice\x1b[201~",
    b"\x1b[<0;5;5M",
    b"\x1b[999;999R",
    b"\x1b]52;c;AAAA\x07",
    b"\x1b",
    b"\x1b\x1b",
    b"\x7f",
    b"\t",
    b"\x1b[Z",
]
KINDS = [(LETTERS, 30), ([b"\r"], 25), ([b"1", b"2", b"3"], 15), (ARROWS, 10), (ODD, 8)]
KINDS += [(FUNCTIONS, 6), (CONTROLS, 4), ([b"d", b"x", b"-", b" "], 4)]


@pytest.fixture(autouse=True)
def _ready(home: Path) -> None:
    """The flow is proven beforehand, and who leads is known, so that no run waits for that."""
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text('clinician = "Dr Monkey"\nrole = "physician"\n')


def _presses(chance: random.Random) -> Iterator[bytes]:
    kinds, weights = zip(*KINDS, strict=True)
    left = KEYS
    while left > 0:
        burst = min(left, chance.choice((1, 1, 2, 5, 20)))
        left -= burst
        yield b"".join(chance.choice(chance.choices(kinds, weights)[0]) for _ in range(burst))


def _sessions() -> list[SessionRow]:
    with closing(open_records()) as store:
        return list(store.sessions(Query(limit=100)))


def _opened(terminal: Callable[..., Terminal], folder: Path) -> Terminal:
    waiting = [one.id for one in _sessions() if not one.ended]
    what = ("resume", waiting[0]) if waiting else ("start", str(GARDEN))
    one = terminal((PROGRAM, *what), folder=folder)
    one.until(lambda: len("".join(one.lines)) > 40, "a first page")
    return one


@pytest.mark.parametrize("seed", range(RUNS))
def test_random_keys_sizes_and_endings_break_nothing_and_lose_nothing(
    seed: int, tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    chance = random.Random(seed)
    one = _opened(terminal, tmp_path)
    for burst in _presses(chance):
        if one.process.poll() is not None:
            assert one.end() in (0, 1), (seed, one.text)
            assert b"Something went wrong" not in one.output, (seed, one.text)
            one = _opened(terminal, tmp_path)
        try:
            one.send(burst)
        except OSError:  # it left while being typed at
            continue
        if chance.random() < 0.08:
            one.resize(chance.randint(10, 200), chance.randint(3, 60))
    seen = {one.id: one.seq for one in _sessions()}
    _leave(one, chance.choice(("hang up", signal.SIGTERM, signal.SIGKILL)))
    assert b"Something went wrong" not in one.output, (seed, one.text)
    kept = {one.id: one.seq for one in _sessions()}
    assert all(kept[name] >= number for name, number in seen.items()), seed
    assert ran("verify", "--all").code == 0, seed
    _goes_on(terminal, tmp_path)


def _leave(one: Terminal, how: str | signal.Signals) -> None:
    if isinstance(how, signal.Signals):
        one.process.send_signal(how)
    else:
        one.hang_up()
    one.end()


def _goes_on(terminal: Callable[..., Terminal], folder: Path) -> None:
    """The newest session comes up at the question that its record waits at."""
    waiting = [one.id for one in _sessions() if not one.ended]
    if not waiting:
        return
    with closing(open_records()) as store:
        state = look(store, waiting[0]).state
    asked = question(state, state.cursor.key, "en").ask if state.cursor else ""
    one = terminal((PROGRAM, "resume", waiting[0]), folder=folder)
    one.shows(asked[:30])
    one.clear_away()
