"""The program killed after each key that is pressed: what it had shown as given is there again."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import attrs
import pytest

from exoguide.consultation.opening import look
from exoguide.consultation.records import open_records
from exoguide.engine.questions import question
from exoguide.engine.state import State
from exoguide.flow.model import StepKind
from exoguide.records.held import Query
from tests.cli.commands import PROGRAM, ran
from tests.conftest import FULL
from tests.consultation.places import GARDEN
from tests.terminal.terminal import Terminal

KILLS: Final = 40 if FULL else 5
QUIET: Final = 0.25
"""Seconds without a byte after which a page is taken to stand still."""

WRITTEN: Final = {
    StepKind.NUMBER: "40",
    StepKind.MONEY: "90",
    StepKind.DATE: "today",
    StepKind.TEXT: "ab",
    StepKind.SIGNATURE: "Al",
}
"""What is typed, letter by letter."""


@pytest.fixture(autouse=True)
def _ready(home: Path) -> None:
    """The flow is proven beforehand, and who leads is known, so that no run waits for that."""
    ran("start", GARDEN, "--practice")
    shutil.rmtree(home / "data")
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text('clinician = "Dr Grey"\nrole = "physician"\n')


@attrs.frozen
class Kept:
    """What the disk has of the session that is not at its end."""

    id: str
    state: State
    written: str
    """What is half-typed for the question at which it stands."""

    @property
    def ask(self) -> str:
        """How the question at which it stands begins."""
        cursor = self.state.cursor
        return question(self.state, cursor.key, "en").ask[:30] if cursor else ""


def _waiting() -> Kept | None:
    with closing(open_records()) as store:
        found = [one.id for one in store.sessions(Query(limit=100)) if not one.ended]
        if not found:
            return None
        made = look(store, found[0])
        draft, cursor = made.draft(), made.state.cursor
        here = draft is not None and cursor is not None and draft.key == cursor.key
        return Kept(found[0], made.state, draft.text if draft and here else "")


def _key(kept: Kept, chance: random.Random) -> str:
    """The next key of somebody who answers what is asked."""
    cursor = kept.state.cursor
    if cursor is None:
        return "c"
    asked = question(kept.state, cursor.key)
    if asked.kind in WRITTEN:
        whole, begun = WRITTEN[asked.kind], kept.written
        return whole[len(begun)] if begun != whole and whole.startswith(begun) else "\r"
    if asked.kind is StepKind.MULTI:
        return "1\r"  # a tick alone is no answer
    marks = "12"[: len(asked.choices)]
    return chance.choice(marks) if marks else "\r"


def _half_typed(kept: Kept, key: str) -> str:
    """What a letter makes of the text that is typed; nothing where a key answers."""
    cursor = kept.state.cursor
    written = cursor is not None and question(kept.state, cursor.key).kind in WRITTEN
    return kept.written + key if written and key.isalnum() else ""


def _opened(terminal: Callable[..., Terminal]) -> tuple[Terminal, Kept]:
    """The program at the question at which the record stands, with what was half-typed."""
    kept = _waiting()
    one = terminal((PROGRAM, "resume", kept.id) if kept else (PROGRAM, "start", str(GARDEN)))
    if kept is None:
        one.until(_waiting, "a session on the disk")
        kept = _waiting()
    assert kept is not None
    one.shows(kept.ask)
    one.shows(kept.written)
    return one, kept


def _pressed(one: Terminal, kept: Kept, key: str) -> bool:
    """Press ``key`` and wait for what it shows; whether it was a letter of a text."""
    _still(one)
    before = one.text
    one.send(key.encode())
    one.until(lambda: one.text != before, f"an answer to {key!r}")
    _still(one)
    half = _half_typed(kept, key)
    if half:
        # What is half-typed is on the disk within a second, not at once.
        one.until(lambda: (now := _waiting()) and now.written == half, half)
    return bool(half)


def _still(one: Terminal) -> None:
    while one.read(QUIET):
        pass


def test_killed_after_any_key_it_comes_back_with_what_it_had_shown(
    terminal: Callable[..., Terminal],
) -> None:
    chance = random.Random(7)
    answers = letters = 0
    for number in range(KILLS):
        one, kept = _opened(terminal)
        key = _key(kept, chance)
        letters += _pressed(one, kept, key)
        shown = one.text
        one.process.send_signal(signal.SIGKILL)
        one.clear_away()
        after = _waiting()
        if after is None or after.id != kept.id:
            continue  # it led to an end, and the next one begins
        # What it showed is what the disk has: no answer was shown as taken that is not there.
        assert after.ask in shown, (number, key)
        answers += after.state.ledger.seq > kept.state.ledger.seq
    assert ran("verify", "--all").code == 0
    assert answers
    assert letters
